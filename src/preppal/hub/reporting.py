"""Somebody objects to a persona; moderators look, then hide it or dismiss the report."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.foundation.errors import Invalid, TooMany
from preppal.foundation.i18n import N_
from preppal.foundation.visible import visible_text
from preppal.hub.model import (
    NOTE_LIMIT,
    REPORT_REASONS,
    NoSuchReport,
    OwnPersona,
    PersonaReport,
)
from preppal.personas.model import Persona
from preppal.personas.moderation import hide_persona
from preppal.personas.queries import readable_persona

REPORTS_AT_MOST = 20
REPORTS_WITHIN = datetime.timedelta(days=1)

REASON_WORDS: Mapping[str, str] = {
    "abusive": N_("It insults or threatens"),
    "discriminates": N_("It asks what an interviewer must not ask"),
    "private_data": N_("It holds somebody’s private data"),
    "misleading": N_("It pretends to be a real person or company"),
    "other": N_("Something else"),
}


class ReportingTooFast(TooMany):
    message = N_("That is enough reports for today. The ones you sent are being read.")


@dataclass(frozen=True, slots=True)
class ReportForm:
    reason: str
    note: str


def read_report(fields: Mapping[str, str]) -> ReportForm:
    """Raises `Invalid` with the fields ``reason`` and ``note``."""
    errors = {}
    reason, note = fields.get("reason", ""), visible_text(fields.get("note", "")).strip()
    if reason not in REPORT_REASONS:
        errors["reason"] = N_("Choose what is wrong with it.")
    if len(note) > NOTE_LIMIT:
        errors["note"] = N_("Say it in at most 500 characters.")
    if reason == "other" and not note:
        errors["note"] = N_("Say in a few words what is wrong.")
    if errors:
        raise Invalid(errors)
    return ReportForm(reason, note)


async def report_persona(
    db: AsyncSession,
    user_id: uuid.UUID,
    persona_id: uuid.UUID,
    form: ReportForm,
    *,
    now: datetime.datetime,
) -> None:
    """Into the moderators' queue; while it waits there a second one of the same person is the same.

    Raises:
        NoSuchPersona: not there, or not open to them.
        OwnPersona: it is theirs.
        ReportingTooFast: enough for today.
    """
    persona = await readable_persona(db, user_id, str(persona_id))
    if persona.owner_id == user_id:
        raise OwnPersona()
    lately = (
        select(func.count())
        .select_from(PersonaReport)
        .where(
            PersonaReport.reported_by == user_id, PersonaReport.created_at > now - REPORTS_WITHIN
        )
    )
    if (await db.scalar(lately) or 0) >= REPORTS_AT_MOST:
        raise ReportingTooFast()
    await db.execute(
        insert(PersonaReport)
        .values(
            id=uuid7(),
            persona_id=persona.id,
            persona_version=persona.version,
            reported_by=user_id,
            reason=form.reason,
            note=form.note,
            state="OPEN",
            created_at=now,
        )
        .on_conflict_do_nothing()
    )


async def uphold_report(
    db: AsyncSession,
    report_id: uuid.UUID,
    *,
    staff_id: uuid.UUID,
    reason: str,
    now: datetime.datetime,
) -> Persona:
    """Hide the persona; every open report about it is settled with this one.

    Raises:
        Invalid: no reason.
        NoSuchReport: not there, or settled already.
        PersonaMovedOn: the persona is not in the Hub any more.
    """
    report = await _open_report(db, report_id)
    persona = await hide_persona(db, report.persona_id, staff_id=staff_id, reason=reason, now=now)
    await db.execute(
        update(PersonaReport)
        .where(PersonaReport.persona_id == persona.id, PersonaReport.state == "OPEN")
        .values(state="UPHELD", settled_by=staff_id, settled_at=now)
    )
    return persona


async def dismiss_report(
    db: AsyncSession, report_id: uuid.UUID, *, staff_id: uuid.UUID, now: datetime.datetime
) -> None:
    """The persona stays as it is.

    Raises:
        NoSuchReport: not there, or settled already.
    """
    report = await _open_report(db, report_id)
    report.state = "DISMISSED"
    report.settled_by = staff_id
    report.settled_at = now


async def _open_report(db: AsyncSession, report_id: uuid.UUID) -> PersonaReport:
    report = await db.scalar(
        select(PersonaReport)
        .where(PersonaReport.id == report_id, PersonaReport.state == "OPEN")
        .with_for_update()
    )
    if report is None:
        raise NoSuchReport()
    return report
