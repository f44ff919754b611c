"""The report: made once after the end, quoted verbatim, never stuck, and its owner's alone."""

import asyncio
from uuid import UUID

import pytest
from fastapi import FastAPI

from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.interviews.background import register_tasks
from preppal.interviews.feedback import make_feedback, mark_feedback_failed
from preppal.interviews.model import Feedback, InterviewSession, Status
from tests.interviews import an_interview, keep, some_turns
from tests.people import Browser, TestClock
from tests.tasks import run_tasks


async def ended(
    database: Database, owner: Browser, clock: TestClock, *, status: str = "WAITING"
) -> InterviewSession:
    row = an_interview(
        owner.me,
        clock(),
        status=Status.COMPLETED,
        started_at=clock(),
        ended_at=clock(),
        end_reason="completed",
        elapsed_ms=70_000,
    )
    report = Feedback(interview_id=row.id, requested_at=clock(), status=status)
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row), report)
    return row


async def feedback_of(database: Database, interview_id: UUID) -> Feedback:
    async with database.transaction() as db:
        row = await db.get(Feedback, interview_id, populate_existing=True)
        assert row is not None
        return row


async def test_ending_enqueues_a_report_that_quotes_the_words(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = an_interview(
        owner.me, clock(), status=Status.LIVE, started_at=clock(), last_seen_at=clock()
    )
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row))
    answer = await owner.post(f"/interviews/{row.id}/end")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/interviews/{row.id}/feedback",
    )
    waiting = await owner.get(f"/interviews/{row.id}/feedback")
    assert waiting.status_code == 200
    assert (await owner.get(f"/interviews/{row.id}/feedback/status")).json() == {"state": "waiting"}
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    assert await run_tasks(tasks, database) == ["interviews.make_feedback"]
    assert (await owner.get(f"/interviews/{row.id}/feedback/status")).json() == {"state": "ready"}
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    assert "called the technician" in page
    assert "<mark" in page


async def test_a_report_is_made_once_however_often_the_task_runs(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)
    await make_feedback(database, row.id, clock=clock)
    first = await feedback_of(database, row.id)
    clock.forward(minutes=5)
    await asyncio.gather(
        make_feedback(database, row.id, clock=clock), make_feedback(database, row.id, clock=clock)
    )
    again = await feedback_of(database, row.id)
    assert (again.made_at, again.assessment) == (first.made_at, first.assessment)


async def test_an_interview_deleted_before_its_report_is_no_error(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)
    async with database.transaction() as db:
        await db.delete(await db.get(InterviewSession, row.id))
    await make_feedback(database, row.id, clock=clock)


async def test_a_failed_report_says_so_and_can_be_asked_for_again(
    owner: Browser, database: Database, clock: TestClock, app: FastAPI
) -> None:
    row = await ended(database, owner, clock)
    async with database.transaction() as db:
        await mark_feedback_failed(db, row.id)
    path = f"/interviews/{row.id}/feedback"
    assert (await owner.get(f"{path}/status")).json() == {"state": "failed"}
    assert f'action="{path}/retry"' in (await owner.get(path)).text
    assert (await owner.post(f"{path}/retry")).status_code == 303
    assert (await owner.post(f"{path}/retry")).status_code == 409
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    assert len(await run_tasks(tasks, database)) == 1
    assert (await feedback_of(database, row.id)).status == "READY"


async def test_a_ready_report_cannot_become_failed(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)
    await make_feedback(database, row.id, clock=clock)
    async with database.transaction() as db:
        await mark_feedback_failed(db, row.id)
    assert (await feedback_of(database, row.id)).status == "READY"


async def test_saying_nothing_is_not_judged(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = an_interview(owner.me, clock(), status=Status.ABANDONED, started_at=clock())
    async with database.transaction() as db:
        await keep(db, row, Feedback(interview_id=row.id, requested_at=clock()))
    await make_feedback(database, row.id, clock=clock)
    page = await owner.get(f"/interviews/{row.id}/feedback")
    assert page.status_code == 200
    assert "Not enough to judge" in page.text
    assert "<mark" not in page.text


async def test_feedback_before_the_end_leads_to_the_lobby(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = an_interview(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
    answer = await owner.get(f"/interviews/{row.id}/feedback")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/interviews/{row.id}/lobby")


@pytest.mark.parametrize("path", ["", "/status"])
async def test_strangers_and_visitors_learn_nothing(
    path: str,
    owner: Browser,
    stranger: Browser,
    visitor: Browser,
    database: Database,
    clock: TestClock,
) -> None:
    row = await ended(database, owner, clock)
    url = f"/interviews/{row.id}/feedback{path}"
    assert (await stranger.get(url)).status_code == 404
    answer = await visitor.get(url)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


async def test_strangers_cannot_retry(
    owner: Browser, stranger: Browser, visitor: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock, status="FAILED")
    url = f"/interviews/{row.id}/feedback/retry"
    assert (await stranger.post(url)).status_code == 404
    assert (await visitor.post(url)).status_code == 303
    assert (await feedback_of(database, row.id)).status == "FAILED"
