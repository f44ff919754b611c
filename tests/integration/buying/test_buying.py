"""Buying a pack: from the credits page over Stripe's page and back."""

import html
import re

import pytest
from sqlalchemy import func, select

from preppal.credits.buying.model import CreditPurchase, Status
from preppal.credits.buying.ordering import MOST_AN_HOUR
from preppal.credits.switch import switch_credits
from preppal.providers.stripe_payments import StripePayments
from tests.credits import assert_clean, rows_of
from tests.integration.buying.conftest import Till, buy
from tests.people import Browser, Browsers, TestClock


async def purchases(till: Till) -> int:
    async with till.database.transaction() as db:
        return await db.scalar(select(func.count()).select_from(CreditPurchase)) or 0


async def test_from_no_credit_to_five_and_a_receipt(till: Till, ana: Browser) -> None:
    shop = (await ana.get("/credits?back=/interviews/new")).text
    assert "You have no credit left." in shop
    assert "€15.00" in shop
    once = re.search(r'name="once" value="(\w+)"', shop)
    assert once is not None
    purchase_id = await buy(ana, once=once[1], back="/interviews/new")
    here = f"/credits/purchases/{purchase_id}"
    key = await till.checkout_of(purchase_id)

    leading = (await ana.get(f"{here}?go=1")).text
    assert f'content="0;url={till.stripe.url}/c/pay/{key}"' in leading

    notices = till.stripe.do(lambda book: book.pay(key))
    returned = till.stripe.book.things[key]["success_url"]
    assert returned == f"{till.app.state.settings.public_url}{here}?paid=1"
    waiting = (await ana.get(f"{here}?paid=1")).text
    assert "Confirming your payment" in waiting
    assert "data-status=" in waiting
    assert "You have no credit left." in (await ana.get("/credits")).text

    assert await till.tell(notices) == [200]
    assert (await ana.get(f"{here}/status")).json() == {"status": "open"}
    await till.work()
    assert (await ana.get(f"{here}/status")).json() == {"status": "paid"}
    paid = (await ana.get(f"{here}?paid=1")).text
    assert "5 credits are yours" in paid
    assert 'href="/interviews/new"' in paid
    assert "You have 5 credits." in (await ana.get("/credits")).text

    receipt = await ana.get(f"{here}/receipt")
    assert receipt.status_code == 303
    assert receipt.headers["location"] == till.stripe.book.charge_of(key)["receipt_url"]
    (row,) = await rows_of(till.database, ana.me.id)
    assert (row.kind, row.amount, row.paid, row.purchase_id) == ("purchase", 5, 5, purchase_id)
    assert row.event_id == notices[0].event["id"]
    await assert_clean(till.database)


async def test_what_stripe_is_told(till: Till, ana: Browser) -> None:
    ana.headers["accept-language"] = "es"
    kept = till.stripe.book.things[await till.checkout_of(await buy(ana))]
    assert (kept["_name"], kept["locale"]) == ("5 entrevistas", "es")
    assert kept["customer_email"] == ana.me.email


async def test_pressed_twice_is_one_purchase(till: Till, ana: Browser, bo: Browser) -> None:
    assert await buy(ana) == await buy(ana)
    assert await purchases(till) == 1
    assert len(till.stripe.book.of_kind("checkout.session")) == 1
    await buy(bo)  # the same word in somebody else's form
    assert await purchases(till) == 2


async def test_another_pack_of_the_same_form_is_another_purchase(till: Till, ana: Browser) -> None:
    """Who goes back to the form, or presses it while it is sent, gets the pack chosen last."""
    few, many = await buy(ana), await buy(ana, pack="20-4800-EUR")
    assert (await till.purchase(few)).credits == 5
    assert (await till.purchase(many)).credits == 20
    assert (many, 2) == (await buy(ana, pack="20-4800-EUR"), await purchases(till))


