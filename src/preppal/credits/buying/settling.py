"""What is true of a payment becomes what is on the account.

Credits of a purchase: all of them once it is paid; less those whose price was refunded, less those whose price
the payer's bank took. A part of the price takes back the whole credits that it pays for, rounded down.
"""

import datetime
import uuid

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.buying.model import CreditPurchase, Outcome, Status
from preppal.credits.paying import Paid, post_payment
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.providers.payments import Payment, Payments

STATUSES = {status.value: status for status in Status}
SOONEST = datetime.timedelta(days=1)
LATEST = datetime.timedelta(days=30)
LAST = datetime.timedelta(days=400)
"""A paid purchase is asked about again unasked after a day, then whenever it has become twice as old, at least
every 30 days; not after 400: disputes are opened within 120 days (Stripe's rule), refunds within 180."""


async def settle_purchase(
    database: Database,
    payments: Payments,
    purchase_id: uuid.UUID,
    *,
    clock: Clock,
    checkout_id: str = "",
    event_id: str | None = None,
) -> Outcome:
    """Ask the company about a purchase and post what changed. ``checkout_id`` where ours may not be noted.

    Raises `PaymentsAway`, `PaymentsRefused`, `NoSuchCheckout`: nothing was changed.
    """
    async with database.transaction() as db:
        row = (
            await db.execute(
                update(CreditPurchase)
                .where(CreditPurchase.id == purchase_id, CreditPurchase.provider != "test")
                .values(asked=CreditPurchase.asked + 1)
                .returning(CreditPurchase.asked, CreditPurchase.checkout_id)
            )
        ).one_or_none()
    if row is None or not (row.checkout_id or checkout_id):
        return Outcome.NOT_OURS
    payment = await payments.look(row.checkout_id or checkout_id)
    async with database.transaction() as db:
        purchase = await locked_purchase(db, purchase_id)
        if purchase is None:
            return Outcome.NOT_OURS
        if row.asked <= purchase.answered:  # somebody asked later and was answered sooner
            return Outcome.SETTLED
        purchase.answered = row.asked
        return await apply_payment(db, purchase, payment, now=clock(), event_id=event_id)


async def locked_purchase(db: AsyncSession, purchase_id: uuid.UUID) -> CreditPurchase | None:
    """The purchase, until the transaction ends. It is locked before the user."""
    locked = select(CreditPurchase).where(CreditPurchase.id == purchase_id).with_for_update()
    return (await db.scalars(locked)).one_or_none()


async def apply_payment(
    db: AsyncSession,
    purchase: CreditPurchase,
    payment: Payment,
    *,
    now: datetime.datetime,
    event_id: str | None = None,
) -> Outcome:
    """Write down what is true of the payment of a locked purchase; post the credits that follow from it."""
    ordered = (purchase.id, purchase.amount, purchase.currency)
    if (payment.purchase_id, payment.amount, payment.currency) != ordered:
        log(__name__).error("payment_is_not_what_was_ordered", purchase=str(purchase.id), event_id=event_id)  # fmt: skip
        return Outcome.MISMATCH
    purchase.checkout_id = payment.checkout_id
    purchase.payment_id = payment.payment_id or purchase.payment_id
    was_paid = purchase.paid_at is not None
    if not was_paid:
        purchase.status = STATUSES[payment.status]
        purchase.paid_at = now if payment.status == "paid" else None
    if purchase.paid_at is None:
        return Outcome.SETTLED if purchase.user_id else Outcome.ACCOUNT_GONE
    moved = (purchase.refunded, purchase.disputed) != (payment.refunded, payment.disputed)
    purchase.refunded, purchase.disputed = payment.refunded, payment.disputed
    purchase.look_at = None if purchase.is_test else _next_look(purchase.paid_at, now, moved=moved)
    if purchase.user_id is None:
        log(__name__).warning(
            "payment_for_a_deleted_account",
            purchase=str(purchase.id),
            event_id=event_id,
            is_paid=True,
            refunded=purchase.refunded,
        )
        return Outcome.ACCOUNT_GONE
    if not was_paid:
        await post_payment(
            db,
            purchase.user_id,
            Paid.BOUGHT,
            purchase.credits,
            key=f"purchase:{purchase.id}",
            purchase_id=purchase.id,
            event_id=event_id,
            now=now,
        )
    await _take_back(db, purchase, purchase.user_id, event_id=event_id, now=now)
    return Outcome.SETTLED


async def _take_back(
    db: AsyncSession,
    purchase: CreditPurchase,
    user_id: uuid.UUID,
    *,
    event_id: str | None,
    now: datetime.datetime,
) -> None:
    """Post the difference between what should be taken back and what was."""
    refunded = _worth(purchase, purchase.refunded)
    disputed = _worth(purchase, purchase.refunded + purchase.disputed) - refunded
    changes = (
        (disputed - purchase.disputed_credits, Paid.DISPUTED, Paid.WON),
        (refunded - purchase.refunded_credits, Paid.REFUNDED, Paid.BOUGHT),
    )
    # What comes back first: a dispute that was won by refunding it owes nobody twice.
    for change, take, give in sorted(changes, key=lambda one: one[0]):
        if change:
            purchase.postings += 1
            await post_payment(
                db,
                user_id,
                take if change > 0 else give,
                abs(change),
                key=f"purchase:{purchase.id}:{purchase.postings}",
                purchase_id=purchase.id,
                event_id=event_id,
                now=now,
            )
    purchase.refunded_credits, purchase.disputed_credits = refunded, disputed


def _next_look(
    paid_at: datetime.datetime, now: datetime.datetime, *, moved: bool
) -> datetime.datetime | None:
    """Sooner where something has just moved: what was taken back may come back."""
    age = now - paid_at
    if age > LAST:
        return None
    return now + (SOONEST if moved else min(max(age, SOONEST), LATEST))


def _worth(purchase: CreditPurchase, amount: int) -> int:
    """Whole credits that a part of the price pays for."""
    return purchase.credits * min(amount, purchase.amount) // purchase.amount
