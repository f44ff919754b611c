"""What runs in the background for payments. Nothing does where no company takes them."""

import uuid
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.buying.inbox import HANDLE, handle_event
from preppal.credits.buying.looking_again import look_again
from preppal.credits.buying.reconciling import forget_events, reconcile
from preppal.credits.buying.settling import settle_purchase
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.foundation.tasks import Payload, Tasks, enqueue
from preppal.providers.payments import NoSuchCheckout, Payments

SETTLE = "credits.settle_purchase"
EVERY_SECONDS = 300
FORGET_SECONDS = 3600
ATTEMPTS = 8
"""Half an hour, with pauses that grow. After that `reconcile` leaves the task anew."""


def register_tasks(tasks: Tasks, payments: Payments | None, *, clock: Clock) -> None:
    """Notices are handled, purchases looked at when somebody asks, and all that was missed from time to time."""

    async def forget(database: Database) -> None:
        async with database.transaction() as db:
            await forget_events(db, now=clock())

    tasks.every("credits.forget_events", FORGET_SECONDS, forget)
    if payments is None:
        return

    async def handle(database: Database, payload: Payload) -> None:
        await handle_event(database, payments, payload["event_id"], clock=clock)

    async def not_handled(_db: AsyncSession, payload: Payload) -> None:
        log(__name__).error("payment_event_waits", event_id=payload["event_id"])

    async def settle(database: Database, payload: Payload) -> None:
        try:
            await settle_purchase(
                database, payments, uuid.UUID(payload["purchase_id"]), clock=clock
            )
        except NoSuchCheckout:
            log(__name__).warning("no_such_checkout", purchase=payload["purchase_id"])

    async def look_for_more(database: Database) -> None:
        await reconcile(database, payments, clock=clock)
        await look_again(database, payments, clock=clock)

    tasks.add(
        HANDLE,
        handle,
        on_failed=not_handled,
        attempts=ATTEMPTS,
        first_delay=timedelta(seconds=1),
    )
    tasks.add(SETTLE, settle)
    tasks.every("credits.reconcile", EVERY_SECONDS, look_for_more)


async def ask_about(db: AsyncSession, purchase_id: uuid.UUID) -> None:
    """Have a task look at a purchase now: its notice may be late, or never come."""
    await enqueue(db, SETTLE, {"purchase_id": str(purchase_id)}, key=f"settle:{purchase_id}")
