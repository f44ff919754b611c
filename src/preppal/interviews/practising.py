"""Quick practice by a line of one's own: "Kafka internals", "night shift triage", "junior nurse at a hospice"."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.visible import visible_text
from preppal.interviewer.briefing import Stage
from preppal.interviewer.practice import LINE_LIMIT, Practice, read_practice
from preppal.interviews.booking import QUICK_AGAIN, STAGES_FOR, keep_interview
from preppal.interviews.model import InterviewSession, Status
from preppal.job_descriptions.outlining import outline, title_in
from preppal.personas.queries import built_in_for

NOTHING_WRITTEN = N_(
    "Write what you want to practise, such as “Kafka internals” or “junior nurse”."
)
A_WHOLE_TEXT = N_(
    "That is more than a line. To practise for a whole posting, set up an interview and paste it there."
)
NOT_UNDERSTOOD = N_(
    "We cannot tell what that is about. Write a job, a skill or a kind of question, or pick a topic below."
)
LEVEL_WORDS = {"junior": "Junior", "mid": "", "senior": "Senior"}
DEFAULT_STAGES: tuple[Stage, ...] = ("hiring_manager",)


@dataclass(frozen=True, slots=True)
class PracticeForm:
    """A line that was read. ``job`` is the snapshot an interview of it keeps."""

    practice: Practice
    job: dict[str, Any]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Who would ask about it."""
        practice = self.practice
        if practice.stage:
            return (practice.stage,)
        if practice.topic:
            return STAGES_FOR.get(practice.topic, DEFAULT_STAGES)
        return ("technical",) if practice.field else DEFAULT_STAGES


def read_practice_form(fields: Mapping[str, str]) -> PracticeForm:
    """The line as something to practise. Some milliseconds, for a thread.

    Raises:
        Invalid: on ``line``: nothing written, a whole text, or nothing that can be made out.
    """
    written = " ".join(visible_text(fields.get("line", "")).split())
    if not written:
        raise Invalid({"line": NOTHING_WRITTEN})
    if len(written) > LINE_LIMIT:
        raise Invalid({"line": A_WHOLE_TEXT})
    practice = read_practice(written, title_in)
    if not practice.understood:
        raise Invalid({"line": NOT_UNDERSTOOD})
    return PracticeForm(practice, _job_of(practice))


def _job_of(practice: Practice) -> dict[str, Any]:
    """With a title the usual of such a job, marked as an outline; else what was written is its title.

    A kind of conversation ("phone screen") is no title of anything.
    """
    if practice.title:
        level = LEVEL_WORDS.get(practice.seniority or "", "")
        title = f"{level} {_as_a_title(practice.title)}".strip()
        written = outline(title, practice.company, locale="en")
        return {
            "title": title,
            "company": practice.company,
            "content": written.text,
            "is_outline": True,
        }
    title = practice.line if practice.topic else ""
    return {"title": title, "company": practice.company, "content": ""}


def _as_a_title(words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words.split())


async def practise_line(
    db: AsyncSession, user_id: uuid.UUID, form: PracticeForm, *, now: datetime.datetime
) -> uuid.UUID:
    """Ten minutes by voice on what was written, with somebody who would ask about it; gives the id.

    The person's row is locked first, so that a double click finds what the first click booked.
    """
    await db.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    booked: uuid.UUID | None = await db.scalar(
        select(InterviewSession.id)
        .where(
            InterviewSession.user_id == user_id,
            InterviewSession.plan["practice_line"].astext == form.practice.line,
            InterviewSession.status == Status.READY,
            InterviewSession.created_at > now - QUICK_AGAIN,
        )
        .order_by(InterviewSession.id.desc())
        .limit(1)
    )
    if booked is not None:
        return booked
    fitting = await built_in_for(db, form.stages)
    key = uuid.uuid4()
    return await keep_interview(
        db,
        user_id,
        key=key.hex,
        persona=fitting[key.int % len(fitting)],
        job_id=None,
        wanted=form.job,
        topic=form.practice.topic,
        minutes=10,
        mode="voice",
        now=now,
        practice_line=form.practice.line,
    )
