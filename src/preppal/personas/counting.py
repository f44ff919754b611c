"""Numbers of a persona: who finished interviews with it, and whether they found it helpful."""

from math import sqrt
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.personas.model import Persona, PersonaCandidate
from preppal.personas.queries import IN_HUB

Z = 1.96
"""Of the normal distribution: 95 % certain."""


async def count_finished(db: AsyncSession, persona_id: UUID, user_id: UUID) -> None:
    """Somebody finished an interview with this persona. An author's own do not count."""
    others = await db.scalar(
        select(Persona.id)
        .where(
            Persona.id == persona_id, or_(Persona.owner_id.is_(None), Persona.owner_id != user_id)
        )
        .with_for_update()
    )
    if others is None:
        return
    came_back = insert(PersonaCandidate).values(persona_id=persona_id, user_id=user_id, finished=1)
    finished = await db.scalar(
        came_back.on_conflict_do_update(
            index_elements=[PersonaCandidate.persona_id, PersonaCandidate.user_id],
            set_={"finished": PersonaCandidate.finished + 1},
        ).returning(PersonaCandidate.finished)
    )
    await db.execute(
        update(Persona)
        .where(Persona.id == persona_id)
        .values(
            finished_count=Persona.finished_count + 1,
            candidate_count=Persona.candidate_count + int(finished == 1),
        )
    )


async def may_rate(db: AsyncSession, user_id: UUID, persona_id: UUID | None) -> bool:
    """Whether this person finished an interview with somebody else's persona that is in the Hub."""
    held = select(PersonaCandidate.persona_id).join(
        Persona, Persona.id == PersonaCandidate.persona_id
    )
    found = await db.scalar(
        held.where(
            PersonaCandidate.persona_id == persona_id,
            PersonaCandidate.user_id == user_id,
            Persona.owner_id.is_distinct_from(user_id),
            IN_HUB,
        )
    )
    return found is not None


def helpful_score(helpful: int, ratings: int) -> float:
    """How helpful a persona is at least, 0 … 1: two good ratings do not beat 190 of 194.

    The lower end of the Wilson score interval for a proportion at 95 % (E. B. Wilson 1927, "Probable
    Inference, the Law of Succession, and Statistical Inference").
    """
    if helpful == 0:
        return 0.0  # exactly: rounding would leave some of them a little above others
    share, weight = helpful / ratings, Z * Z / ratings
    spread = Z * sqrt(share * (1 - share) / ratings + weight / (4 * ratings))
    return max(0.0, (share + weight / 2 - spread) / (1 + weight))
