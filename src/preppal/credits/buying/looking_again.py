"""Refunds and disputes that nobody told of: of what was paid here, what has gone back since.

Two looks. New refunds and disputes are listed since the company was last asked for them: one that was
missed is found within minutes. And every paid purchase is asked about again by itself, less and less often
(`settling.LATEST`): so is found what happened later to a refund or a dispute that was known, as when it failed
or was won, and what any gap in the list hid.
"""

import datetime
import uuid

from sqlalchemy import exists, select, update

from preppal.accounts.model import Installation
from preppal.credits.buying.model import CreditPurchase
from preppal.credits.buying.reconciling import EARLIER, LOOKED_BACK
from preppal.credits.buying.settling import LATEST, SOONEST, settle_purchase
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.providers.payments import NoSuchCheckout, Payments, PaymentsAway, PaymentsRefused

AT_ONCE = 100
"""Purchases asked about again in one run. The others wait for the next."""

_logger = log(__name__)


async def look_again(database: Database, payments: Payments, *, clock: Clock) -> None:
    """Ask for what went back, and about purchases whose time has come; post what changed.

    Where nothing was ever paid, the company is not asked. Where it does not answer, what is left waits for
    the next run, and is asked for from where this one began.
    """
    began = clock()
    since = await _known_to(database, now=began)
    if since is None:
        return
    try:
        for purchase_id in await _gone_back(database, payments, since):
            await _settle(database, payments, purchase_id, clock=clock)
        await _note_known_to(database, began)
        for purchase_id in await _due(database, now=began):
            await _settle(database, payments, purchase_id, clock=clock)
    except (PaymentsAway, PaymentsRefused) as problem:
        _logger.warning("payments_not_looked_at_again", problem=str(problem))


async def _known_to(database: Database, *, now: datetime.datetime) -> datetime.datetime | None:
    """From when on to ask; None where nobody has paid here."""
    was_paid = exists().where(
        CreditPurchase.paid_at.is_not(None), CreditPurchase.provider != "test"
    )
    async with database.transaction() as db:
        known_to, has_sold = (
            await db.execute(select(Installation.refunds_known_to, was_paid))
        ).one()
    if not has_sold:
        return None
    return now - LOOKED_BACK if known_to is None else known_to - EARLIER


async def _note_known_to(database: Database, moment: datetime.datetime) -> None:
    async with database.transaction() as db:
        await db.execute(update(Installation).values(refunds_known_to=moment))


async def _gone_back(
    database: Database, payments: Payments, since: datetime.datetime
) -> list[uuid.UUID]:
    """Our purchases among the payments of the company's list. It may be used for other things too."""
    listed = {payment_id async for payment_id in payments.taken_back_since(since)}
    async with database.transaction() as db:
        ours = select(CreditPurchase.id).where(CreditPurchase.payment_id.in_(listed))
        return list(await db.scalars(ours.order_by(CreditPurchase.id)))


async def _due(database: Database, *, now: datetime.datetime) -> list[uuid.UUID]:
    async with database.transaction() as db:
        due = select(CreditPurchase.id).where(CreditPurchase.look_at <= now)
        return list(await db.scalars(due.order_by(CreditPurchase.look_at).limit(AT_ONCE)))


async def _settle(
    database: Database, payments: Payments, purchase_id: uuid.UUID, *, clock: Clock
) -> None:
    """One that the company does not know, or refuses to speak of, does not stand in the way of the others."""
    try:
        outcome = await settle_purchase(database, payments, purchase_id, clock=clock)
    except NoSuchCheckout:
        _logger.warning("no_such_checkout", purchase=str(purchase_id))
    except PaymentsRefused:
        await _postpone(database, purchase_id, now=clock(), by=SOONEST)
        raise
    else:
        _logger.info("purchase_looked_at_again", purchase=str(purchase_id), outcome=outcome.value)
    await _postpone(database, purchase_id, now=clock(), by=LATEST)


async def _postpone(
    database: Database, purchase_id: uuid.UUID, *, now: datetime.datetime, by: datetime.timedelta
) -> None:
    """Unless its next look has been set."""
    async with database.transaction() as db:
        await db.execute(
            update(CreditPurchase)
            .where(CreditPurchase.id == purchase_id, CreditPurchase.look_at <= now)
            .values(look_at=now + by)
        )
