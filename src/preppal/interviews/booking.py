"""Setting an interview up: what was chosen becomes a briefing, a plan and snapshots that stay."""

import asyncio
import datetime
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Minutes, Stage
from preppal.interviewer.topics import TOPICS
from preppal.interviews.keeping import Setting, write_interview
from preppal.interviews.model import InterviewSession, Status
from preppal.interviews.queries import leads_asked_lately, leads_of_the_last
from preppal.job_descriptions.correcting import snapshot as job_snapshot
from preppal.job_descriptions.keeping import keep_job_description, use_job_description
from preppal.job_descriptions.model import JobDescription, NoSuchJobDescription
from preppal.job_descriptions.pasting import Pasted, read_pasted
from preppal.job_descriptions.queries import searched
from preppal.personas.model import NoSuchPersona, Persona
from preppal.personas.model import snapshot as persona_snapshot
from preppal.personas.queries import built_in_for, persona_by_key
from preppal.resumes.model import NoSuchResume, Resume
from preppal.resumes.queries import use_resume

CHOOSE_AN_INTERVIEWER = N_("Choose who sits opposite.")
CHOOSE_A_JOB = N_("That job description is not there any more. Choose another, or paste it again.")
CHOOSE_A_RESUME = N_("That resume is not there any more. Choose another, or none.")
READ_IT_FIRST = N_(
    "You chose a file that was not read yet. Choose it once more and press “Take its words”."
)
CHOOSE_MINUTES = N_("Choose 10, 30 or 60 minutes.")
CHOOSE_MODE = N_("Choose voice or typing.")
LOOKED_FOR = N_("These are the ones that were found. Choose one, or empty the search.")
NOT_WRITTEN_YET = N_("Have the outline written first, or empty this field.")

KEY_LIMIT = 100
QUICK_AGAIN = datetime.timedelta(minutes=2)
"""A second click on the same topic within this time leads to the interview of the first."""

MODES = ("voice", "text")
MINUTES: Mapping[str, Minutes] = {"10": 10, "30": 30, "60": 60}

STAGES_FOR: Mapping[str, tuple[Stage, ...]] = {
    "your_story": ("recruiter",),
    "why_this_job": ("recruiter",),
    "hardest_problem": ("technical", "hiring_manager"),
    "conflict": ("cross_functional", "hiring_manager"),
    "leading_people": ("hiring_manager", "senior"),
    "mistakes": ("hiring_manager", "senior"),
    "difficult_customer": ("cross_functional", "hiring_manager"),
    "planning": ("hiring_manager", "cross_functional"),
    "system_design": ("design",),
    "your_craft": ("technical",),
    "teamwork": ("cross_functional",),
    "explaining": ("cross_functional",),
    "hard_choices": ("senior",),
}
"""Who would ask about a topic in a real loop. Others: hiring managers."""


@dataclass(frozen=True, slots=True)
class BookingForm:
    """What the set-up page sends. ``job_id`` is "" when the text was pasted, or none is used;
    ``pasted`` is what was read from ``job_text``. ``resume_id`` is "" when none is used."""

    idempotency_key: str
    persona_id: str
    job_id: str
    job_text: str
    minutes: Minutes
    mode: Literal["voice", "text"]
    pasted: Pasted | None
    resume_id: str = ""

    def key(self) -> str:
        """The same page sent twice gives the same interview; changed and sent again, another."""
        parts = (self.idempotency_key, self.persona_id, self.job_id, self.job_text)
        sent = "\0".join((*parts, self.resume_id, str(self.minutes), self.mode))
        return hashlib.sha256(sent.encode()).hexdigest()


def read_booking(fields: Mapping[str, str]) -> BookingForm:
    """The form as values. Reading what was pasted may take a fifth of a second: no transaction waits.

    Raises:
        Invalid: no interviewer, a length or mode that is not offered, a file whose words were not taken
            yet, what was pasted is no job description; or Enter was pressed in a field that asks for
            something else first.
    """
    errors = {}
    if searched(fields.get("q", "")) != fields.get("q_shown", ""):
        errors["q"] = LOOKED_FOR
    nothing = not fields.get("job_id") and not fields.get("job_text", "").strip()
    if nothing and fields.get("outline_title", "").strip():
        errors["outline_title"] = NOT_WRITTEN_YET
    if not fields.get("persona_id"):
        errors["persona_id"] = CHOOSE_AN_INTERVIEWER
    if fields.get("minutes") not in MINUTES:
        errors["minutes"] = CHOOSE_MINUTES
    if fields.get("mode") not in MODES:
        errors["mode"] = CHOOSE_MODE
    job_text = fields.get("job_text", "")
    if fields.get("job_file") and not job_text.strip() and not fields.get("job_id"):
        # This form is sent without files; of the one that was chosen it says the name.
        errors["job_file"] = READ_IT_FIRST
    if errors:
        raise Invalid(errors)
    is_pasted = job_text.strip() and not fields.get("job_id")
    return BookingForm(
        idempotency_key=fields.get("idempotency_key", "")[:KEY_LIMIT] or uuid.uuid4().hex,
        persona_id=fields["persona_id"],
        job_id=fields.get("job_id", ""),
        job_text=job_text,
        minutes=MINUTES[fields["minutes"]],
        mode=cast("Literal['voice', 'text']", fields["mode"]),
        pasted=read_pasted(job_text) if is_pasted else None,
        resume_id=fields.get("resume_id", ""),
    )


