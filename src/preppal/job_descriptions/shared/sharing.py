"""Somebody shares a job description of theirs, or takes it back. Never the text itself: what is left of it."""

import datetime
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from preppal.foundation.errors import Conflict, Invalid, TooMany
from preppal.foundation.i18n import N_
from preppal.foundation.visible import visible_text
from preppal.job_descriptions.changing import locked
from preppal.job_descriptions.intake import MIN_WORDS, count_words
from preppal.job_descriptions.model import JobDescription, JobPosting, PostingVersion, SharedText
from preppal.job_descriptions.naming import read_names
from preppal.job_descriptions.shared.quality import quality
from preppal.job_descriptions.shared.scrubbing import Scrubbed, scrub
from preppal.job_descriptions.shared.summing_up import hold_posting_of, sum_up_version

MOST_A_DAY = 30

TOO_LITTLE = N_("Too little would be left of it. Leave fewer lines out.")
NO_TITLE_READ = N_(
    "Its text does not say which job it is. Only postings with a title can be shared."
)


class CannotBeShared(Conflict):
    message = N_(
        "This is an outline that Preppal wrote, no employer's posting. It cannot be shared."
    )


class SharedEnough(TooMany):
    message = N_("You have shared 30 today. Share more tomorrow.")


@dataclass(frozen=True, slots=True)
class Sharing:
    """Whether a job description is shared, since when, and why a moderator took it out ("" if not)."""

    posting_id: str
    shared_at: datetime.datetime | None
    hidden_reason: str


async def sharing_of(db: AsyncSession, job: JobDescription) -> Sharing | None:
    """None for an outline. One statement."""
    if job.version_id is None or job.is_outline:
        return None
    root = aliased(JobPosting)
    row = (
        await db.execute(
            select(root.id, root.hidden_reason, SharedText.shared_at)
            .select_from(PostingVersion)
            .join(JobPosting, JobPosting.id == PostingVersion.posting_id)
            .join(root, root.id == func.coalesce(JobPosting.merged_into_id, JobPosting.id))
            .outerjoin(SharedText, SharedText.job_description_id == job.id)
            .where(PostingVersion.id == job.version_id)
        )
    ).one()
    return Sharing(str(row.id), row.shared_at, row.hidden_reason)


def lines_to_share(job: JobDescription, names: Sequence[str]) -> tuple[Scrubbed, ...]:
    """What others would read of this job description, line by line. ``names`` are its owner's."""
    return scrub(visible_text(job.content), names=names, company=job.company)


def text_to_share(lines: Sequence[Scrubbed], left_out: Collection[int]) -> str:
    """The lines that are shared, as one text; ``left_out`` are places of others, from 0."""
    kept: list[str] = []
    for place, line in enumerate(lines):
        text = "" if place in left_out else line.text.strip()
        if text or (kept and kept[-1]):
            kept.append(text)
    return "\n".join(kept).strip()


async def share(
    db: AsyncSession,
    user_id: uuid.UUID,
    job_id: uuid.UUID,
    *,
    names: Sequence[str],
    left_out: Collection[int],
    now: datetime.datetime,
) -> None:
    """Everybody who is signed in may read it from now on, and never whose it was.

    Raises:
        CannotBeShared: an outline.
        Invalid: nothing worth reading is left, or no title.
        NoSuchJobDescription: not there, or somebody else's.
        SharedEnough: too many today.
    """
    job = await locked(db, user_id, job_id)
    if job.is_outline or job.version_id is None:
        raise CannotBeShared()
    await _not_too_many(db, user_id, job_id, now)
    content = text_to_share(lines_to_share(job, names), left_out)
    if count_words(content) < MIN_WORDS:
        raise Invalid({"out": TOO_LITTLE})
    # As the text says it: what its owner calls it may be a note.
    read = read_names(content)
    if not read.title:
        raise Invalid({"out": NO_TITLE_READ})
    row = {
        "title": read.title,
        "company": read.company,
        "content": content,
        "quality": quality(read.title, read.company, content),
        "shared_at": now,
    }
    fresh = insert(SharedText).values(job_description_id=job.id, **row)
    await db.execute(
        fresh.on_conflict_do_update(index_elements=[SharedText.job_description_id], set_=row)
    )
    await sum_up_version(db, job.version_id)


async def take_back(db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID) -> None:
    """Nobody else reads it any more. Raises `NoSuchJobDescription`."""
    job = await locked(db, user_id, job_id)
    if job.version_id is not None:
        await hold_posting_of(db, job.version_id)
    await db.execute(delete(SharedText).where(SharedText.job_description_id == job.id))
    if job.version_id is not None:
        await sum_up_version(db, job.version_id)


async def _not_too_many(
    db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID, now: datetime.datetime
) -> None:
    today = await db.scalar(
        select(func.count())
        .select_from(SharedText)
        .join(JobDescription, JobDescription.id == SharedText.job_description_id)
        .where(
            JobDescription.user_id == user_id,
            JobDescription.id != job_id,
            SharedText.shared_at > now - datetime.timedelta(days=1),
        )
    )
    if (today or 0) >= MOST_A_DAY:
        raise SharedEnough()
