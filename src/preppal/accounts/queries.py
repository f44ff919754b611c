"""Reads of accounts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.identity import Person
from preppal.accounts.model import Device

DEVICES_SHOWN = 20


async def devices_of(db: AsyncSession, person: Person, *, now: datetime) -> list[Device]:
    """Browsers in which `person` is signed in, last seen first; at most `DEVICES_SHOWN`."""
    found = await db.scalars(
        select(Device)
        .where(Device.user_id == person.id, Device.expires_at > now)
        .order_by(Device.last_seen_at.desc(), Device.id.desc())
        .limit(DEVICES_SHOWN)
    )
    return list(found)
