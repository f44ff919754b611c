"""Pages that wait for a report: told within a second, whichever process makes it.

All waiting pages of a process share one short query, asked `EVERY_SECONDS` while anybody waits. So a
page that waits holds neither a connection of the database nor a listener, the web processes need to know
nothing of the workers, and it works through any pooler.
"""

import asyncio
import contextlib
import contextvars
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.interviews.model import Feedback
from preppal.interviews.progress import NOT_BEGUN, Progress

EVERY_SECONDS = 0.5
BEAT_SECONDS = 15.0
"""Something is sent at least this often: proxies close what is silent for half a minute or a minute."""
LONGEST_SECONDS = 120.0
"""Then the stream ends and the browser comes again, with a session that is looked at anew."""
CLOSING_SECONDS = 2.0
"""How long a query that is under way may take when the process stops."""
MOST_PAGES = 400
"""Waiting at once in one process."""
MOST_OF_ONE = 4
"""Of one person."""

Status = Literal["waiting", "ready", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A report as the database has it; ``gone``: the interview was deleted, or goes on."""

    status: Status
    progress: Progress = NOT_BEGUN
    failure: str = ""

    @property
    def over(self) -> bool:
        """There is nothing more to wait for."""
        return self.status != "waiting"


GONE = Seen("gone")


def seen(status: str, progress: dict[str, Any], failure: str | None) -> Seen:
    """From a report's columns."""
    return Seen(status.lower(), Progress.from_json(progress), failure or "")  # type: ignore[arg-type]


@dataclass(eq=False)
class _Page:
    """What one page was shown last; a newer state takes the place of one that was not sent yet."""

    state: Seen
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def show(self, state: Seen) -> None:
        if state != self.state:
            self.state = state
            self.changed.set()


class Watch:
    """The waiting pages of this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pages: dict[UUID, set[_Page]] = {}
        self._of: Counter[UUID] = Counter()
        self._looking: asyncio.Task[None] | None = None
        self._nobody = asyncio.Event()
        self._closed = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many pages wait."""
        return self._of.total()

    async def close(self) -> None:
        """The process stops: every stream ends, and nothing is asked of the database any more."""
        self._closed.set()
        self._nobody.set()
        for pages in self._pages.values():
            for page in pages:
                page.changed.set()
        if self._looking is not None:
            await asyncio.wait({self._looking}, timeout=CLOSING_SECONDS)

    async def states(
        self, person: UUID, interview_id: UUID, first: Seen
    ) -> AsyncGenerator[Seen | None, None]:
        """How it comes along, beginning with ``first``, until there is nothing more to wait for; None is
        due now and then so that the line stays open. Ends early, without a last word, when too many wait,
        after `LONGEST_SECONDS`, and when the process stops."""
        yield first
        full = self.waiting >= MOST_PAGES or self._of[person] >= MOST_OF_ONE
        if first.over or full or self._closed.is_set():
            return
        loop = asyncio.get_running_loop()
        until = loop.time() + LONGEST_SECONDS
        with self._place(person, interview_id, first) as page:
            while not self._closed.is_set() and (left := until - loop.time()) > 0:
                try:
                    await asyncio.wait_for(page.changed.wait(), min(BEAT_SECONDS, left))
                except TimeoutError:
                    yield None
                    continue
                page.changed.clear()
                state = page.state
                if not self._closed.is_set():
                    yield state
                if state.over:
                    return

    @contextlib.contextmanager
    def _place(self, person: UUID, interview_id: UUID, state: Seen) -> Iterator[_Page]:
        page = _Page(state)
        self._of[person] += 1
        self._pages.setdefault(interview_id, set()).add(page)
        self._nobody.clear()
        if self._looking is None or self._looking.done():
            # On behalf of nobody in particular, whoever came first.
            self._looking = asyncio.create_task(self._look(), context=contextvars.Context())
        try:
            yield page
        finally:
            self._of[person] -= 1
            self._of += Counter()  # forgets those with none
            self._pages[interview_id].discard(page)
            if not self._pages[interview_id]:
                del self._pages[interview_id]
            if not self._pages:
                self._nobody.set()

    async def _look(self) -> None:
        """Show every page what has changed, for as long as there is one."""
        while self._pages and not self._closed.is_set():
            try:
                await self._look_once()
            except Exception as problem:  # the pages wait on, and find out when it is over
                log(__name__).warning("reports_not_looked_for", problem=type(problem).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._nobody.wait(), EVERY_SECONDS)

    async def _look_once(self) -> None:
        asked = tuple(self._pages)
        async with self._database.transaction() as db:
            found = await db.execute(
                select(
                    Feedback.interview_id, Feedback.status, Feedback.progress, Feedback.failure
                ).where(Feedback.interview_id.in_(asked))
            )
            states = {row[0]: seen(*row[1:]) for row in found}
        for interview_id in asked:
            for page in self._pages.get(interview_id, ()):
                page.show(states.get(interview_id, GONE))
