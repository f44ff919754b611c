"""What waits for a moderator: reported personas, worst first; and what is hidden now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.hub.model import PersonaReport
from preppal.hub.reporting import REASON_WORDS
from preppal.interviewer.briefing import Manner
from preppal.personas.model import Persona, PersonaVersion, State, manner_of

MOST = 50
TEXTS = ("description", "line", "system_instruction")
"""What is read to decide, below name and headline."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A report that waits, with the words that were reported. ``reason`` is a msgid."""

    id: str
    persona_id: str
    name: str
    headline: str
    manner: Manner
    lang: str
    author: str
    reason: str
    note: str
    at: datetime
    waiting: int
    texts: tuple[str, ...]
    has_changed: bool
    is_in_hub: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """A persona that is out of the Hub."""

    persona_id: str
    name: str
    headline: str
    lang: str
    author: str
    reason: str
    texts: tuple[str, ...]
    """What everybody would read again, as it is by now."""


@dataclass(frozen=True, slots=True)
class QueuePage:
    """admin/queue.html."""

    reported: tuple[Reported, ...]
    hidden: tuple[Hidden, ...]
    error: str = ""
    error_id: str = ""


async def queue_page(db: AsyncSession, *, error: str = "", error_id: str = "") -> QueuePage:
    """Two statements."""
    return QueuePage(await _reported(db), await _hidden(db), error, error_id)


async def _reported(db: AsyncSession) -> tuple[Reported, ...]:
    """The oldest report of each persona, those with most reports first."""
    waiting = func.count().over(partition_by=PersonaReport.persona_id).label("waiting")
    rank = (
        func.row_number()
        .over(partition_by=PersonaReport.persona_id, order_by=PersonaReport.id)
        .label("rank")
    )
    open_ones = (
        select(PersonaReport.id, waiting, rank).where(PersonaReport.state == "OPEN").subquery()
    )
    rows = await db.execute(
        select(PersonaReport, Persona, PersonaVersion.content, User.name, open_ones.c.waiting)
        .join(open_ones, open_ones.c.id == PersonaReport.id)
        .join(Persona, Persona.id == PersonaReport.persona_id)
        .outerjoin(
            PersonaVersion,
            (PersonaVersion.persona_id == Persona.id)
            & (PersonaVersion.number == PersonaReport.persona_version),
        )
        .outerjoin(User, User.id == Persona.owner_id)
        .where(open_ones.c.rank == 1)
        .order_by(open_ones.c.waiting.desc(), PersonaReport.id)
        .limit(MOST)
    )
    return tuple(_row(*row) for row in rows)


def _row(
    report: PersonaReport,
    persona: Persona,
    content: dict[str, Any] | None,
    author: str | None,
    waiting: int,
) -> Reported:
    read = content or {}
    return Reported(
        id=str(report.id),
        persona_id=str(persona.id),
        name=str(read.get("name", persona.name)),
        headline=str(read.get("headline", persona.headline)),
        manner=manner_of({"manner": persona.manner}),
        lang=persona.languages[0] if persona.languages else "en",
        author=author or "",
        reason=REASON_WORDS[report.reason],
        note=report.note,
        at=report.created_at,
        waiting=waiting,
        texts=_texts(read),
        has_changed=persona.version != report.persona_version,
        is_in_hub=persona.in_hub,
    )


def _texts(content: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(content[name]) for name in TEXTS if content.get(name))


async def _hidden(db: AsyncSession) -> tuple[Hidden, ...]:
    rows = await db.execute(
        select(Persona, User.name)
        .outerjoin(User, User.id == Persona.owner_id)
        .where(Persona.state == State.HIDDEN)
        .order_by(Persona.id.desc())
        .limit(MOST)
    )
    return tuple(
        Hidden(
            persona_id=str(persona.id),
            name=persona.name,
            lang=persona.languages[0] if persona.languages else "en",
            author=author or "",
            headline=persona.headline,
            reason=persona.hidden_reason,
            texts=_texts({name: getattr(persona, name) for name in TEXTS}),
        )
        for persona, author in rows.tuples()
    )
