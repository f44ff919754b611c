"""Keeping what somebody pasted, once."""

import datetime
import uuid

from sqlalchemy import Uuid, bindparam, func, select
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
    decides, and the loser updates what the winner wrote. An outline is no posting's version. One that
    was kept before stays beneath the posting it has, where it may be shared and was practised for:
    only `indexing` moves it. Its row is locked before any other, as by whoever throws it away.
    """
    posting = pasted.posting
    content_hash = hash_of(posting.content)
    before = await db.scalar(_KEPT, {"user_id": user_id, "content_hash": content_hash})
    if before is not None and (before.version_id is not None or before.is_outline):
        before.last_used_at, before.archived_at = now, None
        await db.flush()
        return before
    version_id = None if pasted.is_outline else await version_for(db, pasted.compared, now=now)
    fresh = insert(JobDescription).values(
        id=uuid7(),
        user_id=user_id,
        title=posting.title,
        company=posting.company,
        content=posting.content,
        content_hash=content_hash,
        version_id=version_id,
        is_outline=pasted.is_outline,
        created_at=now,
        last_used_at=now,
    )
    kept = await db.scalars(
        fresh.on_conflict_do_update(
            index_elements=[JobDescription.user_id, JobDescription.content_hash],
            set_={
                "last_used_at": now,
                "version_id": func.coalesce(JobDescription.version_id, version_id),
                "archived_at": None,
            },
        ).returning(JobDescription),
        execution_options={"populate_existing": True},
    )
    return kept.one()


_KEPT = (
    select(JobDescription)
    .where(
        JobDescription.user_id == bindparam("user_id", type_=Uuid),
        JobDescription.content_hash == bindparam("content_hash"),
    )
    .with_for_update()
)


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
