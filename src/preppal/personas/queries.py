"""Which personas a person may read and use: the built-in ones, their own, what others made public."""

import re
import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviewer.briefing import Stage
from preppal.personas.model import (
    NoSuchPersona,
    Persona,
    PersonaDecision,
    PersonaFavourite,
    PersonaVersion,
    State,
    Visibility,
)

SLUG = re.compile(r"[a-z0-9-]{1,80}")
OFFERED_LIMIT = 28
"""How many set-up lists: the built-in ones always, then one's newest. More would weigh more than a page
may; anybody else is chosen by a link."""


IN_HUB = and_(Persona.visibility == Visibility.PUBLIC, Persona.state == State.LIVE)
"""Open to everybody, without signing in too."""


def readable_by(user_id: uuid.UUID | None) -> ColumnElement[bool]:
    """In the Hub, or one's own in whatever state."""
    return IN_HUB if user_id is None else or_(IN_HUB, Persona.owner_id == user_id)


def usable_by(user_id: uuid.UUID) -> ColumnElement[bool]:
    """In the Hub, or one's own once it is no draft: what a moderator hid from others is still
    its author's to practise with."""
    own = and_(Persona.owner_id == user_id, Persona.state.in_([State.LIVE, State.HIDDEN]))
    return or_(IN_HUB, own)


async def personas_offered(db: AsyncSession, user_id: uuid.UUID) -> list[Persona]:
    """What set-up lists: the built-in ones in their order, then one's own and one's favourites,
    newest first."""
    favourite = exists().where(
        PersonaFavourite.persona_id == Persona.id, PersonaFavourite.user_id == user_id
    )
    offered = or_(Persona.slug.is_not(None), Persona.owner_id == user_id, favourite)
    query = (
        select(Persona)
        .where(usable_by(user_id), offered)
        .order_by(Persona.owner_id.is_not(None), Persona.position, Persona.id.desc())
        .limit(OFFERED_LIMIT)
    )
    return list(await db.scalars(query))


async def personas_of(
    db: AsyncSession, user_id: uuid.UUID, *, offset: int = 0, limit: int | None = None
) -> list[Persona]:
    """What this person wrote, last written first."""
    edited = func.coalesce(Persona.edited_at, Persona.created_at)
    query = select(Persona).where(Persona.owner_id == user_id).order_by(edited.desc(), Persona.id)
    return list(await db.scalars(query.offset(offset).limit(limit)))


async def decisions_about(
    db: AsyncSession, persona_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, PersonaDecision]:
    """The newest decision of a moderator about each of these. The caller may read them all."""
    query = (
        select(PersonaDecision)
        .where(PersonaDecision.persona_id.in_(persona_ids))
        .distinct(PersonaDecision.persona_id)
        .order_by(PersonaDecision.persona_id, PersonaDecision.id.desc())
    )
    return {decision.persona_id: decision for decision in await db.scalars(query)}


async def own_persona(
    db: AsyncSession, user_id: uuid.UUID, persona_id: uuid.UUID, *, locked: bool = False
) -> Persona:
    """What this person wrote, in whatever state; `locked` for a change.

    Raises:
        NoSuchPersona: not there, or not theirs.
    """
    query = select(Persona).where(Persona.id == persona_id, Persona.owner_id == user_id)
    found = await db.scalar(query.with_for_update() if locked else query)
    if found is None:
        raise NoSuchPersona()
    return found


async def readable_persona(db: AsyncSession, user_id: uuid.UUID | None, key: str) -> Persona:
    """The persona with this slug or id, if this person (None: a visitor) may read it.

    Raises:
        NoSuchPersona: not there, or not open to them.
    """
    found = await db.scalar(select(Persona).where(readable_by(user_id), _named(key)))
    if found is None:
        raise NoSuchPersona()
    return found


async def persona_version(
    db: AsyncSession, persona_id: uuid.UUID, number: int
) -> PersonaVersion | None:
    """A version that is kept, whatever has become of the persona."""
    found: PersonaVersion | None = await db.scalar(
        select(PersonaVersion).where(
            PersonaVersion.persona_id == persona_id, PersonaVersion.number == number
        )
    )
    return found


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
        return Persona.slug == key if SLUG.fullmatch(key) else false()


async def built_in_for(db: AsyncSession, stages: Sequence[Stage]) -> list[Persona]:
    """Built-in personas of these stages, or all of them when none fits; never empty.

    Raises:
        NoSuchPersona: none was published.
    """
    found = list(
        await db.scalars(
            select(Persona)
            .where(Persona.slug.is_not(None), IN_HUB)
            .order_by(Persona.position, Persona.id)
        )
    )
    if not found:
        raise NoSuchPersona()
    return [persona for persona in found if persona.stage in stages] or found
