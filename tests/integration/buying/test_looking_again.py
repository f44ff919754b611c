"""Refunds and disputes whose notices were all lost are found, and events that were handled go in time."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update

from preppal.accounts.model import Installation, User
from preppal.credits.buying.looking_again import AT_ONCE, look_again
from preppal.credits.buying.model import CreditPurchase, PaymentEvent
from preppal.credits.buying.reconciling import KEPT, forget_events
from preppal.credits.buying.settling import LAST, LATEST, SOONEST
from tests.credits import assert_clean, rows_of
from tests.integration.buying.conftest import Till, buy
from tests.people import Browser, TestClock
from tests.purchases import a_purchase


@pytest.fixture
async def bought(till: Till, ana: Browser) -> UUID:
    """Ana has bought five, and the notice of it came."""
    return await a_paid_one(till, ana)


async def a_paid_one(till: Till, browser: Browser, once: str = "once") -> UUID:
    purchase_id = await buy(browser, once=once)
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.pay(key)))
    await till.work()
    return purchase_id


async def look(till: Till) -> int:
    """How much Stripe was asked."""
    before = len(till.stripe.api.asked)
    await look_again(till.database, till.payments, clock=till.app.state.clock)
    return len(till.stripe.api.asked) - before


async def purse(till: Till, browser: Browser) -> tuple[int, int]:
    """What can be spent, and what is owed."""
    async with till.database.transaction() as db:
        user = await db.get_one(User, browser.me.id, populate_existing=True)
        return user.credits, user.credits_owed


async def look_at(till: Till, purchase_id: UUID) -> timedelta | None:
    """How long until it is asked about again."""
    at = (await till.purchase(purchase_id)).look_at
    return None if at is None else at - till.app.state.clock()


async def test_a_refund_that_nobody_told_of_is_found_at_the_next_look(
    till: Till, ana: Browser, bought: UUID, clock: TestClock
) -> None:
    await look(till)
    clock.forward(minutes=5)
    key = await till.checkout_of(bought)
    till.stripe.do(lambda book: book.refund(key, 600))
    for _ in range(2):
        await look(till)
        assert await purse(till, ana) == (3, 0)
    clock.forward(days=200)  # the list is asked from where it was asked last
    till.stripe.do(lambda book: book.refund(key))
    await look(till)
    assert await purse(till, ana) == (0, 0)
    assert [row.amount for row in await rows_of(till.database, ana.me.id)] == [5, -2, -3]
    await assert_clean(till.database)


async def test_a_dispute_that_nobody_told_of_and_that_it_was_won(
    till: Till, ana: Browser, bought: UUID, clock: TestClock
) -> None:
    key = await till.checkout_of(bought)
    dispute: list[str] = []
    till.stripe.do(lambda book: dispute.append(book.dispute(key)))
    await look(till)
    assert await purse(till, ana) == (0, 0)
    assert await look_at(till, bought) == SOONEST
    clock.forward(days=20)
    till.stripe.do(lambda book: book.decide(dispute[0], "won"))
    await look(till)
    assert await purse(till, ana) == (5, 0)
    await assert_clean(till.database)


async def test_the_notice_that_comes_after_all_changes_nothing(
    till: Till, ana: Browser, bought: UUID
) -> None:
    key = await till.checkout_of(bought)
    notices = till.stripe.do(lambda book: book.refund(key))
    await look(till)
    await till.tell(notices)
    await till.work()
    assert [row.amount for row in await rows_of(till.database, ana.me.id)] == [5, -5]


async def test_more_refunds_than_a_page_holds_some_of_them_not_ours(
    till: Till, ana: Browser, bought: UUID
) -> None:
    key = await till.checkout_of(bought)

    def many(book) -> None:  # type: ignore[no-untyped-def]
        book.refund(key, 300)
        theirs = book.of_kind("refund")[0]
        for number in range(230):
            one = f"re_{number}"
            book.things[one] = {**theirs, "id": one, "payment_intent": f"pi_{number}"}

    till.stripe.do(many)
    # Three pages of refunds, one of disputes, and the one payment that is ours.
    assert await look(till) == 5
    assert await purse(till, ana) == (4, 0)


async def test_where_nothing_was_ever_paid_stripe_is_not_asked(
    till: Till, ana: Browser, clock: TestClock
) -> None:
    await buy(ana)
    await a_purchase(till.database, ana.me.id, "test", now=clock())
    assert await look(till) == 0


async def test_stripe_away_is_asked_again_from_the_same_time(
    till: Till, ana: Browser, bought: UUID, clock: TestClock, caplog: pytest.LogCaptureFixture
) -> None:
    await look(till)
    key = await till.checkout_of(bought)
    till.stripe.do(lambda book: book.refund(key))
    known = await known_to(till)
    for fault in ("down", "fails"):
        clock.forward(days=1)
        setattr(till.stripe, fault, True)
        await look(till)
        setattr(till.stripe, fault, False)
        assert await known_to(till) == known
        assert await purse(till, ana) == (5, 0)
    assert "payments_not_looked_at_again" in caplog.text
    await look(till)
    assert await purse(till, ana) == (0, 0)


async def known_to(till: Till) -> object:
    async with till.database.transaction() as db:
        return await db.scalar(select(Installation.refunds_known_to))


async def test_what_was_paid_is_asked_about_less_and_less_often(
    till: Till, bought: UUID, clock: TestClock
) -> None:
    pauses = []
    while (pause := await look_at(till, bought)) is not None:
        pauses.append(pause)
        clock.now += pause
        assert await look(till) == 3, "two lists, one payment"
    days = [round(pause / timedelta(days=1)) for pause in pauses]
    assert days[:7] == [1, 1, 2, 4, 8, 16, 30]
    assert set(days[7:]) == {LATEST.days}
    assert sum(pauses, timedelta()) > LAST
    assert len(days) < 20
    assert await look(till) == 2


async def test_one_run_asks_about_so_many_and_the_next_about_the_rest(
    till: Till, ana: Browser, bought: UUID, clock: TestClock
) -> None:
    """Those that Stripe does not know of stand in nobody's way."""
    now = clock()
    for number in range(AT_ONCE):
        one = await a_purchase(till.database, ana.me.id, "open", now=now)
        async with till.database.transaction() as db:
            await db.execute(
                update(CreditPurchase)
                .where(CreditPurchase.id == one)
                .values(status="paid", paid_at=now, look_at=now - timedelta(minutes=number + 1))
            )
    clock.now += SOONEST
    key = await till.checkout_of(bought)
    charge = till.stripe.book.charge_of(key)
    charge["amount_refunded"] = 300  # in no list
    assert await look(till) == 2 + AT_ONCE
    assert await purse(till, ana) == (5, 0)
    assert await look(till) == 3
    assert await purse(till, ana) == (4, 0)


