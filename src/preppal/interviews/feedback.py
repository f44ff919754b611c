"""The report: a task reads a finished interview and writes what it showed.

The report exists as a row from the moment the interview ends, so it is never in doubt whether one is
being made. A failed one says so and can be asked for again.
"""

import asyncio
import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.assess import assess
from preppal.assessment.report import Assessment
from preppal.assessment.transcript import AssessedTurn, Lead
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.foundation.tasks import enqueue
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews.competency_scores import replace_scores
from preppal.interviews.ending import MAKE_FEEDBACK
from preppal.interviews.model import Feedback, InterviewSession, NoSuchInterview, Turn


class NoFeedbackToMake(Conflict):
    message = N_("There is no report to make again: it is there, or on its way.")


@dataclass(frozen=True, slots=True)
class Material:
    """What the judgement is given: no name, no resume, no earlier interviews."""

    turns: tuple[AssessedTurn, ...]
    leads: tuple[Lead, ...]
    pauses: dict[int, list[tuple[int, int]]]
    spoken: bool
    must: frozenset[str] = frozenset()
    """Competencies that the job insists on."""


def material_of(interview: InterviewSession, turns: Sequence[Turn]) -> Material:
    """The interview as plain values."""
    plan = InterviewPlan.from_json(interview.plan)
    asked = {turn.lead_id for turn in turns}
    return Material(
        turns=tuple(
            AssessedTurn(
                seq=turn.seq,
                speaker=turn.speaker,  # type: ignore[arg-type]
                text=turn.text,
                started_ms=turn.started_ms,
                ended_ms=turn.ended_ms,
                interrupted=turn.interrupted,
                intent=turn.intent,
                lead_id=turn.lead_id,
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
        must=frozenset(focus.competency for focus in plan.focus if focus.must),
    )


def judge(material: Material) -> Assessment:
    return assess(
        material.turns,
        material.leads,
        spoken=material.spoken,
        pauses=material.pauses,
        must=material.must,
    )


async def make_feedback(database: Database, interview_id: uuid.UUID, *, clock: Clock) -> None:
    """Read, judge on a thread, write. Safe to run twice: the second run finds it made.

    An interview can be continued while it is being judged: then what was read is not all that was said,
    and nothing is written. Its next end asks for a report again.
    """
    async with database.transaction() as db:
        interview = await db.get(InterviewSession, interview_id)
        feedback = await db.get(Feedback, interview_id)
        if interview is None or feedback is None or feedback.status == "READY":
            return  # deleted or continued in the meantime, or made already
        turns = await db.scalars(
            select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.seq)
        )
        material = material_of(interview, list(turns))
    assessment = await asyncio.to_thread(judge, material)
    async with database.transaction() as db:
        interview = await db.get(InterviewSession, interview_id, with_for_update=True)
        feedback = await db.get(Feedback, interview_id, with_for_update=True)
        if interview is None or not interview.ended or feedback is None:
            return
        said = await db.scalar(
            select(func.count()).select_from(Turn).where(Turn.interview_id == interview_id)
        )
        if feedback.status != "READY" and said == len(material.turns):
            feedback.status = "READY"
            feedback.assessment = assessment.to_json()
            feedback.made_at = clock()
            await replace_scores(db, interview_id, assessment)


async def mark_feedback_failed(db: AsyncSession, interview_id: uuid.UUID) -> None:
    """The task gave up: the page offers to try again."""
    feedback = await db.get(Feedback, interview_id, with_for_update=True)
    if feedback is not None and feedback.status == "WAITING":
        feedback.status = "FAILED"


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
    feedback.status = "WAITING"
    feedback.requested_at = now
    await enqueue(db, MAKE_FEEDBACK, {"interview_id": str(interview_id)})
