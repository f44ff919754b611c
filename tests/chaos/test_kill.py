"""Kill -9 in the middle of interviews, again and again: what was announced is kept, nothing is doubled.

The points are random. The seed is printed; `CHAOS_SEED=…` tries the same ones again, and
`CHAOS_KILLS=50` kills more often than a run of all tests has time for.
"""

import asyncio
import os
import random
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text
from websockets.asyncio.client import ClientConnection

from preppal.foundation.database import Database
from preppal.interviews.ending import MAKE_FEEDBACK
from tests.chaos.candidate import Candidate, booked, check, the_report
from tests.serving import Server, environment, running

KILLS = int(os.environ.get("CHAOS_KILLS") or 4)


@dataclass
class Kill:
    """After so many frames of a visit, sent and received, and so many seconds more.

    `on_turn`: and then at the next turn that is announced. `ending`: first the candidate presses End.
    """

    frames: int
    seconds: float
    on_turn: bool
    ending: bool
    server: Server | None = field(default=None, repr=False)

    @classmethod
    def at_random(cls, chance: random.Random, *, ending: bool) -> "Kill":
        pause = chance.choice([0.0, chance.uniform(0, 0.004), chance.uniform(0, 0.04)])
        return cls(chance.randint(1, 12), pause, chance.random() < 0.6, ending)

    def is_due(self, frames: int, newest: str) -> bool:
        return frames >= self.frames and (newest == "turn" or not self.on_turn)

    async def happen(self, socket: ClientConnection) -> None:
        if self.ending:
            await socket.send('{"type":"end"}')
        await asyncio.sleep(self.seconds)
        assert self.server is not None
        self.server.kill()
        # What had left the server before it died was announced too: the visit goes on reading.


async def test_killed_again_and_again(fresh_url: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or secrets.randbits(32))
    chance = random.Random(seed)
    # Now and then the candidate ends the interview at that very moment; the last one always does.
    kills = [
        Kill.at_random(chance, ending=n == KILLS - 1 or chance.random() < 0.08)
        for n in range(KILLS)
    ]
    print(f"CHAOS_SEED={seed}", *kills, sep="\n")
    variables = environment(fresh_url, tmp_path, PREPPAL_VOICE="text", PREPPAL_TASKS="worker")
    database = Database(fresh_url)
    candidates: list[Candidate] = []
    struck = visits = 0
    try:
        for kill in kills:
            with running(variables, tmp_path) as server:
                kill.server = server
                while server.process.poll() is None:
                    if not candidates or candidates[-1].over:
                        name = f"Ines{len(candidates)} Almeida"
                        candidates.append(await booked(database, name=name))
                    visits += 1
                    outcome = await candidates[-1].visit(server.url, kill)
                    candidates[-1].over = outcome == "ended"
                    assert outcome == "ended" or server.process.poll() is not None, outcome
                struck += 1
            await check(candidates[-1], database)
        with running(variables | {"PREPPAL_TASKS": "here"}, tmp_path) as server:
            if not candidates[-1].over:
                visits += 1
                assert await candidates[-1].visit(server.url) == "ended"
            for candidate in candidates:
                assert (await the_report(candidate, database)).status == "READY"
        for candidate in candidates:
            await check(candidate, database)
            assert candidate.answers >= 1 or KILLS < 10
        await check_tasks(database, reports=len(candidates))
    finally:
        await database.dispose()
    came_in = sorted(seconds for one in candidates for seconds in one.came_in)
    print(f"{struck} kills, {visits} visits, {len(candidates)} interviews;", spread(came_in))
    assert struck == KILLS


def spread(seconds: list[float]) -> str:
    middle, most = seconds[len(seconds) // 2], seconds[-1]
    return f"from the knock to ready: median {middle:.3f} s, most {most:.3f} s"


async def check_tasks(database: Database, *, reports: int) -> None:
    """Every report was asked for once."""
    async with database.transaction() as db:
        asked = await db.scalar(
            text("select count(distinct job_id) from pgqueuer_log where entrypoint = :name"),
            {"name": MAKE_FEEDBACK},
        )
    assert asked == reports
