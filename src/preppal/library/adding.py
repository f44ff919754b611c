"""The page on which a posting is added to the library, without an interview for it yet."""

import asyncio
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.pasting import Pasted, read_pasted

PASTE_IT = N_("Paste the posting, or take its words from a file.")


@dataclass(frozen=True, slots=True)
class AddPage:
    """library/new.html. ``errors`` maps ``job_text`` or ``job_file`` to a msgid."""

    job_text: str = ""
    file_said: tuple[str, ...] = ()
    """What there is to say (msgids) of the file whose words are ``job_text``."""
    errors: Mapping[str, str] = field(default_factory=dict)


async def read_posting_beside(text: str) -> Pasted | Invalid:
    """What was pasted, read beside the event loop."""
    if not text.strip():
        return Invalid({"job_text": PASTE_IT})
    try:
        return await asyncio.to_thread(read_pasted, text)
    except Invalid as refusal:
        return refusal


async def add_posting(
    db: AsyncSession, user_id: uuid.UUID, pasted: Pasted | Invalid, *, now: datetime
) -> uuid.UUID:
    """Keep it; gives its id, which is that of the one kept before when the text is the same.

    Raises:
        Invalid: it was no posting.
    """
    if isinstance(pasted, Invalid):
        raise pasted
    return (await keep_job_description(db, user_id, pasted, now=now)).id
