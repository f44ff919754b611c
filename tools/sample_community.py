"""An invented community for the pictures of the Hub: authors, personas, ratings and a report."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from preppal.foundation.database import Database, uuid7
from preppal.hub.rating import rate_persona
from preppal.hub.reporting import ReportForm, report_persona
from preppal.interviewer.briefing import Manner
from preppal.personas.counting import count_finished
from preppal.personas.model import Persona
from preppal.personas.moderation import hide_persona
from preppal.personas.writing import PersonaForm, write_persona
from tools.sample_interviews import make_person

WRITTEN = (
    PersonaForm(
        name="Odile Marchetti",
        headline="Head pastry chef",
        description="Asks about the service that went wrong, then about the one after it.",
        line="The soufflés are down and the table knows it. What now?",
        system_instruction="Exact, quick and kind. Ask what the hands did, in what order.",
        trade="service",
        stages=("hiring_manager", "technical"),
        languages=("en", "it"),
        manner=Manner(3, 5, 3, 1),
    ),
    PersonaForm(
        name="Béatrice Nkemelu",
        headline="Triage lead, night shift",
        description="Calm, low voice, and never the same question twice.",
        line="Three come in at once. Tell me whom you see first, and why not the other two.",
        system_instruction="Unhurried. Let a silence stand.",
        trade="care",
        stages=("hiring_manager",),
        languages=("en", "es"),
        manner=Manner(4, 2, 4, 5),
    ),
    PersonaForm(
        name="林婉清",
        headline="Supply planner, cold chain",
        description="Wants the number, where it came from, and who was told.",
        line="哪一个环节先断的？",
        system_instruction="Dry, precise, polite.",
        trade="operations",
        stages=("technical", "cross_functional"),
        languages=("zh", "en"),
        manner=Manner(2, 3, 5, 3),
    ),
)


async def make_community(database: Database, author: UUID, now: datetime) -> dict[str, UUID]:
    """Personas of ``author`` and of others, with numbers; ids under "odile", "mine", "report"."""
    staff, _ = await make_person(database, "Sol", now)
    keys = ("odile", "beatrice", "wanqing")
    ids = {}
    for number, (key, form) in enumerate(zip(keys, WRITTEN, strict=True)):
        writer, _ = await make_person(database, f"Writer {number}", now)
        ids[key] = await _publish(database, writer, form, now - timedelta(days=30 * number))
    ids["mine"] = await _publish(
        database, author, PersonaForm("Gus Ferreira", "Foundry foreman", trade="trades"), now
    )
    people = [(await make_person(database, f"Guest {number}", now))[0] for number in range(14)]
    async with database.transaction() as db:
        built_in = list(await db.scalars(select(Persona).where(Persona.slug.is_not(None))))
    crowd = {persona.id: 3 + persona.position % 11 for persona in built_in}
    crowd |= {ids["odile"]: 9, ids["beatrice"]: 14, ids["wanqing"]: 4}
    for persona_id, count in crowd.items():
        for number, guest in enumerate(people[:count]):
            async with database.transaction() as db:
                await count_finished(db, persona_id, guest)
                await rate_persona(db, guest, persona_id, helpful=number % 7 != 6, now=now)
    async with database.transaction() as db:
        await count_finished(db, ids["odile"], author)
        form = ReportForm("misleading", "It says it works for a bakery that really exists.")
        await report_persona(db, people[0], ids["mine"], form, now=now)
        await report_persona(db, people[1], ids["mine"], ReportForm("abusive", ""), now=now)
        reason = "It names a real manager of a real hotel."
        await hide_persona(db, ids["wanqing"], staff_id=staff, reason=reason, now=now)
    return ids


async def _publish(database: Database, owner: UUID, form: PersonaForm, now: datetime) -> UUID:
    async with database.transaction() as db:
        persona = await write_persona(db, owner, form, persona_id=uuid7(), draft=False, now=now)
        persona.publish(now)
    return persona.id
