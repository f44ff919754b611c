"""Two processes on one database: a newer visit takes over, and the older one is told by its heartbeat."""

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path

from preppal.foundation.database import Database
from tests.chaos.candidate import booked, check
from tests.serving import environment, running


async def test_taken_over_on_another_process(fresh_url: str, tmp_path: Path) -> None:
    variables = environment(fresh_url, tmp_path, PREPPAL_VOICE="text", PREPPAL_TASKS="worker")
    database = Database(fresh_url)
    try:
        with ExitStack() as servers:
            first = servers.enter_context(running(variables, tmp_path))
            second = servers.enter_context(running(variables, tmp_path))
            candidate = await booked(database)
            older = asyncio.create_task(candidate.stay(first.url))
            await candidate.sitting.wait()
            taken = time.monotonic()
            outcome = await candidate.visit(second.url, turns_after=1)
            assert outcome == "left"
            assert await older == "dropped"
            print(f"told after {time.monotonic() - taken:.1f} s")
            assert candidate.notices == ["taken_over"]
            await check(candidate, database)
    finally:
        await database.dispose()
