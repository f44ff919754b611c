"""The company's receipt of a purchase."""

from preppal.credits.buying.model import CreditPurchase, NoSuchPurchase
from preppal.foundation.errors import Unavailable
from preppal.foundation.i18n import N_
from preppal.foundation.log import log
from preppal.providers.payments import (
    NoSuchCheckout,
    Payments,
    PaymentsAway,
    PaymentsRefused,
)


class ReceiptAway(Unavailable):
    message = N_("The receipt cannot be fetched just now. Try again in a moment.")


async def receipt_of(payments: Payments, purchase: CreditPurchase) -> str:
    """Its address.

    Raises:
        NoSuchPurchase: nothing was paid, or only tested.
        ReceiptAway: the company does not answer.
    """
    if purchase.is_test or purchase.checkout_id is None or purchase.paid_at is None:
        raise NoSuchPurchase()
    try:
        address = await payments.receipt(purchase.checkout_id)
    except (PaymentsAway, PaymentsRefused, NoSuchCheckout) as problem:
        log(__name__).warning("receipt_away", purchase=str(purchase.id), problem=str(problem))
        raise ReceiptAway() from problem
    if not address:
        raise ReceiptAway()
    return address
