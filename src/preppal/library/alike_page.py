"""What a person keeps already, or others share, that is like the posting they have just pasted."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Invalid
from preppal.job_descriptions.alike import Alike, find_alike
from preppal.job_descriptions.intake import Posting
from preppal.job_descriptions.matching.likeness import Verdict
from preppal.job_descriptions.model import JobDescription
from preppal.job_descriptions.pasting import Pasted, read_pasted
from preppal.job_descriptions.queries import with_versions
from preppal.job_descriptions.shared.browsing import shown_postings
from preppal.library.changes import NO_CHANGES, Changes, changes_shown

SHOWN = 3
"""What is told at most; more would be a list to read instead of a posting to paste."""


@dataclass(frozen=True, slots=True)
class Like:
    """A job description of theirs. ``kind``: "same", "revised" or "related"."""

    id: str
    kind: Literal["same", "revised", "related"]
    title: str
    company: str
    used_at: datetime
    changes: Changes = NO_CHANGES


@dataclass(frozen=True, slots=True)
class SharedLike:
    """The same posting in the shared library; ``practised`` people practised for it."""

    id: str
    title: str
    company: str
    practised: int


@dataclass(frozen=True, slots=True)
class AlikePage:
    """library/alike.html: a part of the set-up page."""

    likes: tuple[Like, ...] = ()
    shared: SharedLike | None = None
    """Only where they keep none of it themselves."""


async def read_beside(text: str) -> Pasted | None:
    """What was pasted, read beside the event loop; None while it is no posting yet."""
    try:
        return await asyncio.to_thread(read_pasted, text)
    except Invalid:
        return None


async def alike_page(db: AsyncSession, user_id: uuid.UUID, pasted: Pasted | None) -> AlikePage:
    """Their job descriptions that are like it, the likest first. Four statements at most."""
    if pasted is None or pasted.is_outline:
        return AlikePage()
    alike = await find_alike(db, pasted.compared, seen_by=user_id)
    if not alike:
        return AlikePage()
    kept = await with_versions(db, user_id, [found.version_id for found in alike])
    by_version = {job.version_id: job for job in kept}
    likes = [
        _like(found, by_version[found.version_id], pasted.posting)
        for found in alike
        if found.version_id in by_version
    ]
    if any(like.kind != "related" for like in likes):
        return AlikePage(tuple(likes[:SHOWN]))
    return AlikePage(tuple(likes[:SHOWN]), await _shared(db, alike))


async def _shared(db: AsyncSession, alike: Sequence[Alike]) -> SharedLike | None:
    """The likest posting of the shared library that is the same vacancy."""
    one_vacancy = [
        found.posting_id
        for found in alike
        if found.likeness.verdict in (Verdict.SAME, Verdict.REVISED)
    ]
    if not one_vacancy:
        return None
    shown = await shown_postings(db, one_vacancy)
    for posting_id in one_vacancy:
        if (listed := shown.get(posting_id)) is not None:
            posting, text = listed.posting, listed.text
            return SharedLike(str(posting.id), text.title, text.company, posting.practised_count)
    return None


def _like(found: Alike, job: JobDescription, posting: Posting) -> Like:
    verdict = found.likeness.verdict
    one_vacancy = verdict in (Verdict.SAME, Verdict.REVISED)
    kinds: dict[Verdict, Literal["same", "revised", "related"]] = {
        Verdict.SAME: "same",
        Verdict.REVISED: "revised",
    }
    return Like(
        id=str(job.id),
        kind=kinds.get(verdict, "related"),
        title=job.title,
        company=job.company,
        used_at=job.last_used_at,
        changes=changes_shown(job.content, posting.content) if one_vacancy else NO_CHANGES,
    )
