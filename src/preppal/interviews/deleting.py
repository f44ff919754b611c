"""Deleting an interview: its words and its report go with it."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.interviews.model import InterviewSession, NoSuchInterview, Status


class StillLive(Conflict):
    message = N_("This interview is still going on. End it first, then delete it.")


async def delete_interview(db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID) -> None:
    """Delete one of the person's interviews; turns and report follow by the database's own rule.

    Raises:
        NoSuchInterview: not there, or not theirs.
        StillLive: somebody is in the room, or may still come back to it.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if interview.status == Status.LIVE:
        raise StillLive()
    await db.delete(interview)
