"""The browsers' end of the relay benchmark.

    python -m benchmarks._live_browsers VISITS.json SECONDS

Each visit is {url, headers, first}: a socket that sends 40 ms of sound every 40 ms and takes what comes.
Its candidate speaks for 17 seconds when the interviewer has fallen silent, and says how much was played,
as the room's page does. Prints "ready" when all are open and have heard something, then, after SECONDS,
one JSON line: the ages in microseconds of the sound that came, and what failed.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from pathlib import Path
from typing import Any

import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.connection import broadcast

from benchmarks._stamps import FRAME_SECONDS, age_of, stamped, tone

VOICE, QUIET = tone(16_000), bytes(1280)
SILENT_SECONDS = 0.6
"""After the last sound that came, the interviewer has finished."""
ANSWER_SECONDS, WAIT_SECONDS = 17.0, 8.0
PLAYED_FRAMES = 6
"""Between two words about what was played: 240 ms."""


class Candidate:
    def __init__(self, visit: dict[str, Any], measured: list[int]) -> None:
        self.visit = visit
        self.measured = measured
        self.heard = asyncio.Event()
        self.heard_at = 0.0
        self.turn = self.frames = 0

    async def take_part(self) -> None:
        visit = self.visit
        async with connect(
            visit["url"],
            additional_headers=visit["headers"],
            origin=visit.get("origin"),
            subprotocols=visit.get("subprotocols"),
            compression=None,
            proxy=None,
            max_size=None,
            open_timeout=60,
        ) as link:
            if visit["first"]:
                await link.send(visit["first"])
            sending = asyncio.create_task(self.send(link))
            try:
                async for frame in link:
                    if isinstance(frame, bytes):
                        self.listen(link, frame)
                    else:
                        self.read(json.loads(frame))
            finally:
                sending.cancel()

    def listen(self, link: ClientConnection, frame: bytes) -> None:
        self.heard.set()
        self.heard_at = asyncio.get_running_loop().time()
        if measuring and (age := age_of(frame)) is not None:
            self.measured.append(age)
        self.frames += 1
        if self.turn and self.frames % PLAYED_FRAMES == 0:
            self.say_played(link)

    def say_played(self, link: ClientConnection) -> None:
        played = {"type": "playback", "turn": self.turn, "ms": self.frames * 40}
        broadcast((link,), json.dumps(played))

    def read(self, message: dict[str, Any]) -> None:
        if message.get("state") == "speaking":
            self.turn, self.frames = message["turn"], 0

    async def send(self, link: ClientConnection) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + random.uniform(0, FRAME_SECONDS)
        silent = 0.0
        while True:
            await asyncio.sleep(max(0.0, due - loop.time()))
            due += FRAME_SECONDS
            before, silent = silent, loop.time() - self.heard_at - SILENT_SECONDS
            if before < 0 <= silent and self.turn:
                self.say_played(link)
            speaks = 0 <= silent % (ANSWER_SECONDS + WAIT_SECONDS) < ANSWER_SECONDS
            broadcast((link,), stamped(VOICE if speaks and silent >= 0 else QUIET))


async def main(visits: list[dict[str, Any]], seconds: float) -> None:
    global measuring
    ages: list[int] = []
    candidates = [Candidate(visit, ages) for visit in visits]
    tasks = []
    for candidate in candidates:
        tasks.append(asyncio.create_task(candidate.take_part()))
        await asyncio.sleep(0.02)
    async with asyncio.timeout(90):
        for candidate in candidates:
            await candidate.heard.wait()
    await asyncio.sleep(1.0)
    print("ready", flush=True)
    measuring = True
    await asyncio.sleep(seconds)
    measuring = False
    failed = [str(task.exception()) for task in tasks if task.done()]
    print(json.dumps({"ages": ages, "failed": failed}), flush=True)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


measuring = False

if __name__ == "__main__":
    uvloop.run(main(json.loads(Path(sys.argv[1]).read_text()), float(sys.argv[2])))
