"""A file that is being read when its browser hangs up or its server stops, or that stands still: nothing is left."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from preppal.documents.reading import MODULE
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from tests.documents import pdf_of
from tests.serving import Server, environment, running
from tools.sample_interviews import make_person

PATIENCE = 60.0
"""Seconds for everything, on a machine that has other things to do."""


@pytest.fixture
def server(fresh_url: str, tmp_path: Path) -> Iterator[Server]:
    with running(environment(fresh_url, tmp_path, PREPPAL_VOICE="text"), tmp_path) as server:
        yield server


@pytest.fixture
async def browser(server: Server, fresh_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is signed in."""
    database = Database(fresh_url)
    _, token = await make_person(database, "Rea", utc_now())
    await database.dispose()
    headers = {"cookie": f"preppal={token}", "accept": "application/json"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=PATIENCE) as client:
        yield client


async def frozen(
    server: Server, browser: httpx.AsyncClient
) -> tuple[psutil.Process, asyncio.Task[httpx.Response]]:
    """Send a file, and make the process stand still that reads it; one that was quicker is let go."""
    async with asyncio.timeout(PATIENCE):
        while True:
            files = {"job_file": ("posting.pdf", pdf_of("Ward Nurse"))}
            asking = asyncio.create_task(browser.post("/job-descriptions/file", files=files))
            while not asking.done():
                for child in psutil.Process(server.process.pid).children():
                    if MODULE in " ".join(child.cmdline()):
                        child.send_signal(signal.SIGSTOP)
                        return child, asking
                await asyncio.sleep(0.005)
            assert (await asking).status_code == 200


async def gone(process: psutil.Process) -> None:
    """Ended, and waited for by its server: it is not in the table of processes any more."""
    async with asyncio.timeout(PATIENCE):
        while process.is_running():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_the_browser_hangs_up(server: Server, browser: httpx.AsyncClient) -> None:
    reader, asking = await frozen(server, browser)
    asking.cancel()
    await gone(reader)
    assert (await browser.get("/healthz")).status_code == 200


async def test_the_server_stops(server: Server, browser: httpx.AsyncClient) -> None:
    reader, asking = await frozen(server, browser)
    server.process.terminate()
    await asyncio.to_thread(server.process.wait, PATIENCE)
    await gone(reader)
    answer = await asking
    assert answer.status_code == 503, "who waited was not told"
    assert "Try again in a moment" in answer.json()["message"]
    assert "Traceback" not in server.output


async def test_the_reader_stands_still(server: Server, browser: httpx.AsyncClient) -> None:
    reader, asking = await frozen(server, browser)
    async with asyncio.timeout(PATIENCE):
        answer = await asking
    # Whether it had started already when it froze makes the difference.
    assert (answer.status_code, answer.json()["message"].partition(",")[0]) in (
        (422, "Reading that file took too long"),
        (503, "Other files are being read just now. Try again in a moment."),
    )
    await gone(reader)
