"""What Stripe tells of: stored, answered, handled once; what it did not say is refused."""

import json

import pytest
from sqlalchemy import delete, text

from preppal.accounts.model import User
from preppal.credits.buying.inbox import HANDLE
from preppal.credits.buying.model import CreditPurchase, Outcome, PaymentEvent
from preppal.providers.payments import PaymentsAway
from preppal.providers.stripe_payments import NOTICE_LIFE
from tests.credits import assert_clean, rows_of
from tests.integration.buying.conftest import Till, buy
from tests.people import Browser, Browsers, TestClock, a_user
from tests.stripe_server.serving import Notice, sign

WEBHOOK = "/webhooks/stripe"


ODD: tuple[object, ...] = (
    None, True, 7, -1, 10**30, 1e400, "", "x\0y", "\ud800", "é" * 300, ["evt_1"], {"id": "evt_1"}, "evt_1' or 1=1",
)  # fmt: skip
"""What no field of Stripe's ever holds."""
PLACES = (
    ("id",),
    ("type",),
    ("created",),
    ("livemode",),
    ("data",),
    ("data", "object"),
    *(("data", "object", name) for name in ("object", "id", "payment_intent", "metadata")),
    ("data", "object", "client_reference_id"),
    ("data", "object", "metadata", "preppal_purchase"),
)


@pytest.fixture
async def paid(till: Till, ana: Browser) -> Notice:
    """Ana has paid; the notice of it is on its way."""
    key = await till.checkout_of(await buy(ana))
    (notice,) = till.stripe.do(lambda book: book.pay(key))
    return notice


async def balance(till: Till, browser: Browser) -> int:
    return sum(row.amount for row in await rows_of(till.database, browser.me.id))


async def test_stored_and_answered_without_asking_stripe(
    till: Till, ana: Browser, paid: Notice
) -> None:
    till.stripe.down = True
    asked = len(till.stripe.api.asked)
    assert await till.tell([paid]) == [200]
    assert len(till.stripe.api.asked) == asked
    event = await till.event(paid.event["id"])
    assert event is not None
    assert event.handled_at is None
    assert await balance(till, ana) == 0


@pytest.mark.parametrize("place", PLACES, ids=".".join)
async def test_a_signed_event_of_another_shape_is_kept_or_refused(
    till: Till, ana: Browser, paid: Notice, place: tuple[str, ...]
) -> None:
    for number, odd in enumerate(ODD):
        event = json.loads(paid.body) | {"id": f"evt_odd{number}"}
        about = event
        for name in place[:-1]:
            about = about[name]
        about[place[-1]] = odd
        (status,) = await till.tell([till.stripe.notice(event)])
        assert status in (200, 400), odd
    await till.work()
    await till.tell([paid])
    await till.work()
    assert await balance(till, ana) == 5
    await assert_clean(till.database)


async def test_events_that_are_about_something_else_are_taken_and_ignored(till: Till) -> None:
    """An endpoint may be told of everything: what we do not read must not be refused, or it is told for ever."""
    others: tuple[dict[str, object], ...] = (
        {"type": "coupon.created", "data": {"object": {"object": "coupon", "id": "25-OFF %"}}},
        {"type": "balance.available", "data": {"object": {"object": "balance"}}},
        {"type": "price.updated", "data": {"object": {"id": {"a": 1}, "metadata": [1]}}},
        {
            "type": "v1.billing.meter.no_meter_found",
            "created": "2026-11-27T10:00:00.000Z",
            "object": "v2.core.event",
            "livemode": False,
        },
    )
    at = int(till.stripe.clock())
    for number, other in enumerate(others):
        event = {"id": f"evt_other{number}", "created": at, **other}
        assert await till.tell([till.stripe.notice(event)]) == [200], other
        kept = await till.event(f"evt_other{number}")
        assert kept is not None
        assert kept.outcome == Outcome.IGNORED


async def test_a_signed_body_without_an_end_is_refused(till: Till) -> None:
    at = int(till.stripe.clock())
    for body in (b"[" * 100_000, b'{"data":' * 50_000, b"{", b"\xff", b"NaN", b""):
        answer = await till.teller.post(
            WEBHOOK,
            content=body,
            headers={"stripe-signature": sign(body, till.stripe.secret, at)},
        )
        assert answer.status_code == 400, body[:9]


async def test_names_and_addresses_are_not_kept(till: Till, paid: Notice) -> None:
    assert "ana@example.org" in paid.body.decode()
    await till.tell([paid])
    async with till.database.transaction() as db:
        row = await db.scalar(text("select to_jsonb(e)::text from payment_events e"))
    assert "example.org" not in str(row)


