"""Too little was said to judge: the page says so, and within the rules the interview goes on."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.interviews.background import register_tasks
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from tests.interviews import an_interview, keep, some_turns
from tests.people import Browser, TestClock
from tests.tasks import run_tasks

ANSWER = (
    "Last winter two pumps failed within an hour on the night shift. I moved both patients to the side room"
    " and called the technician, because the spare was on another floor. In the end nobody missed a dose."
)


async def cut_short(
    database: Database, owner: Browser, clock: TestClock, *, turns: int = 2, **changes: Any
) -> InterviewSession:
    """Ana pressed End after a word or two, and the report of it is there."""
    fields = {"status": Status.LIVE, "started_at": clock(), "last_seen_at": clock()}
    row = an_interview(owner.me, clock(), **{**fields, "elapsed_ms": 61_000, **changes})
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row)[:turns])
    await owner.post(f"/interviews/{row.id}/end")
    assert await work(database, clock) == ["interviews.make_feedback"]
    return row


async def work(database: Database, clock: TestClock) -> list[str]:
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    return await run_tasks(tasks, database)


async def status_of(database: Database, interview_id: UUID) -> tuple[str, list[str]]:
    """Of the interview, and of its reports."""
    async with database.transaction() as db:
        row = await db.get_one(InterviewSession, interview_id, populate_existing=True)
        reports = await db.scalars(
            select(Feedback.status).where(Feedback.interview_id == interview_id)
        )
        return row.status, list(reports)


async def test_it_goes_on_and_one_report_reads_all_of_it(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await cut_short(database, owner, clock)
    feedback = f"/interviews/{row.id}/feedback"
    page = (await owner.get(feedback)).text
    assert "Not enough to judge" in page
    assert "more than 8 minutes left on its clock" in page
    assert "For another 24 hours" in page
    clock.forward(hours=5)
    answer = await owner.post(f"/interviews/{row.id}/continue")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/interviews/{row.id}/lobby")
    assert await status_of(database, row.id) == (Status.LIVE, [])
    async with owner.socket(f"/interviews/{row.id}/live") as socket:
        await socket.send(type="hello", mode="text", last_seq=0)
        assert len((await socket.receive_type("ready"))["turns"]) == 2
        for seq in (4, 6, 8):
            await socket.receive_type("turn")
            await socket.send(type="say", text=ANSWER.replace("two", str(seq)))
            assert (await socket.receive_type("turn"))["seq"] == seq
        await socket.send(type="end")
        await socket.receive_type("ended")
    assert await work(database, clock) == ["interviews.make_feedback"]
    assert await status_of(database, row.id) == (Status.COMPLETED, ["READY"])
    page = (await owner.get(feedback)).text
    assert "called the technician" in page
    assert "Not enough to judge" not in page


async def refused(owner: Browser, database: Database, row: InterviewSession) -> None:
    """Neither offered nor done; the report stays."""
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    assert "/continue" not in page
    before = await status_of(database, row.id)
    answer = await owner.post(f"/interviews/{row.id}/continue")
    assert answer.status_code == 409
    assert "This interview cannot be continued" in answer.text
    assert await status_of(database, row.id) == before == (Status.COMPLETED, ["READY"])


async def test_not_after_a_day(owner: Browser, database: Database, clock: TestClock) -> None:
    row = await cut_short(database, owner, clock)
    clock.forward(hours=24)
    await refused(owner, database, row)
    assert "Set it up again" in (await owner.get(f"/interviews/{row.id}/feedback")).text


async def test_not_with_too_little_left(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    await refused(
        owner, database, await cut_short(database, owner, clock, elapsed_ms=600_000 - 119_000)
    )


async def test_not_when_there_is_a_report_to_read(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    await refused(owner, database, await cut_short(database, owner, clock, turns=4))


async def test_not_after_goodbye(owner: Browser, database: Database, clock: TestClock) -> None:
    row = an_interview(owner.me, clock(), status=Status.LIVE, started_at=clock(), elapsed_ms=61_000)
    goodbye = Turn(
        interview_id=row.id,
        seq=3,
        speaker="interviewer",
        text="Then we stop here. Goodbye.",
        started_ms=9_000,
        ended_ms=12_000,
        intent="closing",
    )
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row)[:2], goodbye)
    await owner.post(f"/interviews/{row.id}/end")
    await work(database, clock)
    await refused(owner, database, row)


async def test_not_while_its_report_is_being_made(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    """Whether there is enough is not known yet."""
    row = an_interview(owner.me, clock(), status=Status.LIVE, started_at=clock(), elapsed_ms=61_000)
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row)[:2])
    await owner.post(f"/interviews/{row.id}/end")
    assert (await owner.post(f"/interviews/{row.id}/continue")).status_code == 409
    assert await status_of(database, row.id) == (Status.COMPLETED, ["WAITING"])


async def test_nobody_else_continues_it(
    owner: Browser, stranger: Browser, database: Database, clock: TestClock
) -> None:
    row = await cut_short(database, owner, clock)
    assert (await stranger.post(f"/interviews/{row.id}/continue")).status_code == 404
    assert await status_of(database, row.id) == (Status.COMPLETED, ["READY"])


@pytest.mark.parametrize(
    ("changes", "offer"),
    [
        ({}, 'href="/interviews/new"'),
        (
            {"job": {"title": "", "company": "", "content": ""}, "topic": "hardest_problem"},
            'name="topic" value="hardest_problem"',
        ),
    ],
)
async def test_it_can_be_practised_again(
    changes: dict[str, Any], offer: str, owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await cut_short(database, owner, clock, **changes)
    assert offer in (await owner.get(f"/interviews/{row.id}/feedback")).text
