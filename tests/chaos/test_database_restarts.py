"""PostgreSQL stops dead in the middle of an interview and starts again; the web process stays.

It is the embedded server, stopped with `immediate`, as a crash would; its guard starts it again.
"""

import asyncio
import fcntl
import os
import random
import secrets
import signal
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
from websockets.asyncio.client import ClientConnection

from preppal.foundation.database import Database
from preppal.foundation.embedded import EmbeddedServer
from preppal.foundation.embedded_guard import locked, server_pid
from tests.chaos.candidate import PATIENCE, booked, check, the_report
from tests.serving import environment, running

RESTARTS = int(os.environ.get("CHAOS_RESTARTS") or 3)


@dataclass
class Restart:
    """After so many frames of a visit. The database stays away for so many seconds at least."""

    frames: int
    seconds: float
    directory: Path

    def is_due(self, frames: int, newest: str) -> bool:
        return frames >= self.frames

    async def happen(self, socket: ClientConnection) -> None:
        number = server_pid(self.directory)
        assert number is not None
        with ExitStack() as held:
            if self.seconds:
                # Whoever holds this is starting or stopping the server: the guard leaves it alone.
                held.enter_context(locked(self.directory / "server.lock", fcntl.LOCK_EX))
            os.kill(number, signal.SIGQUIT)
            await asyncio.sleep(self.seconds)
        for _ in range(round(PATIENCE / 0.02)):
            if server_pid(self.directory) != number:
                break
            await asyncio.sleep(0.02)


async def test_restarted_again_and_again(server_path: Path) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or secrets.randbits(32))
    chance = random.Random(seed)
    directory = server_path / "postgres"
    restarts = [
        Restart(chance.randint(1, 10), 6.0 if n == 0 else 0.0, directory) for n in range(RESTARTS)
    ]
    print(f"CHAOS_SEED={seed}", *restarts, sep="\n")
    variables = environment("", server_path, PREPPAL_VOICE="text")
    del variables["DATABASE_URL"]
    with running(variables, server_path) as server:
        database = Database(EmbeddedServer(directory).url())
        survived = 0
        try:
            candidate = await booked(database)
            for restart in restarts:
                outcome = await candidate.visit(server.url, restart, turns_after=2)
                survived += outcome == "left"
                while outcome == "dropped":  # it knocks again, as the page does
                    await asyncio.sleep(0.4)
                    outcome = await candidate.visit(server.url, None, turns_after=2)
                await check(candidate, database)
                assert outcome == "left", "the interview was over too soon"
            print(f"{survived} of {RESTARTS} restarts; notices: {candidate.notices}")
            assert await candidate.visit(server.url) == "ended"
            assert (await the_report(candidate, database)).status == "READY"
            await check(candidate, database)
            async with httpx.AsyncClient(base_url=server.url) as browser:
                assert (await browser.get("/readyz")).status_code == 200
        finally:
            await database.dispose()
    assert "the room failed" not in server.output, server.output
