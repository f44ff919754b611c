"""What runs in the background for interviews."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.clock import Clock, Naps
from preppal.foundation.database import Database
from preppal.foundation.tasks import Payload, Tasks
from preppal.interviews.charging import settle_stale
from preppal.interviews.ending import MAKE_FEEDBACK, abandon_dropped
from preppal.interviews.feedback import ask_for_forgotten, make_feedback, mark_feedback_failed

SWEEP_SECONDS = 20
SLEPT_SECONDS = 10.0
SETTLE_SECONDS = 60
FORGOTTEN_SECONDS = 60


def register_tasks(tasks: Tasks, *, clock: Clock) -> None:
    """Reports are made when an interview ends; rooms that nobody came back to are closed, and so
    are holds without an interview."""

    async def feedback(database: Database, payload: Payload) -> None:
        await make_feedback(database, UUID(payload["interview_id"]), clock=clock)

    async def feedback_failed(db: AsyncSession, payload: Payload) -> None:
        await mark_feedback_failed(db, UUID(payload["interview_id"]))

    naps = Naps(clock)

    async def sweep(database: Database) -> None:
        if naps.slept() > SLEPT_SECONDS:
            return  # so did the rooms: their heartbeats come first
        async with database.transaction() as db:
            await abandon_dropped(db, now=clock())

    async def settle_holds(database: Database) -> None:
        async with database.transaction() as db:
            await settle_stale(db, now=clock())

    async def forgotten(database: Database) -> None:
        async with database.transaction() as db:
            await ask_for_forgotten(db, now=clock())

    tasks.add(MAKE_FEEDBACK, feedback, on_failed=feedback_failed)
    tasks.every("interviews.abandon_dropped", SWEEP_SECONDS, sweep)
    tasks.every("interviews.ask_for_forgotten", FORGOTTEN_SECONDS, forgotten)
    tasks.every("interviews.settle_holds", SETTLE_SECONDS, settle_holds)
