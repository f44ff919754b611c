"""What the company tells of: stored at once, handled by a task, marked only when that succeeded."""

import uuid

from sqlalchemy import false, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.buying.model import CreditPurchase, Outcome, PaymentEvent
from preppal.credits.buying.settling import settle_purchase
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.foundation.tasks import enqueue
from preppal.providers.payments import NoSuchCheckout, Notice, Payments

HANDLE = "credits.handle_payment_event"
MATTERS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
        "charge.refunded",
        "charge.refund.updated",
        "refund.created",
        "refund.updated",
        "refund.failed",
    }
)
DISPUTES = "charge.dispute."

_logger = log(__name__)


async def keep_notice(db: AsyncSession, notice: Notice, *, clock: Clock) -> None:
    """Store it, and leave a task for it. Told again, nothing is added; a task that is gone is left anew."""
    now = clock()
    matters = notice.kind in MATTERS or notice.kind.startswith(DISPUTES)
    await db.execute(
        insert(PaymentEvent)
        .values(
            id=notice.id,
            kind=notice.kind,
            made_at=notice.made_at,
            received_at=now,
            is_test=notice.is_test,
            purchase_id=notice.purchase_id,
            checkout_id=notice.checkout_id,
            payment_id=notice.payment_id,
            handled_at=None if matters else now,
            outcome="" if matters else Outcome.IGNORED,
        )
        .on_conflict_do_nothing()
    )
    if not matters:
        _logger.info("payment_event_ignored", event_id=notice.id, kind=notice.kind)
        return
    waits = select(PaymentEvent.id).where(
        PaymentEvent.id == notice.id, PaymentEvent.handled_at.is_(None)
    )
    if await db.scalar(waits):
        await leave_task(db, notice.id)


async def leave_task(db: AsyncSession, event_id: str) -> None:
    await enqueue(db, HANDLE, {"event_id": event_id}, key=f"payment_event:{event_id}")


async def handle_event(
    database: Database, payments: Payments, event_id: str, *, clock: Clock
) -> None:
    """Settle the purchase that an event is about, then mark the event. Run again, it does nothing.

    Raises `PaymentsAway`, `PaymentsRefused`: it is not marked, and is tried again.
    """
    async with database.transaction() as db:
        event = await db.get(PaymentEvent, event_id)
        if event is None or event.handled_at is not None:
            return
        purchase_id, checkout_id = await _purchase_of(db, event)
    outcome = Outcome.NOT_OURS
    try:
        if not checkout_id and event.payment_id:
            checkout_id = await payments.checkout_of(event.payment_id)
        if purchase_id is None and checkout_id:
            purchase_id = (await payments.look(checkout_id)).purchase_id
        if purchase_id is not None:
            outcome = await settle_purchase(
                database,
                payments,
                purchase_id,
                clock=clock,
                checkout_id=checkout_id,
                event_id=event.id,
            )
    except NoSuchCheckout:
        pass  # of another account, or of a time before this one
    tell = _logger.info if outcome == Outcome.SETTLED else _logger.warning
    tell("payment_event_handled", event_id=event.id, kind=event.kind, outcome=outcome.value)
    async with database.transaction() as db:
        await db.execute(
            update(PaymentEvent)
            .where(PaymentEvent.id == event_id, PaymentEvent.handled_at.is_(None))
            .values(handled_at=clock(), outcome=outcome.value)
        )


async def _purchase_of(db: AsyncSession, event: PaymentEvent) -> tuple[uuid.UUID | None, str]:
    """By whichever id it names: our purchase and its checkout, as far as they are known here."""
    named = (
        (CreditPurchase.id, event.purchase_id),
        (CreditPurchase.checkout_id, event.checkout_id),
        (CreditPurchase.payment_id, event.payment_id),
    )
    # Only the ids that it names: what it does not name is null in every purchase nobody has paid yet.
    ours = select(CreditPurchase.id, CreditPurchase.checkout_id).where(
        or_(false(), *(column == value for column, value in named if value))
    )
    row = (await db.execute(ours.limit(1))).one_or_none()
    if row is None:
        return None, event.checkout_id
    return row.id, row.checkout_id or event.checkout_id