async def test_a_purchase_is_its_owners(
    till: Till, ana: Browser, bo: Browser, browsers: Browsers
) -> None:
    here = f"/credits/purchases/{await buy(ana)}"
    visitor = await browsers(app=till.app)
    for path in (here, f"{here}/status", f"{here}/receipt"):
        assert (await bo.get(path)).status_code == 404
        assert (await visitor.get(path)).headers["location"].startswith("/sign-in")
    assert (await bo.post(f"{here}/check")).status_code == 404
    assert (await bo.post("/credits/buy", data={"pack": "?"})).status_code == 404
    answer = await visitor.post("/credits/buy", data={"pack": "5-1500-EUR"})
    assert answer.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("pack", ["", "5-1-EUR", "5-1500-USD", "500-1500-EUR", "\x00"])
async def test_what_is_not_sold_cannot_be_bought(till: Till, ana: Browser, pack: str) -> None:
    answer = await ana.post("/credits/buy", data={"pack": pack, "once": "once"})
    assert answer.status_code == 404
    assert await purchases(till) == 0


@pytest.mark.parametrize(
    ("back", "kept"),
    [
        ("/interviews/new", "/interviews/new"),
        ("https://else.example/", ""),
        ("//else.example", ""),
        ("/\\else.example", ""),
        ("javascript:alert(1)", ""),
    ],
)
async def test_one_comes_back_to_this_site_only(
    till: Till, ana: Browser, back: str, kept: str
) -> None:
    assert (await till.purchase(await buy(ana, back=back))).back == kept


async def test_stripe_down_costs_nothing_and_the_same_form_goes_through_later(
    till: Till, ana: Browser
) -> None:
    for fault in ("down", "fails"):
        setattr(till.stripe, fault, True)
        answer = await ana.post("/credits/buy", data={"pack": "5-1500-EUR", "once": "once"})
        assert answer.status_code == 503
        assert "Nothing was charged" in answer.text
        setattr(till.stripe, fault, False)
    assert await purchases(till) == 1
    purchase_id = await buy(ana)
    assert await purchases(till) == 1
    assert (await till.purchase(purchase_id)).checkout_id is not None


async def test_a_slow_stripe_is_waited_for_no_longer_than_is_said(
    till: Till, ana: Browser, browsers: Browsers
) -> None:
    impatient = StripePayments(
        key=till.stripe.key, webhook_secret=till.stripe.secret, url=till.stripe.url, seconds=0.2
    )
    till.app.state.payments = impatient
    till.stripe.slow = True
    answer = await ana.post("/credits/buy", data={"pack": "5-1500-EUR", "once": "once"})
    assert answer.status_code == 503
    till.stripe.slow = False
    await impatient.close()


async def test_an_answer_that_was_lost_is_asked_for_again(till: Till, ana: Browser) -> None:
    """Stripe made the page, and the line broke before it said so."""
    purchase_id = await buy(ana)
    async with till.database.transaction() as db:
        purchase = await db.get_one(CreditPurchase, purchase_id)
        first, purchase.checkout_id, purchase.checkout_url = purchase.checkout_id, None, ""
    await buy(ana)
    assert await till.checkout_of(purchase_id) == first


async def test_the_form_of_a_lost_answer_sent_again_in_another_language(
    till: Till, ana: Browser
) -> None:
    purchase_id = await buy(ana)
    async with till.database.transaction() as db:
        purchase = await db.get_one(CreditPurchase, purchase_id)
        first, purchase.checkout_id, purchase.checkout_url = purchase.checkout_id, None, ""
    await ana.post("/locale", data={"locale": "es"})
    assert await buy(ana) == purchase_id
    second = await till.checkout_of(purchase_id)
    assert second != first
    assert till.stripe.book.things[second]["locale"] == "es"


