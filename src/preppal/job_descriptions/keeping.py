"""Keeping what somebody pasted, once."""

import datetime
import uuid

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.job_descriptions.intake import Posting, hash_of
from preppal.job_descriptions.model import JobDescription, NoSuchJobDescription


async def keep_job_description(
    db: AsyncSession, user_id: uuid.UUID, posting: Posting, *, now: datetime.datetime
) -> JobDescription:
    """The person's job description with this text: a new one, or the one kept before.

    Two tabs that paste the same text at the same instant end with one row: the unique constraint
    decides, and the loser updates what the winner wrote.
    """
    fresh = insert(JobDescription).values(
        id=uuid7(),
        user_id=user_id,
        title=posting.title,
        company=posting.company,
        content=posting.content,
        content_hash=hash_of(posting.content),
        created_at=now,
        last_used_at=now,
    )
    kept = await db.scalars(
        fresh.on_conflict_do_update(
            index_elements=[JobDescription.user_id, JobDescription.content_hash],
            set_={"last_used_at": now},
        ).returning(JobDescription),
        execution_options={"populate_existing": True},
    )
    return kept.one()


async def use_job_description(
    db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID, *, now: datetime.datetime
) -> JobDescription:
    """One of the person's earlier ones, which is the newest used from now on.

    Raises:
        NoSuchJobDescription: not there, or somebody else's.
    """
    job = await db.scalar(
        select(JobDescription).where(JobDescription.id == job_id, JobDescription.user_id == user_id)
    )
    if job is None:
        raise NoSuchJobDescription()
    job.last_used_at = now
    return job
