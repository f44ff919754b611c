"""Pages that wait for a report at two web processes, of which one stops, while a third process makes it."""

import asyncio
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Self
from uuid import UUID

import httpx

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from tests.chaos.nursery import nursery
from tests.chaos.test_worker_killed import ended
from tests.serving import Server, environment, running
from tools.sample_interviews import make_person

PATIENCE = 60.0
"""Seconds for anything that should come, on a machine that has other things to do."""


class Page:
    """A page that listens; inside the block it has heard the first event."""

    def __init__(self, server: Server, token: str, interview_id: UUID) -> None:
        headers = {"cookie": f"preppal={token}", "accept-encoding": "gzip"}
        self._client = httpx.AsyncClient(base_url=server.url, headers=headers, timeout=PATIENCE)
        self._path = f"/interviews/{interview_id}/feedback/events"
        self._begun = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._reading = asyncio.create_task(self._read())
        begun = asyncio.create_task(self._begun.wait())
        await asyncio.wait({self._reading, begun}, return_when=asyncio.FIRST_COMPLETED)
        assert self._begun.is_set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reading.cancel()
        await asyncio.wait({self._reading})
        await self._client.aclose()

    async def all(self) -> list[tuple[str, object]]:
        """Every event until the server ends it."""
        return await asyncio.wait_for(self._reading, PATIENCE)

    async def _read(self) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = []
        name = ""
        async with self._client.stream("GET", self._path) as answer:
            assert answer.status_code == 200
            async for line in answer.aiter_lines():
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    found.append((name, json.loads(value)))
                    self._begun.set()
        return found


async def test_one_server_stops_and_a_worker_makes_the_report(
    fresh_url: str, tmp_path: Path
) -> None:
    variables = environment(fresh_url, tmp_path, PREPPAL_VOICE="text", PREPPAL_TASKS="worker")
    database = Database(fresh_url)
    try:
        with ExitStack() as stack:
            stopping, staying = (
                stack.enter_context(running(variables, tmp_path)) for _ in range(2)
            )
            workers = stack.enter_context(nursery(variables, tmp_path))
            user_id, token = await make_person(database, "Ines Almeida", utc_now())
            interview_id = await ended(database, user_id)
            async with Page(staying, token, interview_id) as second:
                async with Page(stopping, token, interview_id) as first:
                    stopping.process.terminate()
                    # It ends as it should: nothing is cut off.
                    assert [name for name, _ in await first.all()] == ["progress"]
                await asyncio.to_thread(stopping.process.wait, PATIENCE)
                assert "Traceback" not in stopping.output
                async with Page(staying, token, interview_id) as first:
                    workers.begin()
                    for page in (first, second):
                        found = await page.all()
                        assert found[0][0] == "progress"
                        assert found[-1] == ("over", {"state": "ready"})
    finally:
        await database.dispose()