async def test_told_twenty_times_it_is_one_grant(till: Till, ana: Browser, paid: Notice) -> None:
    for _ in range(10):
        await till.tell([paid])
    assert await till.work() == [HANDLE]
    for _ in range(10):
        await till.tell([till.stripe.notice(paid.event)])  # sent anew, signed anew
    assert await till.work() == []
    assert await balance(till, ana) == 5
    await assert_clean(till.database)


@pytest.mark.parametrize("how", ["down", "fails"])
async def test_stripe_away_while_it_is_handled(
    till: Till, ana: Browser, paid: Notice, how: str
) -> None:
    await till.tell([paid])
    setattr(till.stripe, how, True)
    with pytest.raises(PaymentsAway):
        await till.work()
    event = await till.event(paid.event["id"])
    assert event is not None
    assert event.handled_at is None
    setattr(till.stripe, how, False)
    await till.tell([paid])  # Stripe tells again, and the task is there again
    assert await till.work() == [HANDLE]
    event = await till.event(paid.event["id"])
    assert event is not None
    assert event.handled_at is not None
    assert await balance(till, ana) == 5


async def test_a_wrong_signature_is_refused_and_logged_with_the_id(
    till: Till, ana: Browser, paid: Notice, caplog: pytest.LogCaptureFixture, clock: TestClock
) -> None:
    at = int(clock().timestamp())
    for signature in ("", "t=1,v1=0", sign(paid.body, "whsec_other", at)):
        caplog.clear()
        headers = {"stripe-signature": signature} if signature else {}
        answer = await till.teller.post(WEBHOOK, content=paid.body, headers=headers)
        assert answer.status_code == 400
        assert answer.headers["x-request-id"] in answer.text
        assert paid.event["id"] in caplog.text
        assert "ana@example.org" not in caplog.text
    assert await till.event(paid.event["id"]) is None
    await till.work()
    assert await balance(till, ana) == 0


async def test_a_signature_that_is_no_ascii_is_a_wrong_one(till: Till, paid: Notice) -> None:
    headers = {"stripe-signature": "t=1,v1=é".encode()}
    answer = await till.teller.post(WEBHOOK, content=paid.body, headers=headers)
    assert answer.status_code == 400


async def test_a_recorded_notice_cannot_be_sent_again_later(
    till: Till, paid: Notice, clock: TestClock
) -> None:
    clock.now += NOTICE_LIFE * 2
    assert await till.tell([paid]) == [400]
    later = f"{paid.signature},t={int(clock().timestamp())}"  # a second time, which nobody signed
    assert await till.tell([Notice(paid.event, paid.body, later)]) == [400]
    assert await till.event(paid.event["id"]) is None
    assert await till.tell([till.stripe.notice(paid.event)]) == [200]


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"[]", b"null", b'{"id": 7}'])
async def test_what_is_no_notice_is_no_fault_of_ours(
    till: Till, body: bytes, clock: TestClock
) -> None:
    signed = sign(body, till.stripe.secret, int(clock().timestamp()))
    answer = await till.teller.post(WEBHOOK, content=body, headers={"stripe-signature": signed})
    assert answer.status_code == 400


async def test_an_event_of_another_kind_is_stored_and_ignored(till: Till, ana: Browser) -> None:
    key = await till.checkout_of(await buy(ana))
    intent = {"id": "pi_x", "object": "payment_intent", "metadata": {}}
    for about in (intent, till.stripe.book.things[key]):
        (notice,) = till.stripe.do(lambda book, about=about: book.tell("a.new.kind", about))  # type: ignore[misc]
        assert await till.tell([notice]) == [200]
        event = await till.event(notice.event["id"])
        assert event is not None
        assert (event.kind, event.outcome) == ("a.new.kind", Outcome.IGNORED)
    assert await till.work() == []


async def test_an_event_about_something_bought_elsewhere(till: Till) -> None:
    """Another shop uses the same account of Stripe."""
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
    session = till.stripe.book.new_checkout(form)
    notices = till.stripe.do(lambda book: book.pay(session["id"]))
    notices += till.stripe.do(lambda book: book.refund(session["id"]))
    notices += till.stripe.do(lambda book: book.dispute(session["id"]))
    assert set(await till.tell(notices)) == {200}
    await till.work()
    for notice in notices:
        event = await till.event(notice.event["id"])
        assert event is not None
        assert (event.outcome, event.purchase_id) == (Outcome.NOT_OURS, None)


