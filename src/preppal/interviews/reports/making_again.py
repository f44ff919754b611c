"""Asking for a new report of the same interview."""

import datetime
import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.report import Stamps
from preppal.interviews.corrections.correcting import corrections_of
from preppal.interviews.ending import ask_for_feedback
from preppal.interviews.model import Feedback, InterviewSession, NoSuchInterview
from preppal.interviews.reports.model import MOST_REPORTS, EnoughReports, NothingNew
from preppal.interviews.reports.standing import why_again


async def make_again(
    db: AsyncSession,
    user_id: uuid.UUID,
    interview_id: uuid.UUID,
    *,
    now: datetime.datetime,
    reviewer: Stamps,
) -> None:
    """Ask for a report that reads the words as they are now, with the ``reviewer`` of now.

    One that is on its way will do: it reads them too. The report of before stays until the new one is made.

    Raises:
        NoSuchInterview: not there, not this person's, or not over.
        NothingNew: it would be the same report.
        EnoughReports: it was made again too often.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    feedback = await db.get(Feedback, interview_id, with_for_update=True) if interview else None
    if feedback is None:
        raise NoSuchInterview()
    if feedback.status == "WAITING":
        return
    if feedback.status == "READY" and not why_again(
        feedback, await corrections_of(db, interview_id), reviewer
    ):
        raise NothingNew()
    if feedback.number >= MOST_REPORTS:
        raise EnoughReports()
    await ask_for_feedback(db, interview_id, now=now)
