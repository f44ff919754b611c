"""What happens to resumes' files without anybody waiting for it."""

import datetime

from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.providers.protocols import FileStore
from preppal.resumes.deleting import sweep_files

SWEEP_SECONDS = 3_600
UNDER_WAY = datetime.timedelta(hours=1)
"""A file this young may belong to an upload whose row is yet to be written."""


def register_tasks(tasks: Tasks, *, clock: Clock, files: FileStore) -> None:
    async def sweep(database: Database) -> None:
        await sweep_files(database, files, before=clock() - UNDER_WAY)

    tasks.every("resumes.sweep_files", SWEEP_SECONDS, sweep)
