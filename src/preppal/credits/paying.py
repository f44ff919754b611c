"""What payments do to credits: bought, refunded, disputed, won back.

Each is safe to do again with the same key. A payment provider's module looks up what was paid, and calls
one of these in the transaction that marks its event handled.
"""

import datetime
import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.ledger import Entry, Posted, post
from preppal.credits.model import Kind


async def credit_purchase(
    db: AsyncSession,
    user_id: uuid.UUID,
    count: int,
    *,
    key: str,
    purchase_id: uuid.UUID,
    event_id: str | None = None,
    now: datetime.datetime,
) -> Posted:
    """Paid credits come in; what is owed is paid with them first. Raises `NoSuchAccount`."""
    entry = Entry(Kind.PURCHASE, key, purchase_id=purchase_id, event_id=event_id)
    return await post(db, user_id, entry, lambda purse: purse.buy(count), now=now)


async def refund_purchase(
    db: AsyncSession,
    user_id: uuid.UUID,
    count: int,
    *,
    key: str,
    purchase_id: uuid.UUID,
    event_id: str | None = None,
    now: datetime.datetime,
) -> Posted:
    """The price of so many credits went back: paid ones that are left go, the rest is owed.

    ``count`` is what this refund adds to earlier ones of the purchase. Raises `NoSuchAccount`.
    """
    entry = Entry(Kind.REFUND, key, purchase_id=purchase_id, event_id=event_id)
    return await post(db, user_id, entry, lambda purse: purse.take_back(count), now=now)


async def dispute_purchase(
    db: AsyncSession,
    user_id: uuid.UUID,
    count: int,
    *,
    key: str,
    purchase_id: uuid.UUID,
    event_id: str | None = None,
    now: datetime.datetime,
) -> Posted:
    """The payer's bank took the price back. Raises `NoSuchAccount`."""
    entry = Entry(Kind.DISPUTE, key, purchase_id=purchase_id, event_id=event_id)
    return await post(db, user_id, entry, lambda purse: purse.take_back(count), now=now)


async def win_dispute(
    db: AsyncSession,
    user_id: uuid.UUID,
    count: int,
    *,
    key: str,
    purchase_id: uuid.UUID,
    event_id: str | None = None,
    now: datetime.datetime,
) -> Posted:
    """The bank gave the price back to us, so the credits come back. Raises `NoSuchAccount`."""
    entry = Entry(Kind.DISPUTE, key, purchase_id=purchase_id, event_id=event_id)
    return await post(db, user_id, entry, lambda purse: purse.buy(count), now=now)
