"""The company that takes payments, if the settings name one; light, so that nothing is loaded without it."""

import importlib

from preppal.foundation.settings import Settings
from preppal.providers.payments import Payments

STRIPE = "preppal.providers.stripe_payments"


def payment_company(settings: Settings) -> Payments | None:
    """Stripe, where the operator has set its keys."""
    if not settings.stripe_key:
        return None
    made: Payments = importlib.import_module(STRIPE).StripePayments(
        key=settings.stripe_key,
        webhook_secret=settings.stripe_webhook_secret,
        url=settings.stripe_url,
    )
    return made
