"""Keeping a persona at hand."""

import datetime
import uuid

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import TooMany
from preppal.foundation.i18n import N_
from preppal.personas.model import PersonaFavourite
from preppal.personas.queries import readable_persona

MOST_FAVOURITES = 500


class TooManyFavourites(TooMany):
    message = N_("You keep five hundred interviewers at hand. Let go of one first.")


async def keep_favourite(
    db: AsyncSession, user_id: uuid.UUID, persona_id: uuid.UUID, *, now: datetime.datetime
) -> None:
    """Twice is once.

    Raises:
        NoSuchPersona: not there, or not open to them.
        TooManyFavourites: they keep enough.
    """
    persona = await readable_persona(db, user_id, str(persona_id))
    count = (
        select(func.count())
        .select_from(PersonaFavourite)
        .where(PersonaFavourite.user_id == user_id, PersonaFavourite.persona_id != persona.id)
    )
    if (await db.scalar(count) or 0) >= MOST_FAVOURITES:
        raise TooManyFavourites()
    await db.execute(
        insert(PersonaFavourite)
        .values(user_id=user_id, persona_id=persona.id, created_at=now)
        .on_conflict_do_nothing()
    )


async def drop_favourite(db: AsyncSession, user_id: uuid.UUID, persona_id: uuid.UUID) -> None:
    """Also when the persona is no longer open to them."""
    await db.execute(
        delete(PersonaFavourite).where(
            PersonaFavourite.user_id == user_id, PersonaFavourite.persona_id == persona_id
        )
    )
