"""What a person says is right of a resume of theirs: from then on it may be used to judge."""

import datetime
import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.resumes.checking import checked
from preppal.resumes.correcting import Confirmed, from_read
from preppal.resumes.queries import resume_of


async def confirm(
    db: AsyncSession,
    user_id: uuid.UUID,
    resume_id: uuid.UUID,
    form: Confirmed | None,
    *,
    now: datetime.datetime,
) -> None:
    """Confirm the form, or without one what was read as it stands.

    Raises:
        Invalid: with a sentence for each field that needs another word.
        NoSuchResume: not there, or somebody else's.
    """
    resume = await resume_of(db, user_id, resume_id, locked=True)
    right = checked(form if form is not None else from_read(resume.read))
    resume.confirmed, resume.confirmed_at, resume.last_used_at = right.as_json(), now, now
