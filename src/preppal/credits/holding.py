"""A credit is held when an interview begins, and the hold ends once: captured or released.

The interview's row is locked by the caller, before the user's. That a hold ends once is decided by who
deletes its row of `credit_open_holds`; the ledger's own unique index has the last word.
"""

import datetime
import uuid

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import UNLIMITED, User
from preppal.credits.ledger import Posted, send
from preppal.credits.model import PRICE, Cause, Kind, NoCredit, OpenHold
from preppal.foundation.database import uuid7

HOLD = "select * from hold_credit($1, $2, $3, $4, $5, $6)"
END = "select * from end_credit_hold($1, $2, $3, $4, $5)"


async def hold_credit(
    db: AsyncSession,
    user_id: uuid.UUID,
    interview_id: uuid.UUID,
    *,
    now: datetime.datetime,
    again: bool = False,
) -> Posted | None:
    """Hold what an interview costs; None when it needs none: interviews cost nothing here, it is held
    already, or it was paid for and goes on.

    With ``again`` for an interview that goes on after its hold was released: one that never had a hold
    began when interviews cost nothing, and stays so.

    Raises:
        NoCredit: nothing is left.
        NoSuchAccount: the account is gone.
    """
    return await send(db, HOLD, user_id, interview_id, PRICE, again, uuid7(), now)


async def require_credit(db: AsyncSession, user_id: uuid.UUID) -> None:
    """Raises `NoCredit` where this person could not begin an interview now."""
    enough = or_(User.credits >= PRICE, UNLIMITED)
    if not await db.scalar(select(enough).where(User.id == user_id)):
        raise NoCredit()


async def end_hold(
    db: AsyncSession,
    interview_id: uuid.UUID,
    kind: Kind,
    cause: Cause,
    *,
    now: datetime.datetime,
) -> Posted | None:
    """Capture or release the interview's open hold; None when it has none (any more).

    A release gives back what the hold took: granted credits as granted ones, paid ones as paid ones,
    which pay what is owed first.
    """
    return await send(db, END, interview_id, kind.value, cause.value, uuid7(), now)


async def has_open_hold(db: AsyncSession, interview_id: uuid.UUID) -> bool:
    return bool(await db.scalar(select(exists().where(OpenHold.interview_id == interview_id))))
