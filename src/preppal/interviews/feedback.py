"""The report: a task reads a finished interview and writes what it showed.

The report exists as a row from the moment the interview ends, so it is never in doubt whether one is
being made. How far it has come is kept in the row, step by step. A failed one says why and can be
asked for again. Nothing here writes to an interview or its turns.
"""

import asyncio
import contextlib
import datetime
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.assessment.assess import assess
from preppal.assessment.model_assessor.masking import NOBODY, Hidden
from preppal.assessment.report import Assessment
from preppal.assessment.transcript import AssessedTurn, Lead
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.foundation.outage import DatabaseAway
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews.competency_scores import replace_scores
from preppal.interviews.corrections.correcting import corrections_of
from preppal.interviews.ending import ask_for_feedback, enqueue_making
from preppal.interviews.hidden_names import hidden_names
from preppal.interviews.model import Feedback, InterviewSession, NoSuchInterview, Turn
from preppal.interviews.progress import Progress, begun
from preppal.interviews.reports.keeping import keep_report
from preppal.interviews.stages.summing_up import ask_for_summary

AS_HEARD: Mapping[int, str] = {}
FORGOTTEN_AFTER = datetime.timedelta(minutes=1)
"""A report waited for this long is looked after: does its task still exist?"""
MOST_FORGOTTEN = 100


class NoFeedbackToMake(Conflict):
    message = N_("There is no report to make again: it is there, or on its way.")


@dataclass(frozen=True, slots=True)
class Material:
    """What the judgement is given: no resume, no earlier interviews, and names only so that they are hidden."""

    turns: tuple[AssessedTurn, ...]
    leads: tuple[Lead, ...]
    pauses: dict[int, list[tuple[int, int]]]
    spoken: bool
    corrections: Mapping[int, str] = field(default_factory=dict)
    """What stands in the turns in place of what was heard."""
    language: str = "en"
    measured: bool = True
    """Whether this person wants to know how they speak."""
    must: frozenset[str] = frozenset()
    """Competencies that the job insists on."""
    hidden: Hidden = NOBODY


def material_of(
    interview: InterviewSession, turns: Sequence[Turn], corrections: Mapping[int, str] = AS_HEARD
) -> Material:
    """The interview as plain values, in the words of the corrections (by the turn's number) where there
    are some. Times are those of the speech."""
    plan = InterviewPlan.from_json(interview.plan)
    asked = {turn.lead_id for turn in turns}
    return Material(
        turns=tuple(
            AssessedTurn(
                seq=turn.seq,
                speaker=turn.speaker,  # type: ignore[arg-type]
                text=corrections.get(turn.seq, turn.text),
                started_ms=turn.started_ms,
                ended_ms=turn.ended_ms,
                interrupted=turn.interrupted,
                intent=turn.intent,
                lead_id=turn.lead_id,
                timed=turn.speaker == "interviewer" or bool(turn.delivery),
                sure=None if turn.seq in corrections else turn.delivery.get("sure"),
            )
            for turn in turns
        ),
        leads=tuple(
            Lead(lead.lead_id, lead.competency, lead.text, lead.short, lead.kind)
            for lead in (*plan.leads, *(spare for spare in plan.spare if spare.lead_id in asked))
        ),
        pauses={
            turn.seq: [(start, end) for start, end in turn.delivery["pauses"]]
            for turn in turns
            if "pauses" in turn.delivery
        },
        spoken=any(turn.delivery.get("speech_ms") for turn in turns),
        corrections=corrections,
        language=interview.language,
        must=frozenset(focus.competency for focus in plan.focus if focus.must),
    )


Told = Callable[[int, int], Awaitable[None]]
"""Awaited with how many competencies are rated, of how many: it is stored, and shown to who waits."""
Assessor = Callable[[Material, Told], Awaitable[Assessment]]
"""Whoever judges. It may take minutes, and is called outside any transaction."""


def judge(material: Material) -> Assessment:
    return assess(
        material.turns,
        material.leads,
        spoken=material.spoken,
        pauses=material.pauses,
        must=material.must,
        language=material.language,
        measured=material.measured,
    )


async def assess_built_in(material: Material, told: Told) -> Assessment:
    """The judgement that comes with Preppal, on a thread."""
    return await asyncio.to_thread(judge, material)


_TELL = (
    update(Feedback.__table__)  # type: ignore[arg-type]
    .where(
        Feedback.interview_id == bindparam("interview"),
        Feedback.requested_at == bindparam("request"),
        Feedback.status == "WAITING",
    )
    .values(progress=bindparam("so_far", type_=Feedback.progress.type))
)


async def make_feedback(
    database: Database,
    interview_id: uuid.UUID,
    *,
    clock: Clock,
    assess: Assessor = assess_built_in,
) -> None:
    """Read, have it judged, write. Safe to run twice, also at the same time: one report comes of it.

    An interview can be continued, corrected or deleted while it is being judged: then what was read is
    not what was asked for, and nothing is written. Whoever changed it asks for a report again.
    """
    try:
        await _make(database, interview_id, clock, assess)
    except Exception:
        await _note_failure(database, interview_id)
        raise


