"""Shared postings as a moderator sees them: what is shared, what is like it, and what was decided."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.alike import find_alike, traits_of
from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    PostingDecision,
    PostingVersion,
    SharedText,
)
from preppal.job_descriptions.shared.browsing import Wish, browse, shared_posting, shown_postings
from preppal.library.changes import Changes, changes_shown
from preppal.library.pages import Line, lines_of
from preppal.library.shared_pages import SharedRow, shared_row

LIKE = 6
"""Postings that might be the same one."""


@dataclass(frozen=True, slots=True)
class PostingsPage:
    """admin/postings.html. ``after`` is the cursor of the next page, or ""."""

    rows: tuple[SharedRow, ...]
    wish: Wish
    after: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """A shared text of a posting; ``changes`` lead from the best one to it."""

    id: str
    title: str
    company: str
    shared_at: datetime
    quality: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class LikeRow:
    """Another posting that is like this one; ``similarity`` in percent."""

    id: str
    title: str
    company: str
    similarity: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A merge that can be undone."""

    decision_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PostingPage:
    """admin/posting.html."""

    id: str
    title: str
    company: str
    lines: tuple[Line, ...]
    practised: int
    texts: tuple[TextRow, ...]
    likes: tuple[LikeRow, ...]
    merged: tuple[MergedRow, ...]
    hidden_reason: str
    error: str = ""
    error_at: str = ""


async def postings_page(db: AsyncSession, wish: Wish) -> PostingsPage:
    """One statement."""
    listed, after = await browse(db, wish, hidden_too=True)
    return PostingsPage(
        rows=tuple(shared_row(one) for one in listed),
        wish=wish,
        after=after,
    )


async def posting_page(
    db: AsyncSession, posting_id: uuid.UUID, *, error: str = "", error_at: str = ""
) -> PostingPage:
    """One posting, of a merged one the one that it is part of. Raises `NoSuchPosting`."""
    posting, texts = await shared_posting(db, posting_id, hidden_too=True)
    best = texts[0]
    return PostingPage(
        id=str(posting.id),
        title=best.title,
        company=best.company,
        lines=lines_of(best.content),
        practised=posting.practised_count,
        texts=tuple(
            TextRow(
                id=str(text.job_description_id),
                title=text.title,
                company=text.company,
                shared_at=text.shared_at,
                quality=text.quality,
                changes=changes_shown(best.content, text.content),
            )
            for text in texts
        ),
        likes=await _likes(db, posting, best),
        merged=await _merged(db, posting.id),
        hidden_reason=posting.hidden_reason,
        error=error,
        error_at=error_at,
    )


async def _likes(db: AsyncSession, posting: JobPosting, best: SharedText) -> tuple[LikeRow, ...]:
    """Shown postings like this one, the likest first: perhaps they are one vacancy."""
    version = await db.scalar(
        select(PostingVersion)
        .join(JobDescription, JobDescription.version_id == PostingVersion.id)
        .where(JobDescription.id == best.job_description_id)
    )
    if version is None:
        return ()
    # As somebody who keeps nothing: what others keep for themselves is not told to a moderator either.
    alike = await find_alike(db, traits_of(version), seen_by=uuid.UUID(int=0))
    shown = await shown_postings(db, [found.posting_id for found in alike])
    rows: dict[uuid.UUID, LikeRow] = {}
    for found in alike:
        other = shown.get(found.posting_id)
        if other is None or other.posting.id in rows or other.posting.id == posting.id:
            continue
        rows[other.posting.id] = LikeRow(
            id=str(other.posting.id),
            title=other.text.title,
            company=other.text.company,
            similarity=round(100 * found.likeness.similarity),
            changes=changes_shown(best.content, other.text.content),
        )
    return tuple(rows.values())[:LIKE]


async def _merged(db: AsyncSession, root: uuid.UUID) -> tuple[MergedRow, ...]:
    """The merges into this posting that hold still, the latest first."""
    rows = await db.execute(
        select(PostingDecision.id, PostingDecision.created_at)
        .join(JobPosting, JobPosting.id == PostingDecision.other_id)
        .where(PostingDecision.act == "merge", JobPosting.merged_into_id == root)
        .distinct(PostingDecision.other_id)
        .order_by(PostingDecision.other_id, PostingDecision.id.desc())
    )
    found = [MergedRow(str(row.id), row.created_at) for row in rows]
    return tuple(sorted(found, key=lambda row: row.at, reverse=True))
