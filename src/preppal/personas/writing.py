"""Writing a persona: what the form holds, a new one, and an edit as a new version."""

import datetime
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import uuid7
from preppal.foundation.errors import Conflict, Invalid, TooMany
from preppal.foundation.i18n import N_
from preppal.foundation.visible import has_something_to_see, visible_text
from preppal.interviewer.briefing import STAGES, Manner, Stage
from preppal.personas.listing import facets_of, search_vector
from preppal.personas.model import (
    DESCRIPTION_LIMIT,
    HEADLINE_LIMIT,
    INSTRUCTION_LIMIT,
    LINE_LIMIT,
    MANNER_SCALES,
    NAME_LIMIT,
    Persona,
    PersonaVersion,
    State,
    Visibility,
    snapshot,
)
from preppal.personas.publishing import check_for_everybody
from preppal.personas.queries import own_persona
from preppal.personas.voices import SPEEDS
from preppal.personas.wording import LANGUAGES, SPOKEN_AS, TRADES

MOST_PERSONAS = 200
"""One person's own, retired ones included."""
STYLE_LIMIT = 40
VOICE_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""What a voice is called; it may be another server's, so it need not be known here."""

LIMITS: Mapping[str, int] = {
    "name": NAME_LIMIT,
    "headline": HEADLINE_LIMIT,
    "description": DESCRIPTION_LIMIT,
    "line": LINE_LIMIT,
    "system_instruction": INSTRUCTION_LIMIT,
}
"""Characters of each text; the form counts them too."""

NEEDED = {
    "name": N_("Give them a name."),
    "headline": N_("Say in a few words what they do."),
}
TOO_LONG = N_("This is longer than fits here. Shorten it.")


class TooManyPersonas(TooMany):
    message = N_("You have written two hundred interviewers. Retire does not make room; edit one.")


class EditedElsewhere(Conflict):
    message = N_("This interviewer was edited in another tab. Load the page again to see it.")


@dataclass(frozen=True, slots=True)
class PersonaForm:
    """What an author writes. ``stages`` and ``languages`` are never empty, the first is the main one."""

    name: str
    headline: str
    description: str = ""
    line: str = ""
    system_instruction: str = ""
    trade: str = "any"
    stages: tuple[Stage, ...] = ("hiring_manager",)
    languages: tuple[str, ...] = ("en",)
    manner: Manner = field(default_factory=Manner)
    voice: str = ""
    speed: float = 1.0
    style: str = ""

    def texts(self) -> dict[str, str]:
        """What is written freely, by the name of its field."""
        return {name: getattr(self, name) for name in (*LIMITS, "style", "voice")}

    def columns(self) -> dict[str, Any]:
        """The columns of `Persona` that an author decides."""
        return {
            "name": self.name,
            "headline": self.headline,
            "description": self.description,
            "line": self.line,
            "system_instruction": self.system_instruction,
            "trade": self.trade,
            "stage": self.stages[0],
            "stages": list(self.stages),
            "languages": list(self.languages),
            "manner": {scale: getattr(self.manner, scale) for scale in MANNER_SCALES},
            "voice_settings": {
                "voice": self.voice,
                "speed": self.speed,
                "language": SPOKEN_AS[self.languages[0]],
                "style": self.style,
            },
        }


def read_persona(fields: Mapping[str, str]) -> PersonaForm:
    """The form as values. Chosen stages and languages come as ``stage_technical``, ``language_es``.

    Raises:
        Invalid: with every field that needs another word.
    """
    errors: dict[str, str] = {}
    texts = {name: _text(fields, name, errors) for name in LIMITS}
    manner = {scale: _whole(fields.get(scale, "3"), scale, errors) for scale in MANNER_SCALES}
    stages = tuple(stage for stage in STAGES if fields.get(f"stage_{stage}"))
    languages = tuple(code for code in LANGUAGES if fields.get(f"language_{code}"))
    if not stages:
        errors["stages"] = N_("Choose at least one kind of interview.")
    if not languages:
        errors["languages"] = N_("Choose at least one language.")
    trade = fields.get("trade", "any")
    if trade not in TRADES:
        errors["trade"] = N_("Choose one of the trades.")
    speed, voice = _speed(fields.get("speed", "1.0"), errors), fields.get("voice", "")
    if errors:
        raise Invalid(errors)
    return PersonaForm(
        **texts,
        trade=trade,
        stages=stages,
        languages=languages,
        manner=Manner(**manner),
        voice=voice if VOICE_KEY.fullmatch(voice) else "",
        speed=speed,
        style=" ".join(visible_text(fields.get("style", "")).split())[:STYLE_LIMIT],
    )