async def book_interview(
    db: AsyncSession, user_id: uuid.UUID, form: BookingForm, *, now: datetime.datetime
) -> uuid.UUID:
    """Set an interview up; gives its id. The same form twice gives the same interview.

    Raises:
        Invalid: the interviewer, the job description or the resume is not this person's to use.
    """
    booked = await _booked(db, user_id, form.key())
    if booked is not None:
        return booked
    persona = await _persona(db, user_id, form.persona_id)
    job = await _job(db, user_id, form, now)
    return await keep_interview(
        db,
        user_id,
        key=form.key(),
        persona=persona,
        job_id=job.id if job else None,
        wanted=await asyncio.to_thread(job_snapshot, job),
        resume=await _resume(db, user_id, form, now),
        topic="",
        minutes=form.minutes,
        mode=form.mode,
        now=now,
    )


async def quick_practice(
    db: AsyncSession, user_id: uuid.UUID, topic: str, *, now: datetime.datetime
) -> uuid.UUID:
    """Ten minutes by voice on a topic, with somebody who would ask about it; gives its id.

    Without a resume: one is used only where it was chosen.
    The person's row is locked first, so that a double click finds what the first click booked.

    Raises:
        Invalid: there is no such topic.
    """
    if topic not in TOPICS:
        raise Invalid({"topic": N_("Choose one of the topics.")})
    await db.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    booked = await db.scalar(
        select(InterviewSession.id)
        .where(
            InterviewSession.user_id == user_id,
            InterviewSession.topic == topic,
            InterviewSession.status == Status.READY,
            InterviewSession.created_at > now - QUICK_AGAIN,
        )
        .order_by(InterviewSession.id.desc())
        .limit(1)
    )
    if booked is not None:
        return booked
    fitting = await built_in_for(db, STAGES_FOR.get(topic, ("hiring_manager",)))
    key = uuid.uuid4()
    return await keep_interview(
        db,
        user_id,
        key=key.hex,
        persona=fitting[key.int % len(fitting)],
        job_id=None,
        wanted=job_snapshot(None),
        topic=topic,
        minutes=10,
        mode="voice",
        now=now,
    )


async def _booked(db: AsyncSession, user_id: uuid.UUID, key: str) -> uuid.UUID | None:
    booked: uuid.UUID | None = await db.scalar(
        select(InterviewSession.id).where(
            InterviewSession.user_id == user_id, InterviewSession.idempotency_key == key
        )
    )
    return booked


async def _persona(db: AsyncSession, user_id: uuid.UUID, key: str) -> Persona:
    try:
        return await persona_by_key(db, user_id, key)
    except NoSuchPersona:
        raise Invalid({"persona_id": CHOOSE_AN_INTERVIEWER}) from None


async def _job(
    db: AsyncSession, user_id: uuid.UUID, form: BookingForm, now: datetime.datetime
) -> JobDescription | None:
    """The chosen or pasted job description; None to practise without one."""
    if form.job_id:
        try:
            return await use_job_description(db, user_id, uuid.UUID(form.job_id), now=now)
        except (ValueError, NoSuchJobDescription):
            raise Invalid({"job_id": CHOOSE_A_JOB}) from None
    if form.pasted is None:
        return None
    return await keep_job_description(db, user_id, form.pasted, now=now)


async def _resume(
    db: AsyncSession, user_id: uuid.UUID, form: BookingForm, now: datetime.datetime
) -> Resume | None:
    if not form.resume_id:
        return None
    try:
        return await use_resume(db, user_id, uuid.UUID(form.resume_id), now=now)
    except (ValueError, NoSuchResume):
        raise Invalid({"resume_id": CHOOSE_A_RESUME}) from None


async def keep_interview(
    db: AsyncSession,
    user_id: uuid.UUID,
    *,
    key: str,
    persona: Persona,
    job_id: uuid.UUID | None,
    wanted: Mapping[str, Any],
    topic: str,
    minutes: Minutes,
    mode: Literal["voice", "text"],
    now: datetime.datetime,
    practice_line: str = "",
    resume: Resume | None = None,
) -> uuid.UUID:
    """Write the interview with its plan, unless another request has just written it.

    ``wanted`` is the snapshot of the job.
    """
    setting = Setting(
        key=key,
        opposite=persona_snapshot(persona),
        persona_id=persona.id,
        job_id=job_id,
        wanted=wanted,
        minutes=minutes,
        mode=mode,
        resume=resume,
        topic=topic,
        practice_line=practice_line,
        avoid_leads=await leads_asked_lately(db, user_id),
        retake_of=await leads_of_the_last(db, user_id, persona.id, job_id, minutes)
        if job_id
        else (),
    )
    written = await write_interview(db, user_id, setting, now=now)
    # Nothing written: the other request has committed by now, so its row is there to read.
    booked = written or await _booked(db, user_id, key)
    assert booked is not None
    return booked
