"""What a person does with a job description of theirs: put it aside, throw it away."""

import datetime
import uuid

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    NoSuchJobDescription,
    PostingVersion,
)
from preppal.job_descriptions.shared.summing_up import (
    hold_posting_of,
    root_of,
    sum_up,
    sum_up_version,
)


async def locked(db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID) -> JobDescription:
    """This person's job description, held until the transaction ends. Raises `NoSuchJobDescription`."""
    found = await db.scalar(
        select(JobDescription)
        .where(JobDescription.id == job_id, JobDescription.user_id == user_id)
        .with_for_update()
    )
    if found is None:
        raise NoSuchJobDescription()
    return found


async def archive(
    db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID, *, now: datetime.datetime
) -> None:
    """Out of the way, until it is brought back. Raises `NoSuchJobDescription`."""
    job = await locked(db, user_id, job_id)
    job.archived_at = job.archived_at or now


async def bring_back(db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID) -> None:
    """Offered again. Raises `NoSuchJobDescription`."""
    (await locked(db, user_id, job_id)).archived_at = None


async def throw_away(db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID) -> None:
    """Delete it for good. Interviews held for it keep what they were told.

    What was compared of its text goes too, unless somebody else has the same text.

    Raises:
        NoSuchJobDescription: not there, or somebody else's.
    """
    job = await locked(db, user_id, job_id)
    version_id = job.version_id
    if version_id is not None:
        await hold_posting_of(db, version_id)
    await db.delete(job)
    await db.flush()
    if version_id is not None:
        await sum_up_version(db, version_id)
        await sweep_version(db, version_id)


async def sweep_version(db: AsyncSession, version_id: uuid.UUID) -> None:
    """Delete a version that nobody has, and its posting when that was the last.

    The row is locked first and looked at again by the next statement: whoever takes the same text up at
    this instant (`grouping.version_for`) has it by then, or comes after it is gone and writes it anew.
    """
    had = exists().where(JobDescription.version_id == PostingVersion.id)
    unwanted = (PostingVersion.id == version_id, ~had)
    posting_id = await db.scalar(
        select(PostingVersion.posting_id).where(*unwanted).with_for_update()
    )
    if posting_id is None:
        return
    root = await root_of(db, posting_id)
    gone = await db.scalar(delete(PostingVersion).where(*unwanted).returning(PostingVersion.id))
    if gone is None:
        return
    for left in dict.fromkeys((posting_id, root)):
        await _sweep_posting(db, left)
    await sum_up(db, root)  # those who practised for that version went with it


async def _sweep_posting(db: AsyncSession, posting_id: uuid.UUID) -> None:
    """Delete a posting without versions, unless others were merged into it."""
    merged = aliased(JobPosting)
    empty = (
        JobPosting.id == posting_id,
        ~exists().where(PostingVersion.posting_id == JobPosting.id),
        ~exists().where(merged.merged_into_id == JobPosting.id),
    )
    if await db.scalar(select(JobPosting.id).where(*empty).with_for_update()) is not None:
        await db.execute(delete(JobPosting).where(*empty))


async def sweep_versions(db: AsyncSession, *, before: datetime.datetime, limit: int = 500) -> int:
    """Delete versions from ``before`` that nobody has any more, as after an account was deleted."""
    had = exists().where(JobDescription.version_id == PostingVersion.id)
    found = await db.scalars(
        select(PostingVersion.id)
        .where(PostingVersion.created_at < before, ~had)
        .order_by(PostingVersion.id)
        .limit(limit)
    )
    ids = list(found)
    for version_id in ids:
        await sweep_version(db, version_id)
    return len(ids)
