"""The report: made once after the end, quoted verbatim, never stuck, and its owner's alone."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import delete, func, select

from preppal.accounts.model import User
from preppal.assessment.report import Assessment
from preppal.foundation.database import Database
from preppal.foundation.tasks import Payload, Tasks
from preppal.interviews.background import register_tasks
from preppal.interviews.deleting import delete_interview
from preppal.interviews.ending import MAKE_FEEDBACK, ask_for_feedback, end_interview
from preppal.interviews.feedback import (
    Material,
    Told,
    ask_for_forgotten,
    assess_built_in,
    make_feedback,
    mark_feedback_failed,
)
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from tests.interviews import an_interview, keep, some_turns
from tests.people import Browser, TestClock, a_user
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


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [("judging", "Judging it failed on our side"), (None, "The server stopped each time")],
)
async def test_the_page_says_why_it_was_not_made(
    problem: str | None, sentence: str, owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)
    if problem:
        with pytest.raises(ZeroDivisionError):
            await make_feedback(database, row.id, clock=clock, assess=stumbling)
        page = (await owner.get(f"/interviews/{row.id}/feedback")).text
        assert "The last try failed on our side. It is tried again." in page
    async with database.transaction() as db:
        await mark_feedback_failed(db, row.id)
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    assert sentence in page
    assert "Every word of the interview is kept." in page
    assert "called the technician" in page
    await owner.post(f"/interviews/{row.id}/feedback/retry")
    assert (await feedback_of(database, row.id)).failure is None


async def stumbling(_material: Material, _told: Told) -> Assessment:
    raise ZeroDivisionError


async def test_a_task_that_raises_is_tried_again_and_then_given_up(
    fresh_database: Database, clock: TestClock
) -> None:
    """Through the queue itself, with the delays made short."""
    tries = 0

    async def counting(database: Database, payload: Payload) -> None:
        nonlocal tries
        tries += 1
        await make_feedback(database, UUID(payload["interview_id"]), clock=clock, assess=stumbling)

    user = a_user("Ana")
    row = an_interview(user, clock(), status=Status.LIVE, started_at=clock(), elapsed_ms=70_000)
    async with fresh_database.transaction() as db:
        await keep(db, user)
        row.user_id = user.id
        await keep(db, row, *some_turns(row))
        await end_interview(db, row.id, user_id=user.id, reason="completed", now=clock())
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    usual = tasks.registered[MAKE_FEEDBACK]
    assert (usual.attempts, usual.first_delay) == (4, timedelta(seconds=2))
    soon = replace(usual, run=counting, first_delay=timedelta(milliseconds=1))
    tasks.registered[MAKE_FEEDBACK] = soon
    async with tasks.running(fresh_database), asyncio.timeout(60):
        while (await feedback_of(fresh_database, row.id)).status == "WAITING":  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert tries == 4
    assert (await feedback_of(fresh_database, row.id)).failure == "judging"


async def test_all_are_rated_of_as_many_as_the_assessor_said(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)

    async def of_seven(material: Material, told: Told) -> Assessment:
        await told(3, 7)
        return await assess_built_in(material, told)

    await make_feedback(database, row.id, clock=clock, assess=of_seven)
    progress = (await feedback_of(database, row.id)).progress
    assert progress == {"tries": 1, "answers": 2, "rated": 7, "of": 7}


async def test_a_report_whose_task_is_gone_gets_another(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)  # without a task

    async def look() -> int:
        async with database.transaction() as db:
            return await ask_for_forgotten(db, now=clock())

    assert await look() == 0, "it was asked for just now"
    clock.forward(minutes=2)
    for _ in range(3):
        assert await look() == 1
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    assert await run_tasks(tasks, database) == [MAKE_FEEDBACK], "one, however often it was missed"
    assert (await feedback_of(database, row.id)).status == "READY"
    assert await look() == 0


async def test_what_was_read_for_an_earlier_request_is_not_written(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    """As when a transcript is corrected while it is being judged: as many turns, other words."""
    row = await ended(database, owner, clock)

    async def overtaken(material: Material, told: Told) -> Assessment:
        clock.forward(seconds=1)
        async with database.transaction() as db:
            await ask_for_feedback(db, row.id, now=clock())
        return await assess_built_in(material, told)

    await make_feedback(database, row.id, clock=clock, assess=overtaken)
    waiting = await feedback_of(database, row.id)
    assert (waiting.status, waiting.assessment, waiting.progress) == ("WAITING", None, {})
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    assert await run_tasks(tasks, database) == [MAKE_FEEDBACK]
    assert (await feedback_of(database, row.id)).status == "READY"


@pytest.mark.parametrize("what", ["interview", "account"])
async def test_deleted_while_it_is_being_judged(
    what: str, fresh_database: Database, clock: TestClock
) -> None:
    user = a_user("Ana")
    async with fresh_database.transaction() as db:
        await keep(db, user)
        row = an_interview(user, clock(), status=Status.LIVE, started_at=clock())
        await keep(db, row, *some_turns(row))
        await end_interview(db, row.id, user_id=user.id, reason="completed", now=clock())

    async def deleting(material: Material, told: Told) -> Assessment:
        await told(1, 3)
        async with fresh_database.transaction() as db:
            if what == "interview":
                await delete_interview(db, user.id, row.id)
            else:
                await db.execute(delete(User).where(User.id == user.id))
        await told(2, 3)
        return await assess_built_in(material, told)

    await make_feedback(fresh_database, row.id, clock=clock, assess=deleting)
    async with fresh_database.transaction() as db:
        for table in (Feedback, Turn, InterviewSession):
            assert await db.scalar(select(func.count()).select_from(table)) == 0
