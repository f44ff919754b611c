"""Ending: once, by whom it belongs to, and by itself when the line dropped for good."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select

from preppal.accounts.model import User
from preppal.foundation.database import Database
from preppal.interviews.ending import abandon_dropped, end_interview
from preppal.interviews.model import Feedback, InterviewSession, NotLive, Status
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, Browser, TestClock, a_user


async def a_live_one(
    database: Database, user: User, clock: TestClock, **changes: object
) -> InterviewSession:
    row = an_interview(
        user,
        clock(),
        **({"status": Status.LIVE, "started_at": clock(), "last_seen_at": clock()} | changes),
    )
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row))
    return row


async def status_of(database: Database, interview_id: UUID) -> str:
    async with database.transaction() as db:
        row = await db.get(InterviewSession, interview_id, populate_existing=True)
        assert row is not None
        return row.status


async def test_the_owner_ends_it_once_from_outside_the_room(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_live_one(database, owner.me, clock)
    assert (await owner.post(f"/interviews/{row.id}/end")).status_code == 303
    again = await owner.post(f"/interviews/{row.id}/end")
    assert again.headers["location"] == f"/interviews/{row.id}/feedback"
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(Feedback)) == 1
    assert await status_of(database, row.id) == Status.COMPLETED


async def test_one_that_never_began_stays_ready(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = an_interview(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
    answer = await owner.post(f"/interviews/{row.id}/end")
    assert answer.headers["location"] == f"/interviews/{row.id}/lobby"
    assert await status_of(database, row.id) == Status.READY


async def test_nobody_else_ends_it(
    owner: Browser, stranger: Browser, visitor: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_live_one(database, owner.me, clock)
    assert (await stranger.post(f"/interviews/{row.id}/end")).status_code == 404
    assert (
        (await visitor.post(f"/interviews/{row.id}/end")).headers["location"].startswith("/sign-in")
    )
    assert await status_of(database, row.id) == Status.LIVE


async def test_a_dropped_line_has_two_minutes(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_live_one(database, owner.me, clock)
    clock.forward(seconds=119)
    async with database.transaction() as db:
        assert await abandon_dropped(db, now=clock()) == 0
    clock.forward(seconds=2)
    async with database.transaction() as db:
        assert await abandon_dropped(db, now=clock()) == 1
        assert await abandon_dropped(db, now=clock()) == 0
    assert await status_of(database, row.id) == Status.ABANDONED
    page = await owner.get(f"/interviews/{row.id}/feedback")
    assert "called the technician" in page.text, "what was said is kept"


async def test_a_visit_with_a_heartbeat_is_not_dropped(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await a_live_one(
        database,
        owner.me,
        clock,
        last_seen_at=clock() - timedelta(minutes=5),
        held_by=uuid4(),
        held_until=clock() + timedelta(seconds=5),
    )
    async with database.transaction() as db:
        assert await abandon_dropped(db, now=clock()) == 0
    assert await status_of(database, row.id) == Status.LIVE


async def test_two_tabs_that_end_at_once_make_one_report(fresh_database: Database) -> None:
    user = a_user("Ana")
    async with fresh_database.transaction() as db:
        await keep(db, user)
        row = an_interview(user, MONDAY, status=Status.LIVE, started_at=MONDAY, last_seen_at=MONDAY)
        await keep(db, row, *some_turns(row))

    async def end() -> str:
        try:
            async with fresh_database.transaction() as db:
                await end_interview(db, row.id, user_id=user.id, reason="completed", now=MONDAY)
        except NotLive:
            return "too late"
        return "ended"

    outcomes = await asyncio.gather(*(end() for _ in range(6)))
    assert sorted(outcomes) == ["ended"] + ["too late"] * 5
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(Feedback)) == 1
        bare = await db.connection()
        queued = await bare.exec_driver_sql("select count(*) from pgqueuer")
        assert queued.scalar_one() == 1
