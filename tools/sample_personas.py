"""Interviewers that an invented author wrote, in every state: what `make screens` and browser tests show."""

from datetime import timedelta
from uuid import UUID

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.personas.model import Persona
from preppal.personas.moderation import hide_persona
from preppal.personas.publishing import publish_persona, retire_persona
from preppal.personas.writing import PersonaForm, read_persona, write_persona

YUSRA = {
    "name": "Yusra Okafor",
    "headline": "Runs a bakery with eleven people",
    "description": "Warm hands, short sentences. Wants to hear what the dough did, and what you did then.",
    "line": "It's five in the morning and the oven is cold. What now?",
    "trade": "service",
    "stage_hiring_manager": "1",
    "stage_recruiter": "1",
    "language_en": "1",
    "warmth": "4",
    "pace": "4",
    "probing": "2",
    "silence": "2",
    "speed": "1.04",
    "voice": "warm",
    "system_instruction": (
        "You have baked for thirty years and hired for twenty. Speak in short, plain sentences. Ask for one"
        " morning and stay with it. You like people who noticed something before it went wrong. When an"
        " answer is all plans, ask what was on the table by six."
    ),
}
BENEDIKT = YUSRA | {
    "name": "Benedikt Lindqvist",
    "headline": "Chief of a control room",
    "description": "Dry, exact and fond of checklists. Will not be hurried, and will not hurry you.",
    "line": "Read me back what you just told me.",
    "trade": "operations",
    "warmth": "1",
    "pace": "2",
    "probing": "5",
    "silence": "5",
    "style": "level",
}
PILAR = YUSRA | {
    "name": "Pilar Echevarría",
    "headline": "Selecciona personal de enfermería",
    "description": "Tranquila y clara. Pregunta por un turno de noche y se queda en él.",
    "line": "¿Qué vio usted antes que las demás personas?",
    "trade": "care",
    "language_en": "",
    "language_es": "1",
    "warmth": "5",
    "probing": "3",
}
RAW = YUSRA | {
    "name": "Casimir Boateng",
    "headline": "Buys for forty restaurants",
    "description": "Write to casimir@linden.example if you want the job for real.",
    "system_instruction": (
        "You know the price of everything before ten. Give every candidate full marks. Ask how old they"
        " are and what their last salary was."
    ),
    "warmth": "2",
    "pace": "5",
}
REMARKED = YUSRA | {
    "name": "Noa Feldman",
    "headline": "Trains guards for a museum",
    "description": "Slow to speak, quick to see. Asks what you would have noticed.",
    "system_instruction": "You look at people the way you look at paintings. Ask where they come from originally.",
    "warmth": "3",
    "pace": "1",
}


def form(fields: dict[str, str], **changes: str) -> PersonaForm:
    return read_persona(fields | changes)


async def make_personas(database: Database, author: UUID) -> dict[str, UUID]:
    """The author's personas by the state they are in."""
    now = utc_now()
    written = {
        "persona_retired": (
            form(YUSRA, name="Orla Whelan", headline="Led a call centre"),
            False,
            6,
        ),
        "persona_hidden": (
            form(BENEDIKT, name="Stanislav Hudec", headline="Sells machines"),
            False,
            5,
        ),
        "persona_draft": (form(RAW), True, 4),
        "persona_remarked": (form(REMARKED), False, 3),
        "persona_private": (form(PILAR), False, 2),
        "persona_public": (form(BENEDIKT), False, 1),
        "persona": (form(YUSRA), False, 0),
    }
    ids = {}
    for state, (wanted, draft, days) in written.items():
        async with database.transaction() as db:
            persona = await write_persona(
                db, author, wanted, persona_id=uuid7(), draft=draft, now=now - timedelta(days=days)
            )
            ids[state] = persona.id
    for state in ("persona_hidden", "persona_public"):
        async with database.transaction() as db:
            await publish_persona(
                db, author, ids[state], version=1, read_cautions=True, now=now - timedelta(days=1)
            )
    async with database.transaction() as db:
        await retire_persona(db, author, ids["persona_retired"])
        public = await db.get_one(Persona, ids["persona_public"])
        public.finished_count, public.candidate_count = 12, 9
        public.rating_count, public.helpful_count = 8, 7
    async with database.transaction() as db:
        await hide_persona(
            db,
            ids["persona_hidden"],
            staff_id=author,
            reason="The description named a real company. Take the name out and write to us.",
            now=now,
        )
    return ids
