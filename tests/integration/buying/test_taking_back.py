"""Refunds and disputes: what is left goes, what was spent is owed, what is won comes back."""

from uuid import UUID

import pytest

from preppal.accounts.model import User
from preppal.credits.audit import audit
from preppal.credits.buying.model import CreditPurchase
from preppal.credits.ledger import Entry, post
from preppal.credits.model import Kind
from preppal.credits.purse import Move
from preppal.foundation.database import uuid7
from tests.credits import assert_clean, give, rows_of
from tests.integration.buying.conftest import Till, buy
from tests.people import Browser


@pytest.fixture
async def bought(till: Till, ana: Browser) -> UUID:
    """Ana has bought five."""
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.pay(key)))
    await till.work()
    return purchase_id


async def purse(till: Till, browser: Browser) -> tuple[int, int]:
    """What can be spent, and what is owed."""
    async with till.database.transaction() as db:
        user = await db.get_one(User, browser.me.id, populate_existing=True)
        return user.credits, user.credits_owed


async def refund(till: Till, purchase_id: UUID, amount: int | None = None) -> None:
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.refund(key, amount)))
    await till.work()


async def spend(till: Till, browser: Browser, count: int) -> None:
    async with till.database.transaction() as db:
        entry = Entry(Kind.CORRECTION, f"correction:{uuid7()}", made_by="Sol", reason="Spent.")
        now = till.app.state.clock()
        await post(db, browser.me.id, entry, Move.correct(-count), now=now)


async def test_a_refund_takes_back_all_of_it(till: Till, ana: Browser, bought: UUID) -> None:
    await refund(till, bought)
    assert await purse(till, ana) == (0, 0)
    assert [row.kind for row in await rows_of(till.database, ana.me.id)] == ["purchase", "refund"]
    page = (await ana.get(f"/credits/purchases/{bought}")).text
    assert "This purchase was refunded" in page
    assert "5 credits of it are gone" in page
    await assert_clean(till.database)


async def test_refunds_in_parts_post_what_each_adds(till: Till, ana: Browser, bought: UUID) -> None:
    """300 is one credit; a part of a credit's price takes none."""
    for amount, left in ((200, 5), (100, 4), (650, 2), (550, 0)):
        await refund(till, bought, amount)
        assert await purse(till, ana) == (left, 0)
    rows = await rows_of(till.database, ana.me.id)
    assert [row.amount for row in rows] == [5, -1, -2, -2]
    await assert_clean(till.database)


async def test_what_was_spent_is_owed_and_the_next_purchase_pays_it(
    till: Till, ana: Browser, bought: UUID
) -> None:
    await give(till.database, ana.me.id, granted=1)
    await spend(till, ana, 4)  # the given one first, then three of those bought
    await refund(till, bought)
    assert await purse(till, ana) == (0, 3)
    shown = (await ana.get("/credits")).text
    assert "3 credits are owed" in shown
    shown = (await ana.get(f"/credits/purchases/{bought}")).text
    assert "5 credits of it are gone" in shown
    assert "3 credits are owed" in shown
    again = await buy(ana, once="again")
    key = await till.checkout_of(again)
    await till.tell(till.stripe.do(lambda book: book.pay(key)))
    await till.work()
    assert await purse(till, ana) == (2, 0)
    assert "3 of them paid what was owed" in (await ana.get(f"/credits/purchases/{again}")).text
    await assert_clean(till.database)


async def test_the_audit_sees_a_purchase_whose_credits_never_came(
    till: Till, ana: Browser, bought: UUID
) -> None:
    await refund(till, bought, 700)
    async with till.database.transaction() as db:
        (await db.get_one(CreditPurchase, bought)).refunded_credits = 0
        await db.flush()
        (found,) = [one.what async for one in audit(db)]
        assert found == f"Purchase {bought} is worth 5 credits, and its rows say 3."
        (await db.get_one(CreditPurchase, bought)).refunded_credits = 2
    await assert_clean(till.database)


async def test_what_was_given_is_not_taken(till: Till, ana: Browser, bought: UUID) -> None:
    await give(till.database, ana.me.id, granted=2)
    await refund(till, bought)
    assert await purse(till, ana) == (2, 0)


async def test_a_dispute_that_is_lost_and_one_that_is_won(
    till: Till, ana: Browser, bought: UUID
) -> None:
    key = await till.checkout_of(bought)
    dispute: list[str] = []
    await till.tell(till.stripe.do(lambda book: dispute.append(book.dispute(key))))
    await till.work()
    assert await purse(till, ana) == (0, 0)
    page = (await ana.get(f"/credits/purchases/{bought}")).text
    assert "Your bank took this payment back" in page
    await till.tell(till.stripe.do(lambda book: book.decide(dispute[0], "lost")))
    await till.work()
    assert await purse(till, ana) == (0, 0)
    await till.tell(till.stripe.do(lambda book: book.decide(dispute[0], "won")))
    await till.work()
    assert await purse(till, ana) == (5, 0)
    rows = await rows_of(till.database, ana.me.id)
    assert [(row.kind, row.amount) for row in rows] == [
        ("purchase", 5),
        ("dispute", -5),
        ("dispute", 5),
    ]
    await assert_clean(till.database)


async def test_a_question_of_the_bank_takes_nothing(till: Till, ana: Browser, bought: UUID) -> None:
    key = await till.checkout_of(bought)
    till.stripe.do(
        lambda book: book.things[book.dispute(key)].update(status="warning_needs_response")
    )
    await till.tell([till.stripe.notice(event) for event in till.stripe.book.events])
    await till.work()
    assert await purse(till, ana) == (5, 0)


async def test_a_part_refunded_and_the_rest_disputed(
    till: Till, ana: Browser, bought: UUID
) -> None:
    await refund(till, bought, 600)
    key = await till.checkout_of(bought)
    await till.tell(till.stripe.do(lambda book: book.dispute(key, 900)))
    await till.work()
    assert await purse(till, ana) == (0, 0)
    rows = await rows_of(till.database, ana.me.id)
    assert [(row.kind, row.amount) for row in rows] == [
        ("purchase", 5),
        ("refund", -2),
        ("dispute", -3),
    ]


async def test_a_disputed_payment_that_is_refunded_too_is_taken_once(
    till: Till, ana: Browser, bought: UUID
) -> None:
    key = await till.checkout_of(bought)
    await till.tell(till.stripe.do(lambda book: book.dispute(key)))
    await till.work()
    await refund(till, bought)
    assert await purse(till, ana) == (0, 0)
    await assert_clean(till.database)


async def test_a_refund_that_failed_gives_the_credits_back(
    till: Till, ana: Browser, bought: UUID
) -> None:
    """The bank sent the refund back: the price is ours again."""
    await refund(till, bought)
    key = await till.checkout_of(bought)
    charge = till.stripe.book.charge_of(key)
    charge["amount_refunded"] = 0
    await till.tell(till.stripe.do(lambda book: book.tell("charge.refund.updated", charge)))
    await till.work()
    assert await purse(till, ana) == (5, 0)
    await assert_clean(till.database)
