"""The one place where credits change: a row of the ledger and the user's row, together.

    async with database.transaction() as db:
        posted = await post(db, user_id, Entry(Kind.PURCHASE, key=f"purchase:{id}", purchase_id=id),
                            Move.buy(5), now=now)

A posting is one statement, a function of the database (migration 0017): it locks the user's row, makes the
move, and writes. So the lock is held for that statement and the commit, however busy this process is.
Whatever else the transaction locks (an interview, a purchase) comes first, the user's row last.
"""

import datetime
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.credits.model import KeyReused, Kind, NoCredit, NoSuchAccount
from preppal.credits.purse import Move, Purse
from preppal.foundation.database import uuid7
from preppal.foundation.driver_statements import ask_driver
from preppal.foundation.errors import Refusal

POST = "select * from post_credits($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says beside its numbers."""

    kind: Kind
    key: str
    """Names the thing that happened: posted twice, it happens once. Ours, never a visitor's."""
    interview_id: uuid.UUID | None = None
    hold_id: uuid.UUID | None = None
    purchase_id: uuid.UUID | None = None
    event_id: str | None = None
    made_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """The row, and whether this call wrote it; an earlier one with the same key may have."""

    id: uuid.UUID
    is_new: bool
    change: Purse
    """What it changed, signed."""
    after: Purse
    """What was there after it."""


async def post(
    db: AsyncSession, user_id: uuid.UUID, entry: Entry, move: Move, *, now: datetime.datetime
) -> Posted:
    """Change an account's credits by ``move`` and write the row that says so, under the lock of the user.
    A hold is also noted as open.

    A key that was posted before changes nothing and gives back what it did then, also where the move
    would be refused today.

    Raises:
        NoSuchAccount: the account is not there (any more).
        KeyReused: the key was used for another account or another kind of row.
        NoCredit, NotSoMany: there is not enough.
    """
    asked = (user_id, move.verb, move.count, move.granted)
    about = (entry.interview_id, entry.hold_id, entry.purchase_id, entry.event_id)
    why = (entry.made_by, entry.reason)
    row = (uuid7(), entry.kind.value, entry.key, *about, *why, now)
    posted = await send(db, POST, *asked, *row, refusal=move.refusal)
    if posted is None:
        raise KeyReused(entry.key)
    return posted


async def send(
    db: AsyncSession, statement: str, *values: object, refusal: type[Refusal] = NoCredit
) -> Posted | None:
    """One call of a function that posts. What waits in the session is written first, as the mapper would.

    Through the driver: put together by the mapper, it costs five times what the server takes (benchmarks/credits.py).
    None where nothing needed to be posted, or the key stands for something else. Raises `NoSuchAccount`, ``refusal``.
    """
    ((outcome, its_id, change, after),) = await db.run_sync(ask_driver, statement, values)
    match outcome:
        case "posted" | "known":
            return Posted(its_id, outcome == "posted", Purse(*change), Purse(*after))
        case "refused":
            raise refusal()
        case "no_account":
            raise NoSuchAccount()
        case _:
            return None


async def purse_of(db: AsyncSession, user_id: uuid.UUID) -> Purse:
    """What the account has now, without a lock. Raises `NoSuchAccount`."""
    columns = (User.credits_granted, User.credits - User.credits_granted, User.credits_owed)
    row = (await db.execute(select(*columns).where(User.id == user_id))).one_or_none()
    if row is None:
        raise NoSuchAccount()
    return Purse(*row)
