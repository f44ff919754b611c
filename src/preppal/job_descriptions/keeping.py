"""Keeping what somebody pasted, once."""

import datetime
import uuid

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.job_descriptions.grouping import version_for
from preppal.job_descriptions.intake import hash_of
from preppal.job_descriptions.model import JobDescription
from preppal.job_descriptions.pasting import Pasted
from preppal.job_descriptions.queries import job_description_of


async def keep_job_description(
    db: AsyncSession, user_id: uuid.UUID, pasted: Pasted, *, now: datetime.datetime
) -> JobDescription:
    """The person's job description with this text: a new one, or the one kept before.

    Two tabs that paste the same text at the same instant end with one row: the unique constraint
    decides, and the loser updates what the winner wrote. An outline is no posting's version.
    """
    posting = pasted.posting
    version_id = None if pasted.is_outline else await version_for(db, pasted.compared, now=now)
    fresh = insert(JobDescription).values(
        id=uuid7(),
        user_id=user_id,
        title=posting.title,
        company=posting.company,
        content=posting.content,
        content_hash=hash_of(posting.content),
        version_id=version_id,
        is_outline=pasted.is_outline,
        created_at=now,
        last_used_at=now,
    )
    kept = await db.scalars(
        fresh.on_conflict_do_update(
            index_elements=[JobDescription.user_id, JobDescription.content_hash],
            set_={"last_used_at": now, "version_id": version_id, "archived_at": None},
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
    job = await job_description_of(db, user_id, job_id)
    job.last_used_at, job.archived_at = now, None
    return job
