"""A credit is held when an interview begins, and the hold ends once: captured or released.

The interview's row is locked by the caller, before the user's. That a hold ends once is decided by who
deletes its row of `credit_open_holds`; the ledger's own unique index has the last word.
"""

import datetime
import uuid
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import UNLIMITED, User
from preppal.credits.ledger import Entry, Posted, post
from preppal.credits.model import PRICE, Cause, CreditTransaction, Kind, NoCredit, OpenHold
from preppal.credits.purse import Purse


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the ledger says of an interview."""

    unlimited: bool
    holds: int
    is_open: bool
    captured: bool


async def hold_credit(
    db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID, *, now: datetime.datetime
) -> Posted | None:
    """Hold what an interview costs; None when it needs none: interviews cost nothing here, it is held
    already, or it was paid for and goes on.

    Raises:
        NoCredit: nothing is left.
    """
    standing = await _standing(db, interview_id)
    if standing.unlimited or standing.is_open or standing.captured:
        return None
    key = f"hold:{interview_id}:{standing.holds + 1}"
    entry = Entry(Kind.HOLD, key, interview_id=interview_id)
    posted = await post(db, user_id, entry, lambda purse: purse.spend(PRICE), now=now)
    await db.execute(
        insert(OpenHold).values(
            interview_id=interview_id, hold_id=posted.id, user_id=user_id, held_at=now
        )
    )
    return posted


async def hold_again(
    db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID, *, now: datetime.datetime
) -> Posted | None:
    """Hold anew for an interview that goes on after its hold was released. One that never had a hold
    began when interviews cost nothing, and stays so. Raises `NoCredit`."""
    standing = await _standing(db, interview_id)
    if not standing.holds:
        return None
    return await hold_credit(db, user_id, interview_id, now=now)


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
    gone = (
        await db.execute(
            delete(OpenHold)
            .where(OpenHold.interview_id == interview_id)
            .returning(OpenHold.hold_id, OpenHold.user_id)
        )
    ).one_or_none()
    if gone is None:
        return None
    hold_id, user_id = gone
    held = (
        await db.execute(
            select(CreditTransaction.granted, CreditTransaction.paid).where(
                CreditTransaction.id == hold_id
            )
        )
    ).one()
    entry = Entry(
        kind, f"{kind.value}:{hold_id}", interview_id, hold_id=hold_id, reason=cause.value
    )

    def give_back(purse: Purse) -> Purse:
        purse = purse.give(-held.granted) if held.granted else purse
        return purse.buy(-held.paid) if held.paid else purse

    move = Purse.keep if kind == Kind.CAPTURE else give_back
    return await post(db, user_id, entry, move, now=now)


async def has_open_hold(db: AsyncSession, interview_id: uuid.UUID) -> bool:
    return bool(await db.scalar(select(exists().where(OpenHold.interview_id == interview_id))))


async def _standing(db: AsyncSession, interview_id: uuid.UUID) -> _Standing:
    of_it = CreditTransaction.interview_id == interview_id
    counts = [
        select(func.count())
        .select_from(CreditTransaction)
        .where(of_it, CreditTransaction.kind == kind.value)
        .scalar_subquery()
        for kind in (Kind.HOLD, Kind.CAPTURE)
    ]
    is_open = exists().where(OpenHold.interview_id == interview_id)
    unlimited, is_held, holds, captures = (
        await db.execute(select(UNLIMITED, is_open, *counts))
    ).one()
    return _Standing(bool(unlimited), holds, is_held, captures > 0)
