"""Purchases in every state, as what is true of a payment makes them."""

import uuid
from datetime import datetime, timedelta

from preppal.credits.buying.model import CreditPurchase, Status
from preppal.credits.buying.settling import apply_payment, locked_purchase
from preppal.foundation.database import Database, uuid7
from preppal.providers.payments import Payment

PAY_URL = "https://pay.example.org/c/{}"


async def keep_purchases(
    database: Database, user_id: uuid.UUID, ids: dict[str, uuid.UUID], *, now: datetime
) -> None:
    """`ids` learns ``purchase_test`` (open) and one of Stripe for each state."""
    for about in ("test", "open", "pending", "paid", "failed", "expired", "refunded", "disputed"):
        ids[f"purchase_{about}"] = await a_purchase(database, user_id, about, now=now)


async def a_purchase(
    database: Database, user_id: uuid.UUID, about: str, *, now: datetime
) -> uuid.UUID:
    """Five credits. `about` is a state, ``test``, ``refunded`` or ``disputed``."""
    key = uuid7()
    async with database.transaction() as db:
        db.add(
            CreditPurchase(
                id=key,
                user_id=user_id,
                idempotency_key=key.hex,
                provider="test" if about == "test" else "stripe",
                name="",
                credits=5,
                amount=1500,
                currency="EUR",
                checkout_id=f"cs_{key.hex}",
                checkout_url="" if about == "test" else PAY_URL.format(key.hex),
                back="/interviews/new",
                created_at=now - timedelta(minutes=len(about)),
            )
        )
    if about in ("test", "open"):
        return key
    for taken in (0, 700) if about in ("refunded", "disputed") else (0,):
        async with database.transaction() as db:
            purchase = await locked_purchase(db, key)
            assert purchase is not None
            payment = Payment(
                checkout_id=f"cs_{key.hex}",
                purchase_id=key,
                status="paid" if about in ("refunded", "disputed") else Status(about).value,
                amount=1500,
                currency="EUR",
                payment_id=f"pi_{key.hex}",
                refunded=taken if about == "refunded" else 0,
                disputed=taken if about == "disputed" else 0,
            )
            await apply_payment(db, purchase, payment, now=now)
    return key
