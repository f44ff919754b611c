"""Reads of purchases."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.buying.model import CreditPurchase, NoSuchPurchase


async def own_purchase(
    db: AsyncSession, user_id: uuid.UUID, purchase_id: uuid.UUID
) -> CreditPurchase:
    """Raises `NoSuchPurchase`."""
    purchase = await db.scalar(
        select(CreditPurchase).where(
            CreditPurchase.id == purchase_id, CreditPurchase.user_id == user_id
        )
    )
    if purchase is None:
        raise NoSuchPurchase()
    return purchase
