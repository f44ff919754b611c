"""The test checkout of local mode: the whole flow without a company and without money."""

from uuid import UUID

import pytest

from preppal.foundation.database import NestedDatabase
from tests.credits import assert_clean, metered, rows_of
from tests.integration.buying.conftest import Till, buy
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app, mail_settings


@pytest.fixture
async def local(database: NestedDatabase, owner: Browser) -> Browser:
    """Ana at her own machine."""
    await metered(database)
    return owner


async def press(browser: Browser, purchase_id: UUID, act: str) -> int:
    answer = await browser.post(f"/credits/purchases/{purchase_id}/test", data={"act": act})
    return answer.status_code


async def test_the_whole_way(local: Browser, database: NestedDatabase) -> None:
    shop = (await local.get("/credits")).text
    assert "This is a test checkout" in shop
    assert "PREPPAL_STRIPE_KEY" in shop
    purchase_id = await buy(local, back="/interviews/new")
    page = (await local.get(f"/credits/purchases/{purchase_id}?go=1")).text
    assert "Test: nobody pays anything" in page
    assert 'http-equiv="refresh"' not in page
    assert await press(local, purchase_id, "pay") == 303
    page = (await local.get(f"/credits/purchases/{purchase_id}")).text
    assert "5 credits are yours" in page
    assert "Test: nobody pays anything" in page
    assert 'href="/interviews/new"' in page
    assert (await local.get(f"/credits/purchases/{purchase_id}/receipt")).status_code == 404
    assert await press(local, purchase_id, "pay") == 409
    assert await press(local, purchase_id, "refund") == 303
    assert [row.amount for row in await rows_of(database, local.me.id)] == [5, -5]
    await assert_clean(database)


async def test_a_bank_that_takes_days(local: Browser, database: NestedDatabase) -> None:
    comes, fails = await buy(local, once="a"), await buy(local, once="b")
    for purchase_id in (comes, fails):
        assert await press(local, purchase_id, "arrives") == 409
        assert await press(local, purchase_id, "bank") == 303
        page = (await local.get(f"/credits/purchases/{purchase_id}")).text
        assert "Your bank is working on it" in page
    assert await press(local, comes, "arrives") == 303
    assert await press(local, fails, "fails") == 303
    assert "Your bank did not pay" in (await local.get(f"/credits/purchases/{fails}")).text
    assert [row.amount for row in await rows_of(database, local.me.id)] == [5]


async def test_going_back(local: Browser) -> None:
    purchase_id = await buy(local)
    page = (await local.get(f"/credits/purchases/{purchase_id}?cancelled=1")).text
    assert "You went back before paying" in page


@pytest.mark.parametrize("act", ["", "steal", "arrives", "refund"])
async def test_there_are_no_other_acts(local: Browser, act: str) -> None:
    assert await press(local, await buy(local), act) == 409


async def test_it_is_ones_own(local: Browser, stranger: Browser, visitor: Browser) -> None:
    purchase_id = await buy(local)
    assert await press(stranger, purchase_id, "pay") == 404
    assert await press(visitor, purchase_id, "pay") == 303  # to sign in
    assert (await local.get(f"/credits/purchases/{purchase_id}/status")).json() == {
        "status": "open"
    }


async def test_where_stripe_takes_money_nobody_pretends(till: Till, ana: Browser) -> None:
    assert "test checkout" not in (await ana.get("/credits")).text
    assert await press(ana, await buy(ana), "pay") == 404


async def test_a_purchase_of_a_test_stays_one_when_keys_come(
    local: Browser, till: Till, browsers: Browsers
) -> None:
    purchase_id = await buy(local)
    ana = await browsers(local.me, app=till.app)
    assert await press(ana, purchase_id, "pay") == 404
    assert (await ana.post(f"/credits/purchases/{purchase_id}/check")).status_code == 303
    assert await till.work() == []
    assert "is not finished" in (await local.get("/credits")).text
    assert "is not finished" not in (await ana.get("/credits")).text, (
        "it cannot be finished any more"
    )
    real = await buy(ana)  # the same form, sent once more
    assert real != purchase_id
    assert not (await till.purchase(real)).is_test


async def test_others_are_never_sold_a_test(
    database: NestedDatabase, postbox: Postbox, clock: TestClock, browsers: Browsers
) -> None:
    """A server with mail and without Stripe sells nothing, and says who gives."""
    await metered(database)
    app = an_app(mail_settings(), database, postbox, clock)
    guest = await browsers(a_user("Guest"), app=app)
    page = (await guest.get("/credits")).text
    assert "Nothing is sold on this server" in page
    assert "PREPPAL_STRIPE_KEY" not in page
    assert "5-1500-EUR" not in page
    answer = await guest.post("/credits/buy", data={"pack": "5-1500-EUR", "once": "a"})
    assert answer.status_code == 404
    operator = await browsers(a_user("Operator", is_staff=True), app=app)
    page = (await operator.get("/credits")).text
    assert "PREPPAL_STRIPE_KEY" in page
    assert "preppal credits grant" in page
