"""The one place where credits change: a row of the ledger and the user's row, together.

    async with database.transaction() as db:
        posted = await post(db, user_id, Entry(Kind.PURCHASE, key=f"purchase:{id}", purchase_id=id),
                            lambda purse: purse.buy(5), now=now)

Locks: whatever else the transaction locks (an interview, a purchase) comes first, the user's row last.
"""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.credits.model import CreditTransaction, KeyReused, Kind, NoSuchAccount
from preppal.credits.purse import Purse
from preppal.foundation.database import uuid7
from preppal.foundation.errors import Refusal

Move = Callable[[Purse], Purse]

# Tables, not classes: nothing that a session has loaded is looked at or written back.
USERS = cast("Table", User.__table__)
ROWS = cast("Table", CreditTransaction.__table__)


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

    A key that was posted before changes nothing and gives back what it did then, also where the move
    would be refused today.

    Raises:
        NoSuchAccount: the account is not there (any more).
        KeyReused: the key was used for another account or another kind of row.
        NoCredit, NotSoMany: what ``move`` raises.
    """
    ledger_id, before = await _locked(db, user_id)
    try:
        after = move(before)
    except Refusal:
        known = await _posted_before(db, ledger_id, entry)
        if known is None:
            raise
        return known
    change = Purse(
        after.granted - before.granted, after.paid - before.paid, after.owed - before.owed
    )
    row_id = await _write(db, ledger_id, entry, change, after, now)
    if row_id is None:
        known = await _posted_before(db, ledger_id, entry)
        if known is None:
            raise KeyReused(entry.key)
        return known
    if change != Purse():
        await db.execute(
            update(USERS)
            .where(USERS.c.id == user_id)
            .values(credits=after.balance, credits_granted=after.granted, credits_owed=after.owed)
        )
    return Posted(row_id, True, change, after)


async def purse_of(db: AsyncSession, user_id: uuid.UUID) -> Purse:
    """What the account has now, without a lock. Raises `NoSuchAccount`."""
    columns = (User.credits_granted, User.credits - User.credits_granted, User.credits_owed)
    row = (await db.execute(select(*columns).where(User.id == user_id))).one_or_none()
    if row is None:
        raise NoSuchAccount()
    return Purse(*row)


async def _locked(db: AsyncSession, user_id: uuid.UUID) -> tuple[uuid.UUID, Purse]:
    columns = USERS.c
    row = (
        await db.execute(
            select(
                columns.ledger_id, columns.credits_granted, columns.credits, columns.credits_owed
            )
            .where(columns.id == user_id)
            .with_for_update(key_share=True)
        )
    ).one_or_none()
    if row is None:
        raise NoSuchAccount()
    return row.ledger_id, Purse(
        row.credits_granted, row.credits - row.credits_granted, row.credits_owed
    )


async def _write(
    db: AsyncSession,
    ledger_id: uuid.UUID,
    entry: Entry,
    change: Purse,
    after: Purse,
    now: datetime.datetime,
) -> uuid.UUID | None:
    """The new row's id; None when the key is there already."""
    # Counted in the statement that writes: it began after the lock was had, so it sees every row.
    last = select(func.coalesce(func.max(ROWS.c.seq), 0)).where(ROWS.c.ledger_id == ledger_id)
    written: uuid.UUID | None = await db.scalar(
        insert(ROWS)
        .values(
            id=uuid7(),
            ledger_id=ledger_id,
            seq=last.scalar_subquery() + 1,
            kind=entry.kind.value,
            amount=change.balance,
            granted=change.granted,
            paid=change.paid,
            owed=change.owed,
            balance_after=after.balance,
            granted_after=after.granted,
            owed_after=after.owed,
            idempotency_key=entry.key,
            interview_id=entry.interview_id,
            hold_id=entry.hold_id,
            purchase_id=entry.purchase_id,
            event_id=entry.event_id,
            made_by=entry.made_by,
            reason=entry.reason,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=[ROWS.c.idempotency_key])
        .returning(ROWS.c.id)
    )
    return written


async def _posted_before(db: AsyncSession, ledger_id: uuid.UUID, entry: Entry) -> Posted | None:
    row = (await db.execute(select(ROWS).where(ROWS.c.idempotency_key == entry.key))).one_or_none()
    if row is None:
        return None
    if row.ledger_id != ledger_id or row.kind != entry.kind:
        raise KeyReused(entry.key)
    change = Purse(row.granted, row.paid, row.owed)
    after = Purse(row.granted_after, row.balance_after - row.granted_after, row.owed_after)
    return Posted(row.id, False, change, after)
