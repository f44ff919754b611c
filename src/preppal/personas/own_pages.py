"""What an author sees of their own personas: the list, the form, the trial, what would be public."""

import datetime
import uuid
from collections.abc import Mapping
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.interviewer.briefing import Manner
from preppal.personas.model import (
    MANNER_SCALES,
    Persona,
    PersonaDecision,
    State,
    Visibility,
    interviewer_of,
    manner_of,
    snapshot,
)
from preppal.personas.pages import (
    BuilderPage,
    Decision,
    Figure,
    MinePage,
    OwnRow,
    PublishPage,
    StateCode,
    TryPage,
    VoiceChoice,
)
from preppal.personas.previewing import interviewer_from, preview_of
from preppal.personas.publishing import cautions_of
from preppal.personas.queries import decisions_about, personas_of
from preppal.personas.sampling import read_speed
from preppal.personas.trying import try_out
from preppal.personas.voices import VOICE_NAMES, VoiceEngine, heard_as, nearest_voice
from preppal.personas.wording import LANGUAGES, SPOKEN_AS
from preppal.personas.writing import PersonaForm

PAGE = 20
"""Personas on a page of one's own."""
DONE = ("saved", "draft", "published", "private", "retired", "back")

BLANK: Mapping[str, str] = {
    "trade": "any",
    "stage_hiring_manager": "1",
    "language_en": "1",
    "speed": "1",
    **dict.fromkeys(MANNER_SCALES, "3"),
}
"""A new form: ordinary in everything."""


async def mine_page(
    db: AsyncSession, user_id: uuid.UUID, *, number: int, did: str, subject: str
) -> MinePage:
    """Page ``number`` (from 1) of what this person wrote, last written first. Two statements."""
    found = await personas_of(db, user_id, offset=(number - 1) * PAGE, limit=PAGE + 1)
    shown = found[:PAGE]
    decisions = await decisions_about(db, [persona.id for persona in shown]) if shown else {}
    return MinePage(
        rows=tuple(_own_row(persona, decisions.get(persona.id)) for persona in shown),
        did=did if did in DONE else "",
        subject=subject,
        newer=f"/personas?page={number - 1}" if number > 1 else "",
        earlier=f"/personas?page={number + 1}" if len(found) > PAGE else "",
    )


async def builder_page(
    typed: Mapping[str, str],
    engine: VoiceEngine,
    *,
    persona: Persona | None = None,
    persona_id: uuid.UUID | None = None,
    errors: Mapping[str, str] | None = None,
    problem: str = "",
    asks_reading: bool = False,
) -> BuilderPage:
    """The form with what was typed. ``persona`` is what is being edited."""
    interviewer = interviewer_from(typed)
    key = persona.id if persona else persona_id or uuid7()
    return BuilderPage(
        persona_id=str(key),
        version=persona.version if persona else 0,
        state=state_code(persona) if persona else "",
        typed=typed,
        figure=Figure(
            interviewer.name, interviewer.headline, interviewer.manner, languages_in(typed)[0]
        ),
        preview=await preview_of(interviewer),
        engine=engine.kind,
        voices=voice_choices(engine, typed.get("voice", "")),
        notes=heard_as(voice_settings_in(typed), engine).notes,
        can_be_heard=engine.can_be_heard,
        errors=errors or {},
        problem=problem,
        asks_reading=asks_reading,
    )


async def try_page(
    persona: Persona,
    answers: tuple[str, ...],
    *,
    answer: str = "",
    error: str = "",
) -> TryPage:
    trial = await try_out(persona.id, interviewer_of(snapshot(persona)), answers)
    return TryPage(
        persona_id=str(persona.id),
        figure=figure_of(persona),
        state=state_code(persona),
        turns=trial.turns,
        answers=answers,
        is_over=trial.is_over,
        answer=answer,
        error=error,
    )


def publish_page(
    persona: Persona, author: str, *, problem: str = "", asks_reading: bool = False
) -> PublishPage:
    cautions = cautions_of(persona)
    return PublishPage(
        persona_id=str(persona.id),
        version=persona.version,
        figure=figure_of(persona),
        description=persona.description,
        line=persona.line,
        system_instruction=persona.system_instruction,
        trade=persona.trade,
        stages=tuple(persona.stages),
        languages=tuple(persona.languages),
        author=author.strip(),
        must_go=tuple(caution for caution in cautions if caution.must_go),
        to_read=tuple(caution for caution in cautions if not caution.must_go),
        problem=problem,
        asks_reading=asks_reading,
    )


def fields_of(form: PersonaForm) -> dict[str, str]:
    """The form as its fields, as a browser would send them."""
    manner: Manner = form.manner
    return {
        **form.texts(),
        "trade": form.trade,
        **{f"stage_{stage}": "1" for stage in form.stages},
        **{f"language_{code}": "1" for code in form.languages},
        **{scale: str(getattr(manner, scale)) for scale in MANNER_SCALES},
        "speed": f"{form.speed:g}",
    }


def read_version(fields: Mapping[str, str]) -> int:
    """The version that a page was made from; 0, which there never is, where it is no number."""
    value = fields.get("version", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def languages_in(typed: Mapping[str, str]) -> list[str]:
    return [code for code in LANGUAGES if typed.get(f"language_{code}")] or ["en"]


def voice_settings_in(typed: Mapping[str, str]) -> dict[str, str | float]:
    """What the form asks of a voice so far."""
    return {
        "voice": typed.get("voice", ""),
        "speed": read_speed(typed.get("speed", "")),
        "language": SPOKEN_AS[languages_in(typed)[0]],
        "style": typed.get("style", ""),
    }


def voice_choices(engine: VoiceEngine, chosen: str) -> tuple[VoiceChoice, ...]:
    """The engine's voices; one that was chosen elsewhere stays in the list."""
    keys = [voice.key for voice in engine.voices]
    if chosen and chosen not in keys and nearest_voice(chosen, engine.voices):
        keys.append(chosen)
    return tuple(VoiceChoice(key, VOICE_NAMES.get(key, key), key in VOICE_NAMES) for key in keys)


def figure_of(persona: Persona) -> Figure:
    return Figure(
        name=persona.name,
        headline=persona.headline,
        manner=manner_of({"manner": persona.manner}),
        lang=persona.languages[0] if persona.languages else "en",
    )


def state_code(persona: Persona) -> StateCode:
    """The state as a reader thinks of it: who may use it, and if nobody, why."""
    if persona.state == State.LIVE:
        return "public" if persona.visibility == Visibility.PUBLIC else "private"
    return cast(
        "StateCode",
        {State.DRAFT: "draft", State.HIDDEN: "hidden", State.RETIRED: "retired"}[
            State(persona.state)
        ],
    )


def _own_row(persona: Persona, decision: PersonaDecision | None) -> OwnRow:
    edited: datetime.datetime = persona.edited_at or persona.created_at
    return OwnRow(
        id=str(persona.id),
        figure=figure_of(persona),
        line=persona.line,
        state=state_code(persona),
        version=persona.version,
        edited_at=edited,
        published_at=persona.published_at,
        finished=persona.finished_count,
        candidates=persona.candidate_count,
        ratings=persona.rating_count,
        helpful=persona.helpful_count,
        decision=Decision(decision.act, decision.reason, decision.created_at)  # type: ignore[arg-type]
        if decision
        else None,
    )
