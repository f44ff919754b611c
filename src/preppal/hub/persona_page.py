"""The page of one persona: who they are, what they might ask, what others say of them."""

import uuid
from typing import cast

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.i18n import N_
from preppal.hub.model import PersonaRating
from preppal.hub.pages import PersonaPage, Standing
from preppal.interviewer.briefing import Briefing, Stage
from preppal.interviewer.plan import build_plan
from preppal.personas.model import (
    Persona,
    PersonaCandidate,
    PersonaFavourite,
    State,
    interviewer_of,
    manner_of,
    snapshot,
)
from preppal.personas.queries import readable_persona
from preppal.personas.voices import OF_THE_SOUND, VoiceEngine, heard_as
from preppal.personas.wording import LANGUAGES, STAGE_NAMES, TRADES

QUESTIONS = 3

STATE_WORDS = {
    State.DRAFT: N_("A draft: only you see it."),
    State.LIVE: N_("Private: only you can use it."),
    State.HIDDEN: N_("A moderator took it out of the Hub. You can still practise with it."),
    State.RETIRED: N_("Retired: nobody is offered it."),
}


async def persona_page(
    db: AsyncSession,
    user_id: uuid.UUID | None,
    key: str,
    engine: VoiceEngine,
    *,
    thanked: str = "",
) -> PersonaPage:
    """At most three statements, whoever looks. ``engine`` would speak on this server.

    Raises:
        NoSuchPersona: not there, or not open to them.
    """
    persona = await readable_persona(db, user_id, key)
    author = ""
    if persona.owner_id is not None:
        author = await db.scalar(select(User.name).where(User.id == persona.owner_id)) or ""
    standing = await _standing(db, user_id, persona)
    stages = persona.stages or [persona.stage]
    notes = heard_as(persona.voice_settings, engine).notes
    return PersonaPage(
        id=str(persona.id),
        key=persona.slug or str(persona.id),
        name=persona.name,
        headline=persona.headline,
        description=persona.description,
        line=persona.line,
        manner=manner_of({"manner": persona.manner}),
        author=author,
        is_built_in=persona.owner_id is None,
        lang=persona.languages[0] if persona.languages else "en",
        trade=TRADES.get(persona.trade, ""),
        stages=tuple(STAGE_NAMES[cast("Stage", stage)] for stage in stages),
        languages=tuple((code, LANGUAGES.get(code, code)) for code in persona.languages),
        questions=sample_questions(persona),
        finished=persona.finished_count,
        candidates=persona.candidate_count,
        helpful=persona.helpful_count,
        ratings=persona.rating_count,
        published_at=persona.published_at,
        standing=standing,
        voice_notes=tuple(note for note in notes if note.text in OF_THE_SOUND),
        can_be_heard=engine.can_be_heard,
        state="" if persona.in_hub else STATE_WORDS[State(persona.state)],
        hidden_reason=persona.hidden_reason if standing.is_author else "",
        is_indexed=persona.in_hub,
        thanked=thanked,
    )


def sample_questions(persona: Persona) -> tuple[str, ...]:
    """What they might ask: leads of a plan without a job, the same ones each time."""
    plan = build_plan(
        Briefing(
            interviewer=interviewer_of(snapshot(persona)),
            job_title="",
            company="",
            job_text="",
            topic="",
            minutes=30,
            seed=persona.id.int & 0xFFFF_FFFF_FFFF,
        )
    )
    return tuple(lead.text for lead in plan.leads[:QUESTIONS])


async def _standing(db: AsyncSession, user_id: uuid.UUID | None, persona: Persona) -> Standing:
    if user_id is None:
        return Standing()
    is_author = persona.owner_id == user_id
    kept = exists().where(
        PersonaFavourite.persona_id == persona.id, PersonaFavourite.user_id == user_id
    )
    held = exists().where(
        PersonaCandidate.persona_id == persona.id, PersonaCandidate.user_id == user_id
    )
    rating = (
        select(PersonaRating.is_helpful)
        .where(PersonaRating.persona_id == persona.id, PersonaRating.user_id == user_id)
        .scalar_subquery()
    )
    is_favourite, has_held, rated = (await db.execute(select(kept, held, rating))).one()
    return Standing(
        is_signed_in=True,
        is_author=is_author,
        is_favourite=is_favourite,
        may_use=persona.state in (State.LIVE, State.HIDDEN),
        may_rate=has_held and not is_author,
        rating=rated,
    )
