"""A person's own resumes."""

import datetime
import uuid

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from preppal.resumes.model import NoSuchResume, Profile, Resume


async def resumes_of(db: AsyncSession, user_id: uuid.UUID) -> list[Resume]:
    """All of them (there are few), newest use first, without their text."""
    found = await db.scalars(
        select(Resume)
        .where(Resume.user_id == user_id)
        .order_by(Resume.last_used_at.desc(), Resume.id.desc())
        .options(defer(Resume.text, raiseload=True))
    )
    return list(found)


async def count_resumes(db: AsyncSession, user_id: uuid.UUID) -> int:
    found = select(func.count()).select_from(Resume).where(Resume.user_id == user_id)
    return await db.scalar(found) or 0


async def resume_of(
    db: AsyncSession, user_id: uuid.UUID, resume_id: uuid.UUID, *, locked: bool = False
) -> Resume:
    """This person's resume, held until the transaction ends if ``locked``.

    Raises:
        NoSuchResume: not there, or somebody else's.
    """
    query = select(Resume).where(Resume.id == resume_id, Resume.user_id == user_id)
    found = await db.scalar(query.with_for_update() if locked else query)
    if found is None:
        raise NoSuchResume()
    return found


async def profile_of(
    db: AsyncSession, user_id: uuid.UUID, *, locked: bool = False
) -> Profile | None:
    """This person's profile, if there is one, held until the transaction ends if ``locked``."""
    query = select(Profile).where(Profile.user_id == user_id)
    found: Profile | None = await db.scalar(query.with_for_update() if locked else query)
    return found


async def use_resume(
    db: AsyncSession, user_id: uuid.UUID, resume_id: uuid.UUID, *, now: datetime.datetime
) -> Resume:
    """This person's resume, marked as used now: it comes first the next time. Raises `NoSuchResume`."""
    resume = await resume_of(db, user_id, resume_id, locked=True)
    resume.last_used_at = now
    return resume
