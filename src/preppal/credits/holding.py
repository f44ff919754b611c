"""A credit is held when an interview begins, and the hold ends once: captured or released.

The interview's row is locked by the caller, before the user's. That a hold ends once is decided by who
deletes its row of `credit_open_holds`; the ledger's own unique index has the last word.
"""

import datetime
import uuid

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import UNLIMITED, User
from preppal.credits.ledger import Entry, Posted, account_in, connection_of, post_to, sent
from preppal.credits.model import PRICE, Cause, Kind, NoCredit, NoSuchAccount, OpenHold
from preppal.credits.purse import Purse
from preppal.credits.statements import END_AND_LOCK, LOCK_TO_HOLD


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
    connection = await connection_of(db)
    found = await sent(connection, LOCK_TO_HOLD, user_id, interview_id)
    if found is None:
        raise NoSuchAccount()
    unlimited, is_open, holds, is_paid = found[5:]
    if unlimited or is_open or is_paid or (again and not holds):
        return None
    entry = Entry(Kind.HOLD, f"hold:{interview_id}:{holds + 1}", interview_id)
    return await post_to(
        connection, account_in(found), entry, lambda purse: purse.spend(PRICE), now=now
    )


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
    connection = await connection_of(db)
    found = await sent(connection, END_AND_LOCK, interview_id)
    if found is None:
        return None
    hold_id, granted, paid = found[5:]
    entry = Entry(
        kind, f"{kind.value}:{hold_id}", interview_id, hold_id=hold_id, reason=cause.value
    )

    def give_back(purse: Purse) -> Purse:
        purse = purse.give(granted) if granted else purse
        return purse.buy(paid) if paid else purse

    move = Purse.keep if kind == Kind.CAPTURE else give_back
    return await post_to(connection, account_in(found), entry, move, now=now)


async def has_open_hold(db: AsyncSession, interview_id: uuid.UUID) -> bool:
    return bool(await db.scalar(select(exists().where(OpenHold.interview_id == interview_id))))
