"""A pack is chosen, and there is a page to pay on.

async with database.transaction() as db:
    purchase = await begin_purchase(db, person.id, pack, ...)
purchase = await order_checkout(database, payments, purchase, ...)     # asks the company, in no transaction
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.buying.model import (
    CreditPurchase,
    NoSuchPack,
    PaymentPageAway,
    PaymentsBroken,
    Status,
    TooManyPurchases,
)
from preppal.foundation.database import Database, uuid7
from preppal.foundation.log import log
from preppal.foundation.packs import Pack
from preppal.providers.payments import Order, Payments, PaymentsAway, PaymentsRefused

MOST_AN_HOUR = 20
KEY_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whom the company's page greets: an address to send the receipt to, a language."""

    email: str
    locale: str
    pack_name: str
    """The pack's name in that language."""


def chosen_pack(packs: Iterable[Pack], key: str) -> Pack:
    """The pack that a form names. Raises `NoSuchPack`."""
    for pack in packs:
        if pack.key == key:
            return pack
    raise NoSuchPack()


async def begin_purchase(
    db: AsyncSession,
    user_id: uuid.UUID,
    pack: Pack,
    *,
    provider: str,
    key: str,
    back: str,
    now: datetime.datetime,
) -> CreditPurchase:
    """The purchase of this form; the one there is, where the form was sent before with the same pack: who
    went back and chose another buys that one.

    Raises:
        TooManyPurchases: `MOST_AN_HOUR` were begun within the last hour.
    """
    key = f"{provider} {pack.key} {key[:KEY_LENGTH] or uuid7().hex}"
    same = select(CreditPurchase).where(
        CreditPurchase.user_id == user_id, CreditPurchase.idempotency_key == key
    )
    if (begun := await db.scalar(same)) is not None:
        return begun
    since = now - datetime.timedelta(hours=1)
    mine = (CreditPurchase.user_id == user_id, CreditPurchase.created_at > since)
    many = await db.scalar(select(func.count()).select_from(CreditPurchase).where(*mine))
    if (many or 0) >= MOST_AN_HOUR:
        raise TooManyPurchases()
    await db.execute(
        insert(CreditPurchase)
        .values(
            id=uuid7(),
            user_id=user_id,
            idempotency_key=key,
            provider=provider,
            name=pack.name,
            credits=pack.credits,
            amount=pack.amount,
            currency=pack.currency,
            back=back,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["user_id", "idempotency_key"])
    )
    return (await db.scalars(same)).one()


async def order_checkout(
    database: Database,
    payments: Payments,
    purchase: CreditPurchase,
    buyer: Buyer,
    *,
    public_url: str,
) -> None:
    """Have a page to pay this purchase on, and note where it is.

    Asked again for the same purchase, the company gives the same page: an answer that was lost costs
    nothing.

    Raises:
        PaymentPageAway: the company does not answer.
        PaymentsBroken: it refuses; the log says why.
    """
    if purchase.checkout_id is not None or purchase.status != Status.OPEN:
        return
    here = f"{public_url}/credits/purchases/{purchase.id}"
    order = Order(
        purchase_id=purchase.id,
        name=buyer.pack_name,
        amount=purchase.amount,
        currency=purchase.currency,
        email=buyer.email,
        locale=buyer.locale,
        paid_url=f"{here}?paid=1",
        cancelled_url=f"{here}?cancelled=1",
    )
    said = {"purchase": str(purchase.id), "company": payments.name}
    try:
        checkout = await payments.order(order)
    except PaymentsAway as problem:
        log(__name__).warning("payment_page_away", problem=str(problem), **said)
        raise PaymentPageAway() from problem
    except PaymentsRefused as problem:
        log(__name__).error("payment_page_refused", problem=str(problem), **said)
        raise PaymentsBroken() from problem
    async with database.transaction() as db:
        await db.execute(
            update(CreditPurchase)
            .where(CreditPurchase.id == purchase.id, CreditPurchase.checkout_id.is_(None))
            .values(checkout_id=checkout.id, checkout_url=checkout.url)
        )
