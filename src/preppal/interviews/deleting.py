"""Deleting an interview: its words and its report go with it."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.interviews.model import InterviewSession, NoSuchInterview, Status
from preppal.interviews.queries import own_interview
from preppal.interviews.stages.hand_over import forget_interview
from preppal.interviews.stages.queries import lock_panel_of
from preppal.interviews.stages.summing_up import ask_for_summary


class StillLive(Conflict):
    message = N_("This interview is still going on. End it first, then delete it.")


async def delete_interview(db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID) -> None:
    """Delete one of the person's interviews; turns and report follow by the database's own rule, and what was
    passed on of it in its panel is forgotten.

    Raises:
        NoSuchInterview: not there, or not theirs.
        StillLive: somebody is in the room, or may still come back to it.
    """
    mine = await own_interview(db, user_id, interview_id)
    await lock_panel_of(db, mine)  # before its interviews, as who starts a stage does
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if interview is None:
        raise NoSuchInterview()
    if interview.status == Status.LIVE:
        raise StillLive()
    await forget_interview(db, user_id, interview_id)
    await db.delete(interview)
    await db.flush()
    await ask_for_summary(db, interview)
