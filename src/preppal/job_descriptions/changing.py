"""What a person does with a job description of theirs: name it, put it aside, throw it away."""

import datetime
import uuid

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.job_descriptions.model import (
    NAME_LIMIT,
    JobDescription,
    JobPosting,
    NoSuchJobDescription,
    PostingVersion,
)
from preppal.job_descriptions.shared.summing_up import sum_up_version

NO_TITLE = N_("Give it a title, so that you find it again.")
NAME_TOO_LONG = N_("That is too long for a name. 200 characters are enough.")


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


async def rename(
    db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID, *, title: str, company: str
) -> None:
    """Give it another title and company, as this person calls them; the text stays.

    Raises:
        Invalid: no title, or a name that is too long.
        NoSuchJobDescription: not there, or somebody else's.
    """
    job = await locked(db, user_id, job_id)
    title, company = " ".join(title.split()), " ".join(company.split())
    errors = {
        name: NAME_TOO_LONG
        for name, value in (("title", title), ("company", company))
        if len(value) > NAME_LIMIT
    }
    if not title:
        errors["title"] = NO_TITLE
    if errors:
        raise Invalid(errors)
    job.title, job.company = title, company


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
    await db.delete(job)
    await db.flush()
    if version_id is not None:
        await sum_up_version(db, version_id)
        await sweep_version(db, version_id)


async def sweep_version(db: AsyncSession, version_id: uuid.UUID) -> None:
    """Delete a version that nobody has, and its posting when that was the last."""
    had = exists().where(JobDescription.version_id == PostingVersion.id)
    posting_id = await db.scalar(
        delete(PostingVersion)
        .where(PostingVersion.id == version_id, ~had)
        .returning(PostingVersion.posting_id)
    )
    if posting_id is None:
        return
    merged = aliased(JobPosting)
    await db.execute(
        delete(JobPosting).where(
            JobPosting.id == posting_id,
            ~exists().where(PostingVersion.posting_id == JobPosting.id),
            ~exists().where(merged.merged_into_id == JobPosting.id),
        )
    )


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
