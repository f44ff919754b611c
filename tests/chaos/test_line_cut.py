"""The network between browser and server: cut at random points, and gone silent without a goodbye."""

import asyncio
import os
import random
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import ClientConnection

from preppal.foundation.database import Database
from preppal.interviews.model import InterviewSession, Status
from tests.chaos.candidate import Candidate, booked, check, the_report
from tests.chaos.proxy import Proxy, proxied
from tests.serving import environment, running

CUTS = int(os.environ.get("CHAOS_CUTS") or 20)
NOTICED_WITHIN = 40.0
"""Seconds until the server lets go of a line that is silent: 12 by design, and a busy machine."""


@dataclass
class Cut:
    """After so many frames of a visit and so many seconds more."""

    frames: int
    seconds: float
    proxy: Proxy

    def is_due(self, frames: int, newest: str) -> bool:
        return frames >= self.frames

    async def happen(self, socket: ClientConnection) -> None:
        await asyncio.sleep(self.seconds)
        self.proxy.cut()


@dataclass
class Silence:
    """Nothing gets through any more, and nobody is told."""

    frames: int
    proxy: Proxy
    begun: asyncio.Event

    def is_due(self, frames: int, newest: str) -> bool:
        return frames >= self.frames

    async def happen(self, socket: ClientConnection) -> None:
        self.proxy.silence(True)
        self.begun.set()


async def test_cut_again_and_again(fresh_url: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or secrets.randbits(32))
    print(f"CHAOS_SEED={seed}")
    chance = random.Random(seed)
    variables = environment(fresh_url, tmp_path, PREPPAL_VOICE="text")
    database = Database(fresh_url)
    candidates: list[Candidate] = []
    try:
        with running(variables, tmp_path) as server:
            async with proxied(server.url) as proxy:
                cuts = 0
                while cuts < CUTS:
                    if not candidates or candidates[-1].over:
                        name = f"Ines{len(candidates)} Almeida"
                        candidates.append(await booked(database, name=name))
                    pause = chance.choice([0.0, chance.uniform(0, 0.01)])
                    cut = Cut(chance.randint(1, 10), pause, proxy)
                    outcome = await candidates[-1].visit(proxy.url, cut)
                    candidates[-1].over = outcome == "ended"
                    cuts += outcome == "dropped"
                    await check(candidates[-1], database)
                if not candidates[-1].over:
                    assert await candidates[-1].visit(proxy.url) == "ended"
            for candidate in candidates:
                assert (await the_report(candidate, database)).status == "READY"
                await check(candidate, database)
        assert "Traceback" not in server.output, server.output
    finally:
        await database.dispose()
    came_in = sorted(seconds for one in candidates for seconds in one.came_in)
    print(
        f"{cuts} cuts, {len(candidates)} interviews; from the knock to ready: {came_in[-1]:.3f} s"
    )


async def test_a_silent_line_is_let_go_and_its_clock_stood_still(
    fresh_url: str, tmp_path: Path
) -> None:
    """A lid is closed in mid-interview. Nobody says goodbye, and the socket would stay open for hours."""
    variables = environment(fresh_url, tmp_path, PREPPAL_VOICE="text")
    database = Database(fresh_url)
    try:
        with running(variables, tmp_path) as server:
            candidate = await booked(database)
            async with proxied(server.url) as proxy:
                silence = Silence(9, proxy, asyncio.Event())
                began = time.monotonic()
                visit = asyncio.create_task(candidate.visit(proxy.url, silence))
                await silence.begun.wait()
                silent = time.monotonic()
                row = await let_go(candidate, database)
                noticed = time.monotonic() - silent
                print(f"noticed after {noticed:.1f} s")
                assert row.elapsed_ms <= (silent - began) * 1000
                visit.cancel()
                await asyncio.gather(visit, return_exceptions=True)
            # Another line, to the same room: it is free, nobody has to take it over.
            assert await candidate.visit(server.url) == "ended"
            await check(candidate, database)
            assert (await the_report(candidate, database)).status == "READY"
            [gap] = (await row_of(candidate, database)).gaps
            assert gap["seconds"] >= noticed - 1
    finally:
        await database.dispose()


async def row_of(candidate: Candidate, database: Database) -> InterviewSession:
    async with database.transaction() as db:
        return await db.get_one(InterviewSession, candidate.interview_id)


async def let_go(candidate: Candidate, database: Database) -> InterviewSession:
    """Until nobody holds the lease."""
    until = time.monotonic() + NOTICED_WITHIN
    while (row := await row_of(candidate, database)).held_by is not None:
        assert time.monotonic() < until, "the line is silent and nobody has noticed"
        await asyncio.sleep(0.2)
    assert row.status == Status.LIVE
    return row
