"""What nobody told of: purchases that were paid while the company's notices went nowhere, and events that
were stored and never handled."""

import datetime
import uuid

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.buying.inbox import leave_task
from preppal.credits.buying.model import (
    UNSETTLED,
    WAITS,
    CreditPurchase,
    PaymentEvent,
    Status,
)
from preppal.credits.buying.settling import settle_purchase
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.providers.payments import (
    NoSuchCheckout,
    Payments,
    PaymentsAway,
    PaymentsRefused,
)

LOOKED_BACK = datetime.timedelta(days=31)
"""A payment that its bank has not answered by then is not asked about any more."""
EARLIER = datetime.timedelta(minutes=5)
"""The company's clock may be behind ours."""
FORGOTTEN = datetime.timedelta(minutes=5)
"""An event that has waited so long has lost its task."""
EVENTS_AT_ONCE = 200
KEPT = datetime.timedelta(days=400)
"""How long an event that was handled is kept: a year's books, and a month to close them."""
FORGOTTEN_AT_ONCE = 5_000

_logger = log(__name__)


async def reconcile(database: Database, payments: Payments, *, clock: Clock) -> None:
    """Ask about every purchase that is not settled; leave tasks for events that wait.

    With nothing to ask about, the company is not asked.
    """
    await _leave_tasks(database, clock=clock)
    unsettled = await _unsettled(database, now=clock())
    if not unsettled:
        return
    try:
        known = await _look_at_those_that_moved(database, payments, unsettled, clock=clock)
    except (PaymentsAway, PaymentsRefused) as problem:
        _logger.warning("payments_not_reconciled", problem=str(problem))
        return
    await _expire(database, unsettled.keys() - known, now=clock())


async def _look_at_those_that_moved(
    database: Database,
    payments: Payments,
    unsettled: dict[uuid.UUID, datetime.datetime],
    *,
    clock: Clock,
) -> set[uuid.UUID]:
    """Gives the purchases that the company knows."""
    known = set()
    async for listed in payments.checkouts_since(min(unsettled.values()) - EARLIER):
        if listed.purchase_id not in unsettled:
            continue
        known.add(listed.purchase_id)
        if listed.is_open:
            continue
        try:
            outcome = await settle_purchase(
                database,
                payments,
                listed.purchase_id,
                clock=clock,
                checkout_id=listed.checkout_id,
            )
        except NoSuchCheckout:
            continue
        _logger.info("purchase_reconciled", purchase=str(listed.purchase_id), outcome=outcome.value)
    return known


async def _unsettled(
    database: Database, *, now: datetime.datetime
) -> dict[uuid.UUID, datetime.datetime]:
    """With when they were begun."""
    async with database.transaction() as db:
        rows = await db.execute(
            select(CreditPurchase.id, CreditPurchase.created_at).where(
                CreditPurchase.status.in_(UNSETTLED),
                CreditPurchase.provider != "test",
                CreditPurchase.created_at > now - LOOKED_BACK,
            )
        )
        return {row.id: row.created_at for row in rows}


async def _expire(database: Database, unknown: set[uuid.UUID], *, now: datetime.datetime) -> None:
    """Those that the company has never heard of, after a day: no page to pay on was ever made."""
    if not unknown:
        return
    async with database.transaction() as db:
        await db.execute(
            update(CreditPurchase)
            .where(
                CreditPurchase.id.in_(unknown),
                CreditPurchase.status == Status.OPEN,
                CreditPurchase.created_at < now - WAITS,
            )
            .values(status=Status.EXPIRED)
        )


async def _leave_tasks(database: Database, *, clock: Clock) -> None:
    async with database.transaction() as db:
        waiting = await db.scalars(
            select(PaymentEvent.id)
            .where(
                PaymentEvent.handled_at.is_(None),
                PaymentEvent.received_at < clock() - FORGOTTEN,
            )
            .order_by(PaymentEvent.received_at)
            .limit(EVENTS_AT_ONCE)
        )
        for event_id in waiting.all():
            await leave_task(db, event_id)


async def forget_events(db: AsyncSession, *, now: datetime.datetime) -> None:
    """Those handled longer ago than `KEPT`, some at a time. Told again they would be new, and change nothing."""
    old = (
        select(PaymentEvent.id)
        .where(PaymentEvent.handled_at < now - KEPT)
        .order_by(PaymentEvent.handled_at)
        .limit(FORGOTTEN_AT_ONCE)
    )
    await db.execute(delete(PaymentEvent).where(PaymentEvent.id.in_(old)))
