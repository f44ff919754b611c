"""Who may hold a stage: one's own personas, the built-in ones, and what others keep in the Hub."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.panels.templates import Template
from preppal.personas.model import NoSuchPersona, Persona
from preppal.personas.queries import IN_HUB, persona_by_key

CHOOSE_SOMEBODY = N_("That interviewer is not open to you any more. Choose somebody else.")


async def cast_persona(db: AsyncSession, user_id: uuid.UUID, key: str) -> Persona:
    """The persona with this slug or id, if this person may use it.

    Raises:
        Invalid: on ``persona_id``, when there is none.
    """
    try:
        return await persona_by_key(db, user_id, key)
    except NoSuchPersona:
        raise Invalid({"persona_id": CHOOSE_SOMEBODY}) from None


async def cast_built_in(db: AsyncSession, template: Template) -> list[Persona]:
    """A persona for each stage of a template; for one that a moderator took out, another who holds such.

    Raises:
        NoSuchPersona: none was published.
    """
    query = select(Persona).where(Persona.slug.is_not(None), IN_HUB).order_by(Persona.position)
    there = list(await db.scalars(query))
    if not there:
        raise NoSuchPersona()
    by_slug = {persona.slug: persona for persona in there}
    return [
        by_slug.get(stage.persona) or _stand_in(there, stage.stage) for stage in template.stages
    ]


def _stand_in(there: list[Persona], stage: str) -> Persona:
    return next((persona for persona in there if stage in persona.stages), there[0])
