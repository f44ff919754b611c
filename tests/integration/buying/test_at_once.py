"""Many at once, in any order, and broken off anywhere: real transactions on a database of its own."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy import func, select

from preppal.accounts.model import User
from preppal.credits.buying.inbox import handle_event, keep_notice
from preppal.credits.buying.model import CreditPurchase, PaymentEvent
from preppal.credits.buying.ordering import Buyer, begin_purchase, order_checkout
from preppal.credits.buying.reconciling import reconcile
from preppal.credits.buying.settling import settle_purchase
from preppal.credits.model import CreditTransaction
from preppal.foundation.database import Database
from preppal.foundation.packs import Pack
from preppal.providers.payments import Payment, Payments
from preppal.providers.stripe_payments import StripePayments
from tests.credits import assert_clean, metered, rows_of, somebody
from tests.people import TestClock
from tests.stripe_server import StripeServer
from tests.stripe_server.serving import Notice

PACK = Pack("", 5, 1500, "EUR")
TIMES = 20


async def an_order(
    database: Database, payments: StripePayments, clock: TestClock, user: User
) -> tuple[UUID, str]:
    """A purchase and its checkout."""
    async with database.transaction() as db:
        purchase = await begin_purchase(
            db, user.id, PACK, provider="stripe", key="once", back="", now=clock()
        )
    buyer = Buyer(user.email, "en", "5 interviews")
    await order_checkout(database, payments, purchase, buyer, public_url="http://127.0.0.1:8000")
    async with database.transaction() as db:
        kept = await db.get_one(CreditPurchase, purchase.id)
        return purchase.id, kept.checkout_id or ""


async def keep(
    database: Database, payments: StripePayments, clock: TestClock, notices: list[Notice]
) -> list[str]:
    for one in notices:
        async with database.transaction() as db:
            notice = payments.read_notice(one.body, one.signature, now=clock())
            await keep_notice(db, notice, clock=clock)
    return [one.event["id"] for one in notices]


def a_life(stripe: StripeServer, key: str) -> list[Notice]:
    """Paid, refunded in parts, disputed, won: in the end 600 of 1500 went back, which is two credits."""
    told = stripe.do(lambda book: book.pay_by_bank(key))
    told += stripe.do(lambda book: book.money_comes(key))
    told += stripe.do(lambda book: book.refund(key, 350))
    told += stripe.do(lambda book: book.refund(key, 250))
    dispute: list[str] = []
    told += stripe.do(lambda book: dispute.append(book.dispute(key, 900)))
    told += stripe.do(lambda book: book.decide(dispute[0], "won"))
    return told


async def test_the_same_event_twenty_times_at_once_is_one_grant(
    fresh_database: Database, stripe: StripeServer, payments: StripePayments, clock: TestClock
) -> None:
    await metered(fresh_database)
    user = await somebody(fresh_database)
    _, key = await an_order(fresh_database, payments, clock, user)
    notices = stripe.do(lambda book: book.pay(key))
    await asyncio.gather(*(keep(fresh_database, payments, clock, notices) for _ in range(TIMES)))
    event_id = notices[0].event["id"]
    await asyncio.gather(
        *(handle_event(fresh_database, payments, event_id, clock=clock) for _ in range(TIMES)),
        reconcile(fresh_database, payments, clock=clock),
    )
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(PaymentEvent)) == 1
    assert [(row.kind, row.amount) for row in await rows_of(fresh_database, user.id)] == [
        ("purchase", 5)
    ]
    await assert_clean(fresh_database)


@pytest.mark.parametrize("seed", range(4))
async def test_all_events_twenty_times_in_any_order_come_to_the_same(
    fresh_database: Database,
    stripe: StripeServer,
    payments: StripePayments,
    clock: TestClock,
    seed: int,
) -> None:
    await metered(fresh_database)
    user = await somebody(fresh_database)
    purchase_id, key = await an_order(fresh_database, payments, clock, user)
    events = await keep(fresh_database, payments, clock, a_life(stripe, key)) * TIMES
    random.Random(seed).shuffle(events)
    for start in range(0, len(events), 10):
        await asyncio.gather(
            *(
                handle_event(fresh_database, payments, event_id, clock=clock)
                for event_id in events[start : start + 10]
            )
        )
    async with fresh_database.transaction() as db:
        kept = await db.get_one(User, user.id)
        assert (kept.credits, kept.credits_owed) == (3, 0)
        purchase = await db.get_one(CreditPurchase, purchase_id)
        assert (purchase.refunded, purchase.disputed, purchase.taken_back) == (600, 0, 2)
        waiting = select(func.count()).where(PaymentEvent.handled_at.is_(None))
        assert await db.scalar(waiting) == 0
    granted = [row for row in await rows_of(fresh_database, user.id) if row.kind == "purchase"]
    assert [row.amount for row in granted] == [5]
    await assert_clean(fresh_database)


@pytest.mark.parametrize("seed", range(4))
async def test_events_that_arrive_while_more_happens(
    fresh_database: Database,
    stripe: StripeServer,
    payments: StripePayments,
    clock: TestClock,
    seed: int,
) -> None:
    """Each is handled late, some twice, between what happens next; the last word is the company's."""
    await metered(fresh_database)
    chance = random.Random(seed)
    user = await somebody(fresh_database)
    purchase_id, key = await an_order(fresh_database, payments, clock, user)
    told: list[str] = []
    dispute: list[str] = []
    for act in (
        lambda book: book.pay(key),
        lambda book: book.refund(key, 350),
        lambda book: dispute.append(book.dispute(key, 1150)),
        lambda book: book.decide(dispute[0], "won"),
        lambda book: book.refund(key, 250),
    ):
        told += await keep(fresh_database, payments, clock, stripe.do(act))
        for event_id in chance.sample(told, chance.randint(0, len(told))):
            await handle_event(fresh_database, payments, event_id, clock=clock)
    for event_id in reversed(told):
        await handle_event(fresh_database, payments, event_id, clock=clock)
    async with fresh_database.transaction() as db:
        assert (await db.get_one(User, user.id)).credits == 3
        assert (await db.get_one(CreditPurchase, purchase_id)).taken_back == 2
    await assert_clean(fresh_database)


