"""What the templates in library/ receive, and how it is put together."""

import asyncio
import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, cast, get_args
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.pages import HistoryRow
from preppal.interviews.queries import interviews_by_job, interviews_of
from preppal.job_descriptions.asides import asides
from preppal.job_descriptions.correcting import corrected_facts, read_again
from preppal.job_descriptions.model import JobDescription
from preppal.job_descriptions.queries import (
    Order,
    Wish,
    job_description_of,
    library_of,
    other_versions,
    searched,
)
from preppal.job_descriptions.shared.sharing import Sharing, sharing_of
from preppal.library.changes import Changes, changes_shown
from preppal.library.facts_page import FactsShown, facts_shown

PAGE = 20
LAST_PAGE = 1000
DID = ("added", "corrected", "as-read", "archived", "back", "shared", "taken-back")
HELD = 20
"""Interviews that the page of one job description lists."""


@dataclass(frozen=True, slots=True)
class JobRow:
    """``title`` and ``company`` are empty when none could be read."""

    id: str
    title: str
    company: str
    added_at: datetime
    used_at: datetime
    interviews: int
    is_outline: bool


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """library/list.html. ``newer`` and ``earlier`` are addresses of other pages, or ""."""

    rows: tuple[JobRow, ...]
    wish: Wish
    newer: str = ""
    earlier: str = ""
    did: str = ""
    """What has just been done: "deleted", or ""."""

    def address(self, **changes: object) -> str:
        """The list with another order, or with what is archived."""
        return address_of(replace(self.wish, **changes))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class JobPage:
    """library/one.html."""

    id: str
    title: str
    company: str
    lines: tuple["Line", ...]
    facts: FactsShown
    others: tuple["OtherVersion", ...]
    added_at: datetime
    archived_at: datetime | None
    history: tuple[HistoryRow, ...]
    more: bool
    """There are older interviews than those."""
    sharing: Sharing | None = None
    """Nothing for an outline."""
    is_outline: bool = False
    did: str = ""
    editing: bool = False
    """The form that corrects the facts is open."""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """Another version of the posting that this person keeps; ``changes`` lead from the earlier to the later."""

    id: str
    title: str
    added_at: datetime
    is_later: bool
    changes: Changes


def _other(job: JobDescription, other: JobDescription) -> OtherVersion:
    is_later = (other.created_at, other.id) > (job.created_at, job.id)
    earlier, later = (job, other) if is_later else (other, job)
    changes = changes_shown(earlier.content, later.content)
    return OtherVersion(str(other.id), other.title, other.created_at, is_later, changes)


@dataclass(frozen=True, slots=True)
class Line:
    """``kind``: "point" of a list, "heading" above one, or ""; ``is_aside``: not about the job."""

    text: str
    kind: Literal["point", "heading", ""] = ""
    is_aside: bool = False


def lines_of(content: str) -> tuple[Line, ...]:
    """A cleaned text by its lines, without the empty ones."""
    apart = asides(content)
    lines = [(line, place in apart) for place, line in enumerate(content.split("\n")) if line]
    return tuple(
        Line(line.removeprefix("- "), "point", is_aside)
        if line.startswith("- ")
        else Line(line, "heading" if _heads(line, following) else "", is_aside)
        for (line, is_aside), (following, _) in itertools.zip_longest(
            lines, lines[1:], fillvalue=("", False)
        )
        if line
    )


def _heads(line: str, following: str) -> bool:
    """Whether it is the heading of a list, and not the last sentence before one."""
    return following.startswith("- ") and not line.endswith((".", "。"))


def read_wish(query: Mapping[str, str]) -> Wish:
    """What an address asks for; what makes no sense is left out."""
    order = query.get("order", "used")
    return Wish(
        search=searched(query.get("q", "")),
        order=cast("Order", order) if order in get_args(Order) else "used",
        archived=query.get("archived") == "1",
    )


def address_of(wish: Wish, number: int = 1) -> str:
    query = {
        "q": wish.search,
        "order": "" if wish.order == "used" else wish.order,
        "archived": "1" if wish.archived else "",
        "page": "" if number == 1 else str(number),
    }
    return "/job-descriptions" + (
        f"?{urlencode(asked)}" if (asked := {k: v for k, v in query.items() if v}) else ""
    )


async def library_page(
    db: AsyncSession, user_id: uuid.UUID, wish: Wish, *, number: int, did: str
) -> LibraryPage:
    """Page ``number`` (from 1) of what this person keeps. Two statements."""
    number = min(max(number, 1), LAST_PAGE)
    found = await library_of(db, user_id, wish, offset=(number - 1) * PAGE, limit=PAGE + 1)
    jobs = found[:PAGE]
    counts = await interviews_by_job(db, user_id, [job.id for job in jobs]) if jobs else {}
    return LibraryPage(
        rows=tuple(_row(job, counts.get(job.id, 0)) for job in jobs),
        wish=wish,
        newer=address_of(wish, number - 1) if number > 1 else "",
        earlier=address_of(wish, number + 1) if len(found) > PAGE else "",
        did=did if did == "deleted" else "",
    )


def _row(job: JobDescription, interviews: int) -> JobRow:
    return JobRow(
        id=str(job.id),
        title=job.title,
        company=job.company,
        added_at=job.created_at,
        used_at=job.last_used_at,
        interviews=interviews,
        is_outline=job.is_outline,
    )


async def job_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    job_id: uuid.UUID,
    *,
    now: datetime,
    did: str = "",
    editing: bool = False,
    written: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> JobPage:
    """One of this person's job descriptions; ``written`` is a refused form's. Raises `NoSuchJobDescription`."""
    job = await job_description_of(db, user_id, job_id)
    history, older = await interviews_of(db, user_id, now=now, job_id=job.id, limit=HELD)
    others = await other_versions(db, user_id, job)
    read = await asyncio.to_thread(read_again, job.title, job.content)
    return JobPage(
        id=str(job.id),
        title=job.title,
        company=job.company,
        lines=lines_of(job.content),
        facts=facts_shown(corrected_facts(job, read), written),
        others=tuple(_other(job, other) for other in others),
        added_at=job.created_at,
        archived_at=job.archived_at,
        history=history,
        more=older is not None,
        is_outline=job.is_outline,
        sharing=await sharing_of(db, job),
        did=did if did in DID else "",
        editing=editing or bool(errors),
        errors=errors or {},
    )