async def _make(
    database: Database, interview_id: uuid.UUID, clock: Clock, assess: Assessor
) -> None:
    async with database.transaction() as db:
        read = await _begin(db, interview_id)
    if read is None:
        return
    material, request, progress = read

    async def told(rated: int, of: int) -> None:
        nonlocal progress
        progress = replace(progress, rated=rated, of=of)
        values = {"interview": interview_id, "request": request, "so_far": progress.to_json()}
        await database.write(_TELL, values)

    assessment = await assess(material, told)
    await told(progress.of, progress.of)
    async with database.transaction() as db:
        await _finish(db, interview_id, material, request, assessment, now=clock())


async def _begin(
    db: AsyncSession, interview_id: uuid.UUID
) -> tuple[Material, datetime.datetime, Progress] | None:
    """What there is to judge, for which request, and how far that is; None when nothing is wanted."""
    interview = await db.get(InterviewSession, interview_id)
    feedback = await db.get(Feedback, interview_id, with_for_update=True)
    if interview is None or feedback is None or feedback.status == "READY":
        return None  # deleted or continued in the meantime, or made already
    turns = await db.scalars(
        select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.seq)
    )
    wish = await db.scalar(select(User.delivery).where(User.id == interview.user_id))
    hidden = await hidden_names(db, interview)
    material = material_of(interview, list(turns), await corrections_of(db, interview_id))
    material = replace(material, measured=wish != "left_out", hidden=hidden)
    progress = begun(Progress.from_json(feedback.progress), material.turns, material.leads)
    feedback.progress = progress.to_json()
    return material, feedback.requested_at, progress


async def _finish(
    db: AsyncSession,
    interview_id: uuid.UUID,
    material: Material,
    request: datetime.datetime,
    assessment: Assessment,
    *,
    now: datetime.datetime,
) -> None:
    """Write the report, if it is of what is asked for now; of words that were corrected meanwhile ask for
    another."""
    interview = await db.get(InterviewSession, interview_id, with_for_update=True)
    feedback = await db.get(Feedback, interview_id, with_for_update=True)
    if interview is None or not interview.ended or feedback is None:
        return
    said = await db.scalar(
        select(func.count()).select_from(Turn).where(Turn.interview_id == interview_id)
    )
    wanted = feedback.status != "READY" and feedback.requested_at == request
    if not wanted or said != len(material.turns):
        return
    if await corrections_of(db, interview_id) != material.corrections:
        await ask_for_feedback(db, interview_id, now=now)
        return
    keep_report(db, feedback, assessment, material.corrections, now=now)
    await replace_scores(db, interview_id, assessment)
    await db.flush()
    await ask_for_summary(db, interview)


async def _note_failure(database: Database, interview_id: uuid.UUID) -> None:
    """So that who waits is told. The task is tried again, or given up, whether this succeeds or not."""
    with contextlib.suppress(DatabaseAway):
        async with database.transaction() as db:
            feedback = await db.get(Feedback, interview_id, with_for_update=True)
            if feedback is not None and feedback.status == "WAITING":
                feedback.failure = "judging"


async def mark_feedback_failed(db: AsyncSession, interview_id: uuid.UUID) -> None:
    """The task gave up: the page offers to try again."""
    feedback = await db.get(Feedback, interview_id, with_for_update=True)
    if feedback is not None:
        feedback.give_up()


async def retry_feedback(
    db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID, *, now: datetime.datetime
) -> None:
    """Ask again for a report that failed.

    Raises:
        NoSuchInterview: not there, or not this person's.
        NoFeedbackToMake: it did not fail.
    """
    feedback = await db.scalar(
        select(Feedback)
        .join(InterviewSession, InterviewSession.id == Feedback.interview_id)
        .where(Feedback.interview_id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update(of=Feedback)
    )
    if feedback is None:
        raise NoSuchInterview()
    if feedback.status != "FAILED":
        raise NoFeedbackToMake()
    await ask_for_feedback(db, interview_id, now=now)


async def ask_for_forgotten(db: AsyncSession, *, now: datetime.datetime) -> int:
    """Give reports that are waited for a task where theirs is gone, whatever became of it; gives how many
    are waited for. One whose task is queued or running keeps it."""
    waiting = await db.execute(
        select(Feedback.interview_id, Feedback.requested_at)
        .where(Feedback.status == "WAITING", Feedback.requested_at < now - FORGOTTEN_AFTER)
        .order_by(Feedback.requested_at)
        .limit(MOST_FORGOTTEN)
    )
    count = 0
    for interview_id, requested_at in waiting:
        await enqueue_making(db, interview_id, requested_at)
        count += 1
    return count