async def test_an_event_is_about_the_purchase_that_it_names_and_no_other(
    till: Till, ana: Browser, bo: Browser, paid: Notice
) -> None:
    """Others' purchases have no page yet, or no payment; what an event does not name is missing there, too."""
    till.stripe.down = True
    assert (await bo.post("/credits/buy", data={"pack": "5-1500-EUR"})).status_code == 503
    till.stripe.down = False
    open_page = await till.checkout_of(await buy(bo))
    await till.tell([paid])
    await till.work()
    ids: list[str] = []
    key = paid.event["data"]["object"]["id"]
    notices = till.stripe.do(lambda book: ids.append(book.dispute(key)))
    notices += till.stripe.do(lambda book: book.expire(open_page))
    for notice in notices:
        await till.tell([notice])
        await till.work()
        event = await till.event(notice.event["id"])
        assert event is not None
        assert event.outcome == Outcome.SETTLED
    assert await balance(till, ana) == 0
    await till.tell(till.stripe.do(lambda book: book.decide(ids[0], "won"))[:1])
    await till.work()
    assert await balance(till, ana) == 5
    await assert_clean(till.database)


async def test_an_event_for_a_deleted_account_is_handled_and_logged(
    till: Till, browsers: Browsers, caplog: pytest.LogCaptureFixture
) -> None:
    gone = await browsers(a_user("Gone"), app=till.app)
    purchase_id = await buy(gone)
    key = await till.checkout_of(purchase_id)
    notices = till.stripe.do(lambda book: book.pay(key))
    async with till.database.transaction() as db:
        await db.execute(delete(User).where(User.id == gone.me.id))
    assert await till.tell(notices) == [200]
    await till.work()
    event = await till.event(notices[0].event["id"])
    assert event is not None
    assert event.outcome == Outcome.ACCOUNT_GONE
    assert notices[0].event["id"] in caplog.text
    purchase = await till.purchase(purchase_id)
    assert (purchase.user_id, purchase.status) == (None, "paid")
    await till.tell(till.stripe.do(lambda book: book.refund(key)))
    await till.work()
    assert (await till.purchase(purchase_id)).refunded == 1500
    await assert_clean(till.database)


async def test_a_payment_that_is_not_what_was_ordered_gives_nothing(
    till: Till, ana: Browser, paid: Notice, caplog: pytest.LogCaptureFixture
) -> None:
    session = till.stripe.book.things[paid.event["data"]["object"]["id"]]
    session["amount_total"] = 1
    await till.tell([paid])
    await till.work()
    event = await till.event(paid.event["id"])
    assert event is not None
    assert event.outcome == Outcome.MISMATCH
    assert paid.event["id"] in caplog.text
    assert await balance(till, ana) == 0


async def test_what_an_event_says_of_money_is_not_believed(till: Till, ana: Browser) -> None:
    """Completed is not paid, and an event of long ago does not know what is true now."""
    key = await till.checkout_of(await buy(ana))
    completed = till.stripe.do(lambda book: book.pay_by_bank(key))
    body = json.loads(completed[0].body)
    body["data"]["object"]["payment_status"] = "paid"
    await till.tell([till.stripe.notice(body)])
    await till.work()
    assert await balance(till, ana) == 0


async def test_a_purchase_whose_page_was_never_noted_is_found(till: Till, ana: Browser) -> None:
    """The answer to our order was lost; the first that is heard of it is a refund."""
    purchase_id = await buy(ana)
    key = await till.checkout_of(purchase_id)
    async with till.database.transaction() as db:
        purchase = await db.get_one(CreditPurchase, purchase_id)
        purchase.checkout_id = None
    till.stripe.do(lambda book: book.pay(key))
    refund = till.stripe.do(lambda book: book.refund(key, 300))
    await till.tell(refund)
    await till.work()
    assert await balance(till, ana) == 4
    assert await till.checkout_of(purchase_id) == key


async def test_nobody_listens_where_no_company_takes_money(
    stranger: Browser, visitor: Browser
) -> None:
    for browser in (stranger, visitor):
        answer = await browser.post(WEBHOOK, content=b"{}")
        assert answer.status_code == 404


async def test_events_are_handled_by_id_whoever_sends_the_task(till: Till) -> None:
    await till.tasks.registered[HANDLE].run(till.database, {"event_id": "evt_nowhere"})
    async with till.database.transaction() as db:
        assert await db.get(PaymentEvent, "evt_nowhere") is None
