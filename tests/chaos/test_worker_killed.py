"""Kill -9 of the worker at random moments of the report's task; the next one finishes it, once.

The moments are random. The seed is printed; `CHAOS_SEED=…` tries the same ones again, and
`CHAOS_KILLS=50` kills more often than a run of all tests has time for. That every single point of the
task is safe is shown by `tests/integration/interviews/test_feedback_interrupted.py`.
"""

import asyncio
import os
import random
import secrets
import signal
import time
from collections import Counter
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select, text

from preppal.accounts.model import User
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.interviews.ending import end_interview
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from tests.chaos.nursery import nursery
from tests.interviews import an_interview, keep, some_turns
from tests.serving import environment
from tools.sample_interviews import make_person

KILLS = int(os.environ.get("CHAOS_KILLS") or 8)
PATIENCE = 90.0
"""Seconds for a report, on a machine that has other things to do."""
MOMENTS = ("any time", "beginning", "finishing")


async def ended(database: Database, user_id: UUID) -> UUID:
    """An interview that has just ended; its task waits."""
    now = utc_now()
    async with database.transaction() as db:
        user = await db.get_one(User, user_id)
        row = an_interview(
            user, now, status=Status.LIVE, started_at=now, last_seen_at=now, elapsed_ms=70_000
        )
        await keep(db, row, *some_turns(row))
        await end_interview(db, row.id, user_id=user_id, reason="completed", now=now)
    return row.id


async def kill_at(
    moment: str, worker: int, database: Database, user_id: UUID, chance: random.Random
) -> UUID:
    """Kill the worker while it makes the report of an interview that ends now.

    Where it must be at some statement, a lock keeps it there; it is stopped until the lock is held.
    """
    if moment == "any time":
        interview_id = await ended(database, user_id)
        await asyncio.sleep(chance.uniform(0, 0.08))
        os.kill(worker, signal.SIGKILL)
        return interview_id
    os.kill(worker, signal.SIGSTOP)
    interview_id = await ended(database, user_id)
    table = Feedback if moment == "beginning" else InterviewSession
    async with database.transaction() as db:
        await db.get_one(table, interview_id, with_for_update={"of": table})
        os.kill(worker, signal.SIGCONT)
        await somebody_waits(database)
        os.kill(worker, signal.SIGKILL)
    return interview_id


async def somebody_waits(database: Database) -> None:
    waiting = text(
        "select count(*) from pg_stat_activity"
        " where datname = current_database() and wait_event_type = 'Lock'"
    )
    until = time.monotonic() + PATIENCE
    while True:
        async with database.transaction() as db:
            if await db.scalar(waiting):
                return
        assert time.monotonic() < until, "the worker did not come to the lock"
        await asyncio.sleep(0.01)


async def report_of(database: Database, interview_id: UUID) -> Feedback:
    """The only one, as it is now."""
    async with database.transaction() as db:
        [report] = await db.scalars(select(Feedback).where(Feedback.interview_id == interview_id))
        return report


async def made(database: Database, interview_id: UUID) -> Feedback:
    until = time.monotonic() + PATIENCE
    while (report := await report_of(database, interview_id)).status == "WAITING":
        assert time.monotonic() < until, "the report was not made"
        await asyncio.sleep(0.02)
    return report


async def test_killed_in_the_middle_of_its_task(fresh_url: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or secrets.randbits(32))
    chance = random.Random(seed)
    print(f"CHAOS_SEED={seed}")
    database = Database(fresh_url)
    variables = environment(fresh_url, tmp_path)
    found: Counter[str] = Counter()
    finished: dict[UUID, Feedback] = {}
    took = []
    try:
        user_id, _ = await make_person(database, "Ines Almeida", utc_now())
        with nursery(variables, tmp_path) as workers:
            worker = workers.begin()
            first = await ended(database, user_id)
            finished[first] = await made(database, first)
            for _ in range(KILLS):
                interview_id = await kill_at(
                    chance.choice(MOMENTS), worker, database, user_id, chance
                )
                before = await report_of(database, interview_id)
                found[stage_of(before)] += 1
                started = time.monotonic()
                worker = workers.begin()
                finished[interview_id] = await made(database, interview_id)
                took.append(time.monotonic() - started)
                if before.status == "READY":
                    assert finished[interview_id].made_at == before.made_at, "it was made again"
        await check(database, finished)
    finally:
        await database.dispose()
    print(
        dict(found), f"from the new worker's start to the report: {sorted(took)[-1]:.1f} s at most"
    )
    assert found.total() == KILLS


def stage_of(report: Feedback) -> str:
    if report.status == "READY":
        return "made"
    return "not begun" if not report.progress else "begun"


async def check(database: Database, finished: dict[UUID, Feedback]) -> None:
    """One report each, as it was when it was first seen; every word is there."""
    first = next(iter(finished.values())).assessment
    for interview_id, report in finished.items():
        now = await report_of(database, interview_id)
        assert (now.status, now.made_at) == ("READY", report.made_at)
        assert now.assessment == report.assessment == first
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(Turn)) == 4 * len(finished)
        assert await db.scalar(select(func.count()).select_from(Feedback)) == len(finished)
        failed = await db.scalar(text("select count(*) from pgqueuer where status = 'failed'"))
    assert failed == 0
