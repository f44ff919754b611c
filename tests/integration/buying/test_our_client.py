"""Our client of Stripe, through Stripe's own library, against the scripted server."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from preppal.providers.payments import (
    Checkout,
    ForgedNotice,
    NoSuchCheckout,
    Order,
    PaymentsAway,
    PaymentsRefused,
)
from preppal.providers.stripe_payments import NOTICE_LIFE, StripePayments
from tests.people import TestClock
from tests.stripe_server import StripeServer
from tests.stripe_server.serving import sign


def an_order(purchase_id: uuid.UUID | None = None, *, amount: int = 1500) -> Order:
    return Order(
        purchase_id=purchase_id or uuid.uuid4(),
        name="5 interviews",
        amount=amount,
        currency="EUR",
        email="ana@example.org",
        locale="es",
        paid_url="http://127.0.0.1:8000/credits?paid=1",
        cancelled_url="http://127.0.0.1:8000/credits",
    )


async def test_an_order_gives_a_page_to_pay_on(
    stripe: StripeServer, payments: StripePayments
) -> None:
    order = an_order()
    checkout = await payments.order(order)
    kept = stripe.book.things[checkout.id]
    assert checkout.url == f"{stripe.url}/c/pay/{checkout.id}"
    assert kept["client_reference_id"] == str(order.purchase_id)
    assert kept["metadata"] == {"preppal_purchase": str(order.purchase_id)}
    assert kept["_intent"]["metadata"] == kept["metadata"]
    assert (kept["amount_total"], kept["currency"], kept["locale"]) == (1500, "eur", "es")
    assert kept["customer_email"] == "ana@example.org"


async def test_ordered_twice_is_one_page(stripe: StripeServer, payments: StripePayments) -> None:
    order = an_order()
    assert await payments.order(order) == await payments.order(order)
    assert len(stripe.book.of_kind("checkout.session")) == 1


async def test_ordered_again_in_another_language_it_is_a_page_in_that_language(
    stripe: StripeServer, payments: StripePayments
) -> None:
    order = an_order()
    first = await payments.order(order)
    second = await payments.order(replace(order, locale="zh", name="5 次面试"))
    assert stripe.book.things[second.id]["locale"] == "zh"
    assert [stripe.book.things[one.id]["client_reference_id"] for one in (first, second)] == [
        str(order.purchase_id)
    ] * 2


async def test_the_same_purchase_with_another_price_is_refused(payments: StripePayments) -> None:
    order = an_order()
    await payments.order(order)
    with pytest.raises(PaymentsRefused):
        await payments.order(an_order(order.purchase_id, amount=1))


async def test_a_price_that_stripe_does_not_take_is_refused(payments: StripePayments) -> None:
    with pytest.raises(PaymentsRefused, match="amount_too_small"):
        await payments.order(an_order(amount=10))


async def test_what_is_true_of_a_payment(stripe: StripeServer, payments: StripePayments) -> None:
    order = an_order()
    key = (await payments.order(order)).id
    looked = await payments.look(key)
    assert (looked.status, looked.payment_id, looked.purchase_id) == ("open", "", order.purchase_id)
    assert (looked.amount, looked.currency) == (1500, "EUR")

    stripe.do(lambda book: book.pay(key))
    looked = await payments.look(key)
    assert (looked.status, looked.refunded, looked.disputed) == ("paid", 0, 0)
    assert await payments.checkout_of(looked.payment_id) == key
    assert await payments.receipt(key) == stripe.book.charge_of(key)["receipt_url"]

    stripe.do(lambda book: book.refund(key, 400))
    stripe.do(lambda book: book.refund(key, 100))
    dispute: list[str] = []
    stripe.do(lambda book: dispute.append(book.dispute(key, 1000)))
    looked = await payments.look(key)
    assert (looked.status, looked.refunded, looked.disputed) == ("paid", 500, 1000)

    stripe.do(lambda book: book.decide(dispute[0], "won"))
    assert (await payments.look(key)).disputed == 0


async def test_money_that_takes_days(stripe: StripeServer, payments: StripePayments) -> None:
    comes, fails = [(await payments.order(an_order())).id for _ in range(2)]
    for key in (comes, fails):
        stripe.do(lambda book, key=key: book.pay_by_bank(key))  # type: ignore[misc]
        assert (await payments.look(key)).status == "pending"
        assert await payments.receipt(key) == ""
    stripe.do(lambda book: book.money_comes(comes))
    stripe.do(lambda book: book.money_fails(fails))
    assert (await payments.look(comes)).status == "paid"
    assert (await payments.look(fails)).status == "failed"


async def test_a_page_that_nobody_used(stripe: StripeServer, payments: StripePayments) -> None:
    key = (await payments.order(an_order())).id
    stripe.do(lambda book: book.expire(key))
    assert (await payments.look(key)).status == "expired"


async def test_the_list_goes_over_all_its_pages(
    stripe: StripeServer, payments: StripePayments, clock: TestClock
) -> None:
    earlier = await payments.order(an_order())
    clock.forward(hours=1)
    since = clock()
    ours = [await payments.order(an_order()) for _ in range(3)]
    form = {
        "mode": "payment",
        "success_url": "https://else.example",
        "line_items": [
            {
                "quantity": "1",
                "price_data": {
                    "currency": "eur",
                    "unit_amount": "900",
                    "product_data": {"name": "A mug"},
                },
            }
        ],
    }
    for _ in range(205):  # three pages; another shop's, in the same account
        stripe.book.new_checkout(form)
    stripe.do(lambda book: book.pay(ours[1].id))
    found = [listed async for listed in payments.checkouts_since(since)]
    assert {listed.checkout_id for listed in found} == {checkout.id for checkout in ours}
    assert earlier.id not in {listed.checkout_id for listed in found}
    assert [one.checkout_id for one in found if not one.is_open] == [ours[1].id]
    assert stripe.api.asked.count("GET /v1/checkout/sessions") == 3


@pytest.mark.parametrize("how", ["down", "fails", "slow"])
async def test_a_company_that_is_away_is_told_from_one_that_refuses(
    stripe: StripeServer, how: str
) -> None:
    payments = StripePayments(
        key=stripe.key,
        webhook_secret=stripe.secret,
        url=stripe.url,
        seconds=0.3 if how == "slow" else 15,
    )
    setattr(stripe, how, True)
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: payments.order(an_order()),
        lambda: payments.look("cs_test_0"),
    ]
    for call in calls:
        with pytest.raises(PaymentsAway):
            await call()
    setattr(stripe, how, False)
    assert isinstance(await payments.order(an_order()), Checkout)
    await payments.close()


async def test_a_wrong_key_says_which_setting(stripe: StripeServer) -> None:
    payments = StripePayments(key="sk_test_other", webhook_secret=stripe.secret, url=stripe.url)
    with pytest.raises(PaymentsRefused, match="PREPPAL_STRIPE_KEY"):
        await payments.order(an_order())
    await payments.close()


async def test_what_is_not_there(payments: StripePayments) -> None:
    with pytest.raises(NoSuchCheckout):
        await payments.look("cs_test_nowhere")
    with pytest.raises(NoSuchCheckout):
        await payments.checkout_of("pi_nowhere")


async def test_nothing_about_this_machine_is_sent(
    stripe: StripeServer, payments: StripePayments
) -> None:
    await payments.order(an_order())
    await payments.order(an_order())
    assert [headers for headers in stripe.told if "x-stripe-client-telemetry" in headers] == []
    said = " ".join(headers["x-stripe-client-user-agent"] for headers in stripe.told)
    assert "telemetry_id" not in said
    assert "platform" not in said


async def test_a_notice_names_the_payment_and_nobody(
    stripe: StripeServer, payments: StripePayments, clock: TestClock
) -> None:
    order = an_order()
    key = (await payments.order(order)).id
    (paid,) = stripe.do(lambda book: book.pay(key))
    notice = payments.read_notice(paid.body, paid.signature, now=clock())
    assert (notice.id, notice.kind) == (paid.event["id"], "checkout.session.completed")
    assert (notice.purchase_id, notice.checkout_id) == (order.purchase_id, key)
    (refunded,) = stripe.do(lambda book: book.refund(key))
    notice = payments.read_notice(refunded.body, refunded.signature, now=clock())
    assert notice.purchase_id == order.purchase_id
    assert notice.payment_id == stripe.book.things[key]["payment_intent"]
    disputed, _ = stripe.do(lambda book: book.dispute(key))
    notice = payments.read_notice(disputed.body, disputed.signature, now=clock())
    assert (notice.purchase_id, notice.payment_id) == (
        None,
        stripe.book.things[key]["payment_intent"],
    )
    assert "ana@example.org" not in repr(notice)


async def test_a_signature_counts_for_the_body_as_it_came(
    stripe: StripeServer, payments: StripePayments, clock: TestClock
) -> None:
    key = (await payments.order(an_order())).id
    (notice,) = stripe.do(lambda book: book.pay(key))
    payments.read_notice(notice.body, notice.signature, now=clock())
    at = int(clock().timestamp())
    forged = {
        "another body": (notice.body.replace(b"1500", b"9999"), notice.signature),
        "the same, written anew": (b" ".join(notice.body.split()), notice.signature),
        "another secret": (notice.body, sign(notice.body, "whsec_other", at)),
        "none": (notice.body, ""),
        "nonsense": (notice.body, "v1"),
        "no time": (notice.body, "v1=" + "0" * 64),
        "no text": (b"\xff\xfe", sign(b"\xff\xfe", stripe.secret, at)),
        "no event": (b"[]", sign(b"[]", stripe.secret, at)),
        "a time out of this world": (
            notice.body,
            sign(notice.body, stripe.secret, 10**20),
        ),
    }
    for what, (body, signature) in forged.items():
        with pytest.raises(ForgedNotice):
            payments.read_notice(body, signature, now=clock())
            pytest.fail(what)


async def test_a_signature_grows_old(
    stripe: StripeServer, payments: StripePayments, clock: TestClock
) -> None:
    key = (await payments.order(an_order())).id
    (notice,) = stripe.do(lambda book: book.pay(key))
    clock.now += NOTICE_LIFE
    payments.read_notice(notice.body, notice.signature, now=clock())
    clock.now += timedelta(seconds=1)
    with pytest.raises(ForgedNotice, match="too old"):
        payments.read_notice(notice.body, notice.signature, now=clock())
