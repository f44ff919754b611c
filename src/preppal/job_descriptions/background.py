"""What runs in the background for job descriptions."""

import datetime

from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.job_descriptions.changing import sweep_versions
from preppal.job_descriptions.counting import count_again
from preppal.job_descriptions.shared.summing_up import sum_up_stale

COUNT_SECONDS = 600
SWEEP_SECONDS = 1800
KEPT_UNUSED = datetime.timedelta(hours=1)
"""A version is written a moment before the job description that has it."""


def register_tasks(tasks: Tasks, *, clock: Clock) -> None:
    """What is common in the library is counted again as it grows; versions that nobody has go."""

    async def count(database: Database) -> None:
        async with database.transaction() as db:
            await count_again(db, now=clock())

    async def sweep(database: Database) -> None:
        async with database.transaction() as db:
            await sweep_versions(db, before=clock() - KEPT_UNUSED)
        async with database.transaction() as db:
            await sum_up_stale(db)

    tasks.every("job_descriptions.count_again", COUNT_SECONDS, count)
    tasks.every("job_descriptions.sweep_versions", SWEEP_SECONDS, sweep)
