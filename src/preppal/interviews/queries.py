"""Reads that several pages share. Each takes the account first: what is not yours is not there."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.model import Feedback, InterviewSession, NoSuchInterview, Turn


async def own_interview(db: AsyncSession, user_id: UUID, interview_id: UUID) -> InterviewSession:
    """This person's interview.

    Raises:
        NoSuchInterview: not there, or not theirs.
    """
    interview = await db.scalar(
        select(InterviewSession).where(
            InterviewSession.id == interview_id, InterviewSession.user_id == user_id
        )
    )
    if interview is None:
        raise NoSuchInterview()
    return interview


async def turns_and_feedback(
    db: AsyncSession, interview: InterviewSession
) -> tuple[Sequence[Turn], Feedback | None]:
    """All that was said, in order, and the report's row. ``interview`` was read through its owner."""
    turns = await db.scalars(
        select(Turn).where(Turn.interview_id == interview.id).order_by(Turn.seq)
    )
    return list(turns), await db.get(Feedback, interview.id)


async def feedback_status(db: AsyncSession, user_id: UUID, interview_id: UUID) -> str:
    """``waiting``, ``ready`` or ``failed``.

    Raises:
        NoSuchInterview: there is no report of such an interview, or it is not this person's.
    """
    status: str | None = await db.scalar(
        select(Feedback.status)
        .join(InterviewSession, InterviewSession.id == Feedback.interview_id)
        .where(Feedback.interview_id == interview_id, InterviewSession.user_id == user_id)
    )
    if status is None:
        raise NoSuchInterview()
    return status.lower()