class Broken(Exception):
    """The process died here."""


@contextmanager
def breaking_at(database: Database, number: int) -> Iterator[list[int]]:
    """Whoever sends the statement with this number finds the process dead. The list says how many were sent."""
    sent = [0]

    def count(*_: Any) -> None:
        sent[0] += 1
        if sent[0] == number:
            raise Broken

    engine = database.engine.sync_engine
    sql_event.listen(engine, "before_cursor_execute", count)
    try:
        yield sent
    finally:
        sql_event.remove(engine, "before_cursor_execute", count)


async def test_broken_off_between_any_two_statements_and_told_again(
    fresh_database: Database, stripe: StripeServer, payments: StripePayments, clock: TestClock
) -> None:
    """For each statement of handling a purchase, and a refund, in its turn."""
    await metered(fresh_database)
    breaks, number = 0, 0
    while True:
        number += 1
        user = await somebody(fresh_database, f"Cy{number}")
        _, key = await an_order(fresh_database, payments, clock, user)
        paid = await keep(fresh_database, payments, clock, stripe.do(lambda b, k=key: b.pay(k)))  # type: ignore[misc]
        broken = await _handled(fresh_database, payments, clock, paid[0], breaking=number)
        refunded = await keep(
            fresh_database,
            payments,
            clock,
            stripe.do(lambda b, k=key: b.refund(k, 700)),  # type: ignore[misc]
        )
        broken += await _handled(fresh_database, payments, clock, refunded[0], breaking=number)
        amounts = [row.amount for row in await rows_of(fresh_database, user.id)]
        assert amounts == [5, -2], number
        breaks += broken
        if not broken:
            break
    assert breaks >= 14, "Nothing was broken off."
    await assert_clean(fresh_database)


async def _handled(
    database: Database, payments: Payments, clock: TestClock, event_id: str, *, breaking: int
) -> int:
    """Handle it with a fault, then without one; whether the fault came to pass."""
    broken = 0
    with breaking_at(database, breaking):
        try:
            await handle_event(database, payments, event_id, clock=clock)
        except Broken:
            broken = 1
    await handle_event(database, payments, event_id, clock=clock)
    return broken


class Late(StripePayments):
    """Its answers are on the way until they are let through."""

    def __init__(self, stripe: StripeServer) -> None:
        super().__init__(key=stripe.key, webhook_secret=stripe.secret, url=stripe.url)
        self.looked = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def look(self, checkout_id: str) -> Payment:
        payment = await super().look(checkout_id)
        self.looked.set()
        await self.goes_on.wait()
        return payment


async def test_an_answer_that_was_late_is_not_written_over_a_newer_one(
    fresh_database: Database, stripe: StripeServer, payments: StripePayments, clock: TestClock
) -> None:
    await metered(fresh_database)
    user = await somebody(fresh_database)
    purchase_id, key = await an_order(fresh_database, payments, clock, user)
    stripe.do(lambda book: book.pay(key))
    late = Late(stripe)
    asked_first = asyncio.create_task(
        settle_purchase(fresh_database, late, purchase_id, clock=clock)
    )
    await late.looked.wait()
    stripe.do(lambda book: book.refund(key))
    await settle_purchase(fresh_database, payments, purchase_id, clock=clock)
    late.goes_on.set()
    await asked_first
    await late.close()
    async with fresh_database.transaction() as db:
        assert (await db.get_one(User, user.id)).credits == 0
        assert (await db.get_one(CreditPurchase, purchase_id)).refunded == 1500
    await assert_clean(fresh_database)


async def test_the_form_sent_twenty_times_at_once_is_one_purchase(
    fresh_database: Database, stripe: StripeServer, payments: StripePayments, clock: TestClock
) -> None:
    await metered(fresh_database)
    user = await somebody(fresh_database)
    orders = await asyncio.gather(
        *(an_order(fresh_database, payments, clock, user) for _ in range(TIMES))
    )
    assert len(set(orders)) == 1
    assert len(stripe.book.of_kind("checkout.session")) == 1
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(CreditPurchase)) == 1
        assert await db.scalar(select(func.count()).select_from(CreditTransaction)) == 0
