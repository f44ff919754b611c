"""Who takes the money here, as a route may ask for it."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from preppal.credits.buying.model import NothingSold
from preppal.credits.pages import Seller
from preppal.foundation.settings import Settings
from preppal.providers.payments import Payments


def current_payments(connection: HTTPConnection) -> Payments | None:
    payments: Payments | None = connection.app.state.payments
    return payments


def current_seller(connection: HTTPConnection) -> Seller:
    """The company where its keys are set; the test checkout on a machine of one's own; else nobody."""
    settings: Settings = connection.app.state.settings
    if current_payments(connection) is not None:
        return "stripe"
    return "test" if settings.local_mode else ""


def open_seller(seller: Annotated[Seller, Depends(current_seller)]) -> Seller:
    """Raises `NothingSold`."""
    if not seller:
        raise NothingSold()
    return seller


CurrentPayments = Annotated[Payments | None, Depends(current_payments)]
CurrentSeller = Annotated[Seller, Depends(current_seller)]
OpenSeller = Annotated[Seller, Depends(open_seller)]
