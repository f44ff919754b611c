"""How an interview ends: the one place that decides, and that asks for the report."""

import datetime
import uuid

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.tasks import enqueue
from preppal.interviews.charging import ANSWERS_HELD, answers_of, settle
from preppal.interviews.lease import TakenOver
from preppal.interviews.model import (
    GRACE,
    LINE_DROPPED,
    Feedback,
    InterviewSession,
    NoSuchInterview,
    Status,
)
from preppal.job_descriptions.shared.practising import count_practised
from preppal.personas.counting import count_finished

MAKE_FEEDBACK = "interviews.make_feedback"
"""The task that writes the report."""


async def end_interview(
    db: AsyncSession,
    interview_id: uuid.UUID,
    *,
    user_id: uuid.UUID,
    reason: str,
    now: datetime.datetime,
    visit: uuid.UUID | None = None,
    elapsed_ms: int = 0,
) -> InterviewSession:
    """Close an interview that was held, and ask for its report in the same transaction.

    ``visit`` says that the room itself ends it: then it must still hold the lease.

    Raises:
        NoSuchInterview: not there, or not this person's.
        NotLive: it never began, or it has ended.
        TakenOver: another visit holds it.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if visit is not None and interview.status == Status.LIVE and interview.held_by != visit:
        raise TakenOver()
    interview.elapsed_ms = max(interview.elapsed_ms, elapsed_ms)
    interview.end(Status.COMPLETED, reason, now)
    await settle(db, interview, now=now)
    await ask_for_feedback(db, interview.id, now=now)
    if await _was_held(db, interview.id):
        if interview.persona_id is not None:
            await count_finished(db, interview.persona_id, user_id)
        if interview.job_description_id is not None:
            await count_practised(db, interview.job_description_id, user_id)
    return interview


async def _was_held(db: AsyncSession, interview_id: uuid.UUID) -> bool:
    """The candidate said enough for it to count as an interview with this persona, for this job."""
    return (await db.scalar(select(answers_of(interview_id))) or 0) >= ANSWERS_HELD


async def abandon_dropped(db: AsyncSession, *, now: datetime.datetime) -> int:
    """Close the interviews whose line dropped and whose grace is over; gives their number.

    All that was said is kept, and a report is made of it.
    """
    dropped = await db.scalars(
        select(InterviewSession)
        .where(
            InterviewSession.status == Status.LIVE,
            InterviewSession.last_seen_at < now - GRACE,
            or_(InterviewSession.held_until.is_(None), InterviewSession.held_until < now),
        )
        .order_by(InterviewSession.user_id)  # whose credits are locked one after the other
        .with_for_update(skip_locked=True)
    )
    count = 0
    for interview in dropped:
        interview.end(Status.ABANDONED, LINE_DROPPED, now)
        await settle(db, interview, now=now)
        await ask_for_feedback(db, interview.id, now=now)
        count += 1
    return count


async def ask_for_feedback(
    db: AsyncSession, interview_id: uuid.UUID, *, now: datetime.datetime
) -> None:
    """Want a report, for the first time or anew: its row and its task, in this transaction.

    The task's key names the request. So a request has one task, and a later one gets a task of its own
    even while the earlier one's is running.
    """
    feedback = await db.get(Feedback, interview_id, with_for_update=True)
    if feedback is None:
        feedback = Feedback(interview_id=interview_id)
        db.add(feedback)
    feedback.ask(now)
    await db.flush()
    await enqueue_making(db, interview_id, now)


async def enqueue_making(
    db: AsyncSession, interview_id: uuid.UUID, requested_at: datetime.datetime
) -> None:
    """The task of a request, unless it is there."""
    key = f"{MAKE_FEEDBACK} {interview_id} {requested_at.isoformat()}"
    await enqueue(db, MAKE_FEEDBACK, {"interview_id": str(interview_id)}, key=key)
