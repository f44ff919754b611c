"""Signing out: of this browser, or of every one. The rows go, and with them the tokens' worth."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.identity import Person
from preppal.accounts.model import Device


async def sign_out(db: AsyncSession, person: Person) -> None:
    await db.execute(delete(Device).where(Device.id == person.device_id))


async def sign_out_everywhere(db: AsyncSession, user_id: UUID) -> None:
    await db.execute(delete(Device).where(Device.user_id == user_id))
