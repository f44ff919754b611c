"""Continuing an interview whose line dropped for good: for a day, by its owner, with one report."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import UpdateBase

from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.interviews.background import register_tasks
from preppal.interviews.continuing import continue_interview
from preppal.interviews.ending import abandon_dropped, end_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.live import protocol
from preppal.interviews.model import (
    CannotContinue,
    Feedback,
    InterviewSession,
    Status,
    Turn,
)
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, Browser, TestClock, a_user
from tests.sockets import Closed
from tests.tasks import run_tasks

MORE = "I also wrote the rota for the spare pumps, because nobody had owned it, and it held all winter."


async def a_dropped_one(
    database: Database, owner: Browser, clock: TestClock, **changes: Any
) -> InterviewSession:
    """Its line dropped at 1:15, and the grace is over."""
    row = an_interview(
        owner.me,
        clock(),
        **{
            "status": Status.LIVE,
            "started_at": clock(),
            "last_seen_at": clock(),
            "elapsed_ms": 75_000,
            **changes,
        },
    )
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row))
    clock.forward(minutes=3)
    async with database.transaction() as db:
        assert await abandon_dropped(db, now=clock()) == 1
    return row


async def row_of(database: Database, interview_id: UUID) -> InterviewSession:
    async with database.transaction() as db:
        return await db.get_one(InterviewSession, interview_id, populate_existing=True)


async def reports_of(database: Database, interview_id: UUID) -> list[Feedback]:
    async with database.transaction() as db:
        query = select(Feedback).where(Feedback.interview_id == interview_id)
        return list(await db.scalars(query.execution_options(populate_existing=True)))


async def work(database: Database, clock: TestClock) -> list[str]:
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    return await run_tasks(tasks, database)


async def say_more(database: Database, row: InterviewSession, clock: TestClock) -> None:
    """Something is said after coming back, and the interview is ended."""
    async with database.transaction() as db:
        lead = row.plan["leads"][0]["lead_id"]
        again = Turn(
            interview_id=row.id,
            seq=5,
            speaker="interviewer",
            text="Where were we? What came of it?",
            started_ms=76_000,
            ended_ms=79_000,
            intent="follow_up",
            lead_id=lead,
        )
        more = Turn(
            interview_id=row.id,
            seq=6,
            speaker="candidate",
            text=MORE,
            started_ms=80_000,
            ended_ms=99_000,
        )
        await keep(db, again, more)
        await end_interview(
            db, row.id, user_id=row.user_id, reason="completed", now=clock(), elapsed_ms=99_000
        )


async def test_it_goes_on_where_it_was_and_one_report_reads_all_of_it(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_dropped_one(database, owner, clock)
    assert await work(database, clock) == ["interviews.make_feedback"]
    feedback = f"/interviews/{row.id}/feedback"
    assert f'action="/interviews/{row.id}/continue"' in (await owner.get(feedback)).text
    clock.forward(hours=5)

    answer = await owner.post(f"/interviews/{row.id}/continue")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/interviews/{row.id}/lobby")
    assert "8:44" in (await owner.get(f"/interviews/{row.id}/lobby")).text, "the clock goes on"
    assert await reports_of(database, row.id) == []
    async with owner.socket(f"/interviews/{row.id}/live") as socket:
        await socket.send(type="hello", mode="text", last_seq=0)
        ready = await socket.receive_type("ready")
        assert [turn["seq"] for turn in ready["turns"]] == [1, 2, 3, 4]
        assert ready["remaining_ms"] == 600_000 - 75_001
        assert (await socket.receive_type("turn"))["seq"] == 5
        await socket.send(type="say", text=MORE)
        await socket.receive_type("turn")
        await socket.send(type="end")
        await socket.receive_type("ended")
    assert await work(database, clock) == ["interviews.make_feedback"]
    [report] = await reports_of(database, row.id)
    assert report.status == "READY"
    kept = await row_of(database, row.id)
    assert kept.status == Status.COMPLETED
    assert kept.gaps == [{"at_ms": 75_000, "seconds": 5 * 3600 + 180}]
    page = (await owner.get(feedback)).text
    assert "I also wrote the rota" in page
    assert page.count("You came back 5 hours later, at 1:15.") >= 2, "in words and in its place"
    assert "/continue" not in page


async def test_the_button_is_wherever_the_interview_is_listed(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_dropped_one(database, owner, clock)
    button = f'action="/interviews/{row.id}/continue"'
    for path in ("/dashboard", "/interviews", f"/interviews/{row.id}/feedback"):
        assert button in (await owner.get(path)).text, path
    clock.forward(hours=24)
    for path in ("/dashboard", "/interviews", f"/interviews/{row.id}/feedback"):
        assert button not in (await owner.get(path)).text, path
    assert (
        "It could be continued for a day"
        in (await owner.get(f"/interviews/{row.id}/feedback")).text
    )


async def test_after_a_day_it_is_refused_in_a_sentence(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_dropped_one(database, owner, clock)
    clock.forward(hours=24)
    answer = await owner.post(f"/interviews/{row.id}/continue")
    assert answer.status_code == 409
    assert "This interview cannot be continued" in answer.text
    assert (await row_of(database, row.id)).status == Status.ABANDONED
    assert len(await reports_of(database, row.id)) == 1


async def test_with_too_little_left_it_stays_closed(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_dropped_one(database, owner, clock, elapsed_ms=600_000 - 119_000)
    page = await owner.get(f"/interviews/{row.id}/feedback")
    assert "Too little was left on its clock" in page.text
    assert (await owner.post(f"/interviews/{row.id}/continue")).status_code == 409


async def test_one_that_was_ended_stays_ended(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = an_interview(
        owner.me, clock(), status=Status.LIVE, started_at=clock(), last_seen_at=clock()
    )
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row))
    await owner.post(f"/interviews/{row.id}/end")
    assert (await owner.post(f"/interviews/{row.id}/continue")).status_code == 409
    assert (await row_of(database, row.id)).status == Status.COMPLETED


async def test_nobody_else_continues_it(
    owner: Browser, stranger: Browser, visitor: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_dropped_one(database, owner, clock)
    assert (await stranger.post(f"/interviews/{row.id}/continue")).status_code == 404
    out = await visitor.post(f"/interviews/{row.id}/continue")
    assert out.headers["location"].startswith("/sign-in")
    assert (await row_of(database, row.id)).status == Status.ABANDONED
    assert len(await reports_of(database, row.id)) == 1


async def test_a_double_click_leads_in_both_times(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_dropped_one(database, owner, clock)
    for _ in range(2):
        answer = await owner.post(f"/interviews/{row.id}/continue")
        assert answer.headers["location"] == f"/interviews/{row.id}/lobby"
    assert (await row_of(database, row.id)).gaps == [{"at_ms": 75_000, "seconds": 180}]


async def test_two_tabs_continue_it_once(fresh_database: Database) -> None:
    user = a_user("Ana")
    dropped = MONDAY - timedelta(minutes=10)
    async with fresh_database.transaction() as db:
        await keep(db, user)
        row = an_interview(
            user, dropped, status=Status.LIVE, last_seen_at=dropped, elapsed_ms=75_000
        )
        await keep(db, row, *some_turns(row))
    async with fresh_database.transaction() as db:
        assert await abandon_dropped(db, now=MONDAY) == 1

    async def go_on() -> str:
        async with fresh_database.transaction() as db:
            return (await continue_interview(db, user.id, row.id, now=MONDAY)).status

    assert await asyncio.gather(*(go_on() for _ in range(6))) == [Status.LIVE] * 6
    assert await reports_of(fresh_database, row.id) == []
    assert (await row_of(fresh_database, row.id)).gaps == [{"at_ms": 75_000, "seconds": 600}]


class InBetween:
    """The database, with something that happens between two of its transactions."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.opened = 0
        self.happen: Any = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        self.opened += 1
        if self.opened == 2:
            await self.happen()
        async with self.database.transaction() as db:
            yield db

    async def write(self, statement: UpdateBase, values: Mapping[str, Any]) -> int:
        return await self.database.write(statement, values)


