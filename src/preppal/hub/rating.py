"""Was it helpful? One answer a person, changeable, after a finished interview with the persona."""

import datetime
import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.hub.model import NotRateable, OwnPersona, PersonaRating
from preppal.personas.counting import helpful_score
from preppal.personas.model import NoSuchPersona, Persona, PersonaCandidate
from preppal.personas.queries import readable_by


def read_rating(fields: Mapping[str, str]) -> bool:
    """Whether it helped. Raises `Invalid` with the field ``helpful``: neither was said."""
    answer = fields.get("helpful")
    if answer not in ("yes", "no"):
        raise Invalid({"helpful": N_("Did it help?")})
    return answer == "yes"


async def rate_persona(
    db: AsyncSession,
    user_id: uuid.UUID,
    persona_id: uuid.UUID,
    *,
    helpful: bool,
    now: datetime.datetime,
) -> None:
    """Keep the answer, and the persona's numbers with it: its row is locked first.

    Raises:
        NoSuchPersona: not there, or not open to them.
        OwnPersona: its author does not rate it.
        NotRateable: they have finished no interview with it.
    """
    persona = await db.scalar(
        select(Persona).where(Persona.id == persona_id, readable_by(user_id)).with_for_update()
    )
    if persona is None:
        raise NoSuchPersona()
    if persona.owner_id == user_id:
        raise OwnPersona()
    if await db.get(PersonaCandidate, (persona_id, user_id)) is None:
        raise NotRateable()
    rating = await db.get(PersonaRating, (persona_id, user_id))
    if rating is None:
        db.add(
            PersonaRating(persona_id=persona_id, user_id=user_id, is_helpful=helpful, rated_at=now)
        )
        persona.rating_count += 1
        persona.helpful_count += helpful
    elif rating.is_helpful != helpful:
        rating.is_helpful = helpful
        rating.rated_at = now
        persona.helpful_count += 1 if helpful else -1
    persona.helpful_score = helpful_score(persona.helpful_count, persona.rating_count)
