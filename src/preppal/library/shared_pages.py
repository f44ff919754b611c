"""What the templates of the shared library receive, and how it is put together."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.facts import Facts, read_facts
from preppal.job_descriptions.queries import job_description_of
from preppal.job_descriptions.shared.browsing import (
    Listed,
    Wish,
    browse,
    own_copy,
    shared_posting,
)
from preppal.job_descriptions.shared.scrubbing import Scrubbed
from preppal.job_descriptions.shared.sharing import lines_to_share, text_to_share
from preppal.library.changes import Changes, changes_shown
from preppal.library.pages import Line, lines_of


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A posting of the shared library."""

    id: str
    title: str
    company: str
    practised: int
    shared_at: datetime | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class SharedListPage:
    """library/shared.html. ``more`` is the address of the next page, or ""."""

    rows: tuple[SharedRow, ...]
    wish: Wish
    more: str = ""

    def address(self, **changes: str) -> str:
        return address_of(self.wish, **changes)


@dataclass(frozen=True, slots=True)
class SharedVersion:
    """Another text that somebody shares; ``changes`` lead from the best one to it."""

    shared_at: datetime
    changes: Changes


@dataclass(frozen=True, slots=True)
class SharedPage:
    """library/shared_one.html. ``kept_id``: what this person keeps of it already, or ""."""

    id: str
    title: str
    company: str
    lines: tuple[Line, ...]
    facts: Facts
    practised: int
    shared_at: datetime | None
    versions: tuple[SharedVersion, ...]
    kept_id: str = ""


@dataclass(frozen=True, slots=True)
class SharePage:
    """library/share.html: what others would read, before it is shared."""

    id: str
    title: str
    lines: tuple[Scrubbed, ...]
    left_out: Collection[int]
    is_outline: bool = False
    error: str = ""

    @property
    def taken(self) -> int:
        """Lines in which something was taken out."""
        return sum(bool(line.taken) for line in self.lines)

    @property
    def is_empty(self) -> bool:
        return not text_to_share(self.lines, self.left_out)


def address_of(wish: Wish, **changes: str) -> str:
    query = urlencode(wish.query(**changes))
    return f"/job-descriptions/shared?{query}" if query else "/job-descriptions/shared"


def shared_row(listed: Listed) -> SharedRow:
    posting, text = listed.posting, listed.text
    return SharedRow(
        id=str(posting.id),
        title=text.title,
        company=text.company,
        practised=posting.practised_count,
        shared_at=posting.shared_at,
        is_hidden=posting.hidden_at is not None,
    )


async def shared_list_page(db: AsyncSession, wish: Wish) -> SharedListPage:
    """One statement."""
    listed, after = await browse(db, wish)
    return SharedListPage(
        rows=tuple(shared_row(one) for one in listed),
        wish=wish,
        more=address_of(wish, after=after) if after else "",
    )


async def shared_page(db: AsyncSession, user_id: uuid.UUID, posting_id: uuid.UUID) -> SharedPage:
    """Four statements. Raises `NoSuchPosting`."""
    posting, texts = await shared_posting(db, posting_id)
    best = texts[0]
    kept = await own_copy(db, user_id, posting.id)
    return SharedPage(
        id=str(posting.id),
        title=best.title,
        company=best.company,
        lines=lines_of(best.content),
        facts=read_facts(best.title, best.content),
        practised=posting.practised_count,
        shared_at=posting.shared_at,
        versions=tuple(
            SharedVersion(text.shared_at, changes)
            for text in texts[1:]
            if (changes := changes_shown(best.content, text.content)).lines
        ),
        kept_id=str(kept.id) if kept else "",
    )


async def share_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    job_id: uuid.UUID,
    *,
    names: Sequence[str],
    left_out: Collection[int] = (),
    error: str = "",
) -> SharePage:
    """What others would read of this person's job description. Raises `NoSuchJobDescription`."""
    job = await job_description_of(db, user_id, job_id)
    return SharePage(
        id=str(job.id),
        title=job.title,
        lines=lines_to_share(job, names),
        left_out=left_out,
        is_outline=job.is_outline or job.version_id is None,
        error=error,
    )
