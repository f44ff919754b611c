"""Reads of purchases."""

import uuid

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.buying.model import CreditPurchase, NoSuchPurchase
from preppal.credits.model import CreditTransaction, Kind


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


async def debt_paid_by(db: AsyncSession, purchase_id: uuid.UUID) -> int:
    """How many credits of a purchase paid what was owed when they came."""
    settled = select(func.coalesce(-func.sum(CreditTransaction.owed), 0)).where(
        CreditTransaction.purchase_id == purchase_id,
        CreditTransaction.kind == Kind.PURCHASE.value,
    )
    return await db.scalar(settled) or 0
