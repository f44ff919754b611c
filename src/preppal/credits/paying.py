"""What payments do to credits.

A payment provider's module looks up what is true of a payment, and calls this in the transaction that marks
its event handled. It is safe to do again with the same key.
"""

import datetime
import uuid
from enum import Enum

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.ledger import Entry, Posted, post
from preppal.credits.model import Kind
from preppal.credits.purse import Move


class Paid(Enum):
    """What became of the price of some credits: the row's kind, and whether they come."""

    BOUGHT = (Kind.PURCHASE, True)
    """It was paid. What is owed is paid with them first."""
    REFUNDED = (Kind.REFUND, False)
    """It went back to the payer: paid credits that are left go, the rest is owed."""
    DISPUTED = (Kind.DISPUTE, False)
    """The payer's bank took it back: as a refund."""
    WON = (Kind.DISPUTE, True)
    """The bank gave it back to us, so the credits come back."""


async def post_payment(
    db: AsyncSession,
    user_id: uuid.UUID,
    what: Paid,
    count: int,
    *,
    key: str,
    purchase_id: uuid.UUID,
    event_id: str | None = None,
    now: datetime.datetime,
) -> Posted:
    """``count`` credits come or go: of several refunds of a purchase, what this one adds. Raises `NoSuchAccount`."""
    kind, come = what.value
    entry = Entry(kind, key, purchase_id=purchase_id, event_id=event_id)
    move = Move.buy(count) if come else Move.take_back(count)
    return await post(db, user_id, entry, move, now=now)
