"""Waiting for a report: the steps as they are stored, within bounds, and without holding the database."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI

from preppal.assessment.report import Assessment
from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.i18n import words
from preppal.interviews import watching
from preppal.interviews.feedback import (
    Material,
    Told,
    assess_built_in,
    make_feedback,
    mark_feedback_failed,
)
from preppal.interviews.model import Feedback, InterviewSession, Status
from preppal.interviews.progress import NOT_BEGUN, Progress, remark_on, steps_of
from preppal.interviews.watching import Watch
from tests.interviews import an_interview, keep, some_turns
from tests.people import Browser, Browsers, TestClock, a_user
from tests.streams import Stream, streamed


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "EVERY_SECONDS", 0.01)


@pytest.fixture(autouse=True)
async def watch(app: FastAPI) -> AsyncIterator[Watch]:
    watch: Watch = app.state.watch
    yield watch
    await watch.close()


@pytest.fixture
async def row(owner: Browser, database: Database, clock: TestClock) -> InterviewSession:
    row = an_interview(
        owner.me,
        clock(),
        status=Status.COMPLETED,
        started_at=clock(),
        ended_at=clock(),
        end_reason="completed",
        elapsed_ms=70_000,
    )
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row), Feedback(interview_id=row.id, requested_at=clock()))
    return row


def events_of(row: InterviewSession) -> str:
    return f"/interviews/{row.id}/feedback/events"


async def states(stream: Stream) -> list[str]:
    """The state of each step in the next event, which is one of progress."""
    event = await stream.event()
    assert event is not None
    assert event[0] == "progress"
    return [step["state"] for step in event[1]["steps"]]


async def text_of(stream: Stream, name: str) -> str:
    event = await stream.event()
    assert event is not None
    [text] = [step["text"] for step in event[1]["steps"] if step["name"] == name]
    return str(text)


class ByHand:
    """Judges when the test lets it."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.told: Told | None = None
        self.judged = asyncio.Event()

    async def __call__(self, material: Material, told: Told) -> Assessment:
        self.told = told
        self.begun.set()
        await self.judged.wait()
        return await assess_built_in(material, told)


async def test_the_steps_come_as_they_are_stored(
    owner: Browser, database: Database, clock: TestClock, row: InterviewSession
) -> None:
    by_hand = ByHand()
    async with streamed(owner, events_of(row)) as stream:
        assert stream.status == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"
        assert "content-encoding" not in stream.headers
        assert await states(stream) == ["done", "now", "later", "later"]
        making = asyncio.create_task(make_feedback(database, row.id, clock=clock, assess=by_hand))
        assert await states(stream) == ["done", "done", "now", "later"]
        await by_hand.begun.wait()
        assert by_hand.told is not None
        await by_hand.told(3, 7)
        assert await text_of(stream, "rated") == "Competencies rated: 3 of 7"
        page = (await owner.get(f"/interviews/{row.id}/feedback")).text
        assert "Competencies rated: 3 of 7" in page, "a reload shows the same"
        assert "Answers read: 2" in page
        assert '<noscript><meta http-equiv="refresh"' in page, "also without scripts"
        by_hand.judged.set()
        last = []
        while (event := await stream.event()) is not None:
            last.append(event)
        await making
    assert last[-1] == ("over", {"state": "ready"})


async def test_each_reads_in_their_own_language(
    browsers: Browsers, database: Database, row: InterviewSession, owner: Browser
) -> None:
    async with database.transaction() as db:
        user = await db.get_one(type(owner.me), owner.me.id)
        user.locale = "es"
    async with streamed(owner, events_of(row)) as stream:
        assert await text_of(stream, "kept") == words("es")("Every word is kept")


@pytest.mark.parametrize("what", ["failed", "deleted", "ready"])
async def test_it_ends_when_there_is_nothing_to_wait_for(
    what: str,
    owner: Browser,
    database: Database,
    clock: TestClock,
    row: InterviewSession,
    watch: Watch,
) -> None:
    async with streamed(owner, events_of(row)) as stream:
        await states(stream)
        if what == "failed":
            async with database.transaction() as db:
                await mark_feedback_failed(db, row.id)
        elif what == "deleted":
            await owner.post(f"/interviews/{row.id}/delete")
        else:
            await make_feedback(database, row.id, clock=clock)
        last: Any = None
        while (event := await stream.event()) is not None:
            last = event
        assert last == ("over", {"state": {"deleted": "gone"}.get(what, what)})
    assert watch.waiting == 0
    # Who comes again is told at once.
    if what != "deleted":
        async with streamed(owner, events_of(row)) as stream:
            assert await stream.event() == ("over", {"state": what})
            assert await stream.event() is None


