"""Run what the code under test has enqueued, inside the test's outer transaction."""

import json

from sqlalchemy import text

from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks

TAKE = text(
    "delete from pgqueuer where status = 'queued' and execute_after <= clock_timestamp()"
    " returning id, entrypoint, payload"
)


async def run_tasks(tasks: Tasks, database: Database) -> list[str]:
    """Run every task that is due, and those that they enqueue; the names in their order.

    An error in a task is raised here: nothing is tried again.
    """
    done: list[str] = []
    while True:
        async with database.transaction() as db:
            due = sorted((await db.execute(TAKE)).all())
        if not due:
            return done
        for _id, name, payload in due:
            await tasks.registered[name].run(database, json.loads(payload))
            done.append(name)
