"""Going on, within a day, with an interview whose line dropped for good."""

import datetime
import uuid

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.holding import hold_credit
from preppal.interviews.model import Feedback, InterviewSession, NoSuchInterview


async def continue_interview(
    db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID, *, now: datetime.datetime
) -> InterviewSession:
    """Open it again where it was; one that is open already stays as it is.

    A credit that was given back when the line dropped is held again; one that was spent pays for this, too.
    Its report goes: the next end asks for one that reads everything. A report that is being made
    right now finds its row gone, or the interview open, and writes nothing (`feedback.py`).

    Raises:
        NoSuchInterview: not there, or not this person's.
        CannotContinue: it ended otherwise, too long ago, or with no time left.
        NoCredit: its credit was given back, and is spent by now.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if interview.ended:
        interview.reopen(now)
        await hold_credit(db, user_id, interview_id, now=now, again=True)
        await db.execute(delete(Feedback).where(Feedback.interview_id == interview_id))
    return interview
