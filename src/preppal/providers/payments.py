"""What Preppal asks of a company that takes payments; `stripe_payments` answers it.

What a notice of that company says is never believed about money: it says which payment to look at anew, and
`look` says what is true of it now. So it does not matter how often, how late or in which order notices come.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

PaymentStatus = Literal["open", "pending", "paid", "failed", "expired"]
"""``open``: the person has not finished; ``pending``: finished, and the bank takes days; the others are final."""


class PaymentsAway(Exception):
    """The company does not answer, or is at fault itself: what became of a request is not known."""


class PaymentsRefused(Exception):
    """The company refuses what it was asked: a wrong key, a wrong amount. Trying again does not help."""


class NoSuchCheckout(Exception):
    """The company knows no such checkout."""


class ForgedNotice(Exception):
    """A notice whose signature is wrong, missing or too old. The message quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be paid for. The same ``purchase_id`` ordered twice in the same words gives the same checkout.

    ``amount`` counts the currency's smallest unit; ``currency`` is its ISO code in capitals; ``name`` and
    ``locale`` are for the person who pays; ``email`` is filled in for them.
    """

    purchase_id: UUID
    name: str
    amount: int
    currency: str
    email: str
    locale: str
    paid_url: str
    cancelled_url: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """A page of the company on which an order is paid."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Payment:
    """What is true of a checkout. Amounts count the currency's smallest unit.

    ``purchase_id`` is None where the checkout was not begun by Preppal. ``refunded`` went back to the person;
    ``disputed`` was taken back by their bank, or is being held while it asks.
    """

    checkout_id: str
    purchase_id: UUID | None
    status: PaymentStatus
    amount: int
    currency: str
    payment_id: str = ""
    refunded: int = 0
    disputed: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something happened to a payment, said by the company and signed by it.

    Whichever of the ids it names: ``purchase_id`` is ours, the others are the company's.
    """

    id: str
    kind: str
    made_at: datetime
    is_test: bool = False
    purchase_id: UUID | None = None
    checkout_id: str = ""
    payment_id: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A checkout of ours in the company's list."""

    checkout_id: str
    purchase_id: UUID
    is_open: bool = field(default=False)


class Payments(Protocol):
    """Every call ends within seconds, whatever the other side does, and is made outside of a transaction."""

    name: str
    """Of the company, as people know it."""

    async def order(self, order: Order) -> Checkout:
        """Raises `PaymentsAway`, `PaymentsRefused`."""
        ...

    async def look(self, checkout_id: str) -> Payment:
        """Raises `PaymentsAway`, `PaymentsRefused`, `NoSuchCheckout`."""
        ...

    async def checkout_of(self, payment_id: str) -> str:
        """The checkout that a payment belongs to. Raises as `look` does."""
        ...

    def checkouts_since(self, moment: datetime) -> AsyncIterator[Listed]:
        """Those of ours that were begun at that time or later. Raises `PaymentsAway`, `PaymentsRefused`."""
        ...

    def taken_back_since(self, moment: datetime) -> AsyncIterator[str]:
        """The payments of which a refund was begun or a dispute opened at that time or later, ours or not,
        one as often as that happened. Raises `PaymentsAway`, `PaymentsRefused`."""
        ...

    async def receipt(self, checkout_id: str) -> str:
        """The address of the company's receipt, or "". Raises as `look` does."""
        ...

    def read_notice(self, body: bytes, signature: str, *, now: datetime) -> Notice:
        """The notice in the raw body of a request. Raises `ForgedNotice`."""
        ...

    async def close(self) -> None:
        """Let connections go."""
        ...