@pytest.mark.parametrize("said_more", [False, True])
async def test_continued_while_its_report_is_being_made(
    said_more: bool, owner: Browser, database: Database, clock: TestClock
) -> None:
    """Between reading and writing it is continued, and perhaps even ended again with more to read."""
    row = await a_dropped_one(database, owner, clock)
    between = InBetween(database)

    async def happen() -> None:
        clock.forward(seconds=30)
        await owner.post(f"/interviews/{row.id}/continue")
        if said_more:
            await say_more(database, row, clock)

    between.happen = happen
    await make_feedback(cast("Database", between), row.id, clock=clock)
    assert between.opened == 2
    if not said_more:
        assert await reports_of(database, row.id) == []
        await say_more(database, row, clock)
    [waiting] = await reports_of(database, row.id)
    assert waiting.status == "WAITING", "a report of half of it was written"
    # The task of the first end is still there too: both run, one report comes of it.
    assert await work(database, clock) == ["interviews.make_feedback"] * 2
    [report] = await reports_of(database, row.id)
    assert report.status == "READY"
    assert "I also wrote the rota" in (await owner.get(f"/interviews/{row.id}/feedback")).text


async def test_left_in_the_lobby_for_too_long_it_can_still_be_entered(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_dropped_one(database, owner, clock)
    await owner.post(f"/interviews/{row.id}/continue")
    clock.forward(minutes=3)
    async with database.transaction() as db:
        assert await abandon_dropped(db, now=clock()) == 1
    assert len(await reports_of(database, row.id)) == 1
    answer = await owner.post(f"/interviews/{row.id}/start", data={"mode": "text"})
    assert answer.headers["location"] == f"/interviews/{row.id}/session"
    kept = await row_of(database, row.id)
    assert kept.status == Status.LIVE
    assert kept.gaps == [{"at_ms": 75_000, "seconds": 360}], "one absence, one gap"


async def test_the_room_says_that_it_can_be_continued(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_dropped_one(database, owner, clock)
    for name, code in (("interrupted", protocol.INTERRUPTED), ("not_live", protocol.NOT_LIVE)):
        async with owner.socket(f"/interviews/{row.id}/live") as socket:
            await socket.send(type="hello", mode="text", take_over=True)
            assert (await socket.receive_type("error"))["code"] == name
            with pytest.raises(Closed) as closed:
                await socket.receive()
            assert closed.value.code == code
        clock.forward(hours=24)


async def test_reopening_is_a_transition_of_the_row_alone(owner: Browser, clock: TestClock) -> None:
    row = an_interview(owner.me, clock(), status=Status.LIVE, gaps=[], elapsed_ms=1_000)
    for status, reason in ((Status.COMPLETED, "completed"), (Status.FAILED, "line_dropped")):
        row.status = Status.LIVE
        row.end(status, reason, clock())
        with pytest.raises(CannotContinue):
            row.reopen(clock())
