"""What a person says is right of a resume of theirs: from then on it may be used to judge."""

import datetime
import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.resumes.checking import checked
from preppal.resumes.correcting import Confirmed, from_read
from preppal.resumes.profiles import fill_profile
from preppal.resumes.queries import resume_of


async def confirm(
    db: AsyncSession,
    user_id: uuid.UUID,
    resume_id: uuid.UUID,
    form: Confirmed | None,
    *,
    now: datetime.datetime,
) -> bool:
    """Confirm the form, or without one what was read as it stands; gives whether it filled the profile.

    The first resume fills it whole. With one that is there already its owner decides: `profiles`.

    Raises:
        Invalid: with a sentence for each field that needs another word.
        NoSuchResume: not there, or somebody else's.
    """
    resume = await resume_of(db, user_id, resume_id, locked=True)
    right = checked(form if form is not None else from_read(resume.read))
    resume.confirmed, resume.confirmed_at, resume.last_used_at = right.as_json(), now, now
    return await fill_profile(db, user_id, resume, now=now)
