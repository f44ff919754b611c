"""A till: the application with Stripe on this machine, and the worker that handles what it tells of."""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from preppal.credits.buying.background import register_tasks
from preppal.credits.buying.model import CreditPurchase, PaymentEvent
from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.settings import Settings
from preppal.foundation.tasks import Tasks
from preppal.providers.stripe_payments import StripePayments
from tests.credits import metered
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app
from tests.stripe_server import StripeServer, stripe_server
from tests.stripe_server.serving import Notice
from tests.tasks import run_tasks

PACK = "5-1500-EUR"


@pytest.fixture
def stripe(clock: TestClock) -> Iterator[StripeServer]:
    with stripe_server(lambda: clock().timestamp()) as server:
        yield server


@pytest.fixture
async def payments(stripe: StripeServer) -> AsyncIterator[StripePayments]:
    payments = StripePayments(key=stripe.key, webhook_secret=stripe.secret, url=stripe.url)
    yield payments
    await payments.close()


@dataclass
class Till:
    """Ana buys at it, Stripe tells it, its worker works."""

    app: FastAPI
    database: Database
    stripe: StripeServer
    payments: StripePayments
    tasks: Tasks
    teller: Browser
    """Whoever posts notices: no browser, no account."""

    async def tell(self, notices: Iterable[Notice]) -> list[int]:
        """Post them as Stripe does; the statuses."""
        statuses = []
        for notice in notices:
            answer = await self.teller.post(
                "/webhooks/stripe",
                content=notice.body,
                headers={"stripe-signature": notice.signature},
            )
            statuses.append(answer.status_code)
        return statuses

    async def work(self) -> list[str]:
        return await run_tasks(self.tasks, self.database)

    async def purchase(self, purchase_id: UUID) -> CreditPurchase:
        async with self.database.transaction() as db:
            return (
                await db.scalars(
                    select(CreditPurchase)
                    .where(CreditPurchase.id == purchase_id)
                    .execution_options(populate_existing=True)
                )
            ).one()

    async def event(self, event_id: str) -> PaymentEvent | None:
        async with self.database.transaction() as db:
            return await db.get(PaymentEvent, event_id, populate_existing=True)

    async def checkout_of(self, purchase_id: UUID) -> str:
        return (await self.purchase(purchase_id)).checkout_id or ""


async def buy(browser: Browser, *, pack: str = PACK, once: str = "once", back: str = "") -> UUID:
    """Choose a pack; the purchase that one is led to."""
    form = {"pack": pack, "once": once, "back": back}
    answer = await browser.post("/credits/buy", data=form)
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["location"].removeprefix("/credits/purchases/").partition("?")[0])


@pytest.fixture
async def till(
    settings: Settings,
    database: NestedDatabase,
    postbox: Postbox,
    clock: TestClock,
    stripe: StripeServer,
    payments: StripePayments,
    browsers: Browsers,
) -> Till:
    await metered(database)
    app = an_app(settings, database, postbox, clock, payments=payments)
    tasks = Tasks()
    register_tasks(tasks, payments, clock=clock)
    teller = await browsers(app=app)
    del teller.headers["sec-fetch-site"]
    return Till(app, database, stripe, payments, tasks, teller)


@pytest.fixture
async def ana(till: Till, browsers: Browsers) -> Browser:
    return await browsers(a_user("Ana"), app=till.app)


@pytest.fixture
async def bo(till: Till, browsers: Browsers) -> Browser:
    return await browsers(a_user("Bo"), app=till.app)
