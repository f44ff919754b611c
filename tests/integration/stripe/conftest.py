"""Stripe on this machine, and our client of it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from preppal.providers.stripe_payments import StripePayments
from tests.people import TestClock
from tests.stripe_server import StripeServer, stripe_server


@pytest.fixture
def stripe(clock: TestClock) -> Iterator[StripeServer]:
    with stripe_server(lambda: clock().timestamp()) as server:
        yield server


@pytest.fixture
async def payments(stripe: StripeServer) -> AsyncIterator[StripePayments]:
    payments = StripePayments(key=stripe.key, webhook_secret=stripe.secret, url=stripe.url)
    yield payments
    await payments.close()
