"""What the library shows of a posting, kept with its row so that a page needs no counting.

Called in the transaction that changed something, with the row of the posting locked; two that change
texts of one posting sum up one after the other.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.full_text import weighted
from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    PostingCandidate,
    PostingVersion,
    SharedText,
)


async def root_of(db: AsyncSession, posting_id: uuid.UUID) -> uuid.UUID:
    """The posting that this one was merged into, or itself."""
    root: uuid.UUID | None = await db.scalar(
        select(func.coalesce(JobPosting.merged_into_id, JobPosting.id)).where(
            JobPosting.id == posting_id
        )
    )
    return root or posting_id


async def lock_postings(db: AsyncSession, posting_ids: Sequence[uuid.UUID]) -> list[JobPosting]:
    """These postings, held until the transaction ends; always in one order, so that nobody waits for ever."""
    found = await db.scalars(
        select(JobPosting)
        .where(JobPosting.id.in_(posting_ids))
        .order_by(JobPosting.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(found)


async def lock_root(db: AsyncSession, posting_id: uuid.UUID) -> uuid.UUID:
    """The posting that this one is part of, held; also when it is merged at this very moment."""
    return (await lock_roots(db, [posting_id]))[0]


async def lock_roots(db: AsyncSession, posting_ids: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """The postings that these are part of, held, each once.

    What was held of one that has been merged meanwhile is let go before its new root is taken: locks
    are taken in one order, or not at all.
    """
    while True:
        roots = sorted({await root_of(db, posting_id) for posting_id in posting_ids})
        savepoint = await db.begin_nested()
        found = await lock_postings(db, roots)
        if all(posting.merged_into_id is None for posting in found):
            await savepoint.commit()
            return roots
        await savepoint.rollback()


async def sum_up(db: AsyncSession, root: uuid.UUID) -> None:
    """Bring what is shown of this posting up to date; of one that was merged nothing is shown."""
    await db.flush()
    if not await lock_postings(db, [root]):
        return
    values = await _summed_up(db, root)
    await db.execute(
        update(JobPosting)
        .where(JobPosting.id == root, JobPosting.merged_into_id.is_(None))
        .values(**values)
    )


async def sum_up_stale(db: AsyncSession, *, limit: int = 100) -> int:
    """Those whose best text went with its owner's account, and that still look as if they had one."""
    found = await db.scalars(
        select(JobPosting.id)
        .where(JobPosting.best_text_id.is_(None), JobPosting.search.is_not(None))
        .order_by(JobPosting.id)
        .limit(limit)
    )
    stale = list(found)
    for root in stale:
        await sum_up(db, root)
    return len(stale)


async def hold_posting_of(db: AsyncSession, version_id: uuid.UUID) -> None:
    """Held before a shared text of it is deleted: whoever sums it up holds it, and then points at its texts."""
    posting_id = await db.scalar(
        select(PostingVersion.posting_id).where(PostingVersion.id == version_id)
    )
    if posting_id is not None:
        await lock_root(db, posting_id)


async def sum_up_version(db: AsyncSession, version_id: uuid.UUID) -> None:
    """The same for the posting that this version belongs to."""
    posting_id = await db.scalar(
        select(PostingVersion.posting_id).where(PostingVersion.id == version_id)
    )
    if posting_id is not None:
        await sum_up(db, await lock_root(db, posting_id))


async def _summed_up(db: AsyncSession, root: uuid.UUID) -> dict[str, Any]:
    best = await db.scalar(_free(texts_of(root)).limit(1))
    practised = await db.scalar(
        select(func.count(PostingCandidate.user_id.distinct()))
        .join(PostingVersion, PostingVersion.id == PostingCandidate.version_id)
        .where(PostingVersion.posting_id.in_(family(root)))
    )
    if best is None:
        shown: dict[str, Any] = {"best_text_id": None}
        if await db.scalar(texts_of(root).limit(1)) is None:
            shown |= {"shared_at": None, "search": null()}
    else:
        since = texts_of(root).with_only_columns(func.min(SharedText.shared_at)).order_by(None)
        shown = {
            "best_text_id": best.job_description_id,
            "shared_at": since.scalar_subquery(),
            "search": search_vector(best),
        }
    return shown | {"practised_count": practised or 0}


def _free(texts: Select[SharedText]) -> Select[SharedText]:
    """Those that nobody is deleting: who deletes an account holds its texts, and may come for this posting next.

    Waiting for one another would never end. What is passed over is gone in a moment; if it is not after all,
    the posting still looks shared, and `sum_up_stale` comes to it.
    """
    return texts.with_for_update(read=True, key_share=True, of=SharedText, skip_locked=True)


def family(root: uuid.UUID) -> Select[uuid.UUID]:
    """The ids of a posting and of those merged into it."""
    return select(JobPosting.id).where(
        or_(JobPosting.id == root, JobPosting.merged_into_id == root)
    )


def texts_of(root: uuid.UUID) -> Select[SharedText]:
    """The shared texts of a posting, the best first."""
    return (
        select(SharedText)
        .join(JobDescription, JobDescription.id == SharedText.job_description_id)
        .join(PostingVersion, PostingVersion.id == JobDescription.version_id)
        .where(PostingVersion.posting_id.in_(family(root)))
        .order_by(SharedText.quality.desc(), SharedText.shared_at, SharedText.job_description_id)
    )


def search_vector(text: SharedText) -> ColumnElement[Any]:
    """Title before company before the words of the text."""
    parts = {"A": text.title, "B": text.company, "D": text.content}
    vectors = [weighted(letter, [words]) for letter, words in parts.items()]
    return vectors[0].op("||")(vectors[1]).op("||")(vectors[2])
