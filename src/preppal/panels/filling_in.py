"""What the forms of a panel and of a stage hold."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.visible import has_something_to_see, visible_text
from preppal.interviewer.briefing import SENIORITIES, STAGES, Minutes, Seniority, Stage
from preppal.interviewer.coverage import most_in_focus
from preppal.interviewer.questions import COMPETENCIES
from preppal.job_descriptions.model import JobDescription
from preppal.job_descriptions.queries import own_job_description
from preppal.panels.model import MOST_FOCUS, NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT
from preppal.resumes.model import NoSuchResume, Resume
from preppal.resumes.queries import resume_of

MINUTES: Mapping[str, Minutes] = {"10": 10, "30": 30, "60": 60}
A_DAY = datetime.timedelta(days=1)

TOO_LONG = N_("This is longer than fits here. Shorten it.")
NAME_IT = N_("Give the panel a name.")
CHOOSE_A_JOB = N_("That job description is not there any more. Choose another, or none.")
CHOOSE_A_RESUME = N_("That resume is not there any more. Choose another, or none.")
CHOOSE_A_LEVEL = N_("Choose one of the levels.")
NO_SUCH_DAY = N_("That is no day. Choose one, or leave it empty.")
DAY_IS_OVER = N_("That day is over. Choose one that is still to come, or leave it empty.")
CHOOSE_MINUTES = N_("Choose 10, 30 or 60 minutes.")
CHOOSE_A_KIND = N_("Choose one of the kinds of interview.")
TWO_IN_FOCUS = N_("Ten minutes have room for two of these. Choose fewer, or a longer interview.")
FOUR_IN_FOCUS = N_("Choose four of these at most.")


@dataclass(frozen=True, slots=True)
class PanelForm:
    """About a panel as a whole; ids are "" where none is used. ``name`` may be "" for a new one."""

    name: str = ""
    job_id: str = ""
    resume_id: str = ""
    level: Seniority = "mid"
    interview_on: datetime.date | None = None
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class StageForm:
    """About one stage. ``persona_id`` "" keeps who is there; ``title`` "" is the usual one, ``stage`` None
    what the persona usually holds."""

    minutes: Minutes
    title: str = ""
    stage: Stage | None = None
    persona_id: str = ""
    focus: tuple[str, ...] = ()
    note: str = ""


def read_panel(
    fields: Mapping[str, str],
    *,
    today: datetime.date,
    needs_name: bool = True,
    day_before: datetime.date | None = None,
) -> PanelForm:
    """The form as values. ``day_before`` is the day that the panel has now: that one may be over.

    Raises:
        Invalid: with every field that needs another word.
    """
    errors: dict[str, str] = {}
    name = _line(fields, "name", NAME_LIMIT, errors)
    if needs_name and not name:
        errors["name"] = NAME_IT
    level = fields.get("level", "mid")
    if level not in SENIORITIES:
        errors["level"] = CHOOSE_A_LEVEL
    day = _day(fields.get("interview_on", ""), errors)
    # A day ends at different times: who is ahead of the server's clock, or behind, is right too.
    if day is not None and day != day_before and day < today - A_DAY:
        errors["interview_on"] = DAY_IS_OVER
    if errors:
        raise Invalid(errors)
    return PanelForm(
        name=name,
        job_id=fields.get("job_id", ""),
        resume_id=fields.get("resume_id", ""),
        level=cast("Seniority", level),
        interview_on=day,
        in_order=fields.get("in_order") == "1",
    )


def read_stage(fields: Mapping[str, str]) -> StageForm:
    """The form as values. Competencies come as ``focus_ownership``.

    Raises:
        Invalid: with every field that needs another word.
    """
    errors: dict[str, str] = {}
    title = _line(fields, "title", TITLE_LIMIT, errors)
    note = visible_text(fields.get("note", "")).strip()
    if len(note) > NOTE_LIMIT:
        errors["note"] = TOO_LONG
    stage = fields.get("stage", "")
    if stage and stage not in STAGES:
        errors["stage"] = CHOOSE_A_KIND
    focus = tuple(key for key in COMPETENCIES if fields.get(f"focus_{key}"))
    minutes = MINUTES.get(fields.get("minutes", ""))
    if minutes is None:
        errors["minutes"] = CHOOSE_MINUTES
    elif len(focus) > most_in_focus(minutes, most=MOST_FOCUS):
        errors["focus"] = TWO_IN_FOCUS if minutes == 10 else FOUR_IN_FOCUS
    if errors or minutes is None:
        raise Invalid(errors)
    return StageForm(
        minutes=minutes,
        title=title,
        stage=cast("Stage", stage) if stage else None,
        persona_id=fields.get("persona_id", ""),
        focus=focus,
        note=note,
    )


async def chosen_job(db: AsyncSession, user_id: uuid.UUID, job_id: str) -> JobDescription | None:
    """The job description that was chosen, None for none. Raises Invalid when it is not theirs."""
    if not job_id:
        return None
    job = await own_job_description(db, user_id, job_id)
    if job is None or not await stays(db, JobDescription.id, job.id):
        raise Invalid({"job_id": CHOOSE_A_JOB})
    return job


async def chosen_resume(db: AsyncSession, user_id: uuid.UUID, resume_id: str) -> Resume | None:
    """The resume that was chosen, None for none. Raises Invalid when it is not theirs."""
    if not resume_id:
        return None
    try:
        resume = await resume_of(db, user_id, uuid.UUID(resume_id))
    except (ValueError, NoSuchResume):
        raise Invalid({"resume_id": CHOOSE_A_RESUME}) from None
    if not await stays(db, Resume.id, resume.id):
        raise Invalid({"resume_id": CHOOSE_A_RESUME})
    return resume


async def stays(
    db: AsyncSession, column: InstrumentedAttribute[uuid.UUID], row_id: uuid.UUID
) -> bool:
    """Whether what was chosen is still there; if so it cannot be deleted until this transaction is over."""
    found = select(column).where(column == row_id).with_for_update(read=True, key_share=True)
    return await db.scalar(found) is not None


def _line(fields: Mapping[str, str], name: str, limit: int, errors: dict[str, str]) -> str:
    """One line of text as a reader sees it; "" when there is nothing to see."""
    text = " ".join(visible_text(fields.get(name, "")).split())
    if len(text) > limit:
        errors[name] = TOO_LONG
    return text if has_something_to_see(text) else ""


def _day(text: str, errors: dict[str, str]) -> datetime.date | None:
    """A day as browsers send it, "2027-03-08"; None for none."""
    if not text.strip():
        return None
    try:
        day = datetime.datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2100:
        errors["interview_on"] = NO_SUCH_DAY
        return None
    return day
