"""The credit that comes with an address, once."""

import datetime
import uuid

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import Installation, User
from preppal.credits.addresses import address_digest
from preppal.credits.ledger import Entry, Posted, post
from preppal.credits.model import WELCOME, Kind, WelcomedAddress
from preppal.credits.purse import Move


async def welcome(db: AsyncSession, user_id: uuid.UUID, *, now: datetime.datetime) -> Posted | None:
    """Give the welcome credit to somebody who has just proved their address; None when that mail box has
    had its one, under whatever spelling and whichever account."""
    key = select(Installation.address_key).scalar_subquery()
    found = (await db.execute(select(User.email, key).where(User.id == user_id))).one_or_none()
    if found is None:
        return None
    digest = address_digest(*found)
    new = await db.scalar(
        insert(WelcomedAddress)
        .values(digest=digest)
        .on_conflict_do_nothing()
        .returning(WelcomedAddress.digest)
    )
    if new is None:
        return None
    entry = Entry(Kind.WELCOME, f"welcome:{digest.hex()}")
    return await post(db, user_id, entry, Move.give(WELCOME), now=now)
