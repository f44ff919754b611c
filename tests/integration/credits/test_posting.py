"""Credits change with a row of the ledger, once a key, and never otherwise."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from preppal.accounts.model import User
from preppal.credits.audit import audit
from preppal.credits.ledger import Entry, post, purse_of
from preppal.credits.model import CreditTransaction, KeyReused, Kind, NoCredit, NoSuchAccount
from preppal.credits.paying import Paid, post_payment
from preppal.credits.purse import Move, Purse
from preppal.foundation.database import Database, uuid7
from preppal.foundation.errors import Refusal
from tests.credits import assert_clean, give, rows_of, somebody
from tests.people import MONDAY


async def test_a_row_says_what_changed_and_what_there_is(database: Database) -> None:
    user = await somebody(database, granted=2, paid=5)
    async with database.transaction() as db:
        entry = Entry(Kind.CORRECTION, "correction:1", made_by="command line", reason="Too many.")
        posted = await post(db, user.id, entry, Move.correct(-3), now=MONDAY)
        assert posted.is_new
        assert (await db.get_one(User, user.id)).credits == 4
        assert await purse_of(db, user.id) == posted.after == Purse(granted=0, paid=4)
    row = (await rows_of(database, user.id))[-1]
    assert (row.seq, row.kind, row.amount, row.granted, row.paid) == (3, "correction", -3, -2, -1)
    assert (row.balance_after, row.granted_after, row.owed_after) == (4, 0, 0)
    await assert_clean(database)


async def test_a_key_counts_once_and_answers_the_same(database: Database) -> None:
    user = await somebody(database)
    purchase = uuid7()
    seen = []
    for _ in range(3):
        async with database.transaction() as db:
            seen.append(
                await post_payment(
                    db, user.id, Paid.BOUGHT, 5, key="purchase:1", purchase_id=purchase, now=MONDAY
                )
            )
    assert [one.is_new for one in seen] == [True, False, False]
    assert len({(one.id, one.change, one.after) for one in seen}) == 1
    assert len(await rows_of(database, user.id)) == 1


async def test_a_key_of_somebody_else_opens_nothing(database: Database) -> None:
    one, other = await somebody(database, "Cy"), await somebody(database, "Di")
    async with database.transaction() as db:
        await post_payment(
            db, one.id, Paid.BOUGHT, 5, key="purchase:1", purchase_id=uuid7(), now=MONDAY
        )
    with pytest.raises(KeyReused):
        async with database.transaction() as db:
            await post_payment(
                db, other.id, Paid.BOUGHT, 5, key="purchase:1", purchase_id=uuid7(), now=MONDAY
            )
    with pytest.raises(KeyReused):
        async with database.transaction() as db:
            await post_payment(
                db, one.id, Paid.REFUNDED, 5, key="purchase:1", purchase_id=uuid7(), now=MONDAY
            )
    assert (await rows_of(database, other.id)) == []


async def test_what_was_spent_once_is_answered_after_the_purse_is_empty(
    database: Database,
) -> None:
    user = await somebody(database, granted=1)
    entry = Entry(Kind.HOLD, "hold:y:1", interview_id=uuid7())
    for expected in (True, False):
        async with database.transaction() as db:
            posted = await post(db, user.id, entry, Move("spend", 1), now=MONDAY)
            assert posted.is_new is expected
    with pytest.raises(NoCredit):
        async with database.transaction() as db:
            again = Entry(Kind.HOLD, "hold:y:2", interview_id=uuid7())
            await post(db, user.id, again, Move("spend", 1), now=MONDAY)


async def test_a_refund_of_spent_credits_is_a_debt_that_the_next_purchase_pays(
    database: Database,
) -> None:
    user = await somebody(database, paid=2)
    purchase = uuid7()
    about: dict[str, Any] = {"purchase_id": purchase, "now": MONDAY}
    async with database.transaction() as db:
        refunded = await post_payment(db, user.id, Paid.REFUNDED, 5, key="refund:1", **about)
        assert refunded.after == Purse(owed=3)
        disputed = await post_payment(db, user.id, Paid.DISPUTED, 1, key="dispute:1", **about)
        assert disputed.after == Purse(owed=4)
        assert (await post_payment(db, user.id, Paid.WON, 1, key="won:1", **about)).after == Purse(
            owed=3
        )
        bought = await post_payment(db, user.id, Paid.BOUGHT, 5, key="purchase:2", **about)
        assert bought.after == Purse(paid=2)
        assert bought.change == Purse(paid=2, owed=-3)
    await assert_clean(database)


async def test_an_account_that_is_gone_is_told(database: Database) -> None:
    with pytest.raises(NoSuchAccount):
        async with database.transaction() as db:
            await post_payment(
                db, uuid7(), Paid.BOUGHT, 5, key="p", purchase_id=uuid7(), now=MONDAY
            )


COUNTS = (0, 1, 3)
PURSES = [
    *(Purse(granted, paid) for granted in COUNTS for paid in COUNTS),
    *(Purse(granted, owed=owed) for granted in COUNTS for owed in COUNTS[1:]),
]


@pytest.mark.parametrize("purse", PURSES, ids=str)
async def test_the_database_moves_a_purse_as_the_audit_does(
    database: Database, purse: Purse
) -> None:
    """The rule stands in `Purse` and in `post_credits`: the same for every move."""
    user = await somebody(database, granted=purse.granted, paid=purse.paid)
    async with database.transaction() as db:
        if purse.owed:
            await post(db, user.id, a_row(Kind.REFUND), Move.take_back(purse.owed), now=MONDAY)
        for move, kind, rule in moves():
            savepoint = await db.begin_nested()
            try:
                expected = rule(purse)
            except Refusal as refusal:
                with pytest.raises(type(refusal)):
                    await post(db, user.id, a_row(kind), move, now=MONDAY)
            else:
                posted = await post(db, user.id, a_row(kind), move, now=MONDAY)
                assert (posted.is_new, posted.after) == (True, expected), move
                assert await purse_of(db, user.id) == expected
            await savepoint.rollback()


def moves() -> Iterator[tuple[Move, Kind, Callable[[Purse], Purse]]]:
    for count in (1, 2, 4):
        yield Move.give(count), Kind.GRANT, lambda purse, n=count: purse.give(n)
        yield Move.buy(count), Kind.PURCHASE, lambda purse, n=count: purse.buy(n)
        yield Move("spend", count), Kind.GRANT, lambda purse, n=count: purse.spend(n)
        yield Move.take_back(count), Kind.REFUND, lambda purse, n=count: purse.take_back(n)
        yield Move.correct(count), Kind.CORRECTION, lambda purse, n=count: purse.correct(n)
        yield Move.correct(-count), Kind.CORRECTION, lambda purse, n=count: purse.correct(-n)
        back = Move("come", count + 1, 1)
        yield back, Kind.GRANT, lambda purse, n=count: purse.give(1).buy(n)


def a_row(kind: Kind) -> Entry:
    return Entry(kind, f"a row:{uuid7()}", made_by="command line", reason="A test.")


@pytest.mark.parametrize("statement", ["update", "delete", "truncate"])
async def test_a_row_is_never_changed_and_never_goes(database: Database, statement: str) -> None:
    user = await somebody(database, granted=1)
    words = {
        "update": "update credit_transactions set reason = 'other'",
        "delete": "delete from credit_transactions",
        "truncate": "truncate credit_transactions, credit_open_holds",
    }
    with pytest.raises(DBAPIError, match="append-only"):
        async with database.transaction() as db:
            await db.execute(text("set constraints all immediate"))
            await db.execute(text(words[statement]))
    assert len(await rows_of(database, user.id)) == 1


async def test_credits_without_a_row_are_refused_at_the_commit(fresh_database: Database) -> None:
    user = await somebody(fresh_database, granted=1)
    with pytest.raises(DBAPIError, match="never without"):
        async with fresh_database.transaction() as db:
            await db.execute(update(User).values(credits=100))
    with pytest.raises(DBAPIError, match="never without"):
        async with fresh_database.transaction() as db:
            rich = User(email="rich@example.org", credits=9, created_at=MONDAY)
            db.add(rich)
    with pytest.raises(IntegrityError, match="ck_users_credits"):
        async with fresh_database.transaction() as db:
            await db.execute(update(User).values(credits=-1))
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(User.credits).where(User.id == user.id)) == 1
    await assert_clean(fresh_database)


async def test_an_account_goes_and_its_rows_say_nobody(fresh_database: Database) -> None:
    user = await somebody(fresh_database, granted=1, paid=1)
    async with fresh_database.transaction() as db:
        await db.execute(delete(User).where(User.id == user.id))
    async with fresh_database.transaction() as db:
        rows = list(await db.scalars(select(CreditTransaction)))
        assert len(rows) == 2
        told = " ".join(str(value) for row in rows for value in vars(row).values())
        assert str(user.id) not in told
        assert user.email not in told
    await assert_clean(fresh_database)


async def test_twenty_deliveries_at_once_are_one_purchase(fresh_database: Database) -> None:
    user = await somebody(fresh_database)
    purchase = uuid7()

    async def deliver() -> bool:
        async with fresh_database.transaction() as db:
            posted = await post_payment(
                db, user.id, Paid.BOUGHT, 5, key="purchase:1", purchase_id=purchase, now=MONDAY
            )
            return posted.is_new

    assert sum(await asyncio.gather(*(deliver() for _ in range(20)))) == 1
    async with fresh_database.transaction() as db:
        assert await purse_of(db, user.id) == Purse(paid=5)
    await assert_clean(fresh_database)


async def test_the_audit_names_what_does_not_add_up(fresh_database: Database) -> None:
    """Rows that only a superuser with the triggers off can bring about."""
    user = await somebody(fresh_database, granted=3)
    await give(fresh_database, user.id, paid=2)
    other = await somebody(fresh_database, "Di", granted=1)
    async with fresh_database.transaction() as db:
        await db.execute(text("set local session_replication_role = replica"))
        await db.execute(
            update(CreditTransaction)
            .where(CreditTransaction.ledger_id == user.ledger_id, CreditTransaction.seq == 1)
            .values(granted=2, amount=2)
        )
        await db.execute(update(User).where(User.id == other.id).values(credits=7))
    async with fresh_database.transaction() as db:
        found = [found async for found in audit(db)]
    assert {one.ledger_id for one in found} == {user.ledger_id, other.ledger_id}
    assert any("Row 1 (grant): adds up to 2 granted" in one.what for one in found)
    assert any("has 7 credits" in one.what for one in found)
