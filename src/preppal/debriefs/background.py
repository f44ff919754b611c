"""What runs in the background for debriefs."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.debriefs.summarising import (
    Prose,
    ask_for_forgotten,
    built_in_prose,
    make_summary,
    mark_summary_failed,
)
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.tasks import Payload, Tasks
from preppal.panels.model import SUMMARISE

FORGOTTEN_SECONDS = 60


def register_tasks(tasks: Tasks, *, clock: Clock, prose: Prose = built_in_prose) -> None:
    """Panel Summaries are made when a loop is through, and when somebody asks.

    ``prose`` words the findings; the numbers are the code's whoever that is.
    """

    async def summary(database: Database, payload: Payload) -> None:
        await make_summary(database, UUID(payload["panel_id"]), clock=clock, prose=prose)

    async def summary_failed(db: AsyncSession, payload: Payload) -> None:
        await mark_summary_failed(db, UUID(payload["panel_id"]))

    async def forgotten(database: Database) -> None:
        async with database.transaction() as db:
            await ask_for_forgotten(db, now=clock())

    tasks.add(SUMMARISE, summary, on_failed=summary_failed)
    tasks.every("debriefs.ask_for_forgotten", FORGOTTEN_SECONDS, forgotten)
