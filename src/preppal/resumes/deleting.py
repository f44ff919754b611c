"""A resume goes, and its file with it: the row first, so that nothing points at a file that is gone."""

import datetime
import uuid

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.providers.protocols import FileNotKept, FileStore
from preppal.resumes.model import Resume, ResumeFile
from preppal.resumes.queries import resume_of


async def delete_resume(db: AsyncSession, user_id: uuid.UUID, resume_id: uuid.UUID) -> str | None:
    """Delete what was read and confirmed; gives the key of the file, which goes after the commit.

    Raises:
        NoSuchResume: not there, or somebody else's.
    """
    resume = await resume_of(db, user_id, resume_id, locked=True)
    key = resume.file_key
    await db.delete(resume)
    return key


async def forget_file(database: Database, files: FileStore, key: str) -> bool:
    """Delete a file, unless a resume has it. Where that fails its key is kept, and `sweep_files` tries again."""
    async with database.transaction() as db:
        if await db.scalar(select(Resume.id).where(Resume.file_key == key)):
            return False  # its commit was in doubt, and it was committed
    try:
        await files.forget(key)
    except FileNotKept as problem:
        log(__name__).error("file_not_deleted", key=key, problem=str(problem))
        return False
    async with database.transaction() as db:
        await db.execute(delete(ResumeFile).where(ResumeFile.key == key))
    return True


async def sweep_files(
    database: Database, files: FileStore, *, before: datetime.datetime, limit: int = 500
) -> int:
    """Delete files from ``before`` that no resume has, as after an account was deleted; gives how many."""
    had = exists().where(Resume.file_key == ResumeFile.key)
    async with database.transaction() as db:
        left = select(ResumeFile.key).where(ResumeFile.created_at < before, ~had)
        keys = list(await db.scalars(left.order_by(ResumeFile.created_at).limit(limit)))
    return sum([await forget_file(database, files, key) for key in keys])
