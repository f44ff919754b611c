"""How many people practised for a posting: each once, whether they share it or not."""

import uuid

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.model import JobDescription, PostingCandidate
from preppal.job_descriptions.shared.summing_up import sum_up_version


async def count_practised(db: AsyncSession, job_id: uuid.UUID, user_id: uuid.UUID) -> None:
    """This person finished an interview for this job description of theirs."""
    version_id = await db.scalar(
        select(JobDescription.version_id).where(
            JobDescription.id == job_id, JobDescription.user_id == user_id
        )
    )
    if version_id is None:
        return
    came = insert(PostingCandidate).values(version_id=version_id, user_id=user_id)
    first = await db.scalar(came.on_conflict_do_nothing().returning(PostingCandidate.version_id))
    if first is not None:
        await sum_up_version(db, version_id)
