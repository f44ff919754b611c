"""A resume goes out of the interviews that were held with it: what was said there stays."""

import uuid

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.model import InterviewSession
from preppal.interviews.stages.hand_over import forget_resume


async def take_out(db: AsyncSession, user_id: uuid.UUID, resume_id: uuid.UUID) -> None:
    """Empty the snapshots of this resume in this person's interviews, and their fit with it; what it led to is no
    longer passed on."""
    await forget_resume(db, user_id, resume_id)
    await db.execute(
        update(InterviewSession)
        .where(InterviewSession.user_id == user_id, InterviewSession.resume_id == resume_id)
        .values(resume={}, fit={}, resume_id=None)
        .execution_options(synchronize_session=False)
    )
