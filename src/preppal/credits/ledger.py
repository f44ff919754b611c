"""The one place where credits change: a row of the ledger and the user's row, together.

    async with database.transaction() as db:
        posted = await post(db, user_id, Entry(Kind.PURCHASE, key=f"purchase:{id}", purchase_id=id),
                            lambda purse: purse.buy(5), now=now)

Locks: whatever else the transaction locks (an interview, a purchase) comes first, the user's row last.
"""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from preppal.accounts.model import User
from preppal.credits.model import CreditTransaction, KeyReused, Kind, NoSuchAccount
from preppal.credits.purse import Purse
from preppal.credits.statements import LOCK, WRITE_HOLD, WRITE_ROW
from preppal.foundation.database import uuid7
from preppal.foundation.errors import Refusal

Move = Callable[[Purse], Purse]
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


@dataclass(frozen=True, slots=True)
class LockedAccount:
    """The user's row is locked until the transaction ends."""

    user_id: uuid.UUID
    ledger_id: uuid.UUID
    purse: Purse


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
    connection = await connection_of(db)
    found = await sent(connection, LOCK, user_id)
    if found is None:
        raise NoSuchAccount()
    return await post_to(connection, account_in(found), entry, move, now=now)


async def post_to(
    connection: AsyncConnection,
    account: LockedAccount,
    entry: Entry,
    move: Move,
    *,
    now: datetime.datetime,
) -> Posted:
    """As `post`, to an account that is locked already. A hold is also noted as open."""
    before = account.purse
    try:
        after = move(before)
    except Refusal:
        known = await _posted_before(connection, account, entry)
        if known is None:
            raise
        return known
    change = Purse(
        after.granted - before.granted, after.paid - before.paid, after.owed - before.owed
    )
    write = WRITE_HOLD if entry.kind == Kind.HOLD else WRITE_ROW
    values = _values(account, entry, change, after, now)
    written = await sent(connection, write, *values, account.user_id)
    if written is None:
        known = await _posted_before(connection, account, entry)
        if known is None:
            raise KeyReused(entry.key)
        return known
    return Posted(written[0], True, change, after)


async def purse_of(db: AsyncSession, user_id: uuid.UUID) -> Purse:
    """What the account has now, without a lock. Raises `NoSuchAccount`."""
    columns = (User.credits_granted, User.credits - User.credits_granted, User.credits_owed)
    row = (await db.execute(select(*columns).where(User.id == user_id))).one_or_none()
    if row is None:
        raise NoSuchAccount()
    return Purse(*row)


async def connection_of(db: AsyncSession) -> AsyncConnection:
    """The connection of this transaction. What waits in the session is written first, as the mapper would."""
    if db.new or db.dirty or db.deleted:
        await db.flush()
    return await db.connection()


async def sent(connection: AsyncConnection, statement: str, *values: object) -> Any:
    """The first row that one of `credits.statements` gives, or None."""
    return (await connection.exec_driver_sql(statement, values)).first()


def account_in(row: Any) -> LockedAccount:
    """The first five columns of the statements that lock."""
    return LockedAccount(row[0], row[1], Purse(row[2], row[3], row[4]))


def _values(
    account: LockedAccount, entry: Entry, change: Purse, after: Purse, now: datetime.datetime
) -> tuple[object, ...]:
    """In the order of `statements.COLUMNS`."""
    return (
        uuid7(),
        account.ledger_id,
        entry.kind.value,
        change.balance,
        *astuple(change),
        after.balance,
        after.granted,
        after.owed,
        entry.key,
        entry.interview_id,
        entry.hold_id,
        entry.purchase_id,
        entry.event_id,
        entry.made_by,
        entry.reason,
        now,
    )


async def _posted_before(
    connection: AsyncConnection, account: LockedAccount, entry: Entry
) -> Posted | None:
    row = (
        await connection.execute(select(ROWS).where(ROWS.c.idempotency_key == entry.key))
    ).one_or_none()
    if row is None:
        return None
    if row.ledger_id != account.ledger_id or row.kind != entry.kind:
        raise KeyReused(entry.key)
    change = Purse(row.granted, row.paid, row.owed)
    after = Purse(row.granted_after, row.balance_after - row.granted_after, row.owed_after)
    return Posted(row.id, False, change, after)