def form_of(persona: Persona) -> PersonaForm:
    """What the author would see to edit it."""
    voice = persona.voice_settings
    return PersonaForm(
        name=persona.name,
        headline=persona.headline,
        description=persona.description,
        line=persona.line,
        system_instruction=persona.system_instruction,
        trade=persona.trade,
        stages=cast("tuple[Stage, ...]", tuple(persona.stages) or (persona.stage,)),
        languages=tuple(persona.languages),
        manner=Manner(**{scale: int(persona.manner[scale]) for scale in MANNER_SCALES}),
        voice=str(voice.get("voice", "")),
        speed=float(voice.get("speed", 1.0)),
        style=str(voice.get("style", "")),
    )


async def write_persona(
    db: AsyncSession,
    user_id: uuid.UUID,
    form: PersonaForm,
    *,
    persona_id: uuid.UUID,
    draft: bool,
    now: datetime.datetime,
) -> Persona:
    """A new persona, private. ``persona_id`` comes from the page: sent twice, it is written once.

    Sent again with other words (one went back in the browser), it is an edit of the first version.

    Raises:
        TooManyPersonas: this person has written enough.
        EditedElsewhere: it was edited since, or the id is taken by somebody else's row.
    """
    await db.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    known = await db.get(Persona, persona_id)
    if known is not None:
        if known.owner_id != user_id:
            raise EditedElsewhere()
        return await edit_persona(db, user_id, persona_id, form, version=1, draft=draft, now=now)
    count = select(func.count()).select_from(Persona).where(Persona.owner_id == user_id)
    if (await db.scalar(count) or 0) >= MOST_PERSONAS:
        raise TooManyPersonas()
    persona = Persona(
        id=persona_id,
        owner_id=user_id,
        visibility=Visibility.PRIVATE,
        state=State.DRAFT if draft else State.LIVE,
        version=1,
        created_at=now,
        edited_at=now,
        **form.columns(),
    )
    db.add(persona)
    await _keep(db, persona, now)
    return persona


async def edit_persona(
    db: AsyncSession,
    user_id: uuid.UUID,
    persona_id: uuid.UUID,
    form: PersonaForm,
    *,
    version: int,
    draft: bool,
    now: datetime.datetime,
    read_cautions: bool = False,
) -> Persona:
    """A new version, if anything changed. ``version`` is the one that the form was made from.

    Saving a draft as no draft makes it usable; what is live never becomes a draft again. What
    everybody reads is held to the same as when it was published.

    Raises:
        NoSuchPersona: not there, or not theirs.
        EditedElsewhere: there is a newer version.
        NotReady: it is public, and something must go or was not read yet.
    """
    persona = await own_persona(db, user_id, persona_id, locked=True)
    if persona.version != version:
        if form == form_of(persona):
            return persona  # the same form sent twice
        raise EditedElsewhere()
    if persona.state == State.DRAFT and not draft:
        persona.state = State.LIVE
    if form == form_of(persona):
        return persona
    if persona.visibility == Visibility.PUBLIC:
        check_for_everybody(form.texts(), read_cautions=read_cautions)
    for column, value in form.columns().items():
        setattr(persona, column, value)
    persona.version += 1
    persona.edited_at = now
    await _keep(db, persona, now)
    return persona


async def _keep(db: AsyncSession, persona: Persona, now: datetime.datetime) -> None:
    persona.search = search_vector(persona)
    persona.facets = facets_of(persona)
    await db.flush()
    db.add(
        PersonaVersion(
            id=uuid7(),
            persona_id=persona.id,
            number=persona.version,
            content=snapshot(persona),
            created_at=now,
        )
    )
    await db.flush()


def _text(fields: Mapping[str, str], name: str, errors: dict[str, str]) -> str:
    raw = visible_text(fields.get(name, ""))
    text = raw.strip() if name == "system_instruction" else " ".join(raw.split())
    if name in NEEDED and not has_something_to_see(text):
        errors[name] = NEEDED[name]
    elif len(text) > LIMITS[name]:
        errors[name] = TOO_LONG
    return text


def _whole(value: str, name: str, errors: dict[str, str]) -> int:
    if value not in ("1", "2", "3", "4", "5"):
        errors[name] = N_("Choose a place from 1 to 5.")
        return 3
    return int(value)


def _speed(value: str, errors: dict[str, str]) -> float:
    try:
        speed = float(value)
    except ValueError:
        speed = 0.0
    if not SPEEDS[0] <= speed <= SPEEDS[1]:
        errors["speed"] = N_("Choose a pace of speech between 0.7 and 1.4.")
    return round(speed, 2)