async def test_it_ends_by_itself_and_beats_until_then(
    owner: Browser, row: InterviewSession, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(watching, "LONGEST_SECONDS", 0.5)
    async with streamed(owner, events_of(row)) as stream:
        await states(stream)
        assert await stream.event() is None
        assert stream.comments >= 1
    assert watch.waiting == 0


async def test_who_hangs_up_is_forgotten(
    owner: Browser, row: InterviewSession, watch: Watch
) -> None:
    async with streamed(owner, events_of(row)) as stream:
        await states(stream)
        while not watch.waiting:  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert watch.waiting == 0


async def test_so_many_and_no_more(
    owner: Browser, row: InterviewSession, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "MOST_OF_ONE", 1)
    async with streamed(owner, events_of(row)) as first:
        await states(first)
        while not watch.waiting:  # noqa: ASYNC110
            await asyncio.sleep(0)
        async with streamed(owner, events_of(row)) as second:
            assert await states(second) == ["done", "now", "later", "later"]
            assert await second.event() is None, "told how it stands, and sent away"
    monkeypatch.setattr(watching, "MOST_PAGES", 0)
    async with streamed(owner, events_of(row)) as third:
        await states(third)
        assert await third.event() is None


async def test_a_process_that_stops_lets_everybody_go(
    owner: Browser, row: InterviewSession, watch: Watch
) -> None:
    async with streamed(owner, events_of(row)) as stream:
        await states(stream)
        while not watch.waiting:  # noqa: ASYNC110
            await asyncio.sleep(0)
        await watch.close()
        assert await stream.event() is None
    async with streamed(owner, events_of(row)) as stream:
        await states(stream)
        assert await stream.event() is None


async def test_many_pages_share_one_query(
    owner: Browser,
    database: NestedDatabase,
    row: InterviewSession,
    watch: Watch,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching, "MOST_OF_ONE", 30)
    first = watching.Seen("waiting")

    async def wait() -> list[watching.Seen | None]:
        return [state async for state in watch.states(owner.me.id, row.id, first)]

    async with database.transaction() as db:
        waiting = [asyncio.create_task(wait()) for _ in range(20)]
        while watch.waiting < 20:  # noqa: ASYNC110
            await asyncio.sleep(0)
        await mark_feedback_failed(db, row.id)
    with database.count_statements() as statements:
        seen = await asyncio.gather(*waiting)
    assert [states[-1] for states in seen] == [watching.Seen("failed", failure="stopped")] * 20
    assert len(statements) <= 3
    assert not database.in_use


async def test_a_stranger_learns_nothing(
    browsers: Browsers, visitor: Browser, row: InterviewSession
) -> None:
    stranger = await browsers(a_user("Bo"))
    assert (await stranger.get(events_of(row))).status_code == 404
    assert (await visitor.get(events_of(row))).status_code == 303


def test_what_is_said_of_each_state() -> None:
    speak = words("en")
    texts = [
        [step.text for step in steps_of(progress, speak)]
        for progress in (
            NOT_BEGUN,
            Progress(1, 6, 0, 0),
            Progress(1, 6, 3, 7),
            Progress(1, 6, 7, 7),
        )
    ]
    assert [text[1] for text in texts] == ["Reading your answers", *["Answers read: 6"] * 3]
    assert [text[2] for text in texts] == [
        "Rating what was heard",
        "Rating what was heard",
        "Competencies rated: 3 of 7",
        "Competencies rated: 7 of 7",
    ]
    assert remark_on("", Progress(1), speak) == ""
    assert "begun again" in remark_on("", Progress(2), speak)
    assert "tried again" in remark_on("judging", Progress(2), speak)
    assert Progress.from_json(Progress(2, 6, 3, 7).to_json()) == Progress(2, 6, 3, 7)
    assert Progress.from_json({}) == NOT_BEGUN