async def test_keys_that_stripe_refuses_are_told_to_the_operator(
    till: Till, ana: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    till.app.state.payments = StripePayments(
        key="sk_test_other", webhook_secret=till.stripe.secret, url=till.stripe.url
    )
    answer = await ana.post("/credits/buy", data={"pack": "5-1500-EUR", "once": "once"})
    assert answer.status_code == 503
    assert "not set up right" in html.unescape(answer.text)
    assert "PREPPAL_STRIPE_KEY" in caplog.text
    await till.app.state.payments.close()


async def test_nobody_opens_pages_without_end(till: Till, ana: Browser, clock: TestClock) -> None:
    for number in range(MOST_AN_HOUR):
        await buy(ana, once=str(number))
    answer = await ana.post("/credits/buy", data={"pack": "5-1500-EUR", "once": "one more"})
    assert answer.status_code == 429
    await buy(ana, once="0")  # sent again, it is none more
    clock.forward(hours=1, seconds=1)
    await buy(ana, once="one more")


async def test_nothing_is_sold_where_interviews_cost_nothing(till: Till, ana: Browser) -> None:
    async with till.database.transaction() as db:
        await switch_credits(db, unlimited=True)
    assert "€15.00" not in (await ana.get("/credits")).text
    answer = await ana.post("/credits/buy", data={"pack": "5-1500-EUR", "once": "once"})
    assert answer.status_code == 404


async def test_going_back_before_paying(till: Till, ana: Browser) -> None:
    purchase_id = await buy(ana, back="/interviews/new")
    key = await till.checkout_of(purchase_id)
    assert till.stripe.book.things[key]["cancel_url"].endswith(f"{purchase_id}?cancelled=1")
    page = (await ana.get(f"/credits/purchases/{purchase_id}?cancelled=1")).text
    assert "You went back before paying" in page
    assert f"/c/pay/{key}" in page
    assert 'href="/interviews/new"' in page
    shop = (await ana.get("/credits")).text
    assert "is not finished" in shop


async def test_money_that_takes_days_comes(till: Till, ana: Browser) -> None:
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.pay_by_bank(key)))
    await till.work()
    page = (await ana.get(f"/credits/purchases/{purchase_id}?paid=1")).text
    assert "Your bank is working on it" in page
    assert await rows_of(till.database, ana.me.id) == []
    assert "on its way from your bank" in (await ana.get("/credits")).text

    await till.tell(till.stripe.do(lambda book: book.money_comes(key)))
    await till.work()
    assert "5 credits are yours" in (await ana.get(f"/credits/purchases/{purchase_id}")).text


async def test_money_that_takes_days_does_not_come(till: Till, ana: Browser) -> None:
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.pay_by_bank(key)))
    await till.tell(till.stripe.do(lambda book: book.money_fails(key)))
    await till.work()
    assert (await till.purchase(purchase_id)).status == Status.FAILED
    page = (await ana.get(f"/credits/purchases/{purchase_id}")).text
    assert "Your bank did not pay" in page
    assert await rows_of(till.database, ana.me.id) == []


async def test_a_page_that_nobody_used_is_over_after_a_day(till: Till, ana: Browser) -> None:
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.expire(key)))
    await till.work()
    assert (
        "This purchase is over" in (await ana.get(f"/credits/purchases/{purchase_id}?paid=1")).text
    )


async def test_who_waits_may_have_stripe_asked(till: Till, ana: Browser) -> None:
    """The notice is late: the page's button does without it."""
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    till.stripe.do(lambda book: book.pay(key))
    for _ in range(3):
        answer = await ana.post(f"/credits/purchases/{purchase_id}/check")
        assert answer.headers["location"] == f"/credits/purchases/{purchase_id}?paid=1"
    assert await till.work() == ["credits.settle_purchase"]
    assert (await till.purchase(purchase_id)).status == Status.PAID


async def test_a_receipt_while_stripe_is_away(till: Till, ana: Browser) -> None:
    purchase_id = await buy(ana)
    here = f"/credits/purchases/{purchase_id}/receipt"
    assert (await ana.get(here)).status_code == 404  # nothing was paid
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.pay(key)))
    await till.work()
    till.stripe.down = True
    answer = await ana.get(here)
    assert answer.status_code == 503
    assert "receipt cannot be fetched" in answer.text
