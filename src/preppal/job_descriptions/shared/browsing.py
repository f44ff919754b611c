"""Looking through the shared library: search, two orders, a page at a time."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, defer

from preppal.foundation.full_text import SIMPLE, search_query
from preppal.foundation.keyset import Value, cursor_after, read_cursor
from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    NoSuchPosting,
    PostingVersion,
    SharedText,
)
from preppal.job_descriptions.shared.summing_up import family, root_of, texts_of

Order = Literal["practised", "new"]
ORDERS: Mapping[Order, tuple[InstrumentedAttribute[Any], type[Value]]] = {
    "practised": (JobPosting.practised_count, int),
    "new": (JobPosting.shared_at, datetime),
}
PAGE = 20
SEARCH_LIMIT = 100
VERSIONS = 10
"""Shared texts of one posting that are read."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for. ``after`` is the cursor of the page before."""

    search: str = ""
    order: Order = "practised"
    after: str = ""

    def query(self, **changes: str) -> dict[str, str]:
        """The parameters of the address that says this, changed; paging begins anew."""
        wish = replace(self, **({"after": ""} | changes))  # type: ignore[arg-type]
        told = {
            "q": wish.search,
            "order": "" if wish.order == "practised" else wish.order,
            "after": wish.after,
        }
        return {name: value for name, value in told.items() if value}


def read_wish(params: Mapping[str, str]) -> Wish:
    """The wish of an address; what is unknown asks for nothing."""
    order = params.get("order", "")
    return Wish(
        search=" ".join(params.get("q", "").replace("\x00", "").split())[:SEARCH_LIMIT],
        order=cast("Order", order) if order in ORDERS else "practised",
        after=params.get("after", ""),
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A posting, and the best text that is shared of it."""

    posting: JobPosting
    text: SharedText


SHOWN: tuple[ColumnElement[bool], ...] = (
    JobPosting.best_text_id.is_not(None),
    JobPosting.hidden_at.is_(None),
)


async def browse(
    db: AsyncSession, wish: Wish, *, hidden_too: bool = False, limit: int = PAGE
) -> tuple[tuple[Listed, ...], str]:
    """One page without the texts' words, and the cursor of the next one or "". One statement."""
    query = (
        select(JobPosting, SharedText)
        .join(SharedText, SharedText.job_description_id == JobPosting.best_text_id)
        .options(defer(SharedText.content, raiseload=True))
        .where(SHOWN[0] if hidden_too else SHOWN[0] & SHOWN[1])
    )
    if wish.search:
        asked = search_query(wish.search)
        query = query.where(JobPosting.search.op("@@")(func.to_tsquery(SIMPLE, asked)))
    column, kind = ORDERS[wish.order]
    if (after := read_cursor(wish.after, kind)) is not None:
        query = query.where(tuple_(column, JobPosting.id) < tuple_(*(literal(v) for v in after)))
    query = query.order_by(column.desc(), JobPosting.id.desc()).limit(limit + 1)
    rows = (await db.execute(query)).all()
    listed = tuple(Listed(row[0], row[1]) for row in rows[:limit])
    if len(rows) <= limit:
        return listed, ""
    last = listed[-1].posting
    return listed, cursor_after(getattr(last, column.key), last.id)


async def shared_posting(
    db: AsyncSession, posting_id: uuid.UUID, *, hidden_too: bool = False
) -> tuple[JobPosting, Sequence[SharedText]]:
    """A posting that is shown, or the one that it was merged into, and its texts, the best first.

    Raises:
        NoSuchPosting: not there, not shared any more, or hidden.
    """
    root = await root_of(db, posting_id)
    posting = await db.scalar(
        select(JobPosting).where(
            JobPosting.id == root, SHOWN[0] if hidden_too else SHOWN[0] & SHOWN[1]
        )
    )
    if posting is None:
        raise NoSuchPosting()
    texts = list(await db.scalars(texts_of(root).limit(VERSIONS)))
    if not texts:  # taken back since the statement before
        raise NoSuchPosting()
    return posting, texts


async def shown_postings(
    db: AsyncSession, posting_ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, Listed]:
    """Of these postings those that are shown, by the id that was asked for. One statement."""
    asked = select(
        JobPosting.id.label("asked"),
        func.coalesce(JobPosting.merged_into_id, JobPosting.id).label("root"),
    ).where(JobPosting.id.in_(posting_ids))
    roots = asked.subquery()
    rows = await db.execute(
        select(roots.c.asked, JobPosting, SharedText)
        .join(JobPosting, JobPosting.id == roots.c.root)
        .join(SharedText, SharedText.job_description_id == JobPosting.best_text_id)
        .where(*SHOWN)
    )
    return {row[0]: Listed(row[1], row[2]) for row in rows}


async def own_copy(
    db: AsyncSession, user_id: uuid.UUID, posting_id: uuid.UUID
) -> JobDescription | None:
    """What this person keeps of a posting, the newest used; None when they keep nothing of it."""
    found: JobDescription | None = await db.scalar(
        select(JobDescription)
        .join(PostingVersion, PostingVersion.id == JobDescription.version_id)
        .where(JobDescription.user_id == user_id, PostingVersion.posting_id.in_(family(posting_id)))
        .order_by(JobDescription.last_used_at.desc())
        .limit(1)
    )
    return found
