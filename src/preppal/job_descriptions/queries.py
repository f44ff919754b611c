"""A person's own job descriptions."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from preppal.job_descriptions.model import JobDescription

LISTED = 20
"""Earlier ones that set-up offers."""


async def job_descriptions_of(
    db: AsyncSession, user_id: uuid.UUID, *, limit: int = LISTED
) -> list[JobDescription]:
    """Newest use first, without their text."""
    found = await db.scalars(
        select(JobDescription)
        .where(JobDescription.user_id == user_id)
        .order_by(JobDescription.last_used_at.desc(), JobDescription.id.desc())
        .limit(limit)
        .options(defer(JobDescription.content, raiseload=True))
    )
    return list(found)


async def own_job_description(
    db: AsyncSession, user_id: uuid.UUID, job_id: str
) -> JobDescription | None:
    """The person's job description with this id, if there is one."""
    try:
        wanted = uuid.UUID(job_id)
    except ValueError:
        return None
    found: JobDescription | None = await db.scalar(
        select(JobDescription).where(JobDescription.id == wanted, JobDescription.user_id == user_id)
    )
    return found