async def test_a_key_that_is_refused_moves_nothing_and_the_next_run_begins_with_another(
    till: Till, bought: UUID, ana: Browser, clock: TestClock
) -> None:
    await look(till)
    clock.now += SOONEST
    right, till.stripe.api.key = till.stripe.api.key, "another"
    known = await known_to(till)
    await look(till)
    assert await known_to(till) == known
    till.stripe.api.key = right
    assert await look(till) == 3


async def test_events_that_were_handled_go_after_their_time(
    till: Till, bought: UUID, clock: TestClock
) -> None:
    key = await till.checkout_of(bought)
    await till.tell(till.stripe.do(lambda book: book.refund(key)))  # waits for its task
    clock.now += KEPT - timedelta(seconds=1)
    assert await events(till) == 2
    clock.now += timedelta(seconds=2)
    assert await events(till) == 1
    async with till.database.transaction() as db:
        assert await db.scalar(text("select handled_at from payment_events")) is None


async def events(till: Till) -> int:
    async with till.database.transaction() as db:
        await forget_events(db, now=till.app.state.clock())
        return await db.scalar(select(func.count()).select_from(PaymentEvent)) or 0


async def test_an_event_that_was_forgotten_and_is_told_again_changes_nothing(
    till: Till, ana: Browser, bought: UUID, clock: TestClock
) -> None:
    paid = till.stripe.book.events[-1]
    clock.now += KEPT + timedelta(seconds=1)
    assert await events(till) == 0
    await till.tell([till.stripe.notice(paid)])
    await till.work()
    assert [row.amount for row in await rows_of(till.database, ana.me.id)] == [5]
