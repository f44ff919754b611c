"""From the lobby into the room."""

import datetime
import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.holding import require_credit
from preppal.interviews.continuing import continue_interview
from preppal.interviews.languages import language_for
from preppal.interviews.model import InterviewSession, NoSuchInterview, NotLive, Status


async def start_interview(
    db: AsyncSession,
    user_id: uuid.UUID,
    interview_id: uuid.UUID,
    *,
    mode: str,
    language: str,
    able: bool,
    now: datetime.datetime,
) -> InterviewSession:
    """Note how the candidate means to hold it, by voice or typed, and in which ``language`` ("": the interviewer's
    own); the clock starts in the room. ``able``: whether anybody here speaks more than English (`speaks_all`).

    An interview whose grace ran out while somebody stood in its lobby is continued.

    Raises:
        NoSuchInterview: not there, or not this person's.
        NotLive: it has ended.
        NoCredit: it could not begin.
        NotSpoken: the interviewer does not speak that language here.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if interview.can_continue(now):
        await continue_interview(db, user_id, interview_id, now=now)
    if interview.ended:
        raise NotLive()
    if interview.status == Status.READY:
        await require_credit(db, user_id)
    interview.mode = "text" if mode == "text" else "voice"
    interview.language = language_for(interview.persona, language, mode=interview.mode, able=able)
    return interview
