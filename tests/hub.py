"""Personas of the Hub, and people who finished interviews with them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from preppal.foundation.database import Database, uuid7
from preppal.interviewer.briefing import Manner
from preppal.personas.counting import count_finished
from preppal.personas.model import Persona
from preppal.personas.writing import PersonaForm, write_persona


def a_form(**changes: Any) -> PersonaForm:
    fields: dict[str, Any] = {
        "name": "Yusra Okafor",
        "headline": "Runs a bakery",
        "description": "Up since three, and kind about it.",
        "line": "What did the dough do?",
        "system_instruction": "Warm and floury. Ask what the hands did.",
        "trade": "service",
        "stages": ("hiring_manager", "recruiter"),
        "languages": ("en",),
        "manner": Manner(4, 3, 2, 3),
    }
    return PersonaForm(**(fields | changes))


async def written(
    database: Database,
    owner_id: UUID,
    now: datetime,
    *,
    draft: bool = False,
    public: bool = False,
    **changes: Any,
) -> Persona:
    """A persona of this person."""
    async with database.transaction() as db:
        persona = await write_persona(
            db, owner_id, a_form(**changes), persona_id=uuid7(), draft=draft, now=now
        )
        if public:
            persona.publish(now)
    return persona


async def finished(database: Database, persona_id: UUID, user_id: UUID) -> None:
    """This person finished an interview with the persona."""
    async with database.transaction() as db:
        await count_finished(db, persona_id, user_id)
