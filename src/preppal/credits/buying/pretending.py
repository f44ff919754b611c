"""The test checkout: on a machine of one's own, without a company, the whole flow and no money.

A purchase made here says ``test`` for ever. The same `apply_payment` decides what it is worth.
"""

import datetime
import uuid
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.buying.model import CreditPurchase, NoSuchPurchase, Status
from preppal.credits.buying.settling import apply_payment
from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.providers.payments import Payment, PaymentStatus

Act = Literal["pay", "bank", "arrives", "fails", "refund"]
ACTS: dict[str, tuple[tuple[Status, ...], PaymentStatus]] = {
    "pay": ((Status.OPEN,), "paid"),
    "bank": ((Status.OPEN,), "pending"),
    "arrives": ((Status.PENDING,), "paid"),
    "fails": ((Status.PENDING,), "failed"),
    "refund": ((Status.PAID,), "paid"),
}
"""From which states, and what is true afterwards."""


class NotNow(Conflict):
    message = N_("That was done already. Load the page again.")


async def pretend(
    db: AsyncSession,
    user_id: uuid.UUID,
    purchase_id: uuid.UUID,
    act: str,
    *,
    now: datetime.datetime,
) -> None:
    """What the person, their bank or the operator would do.

    Raises:
        NoSuchPurchase: not theirs, or a real one.
        NotNow: it is past that, or there is no such act.
    """
    own = select(CreditPurchase).where(
        CreditPurchase.id == purchase_id,
        CreditPurchase.user_id == user_id,
        CreditPurchase.provider == "test",
    )
    purchase = (await db.scalars(own.with_for_update())).one_or_none()
    if purchase is None:
        raise NoSuchPurchase()
    before, after = ACTS.get(act, ((), "open"))
    if purchase.status not in before:
        raise NotNow()
    payment = Payment(
        checkout_id=f"test_{purchase.id}",
        purchase_id=purchase.id,
        status=after,
        amount=purchase.amount,
        currency=purchase.currency,
        refunded=purchase.amount if act == "refund" else 0,
    )
    await apply_payment(db, purchase, payment, now=now)
