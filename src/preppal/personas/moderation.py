"""A moderator takes a persona out of the Hub, or puts it back; its author is told why."""

import datetime
import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.tasks import enqueue
from preppal.foundation.visible import visible_text
from preppal.personas.model import REASON_LIMIT, NoSuchPersona, Persona, PersonaDecision

TELL_AUTHOR = "personas.tell_author"
"""The task that writes to the author about a decision."""


def read_reason(value: str) -> str:
    """Raises `Invalid` with the field ``reason``."""
    reason = " ".join(visible_text(value).split())
    if not reason:
        raise Invalid({"reason": N_("Say why: the author reads it.")})
    if len(reason) > REASON_LIMIT:
        raise Invalid({"reason": N_("Say it in at most 500 characters.")})
    return reason


async def hide_persona(
    db: AsyncSession,
    persona_id: uuid.UUID,
    *,
    staff_id: uuid.UUID,
    reason: str,
    now: datetime.datetime,
) -> Persona:
    """Out of the Hub until it is restored.

    Raises:
        Invalid: no reason.
        NoSuchPersona: not there.
        PersonaMovedOn: it is not in the Hub.
    """
    why = read_reason(reason)
    persona = await _any_persona(db, persona_id)
    persona.hide(why)
    await _decide(db, persona, "hide", staff_id, why, now)
    return persona


async def restore_persona(
    db: AsyncSession,
    persona_id: uuid.UUID,
    *,
    staff_id: uuid.UUID,
    reason: str,
    now: datetime.datetime,
) -> Persona:
    """Back as it was.

    Raises:
        Invalid: no reason.
        NoSuchPersona: not there.
        PersonaMovedOn: it is not hidden.
    """
    why = read_reason(reason)
    persona = await _any_persona(db, persona_id)
    persona.restore()
    await _decide(db, persona, "restore", staff_id, why, now)
    return persona


async def _any_persona(db: AsyncSession, persona_id: uuid.UUID) -> Persona:
    persona = await db.scalar(select(Persona).where(Persona.id == persona_id).with_for_update())
    if persona is None:
        raise NoSuchPersona()
    return persona


async def _decide(
    db: AsyncSession,
    persona: Persona,
    act: str,
    staff_id: uuid.UUID,
    reason: str,
    now: datetime.datetime,
) -> None:
    decision = PersonaDecision(
        id=uuid7(),
        persona_id=persona.id,
        decided_by=staff_id,
        act=act,
        reason=reason,
        created_at=now,
    )
    db.add(decision)
    await db.flush()
    if persona.owner_id is not None:
        await enqueue(db, TELL_AUTHOR, {"decision_id": str(decision.id)})
