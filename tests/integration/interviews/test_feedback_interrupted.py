"""The task dies, or fails, at every point it has: run again, it ends in one report, and no word is lost.

A point is before and after each statement, before and after each commit, and around the judgement. What
dies there leaves what the server keeps of a broken connection: nothing that was not committed.
"""

import asyncio
import itertools
import random
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import UpdateBase

from preppal.accounts.model import User
from preppal.assessment.report import Assessment
from preppal.foundation.database import Database
from preppal.interviews.ending import end_interview
from preppal.interviews.feedback import Material, Told, assess_built_in, make_feedback
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, TestClock, a_user

SEEDS = 6


class Killed(BaseException):
    """As a process that is no more: nothing catches it."""


class Broken(Exception):
    """Something that went wrong."""


@dataclass
class Mortal(Database):
    """The database of a process that ends at point number ``at`` (from 1), with ``by``."""

    behind: Database
    at: int = 0
    by: type[BaseException] = Killed
    points: int = 0
    names: list[str] = field(default_factory=list)

    def point(self, name: str) -> None:
        self.points += 1
        self.names.append(name)
        if self.points == self.at:
            raise self.by()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        def before(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            self.point(f"before {statement[:40]}")

        def after(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            self.point(f"after {statement[:40]}")

        def commit(_c: Any) -> None:
            self.point("before commit")

        engine = self.behind.engine.sync_engine
        hooks = (
            ("before_cursor_execute", before),
            ("after_cursor_execute", after),
            ("commit", commit),
        )
        for name, hook in hooks:
            event.listen(engine, name, hook)
        try:
            yield
        finally:
            for name, hook in hooks:
                event.remove(engine, name, hook)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        with self._watched():
            async with self.behind.transaction() as db:
                yield db
        self.point("after commit")

    async def write(self, statement: UpdateBase, values: Mapping[str, Any]) -> int:
        with self._watched():
            rows = await self.behind.write(statement, values)
        self.point("after write")
        return rows

    async def assess(self, material: Material, told: Told) -> Assessment:
        """As a model does it: competency by competency."""
        self.point("before judging")
        assessment = await assess_built_in(material, told)
        for rated in range(3):
            await told(rated, 3)
        self.point("after judging")
        return assessment

    async def make(self, interview_id: UUID, clock: TestClock) -> None:
        await make_feedback(self, interview_id, clock=clock, assess=self.assess)


async def held(database: Database, user: User) -> InterviewSession:
    row = an_interview(
        user, MONDAY, status=Status.LIVE, started_at=MONDAY, last_seen_at=MONDAY, elapsed_ms=70_000
    )
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row))
    return row


async def ended(database: Database, user: User) -> UUID:
    row = await held(database, user)
    async with database.transaction() as db:
        await end_interview(db, row.id, user_id=user.id, reason="completed", now=MONDAY)
    return row.id


async def check(database: Database, interview_id: UUID) -> Feedback:
    """One report, READY, of words that are all there."""
    async with database.transaction() as db:
        query = select(Feedback).where(Feedback.interview_id == interview_id)
        [report] = await db.scalars(query)
        turns = await db.scalar(
            select(func.count()).select_from(Turn).where(Turn.interview_id == interview_id)
        )
    assert (report.status, report.failure, turns) == ("READY", None, 4)
    assert report.assessment is not None
    assert report.assessment["enough"] is True
    return report


@pytest.fixture
async def user(fresh_database: Database) -> User:
    user = a_user("Ana")
    async with fresh_database.transaction() as db:
        await keep(db, user)
    return user


async def points_of(database: Database, user: User) -> tuple[int, dict[str, Any]]:
    """How many points an undisturbed run has, and what it says."""
    whole = Mortal(database)
    interview_id = await ended(database, user)
    await whole.make(interview_id, TestClock())
    report = await check(database, interview_id)
    assert {
        "before judging",
        "after judging",
        "before commit",
        "after commit",
        "after write",
    } < set(whole.names)
    assert report.assessment is not None
    return whole.points, report.assessment


@pytest.mark.parametrize("by", [Killed, Broken])
async def test_at_every_point(
    by: type[BaseException], fresh_database: Database, user: User
) -> None:
    points, expected = await points_of(fresh_database, user)
    assert points >= 25
    tried = []
    for at in range(1, points + 1):
        interview_id = await ended(fresh_database, user)
        mortal = Mortal(fresh_database, at, by)
        with pytest.raises(by):
            await mortal.make(interview_id, TestClock())
        await Mortal(fresh_database).make(interview_id, TestClock())
        report = await check(fresh_database, interview_id)
        assert report.assessment == expected, mortal.names[-1]
        tried.append(report.progress["tries"])
    print(f"{points} points; the report came at try {sorted(set(tried))}")
    assert set(tried) == {1, 2}, "killed before it had begun, or after"


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_at_several_points_one_after_the_other(
    seed: int, fresh_database: Database, user: User
) -> None:
    points, expected = await points_of(fresh_database, user)
    chance = random.Random(seed)
    interview_id = await ended(fresh_database, user)
    made_at = None
    for at in chance.choices(range(1, points + 1), k=9):
        mortal = Mortal(fresh_database, at, chance.choice([Killed, Broken]))
        clock = TestClock()
        clock.forward(seconds=at)
        with suppress(Killed, Broken):
            await mortal.make(interview_id, clock)
        async with fresh_database.transaction() as db:
            report = await db.get_one(Feedback, interview_id)
        assert made_at in (None, report.made_at), "made once, it was made again"
        made_at = report.made_at
    await Mortal(fresh_database).make(interview_id, TestClock())
    assert (await check(fresh_database, interview_id)).assessment == expected


async def test_several_at_once_of_which_some_die(fresh_database: Database, user: User) -> None:
    """Two workers at one task, as after a heartbeat that was late."""
    points, expected = await points_of(fresh_database, user)
    for at in range(1, points + 1, 5):
        interview_id = await ended(fresh_database, user)
        mortal = Mortal(fresh_database, at)
        whole = [make_feedback(fresh_database, interview_id, clock=TestClock()) for _ in range(2)]
        await asyncio.gather(mortal.make(interview_id, TestClock()), *whole, return_exceptions=True)
        assert (await check(fresh_database, interview_id)).assessment == expected


async def test_the_end_and_the_task_come_together_or_not_at_all(
    fresh_database: Database, user: User
) -> None:
    for at in itertools.count(1):
        row = await held(fresh_database, user)
        mortal = Mortal(fresh_database, at)
        died = False
        try:
            async with mortal.transaction() as db:
                await end_interview(db, row.id, user_id=user.id, reason="completed", now=MONDAY)
        except Killed:
            died = True
        async with fresh_database.transaction() as db:
            over = (await db.get_one(InterviewSession, row.id)).ended
            wanted = await db.get(Feedback, row.id) is not None
            tasks = await db.scalar(
                text(
                    "select count(*) from pgqueuer where convert_from(payload, 'utf8') like :mine"
                ),
                {"mine": f"%{row.id}%"},
            )
        assert (wanted, tasks) == (over, int(over)), mortal.names[-1]
        assert over == (not died or mortal.names[-1] == "after commit")
        if not died:
            break
    assert at > 10
