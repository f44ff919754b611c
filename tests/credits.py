"""Credits in tests: the installation made metered, people who have some, and a ledger that adds up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text

from preppal.accounts.model import User
from preppal.credits.audit import audit
from preppal.credits.ledger import Entry, post
from preppal.credits.model import CreditTransaction, Kind
from preppal.credits.purse import Move
from preppal.credits.switch import switch_credits
from preppal.foundation.database import Database, uuid7
from tests.people import MONDAY, a_user


async def metered(database: Database) -> None:
    """Interviews cost credits from here on; in the test databases they cost none (tests/database.py)."""
    async with database.transaction() as db:
        await switch_credits(db, unlimited=False)


async def give(
    database: Database,
    user_id: UUID,
    *,
    granted: int = 0,
    paid: int = 0,
    reason: str = "A test.",
    now: datetime = MONDAY,
) -> None:
    """Credits by hand and by purchase."""
    async with database.transaction() as db:
        if granted:
            entry = Entry(Kind.GRANT, f"grant:{uuid7()}", made_by="command line", reason=reason)
            await post(db, user_id, entry, Move.give(granted), now=now)
        if paid:
            entry = Entry(Kind.PURCHASE, f"purchase:{uuid7()}", purchase_id=uuid7())
            await post(db, user_id, entry, Move.buy(paid), now=now)


async def somebody(
    database: Database, name: str = "Cy", *, granted: int = 0, paid: int = 0
) -> User:
    user = a_user(name)
    async with database.transaction() as db:
        db.add(user)
    await give(database, user.id, granted=granted, paid=paid)
    return user


async def rows_of(database: Database, user_id: UUID) -> list[CreditTransaction]:
    """The ledger of one account, oldest first."""
    async with database.transaction() as db:
        return list(
            await db.scalars(
                select(CreditTransaction)
                .join(User, User.ledger_id == CreditTransaction.ledger_id)
                .where(User.id == user_id)
                .order_by(CreditTransaction.seq)
            )
        )


async def assert_clean(database: Database) -> None:
    """The audit finds nothing, and what waits for the commit is checked now."""
    async with database.transaction() as db:
        await db.execute(text("set constraints all immediate"))
        await db.execute(text("set constraints all deferred"))
        assert [found async for found in audit(db)] == []
