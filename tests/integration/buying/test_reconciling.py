"""Payments that nobody told of, and events that nobody handled."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from preppal.credits.buying.inbox import HANDLE
from preppal.credits.buying.model import WAITS, CreditPurchase, Status
from preppal.credits.buying.reconciling import FORGOTTEN, LOOKED_BACK, reconcile
from tests.credits import assert_clean, rows_of
from tests.integration.buying.conftest import Till, buy
from tests.people import Browser, TestClock


async def look(till: Till) -> None:
    await reconcile(till.database, till.payments, clock=till.app.state.clock)


async def test_what_was_paid_and_not_told_of_is_found(
    till: Till, ana: Browser, bo: Browser
) -> None:
    paid, open_one, over = [await buy(ana, once=once) for once in ("a", "b", "c")]
    his = await buy(bo)
    for purchase_id in (paid, his):
        key = await till.checkout_of(purchase_id)
        till.stripe.do(lambda book, key=key: book.pay(key))  # type: ignore[misc]
    key = await till.checkout_of(over)
    till.stripe.do(lambda book: book.expire(key))
    for _ in range(2):
        await look(till)
    assert [(await till.purchase(one)).status for one in (paid, open_one, over, his)] == [
        Status.PAID,
        Status.OPEN,
        Status.EXPIRED,
        Status.PAID,
    ]
    for browser in (ana, bo):
        assert [row.amount for row in await rows_of(till.database, browser.me.id)] == [5]
    await assert_clean(till.database)


async def test_the_notice_that_comes_after_all_changes_nothing(till: Till, ana: Browser) -> None:
    key = await till.checkout_of(await buy(ana))
    notices = till.stripe.do(lambda book: book.pay(key))
    await look(till)
    await till.tell(notices)
    await till.work()
    assert [row.amount for row in await rows_of(till.database, ana.me.id)] == [5]


async def test_a_bank_that_took_its_days(till: Till, ana: Browser, clock: TestClock) -> None:
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    till.stripe.do(lambda book: book.pay_by_bank(key))
    await look(till)
    assert (await till.purchase(purchase_id)).status == Status.PENDING
    clock.forward(days=6)
    till.stripe.do(lambda book: book.money_comes(key))
    await look(till)
    assert (await till.purchase(purchase_id)).status == Status.PAID


async def test_a_purchase_whose_page_was_never_noted(till: Till, ana: Browser) -> None:
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    async with till.database.transaction() as db:
        (await db.get_one(CreditPurchase, purchase_id)).checkout_id = None
    till.stripe.do(lambda book: book.pay(key))
    await look(till)
    purchase = await till.purchase(purchase_id)
    assert (purchase.status, purchase.checkout_id) == (Status.PAID, key)


async def test_one_that_stripe_never_heard_of_is_over_after_a_day(
    till: Till, ana: Browser, clock: TestClock
) -> None:
    till.stripe.down = True
    assert (
        await ana.post("/credits/buy", data={"pack": "5-1500-EUR", "once": "a"})
    ).status_code == 503
    till.stripe.down = False
    await look(till)
    assert await statuses(till) == [Status.OPEN]
    clock.now += WAITS + timedelta(seconds=1)
    await look(till)
    assert await statuses(till) == [Status.EXPIRED]


async def statuses(till: Till) -> list[str]:
    async with till.database.transaction() as db:
        return list(await db.scalars(text("select status from credit_purchases")))


async def test_with_nothing_open_stripe_is_not_asked(
    till: Till, ana: Browser, clock: TestClock
) -> None:
    await look(till)
    assert till.stripe.api.asked == []
    await buy(ana)
    await look(till)
    asked = len(till.stripe.api.asked)
    assert asked == 2
    clock.now += LOOKED_BACK + timedelta(days=1)
    await look(till)
    assert len(till.stripe.api.asked) == asked


async def test_stripe_away_is_logged_and_asked_again_later(
    till: Till, ana: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    till.stripe.do(lambda book: book.pay(key))
    till.stripe.down = True
    await look(till)
    assert "payments_not_reconciled" in caplog.text
    assert (await till.purchase(purchase_id)).status == Status.OPEN
    till.stripe.down = False
    await look(till)
    assert (await till.purchase(purchase_id)).status == Status.PAID


async def test_an_event_that_lost_its_task_gets_another(
    till: Till, ana: Browser, clock: TestClock
) -> None:
    key = await till.checkout_of(await buy(ana))
    await till.tell(till.stripe.do(lambda book: book.pay(key)))
    async with till.database.transaction() as db:
        await db.execute(text("delete from pgqueuer"))
    await look(till)  # too early: the worker may be at it
    assert till.tasks.registered.keys() >= {HANDLE}
    async with till.database.transaction() as db:
        await db.execute(text("update credit_purchases set status = 'open', paid_at = null"))
        assert await db.scalar(text("select count(*) from pgqueuer")) == 0
    clock.now += FORGOTTEN + timedelta(seconds=1)
    await look(till)
    assert await till.work() == [HANDLE]
    assert [row.amount for row in await rows_of(till.database, ana.me.id)] == [5]
