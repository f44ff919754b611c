"""A small world to look at: what Ana owns, in every state there is.

`World.fill` puts its ids into a route's path; `World.snapshot` tells whether anything has changed.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import text

from preppal.accounts.model import User
from preppal.foundation.database import Database, uuid7
from preppal.interviews.ending import end_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.lease import enter_room
from preppal.interviews.model import Feedback, InterviewSession
from preppal.job_descriptions.model import JobDescription
from preppal.personas.built_in import publish_built_in
from tests.interviews import JOB, an_interview, keep, some_turns
from tests.people import Browser, TestClock

OWNED = (
    "users",
    "devices",
    "interview_sessions",
    "turns",
    "feedback",
    "job_descriptions",
    "personas",
    "pgqueuer",
)


@dataclass
class World:
    """`ids` maps what a row of the table is about to an id: an interview's state, or "job"."""

    database: Database
    ids: dict[str, uuid.UUID]

    def fill(self, path: str, about: str = "", /, **others: str) -> str:
        """The path with ids in place of its parameters; all of them mean `about`."""
        for name in ("interview_id", "job_id", "persona_id"):
            if "{" + name + "}" in path:
                path = path.replace("{" + name + "}", str(self.ids[about]))
        return path.format(**others)

    async def snapshot(self) -> dict[str, str]:
        """A digest of each table. Being seen (devices) and sign-in codes count too."""
        digests = {}
        async with self.database.transaction() as db:
            for table in OWNED:
                rows = await db.scalars(text(f"select to_jsonb(t)::text from {table} t order by 1"))
                digests[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
        return digests


async def make_world(
    database: Database, owner: User, clock: TestClock, *, interviews: int = 0, jobs: int = 0
) -> World:
    """Ana's interviews in every state, a job description of hers, the built-in personas.

    `interviews` and `jobs` add as many more.
    """
    now = clock()
    async with database.transaction() as db:
        await publish_built_in(db, now=now)
    ids: dict[str, uuid.UUID] = {"nowhere": uuid.UUID(int=7)}
    for about in ("deleted", "ready", "live", "held", "over", "waiting", "failed", "completed"):
        ids[about] = await _interview(database, owner, clock, about)
    async with database.transaction() as db:
        for number in range(jobs + 1):
            job = JobDescription(
                user_id=owner.id,
                title=JOB["title"],
                company=JOB["company"],
                content=JOB["content"] + "x" * number,
                content_hash=uuid7().hex * 2,
                created_at=now,
                last_used_at=now,
            )
            await keep(db, job)
            ids["job"] = job.id
    for _ in range(interviews):
        await _interview(database, owner, clock, "completed")
    return World(database, ids)


async def _interview(database: Database, owner: User, clock: TestClock, about: str) -> uuid.UUID:
    now = clock()
    row = an_interview(owner, now - timedelta(minutes=20))
    async with database.transaction() as db:
        await keep(db, row)
    if about in ("ready", "deleted"):
        return row.id
    async with database.transaction() as db:
        visit = uuid7()
        await enter_room(db, owner.id, row.id, visit=visit, mode="text", take_over=False, now=now)
        await keep(db, *some_turns(row))
        kept = await db.get_one(InterviewSession, row.id)
        if about != "held":
            kept.held_by = kept.held_until = None
    if about in ("live", "held"):
        return row.id
    async with database.transaction() as db:
        await end_interview(
            db, row.id, user_id=owner.id, reason="ended", now=now, elapsed_ms=240_000
        )
    if about == "completed":
        await make_feedback(database, row.id, clock=clock)
    if about == "failed":
        async with database.transaction() as db:
            feedback = await db.get_one(Feedback, row.id)
            feedback.status = "FAILED"
    return row.id


@pytest.fixture
async def world(database: Database, owner: Browser, clock: TestClock) -> World:
    """The owner's world."""
    return await make_world(database, owner.me, clock)


Form = Mapping[str, str]
