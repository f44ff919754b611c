"""A person's own job descriptions."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, defer

from preppal.job_descriptions.model import (
    JobDescription,
    NoSuchJobDescription,
    PostingVersion,
)

LISTED = 20
"""Earlier ones that set-up offers."""
SEARCH_LIMIT = 100
"""Characters."""


def searched(text: str) -> str:
    """What is looked for, as words."""
    return " ".join(text.replace("\x00", "").split())[:SEARCH_LIMIT]


async def job_descriptions_of(
    db: AsyncSession, user_id: uuid.UUID, *, search: str = "", limit: int = LISTED
) -> list[JobDescription]:
    """Those that are not archived and hold all words of ``search``, newest use first, without their text."""
    found = await db.scalars(
        select(JobDescription)
        .where(
            JobDescription.user_id == user_id,
            JobDescription.archived_at.is_(None),
            and_(True, *(_holds(word) for word in search.split())),
        )
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


Order = Literal["used", "added", "title"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Which of a person's job descriptions, and in which order."""

    search: str = ""
    order: Order = "used"
    archived: bool = False


async def library_of(
    db: AsyncSession, user_id: uuid.UUID, wish: Wish, *, offset: int, limit: int
) -> list[JobDescription]:
    """A part of this person's job descriptions, without their text.

    A word that is looked for may be in the title, the company's name or the text; all of them must be.
    """
    orders: dict[Order, Sequence[Any]] = {
        "used": (JobDescription.last_used_at.desc(),),
        "added": (JobDescription.created_at.desc(),),
        "title": (JobDescription.title, JobDescription.company),
    }
    kept = JobDescription.archived_at
    found = await db.scalars(
        select(JobDescription)
        .where(
            JobDescription.user_id == user_id,
            kept.is_not(None) if wish.archived else kept.is_(None),
            and_(True, *(_holds(word) for word in wish.search.split())),
        )
        .order_by(*orders[wish.order], JobDescription.id.desc())
        .offset(offset)
        .limit(limit)
        .options(defer(JobDescription.content, raiseload=True))
    )
    return list(found)


def _holds(word: str) -> ColumnElement[bool]:
    places = (JobDescription.title, JobDescription.company, JobDescription.content)
    return or_(*(place.icontains(word, autoescape=True) for place in places))


async def job_description_of(
    db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID
) -> JobDescription:
    """This person's job description.

    Raises:
        NoSuchJobDescription: not there, or somebody else's.
    """
    found = await own_job_description(db, user_id, str(job_id))
    if found is None:
        raise NoSuchJobDescription()
    return found


async def with_versions(
    db: AsyncSession, user_id: uuid.UUID, version_ids: Sequence[uuid.UUID]
) -> list[JobDescription]:
    """This person's job descriptions that have one of these texts, oldest use first."""
    found = await db.scalars(
        select(JobDescription)
        .where(JobDescription.user_id == user_id, JobDescription.version_id.in_(version_ids))
        .order_by(JobDescription.last_used_at)
    )
    return list(found)


async def other_versions(
    db: AsyncSession, user_id: uuid.UUID, job: JobDescription
) -> list[JobDescription]:
    """What else this person keeps of the same posting, newest first, with their texts."""
    beside = aliased(PostingVersion)
    found = await db.scalars(
        select(JobDescription)
        .join(PostingVersion, PostingVersion.id == JobDescription.version_id)
        .join(beside, beside.posting_id == PostingVersion.posting_id)
        .where(
            beside.id == job.version_id,
            JobDescription.user_id == user_id,
            JobDescription.id != job.id,
        )
        .order_by(JobDescription.created_at.desc(), JobDescription.id.desc())
    )
    return list(found)
