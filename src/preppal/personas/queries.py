"""Which personas a person may use: the built-in ones, their own, and what others made public."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviewer.briefing import Stage
from preppal.personas.model import NoSuchPersona, Persona, Visibility

OFFERED_LIMIT = 60
"""How many set-up lists: the built-in ones always, then one's newest."""


def usable_by(user_id: uuid.UUID) -> ColumnElement[bool]:
    """Built in, public, or one's own; never a retired one."""
    return and_(
        Persona.retired_at.is_(None),
        or_(Persona.visibility == Visibility.PUBLIC, Persona.owner_id == user_id),
    )


async def personas_offered(db: AsyncSession, user_id: uuid.UUID) -> list[Persona]:
    """What set-up lists: the built-in ones in their order, then one's own, newest first."""
    query = (
        select(Persona)
        .where(usable_by(user_id), or_(Persona.slug.is_not(None), Persona.owner_id == user_id))
        .order_by(Persona.owner_id.is_not(None), Persona.position, Persona.id.desc())
        .limit(OFFERED_LIMIT)
    )
    return list(await db.scalars(query))


async def persona_by_key(db: AsyncSession, user_id: uuid.UUID, key: str) -> Persona:
    """The persona with this slug or id, if this person may use it.

    Raises:
        NoSuchPersona: not there, retired, or somebody's private one.
    """
    found = await db.scalar(select(Persona).where(usable_by(user_id), _named(key)))
    if found is None:
        raise NoSuchPersona()
    return found


def _named(key: str) -> ColumnElement[bool]:
    try:
        return Persona.id == uuid.UUID(key)
    except ValueError:
        return Persona.slug == key


async def built_in_for(db: AsyncSession, stages: Sequence[Stage]) -> list[Persona]:
    """Built-in personas of these stages, or all of them when none fits; never empty.

    Raises:
        NoSuchPersona: none was published.
    """
    found = list(
        await db.scalars(
            select(Persona)
            .where(Persona.slug.is_not(None), Persona.retired_at.is_(None))
            .order_by(Persona.position, Persona.id)
        )
    )
    if not found:
        raise NoSuchPersona()
    return [persona for persona in found if persona.stage in stages] or found
