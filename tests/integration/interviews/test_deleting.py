"""Deleting an interview, with its words and its report."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.interviews.deleting import StillLive
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, Browser, TestClock


@pytest.fixture
async def held(owner: Browser, db: AsyncSession) -> InterviewSession:
    """A finished interview with turns and a report that is being made."""
    interview = an_interview(
        owner.me, MONDAY, status=Status.COMPLETED, started_at=MONDAY, ended_at=MONDAY
    )
    await keep(db, interview, *some_turns(interview))
    await keep(db, Feedback(interview_id=interview.id, requested_at=MONDAY))
    return interview


async def left(db: AsyncSession) -> list[int]:
    tables = (InterviewSession, Turn, Feedback)
    return [await db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


async def test_everything_of_it_is_gone(
    owner: Browser, held: InterviewSession, db: AsyncSession
) -> None:
    answer = await owner.post(f"/interviews/{held.id}/delete")
    assert (answer.status_code, answer.headers["location"]) == (303, "/interviews")
    assert await left(db) == [0, 0, 0]
    assert (await owner.get(f"/interviews/{held.id}/feedback")).status_code == 404
    assert (await owner.post(f"/interviews/{held.id}/delete")).status_code == 404


async def test_others_stay(owner: Browser, held: InterviewSession, db: AsyncSession) -> None:
    other = an_interview(owner.me, MONDAY)
    await keep(db, other)
    await owner.post(f"/interviews/{held.id}/delete")
    assert list(await db.scalars(select(InterviewSession.id))) == [other.id]


async def test_one_that_never_began_can_go(owner: Browser, db: AsyncSession) -> None:
    ready = an_interview(owner.me, MONDAY)
    await keep(db, ready)
    assert (await owner.post(f"/interviews/{ready.id}/delete")).status_code == 303
    assert await left(db) == [0, 0, 0]


async def test_the_room_that_is_open_stays(owner: Browser, db: AsyncSession) -> None:
    live = an_interview(
        owner.me,
        MONDAY,
        status=Status.LIVE,
        started_at=MONDAY,
        last_seen_at=MONDAY,
        held_by=uuid4(),
        held_until=MONDAY + timedelta(seconds=15),
    )
    await keep(db, live, *some_turns(live))
    answer = await owner.post(f"/interviews/{live.id}/delete")
    assert answer.status_code == 409
    assert StillLive.message in answer.text
    assert await left(db) == [1, 4, 0]


async def test_nobody_else_can(
    stranger: Browser, staff: Browser, held: InterviewSession, db: AsyncSession
) -> None:
    for browser in (stranger, staff):
        missing = await browser.post(f"/interviews/{uuid4()}/delete")
        answer = await browser.post(f"/interviews/{held.id}/delete")
        assert answer.status_code == missing.status_code == 404
    assert await left(db) == [1, 4, 1]


async def test_a_visitor_is_asked_to_sign_in(
    visitor: Browser, held: InterviewSession, db: AsyncSession
) -> None:
    answer = await visitor.post(f"/interviews/{held.id}/delete")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert await left(db) == [1, 4, 1]


async def test_a_link_cannot(owner: Browser, held: InterviewSession, db: AsyncSession) -> None:
    assert (await owner.get(f"/interviews/{held.id}/delete")).status_code == 405
    assert await left(db) == [1, 4, 1]


async def test_another_site_cannot(
    owner: Browser, held: InterviewSession, db: AsyncSession
) -> None:
    answer = await owner.post(
        f"/interviews/{held.id}/delete", headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403
    assert await left(db) == [1, 4, 1]


async def test_the_report_task_that_comes_later_finds_nothing_to_do(
    owner: Browser, held: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await owner.post(f"/interviews/{held.id}/delete")
    await make_feedback(database, held.id, clock=clock)
    assert await left(db) == [0, 0, 0]


async def test_deleting_the_account_takes_all_of_it(
    owner: Browser, held: InterviewSession, db: AsyncSession
) -> None:
    user = await db.get_one(type(owner.me), owner.me.id)
    await db.delete(user)
    await db.flush()
    assert await left(db) == [0, 0, 0]
