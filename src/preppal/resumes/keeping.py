"""Keeping a resume: its file first, then its row; what fails in between leaves nothing behind for long."""

import datetime
import hashlib
import secrets
import uuid
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import Database
from preppal.foundation.errors import Unavailable
from preppal.foundation.i18n import N_
from preppal.foundation.log import log
from preppal.providers.protocols import FileNotKept, FileStore
from preppal.resumes.deleting import forget_file
from preppal.resumes.model import MOST_RESUMES, Resume, ResumeFile, TooManyResumes
from preppal.resumes.naming import clean_file_name, name_from, name_read
from preppal.resumes.queries import count_resumes
from preppal.resumes.taking import Taken


class FileNotStored(Unavailable):
    message = N_("The file could not be kept, so nothing was. Try again in a moment.")


@dataclass(frozen=True, slots=True)
class Fresh:
    """A resume that was read and is to be kept. Pasted words have no ``file_name``."""

    taken: Taken
    data: bytes
    file_name: str = ""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


async def keep_with_file(
    database: Database,
    files: FileStore,
    user_id: uuid.UUID,
    fresh: Fresh,
    *,
    now: datetime.datetime,
) -> uuid.UUID:
    """Keep a file and what was read of it; gives the resume's id. Three short steps, none inside another.

    Raises:
        FileNotStored: the store refused it; nothing is kept.
        TooManyResumes: this person keeps enough.
    """
    key = secrets.token_hex(16)
    async with database.transaction() as db:
        db.add(ResumeFile(key=key, created_at=now))
    kept_key: str | None = None
    try:
        await files.keep(key, fresh.data)
        async with database.transaction() as db:
            resume = await keep_resume(db, user_id, fresh, now=now, file_key=key)
            kept_key = resume.file_key
    except FileNotKept as problem:
        log(__name__).error("file_not_kept", problem=str(problem))
        raise FileNotStored() from problem
    finally:
        if kept_key != key:
            await forget_file(database, files, key)
    return resume.id


async def keep_resume(
    db: AsyncSession,
    user_id: uuid.UUID,
    fresh: Fresh,
    *,
    now: datetime.datetime,
    file_key: str | None = None,
) -> Resume:
    """A new resume, or the one of the same file (or words) that this person keeps already.

    Raises:
        TooManyResumes: this person keeps enough.
    """
    # One after the other: neither the count nor the same file twice is decided by two at once.
    await db.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    same = select(Resume).where(Resume.user_id == user_id, Resume.digest == fresh.digest)
    known: Resume | None = await db.scalar(same)
    if known is not None:
        known.last_used_at = now
        return known
    if await count_resumes(db, user_id) >= MOST_RESUMES:
        raise TooManyResumes()
    taken = asdict(fresh.taken)
    file_name = clean_file_name(fresh.file_name, fresh.taken.kind) if file_key else ""
    resume = Resume(
        **taken | {"hidden": list(fresh.taken.hidden), "kind": fresh.taken.kind.value},
        user_id=user_id,
        name=name_from(file_name) or name_read(fresh.taken.read, fresh.taken.text, now.date()),
        file_name=file_name,
        size=len(fresh.data),
        digest=fresh.digest,
        file_key=file_key,
        confirmed=None,
        created_at=now,
        last_used_at=now,
    )
    db.add(resume)
    await db.flush()
    return resume
