"""What the server keeps in memory: idle, with 200 sockets, and over an hour of voice.

    .venv/bin/python -m benchmarks.memory [--minutes 60] [--sockets 200] [--models]

The server is `preppal serve` in a process of its own, its memory what the kernel says is resident. The
hour is held by the voice engine in this process, as fast as it can be computed, with models that take no
time; its memory is what Python has allocated. `--models` holds it with the real ones instead, which takes
some minutes; its memory is then what is resident. Budgets (DESIGN §8, LIVE): idle at most 250 MB before the
first voice session; 200 idle sockets at most 40 MB, before hello as well as in a typed room; an hour flat.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import os
import sys
import tempfile
import time
import tracemalloc
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from preppal.foundation.addresses import parse_address
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.foundation.embedded import EmbeddedServer
from preppal.foundation.migrating import migrate
from preppal.interviews.booking import book_interview, read_booking
from preppal.providers.local_speech import LocalSpeech
from tests import voices
from tests.serving import Server, environment, running
from tests.voices.an_hour import an_hour
from tools.sample_interviews import make_person

IDLE_MB, SOCKETS_MB, HOUR_MB, MODELS_MB = 250.0, 40.0, 4.0, 20.0
PEOPLE_ROOMS = 10
TYPED = {"persona_id": "ruth-adeyemi", "minutes": "30", "mode": "text"}
SETTLE_SECONDS = 3.0


@contextlib.contextmanager
def served() -> Iterator[tuple[Server, str]]:
    """The product on an embedded PostgreSQL of its own, speech not yet loaded."""
    with tempfile.TemporaryDirectory(prefix="preppal-memory-") as name:
        directory = Path(name)
        directory.chmod(0o711)
        postgres = EmbeddedServer(directory / "postgres", throwaway=True)
        postgres.start()
        try:
            url = asyncio.run(_prepared(postgres))
            with running(environment(url, directory, PREPPAL_TASKS="here"), directory) as server:
                yield server, url
        finally:
            postgres.stop()


async def _prepared(postgres: EmbeddedServer) -> str:
    await postgres.ensure_database("preppal_memory")
    url = postgres.url("preppal_memory")
    await migrate(parse_address(url))
    return url


def resident_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


async def rooms(database: Database, count: int) -> list[tuple[str, uuid.UUID]]:
    """As many booked interviews, a few of each person: who may enter with which token."""
    booked = []
    for number in range(-(-count // PEOPLE_ROOMS)):
        user, token = await make_person(database, f"Person{number}", utc_now())
        for key in range(PEOPLE_ROOMS):
            form = read_booking(TYPED | {"idempotency_key": f"{number}-{key}"})
            async with database.transaction() as db:
                booked.append((token, await book_interview(db, user, form, now=utc_now())))
    return booked[:count]


async def line(server: Server, token: str, interview: uuid.UUID) -> ClientConnection:
    return await connect(
        f"{server.url.replace('http', 'ws', 1)}/interviews/{interview}/live",
        subprotocols=["preppal.live.v1"],
        additional_headers={"Cookie": f"preppal={token}"},
        origin=server.url,
        max_queue=4,
    )


async def until_listening(socket: ClientConnection) -> None:
    await socket.send(json.dumps({"type": "hello", "mode": "text"}))
    async for data in socket:
        message: dict[str, Any] = json.loads(data)
        if message["type"] == "state" and message["state"] == "listening":
            return


@contextlib.asynccontextmanager
async def lines(
    server: Server, booked: list[tuple[str, uuid.UUID]]
) -> AsyncIterator[list[ClientConnection]]:
    async with contextlib.AsyncExitStack() as stack:
        sockets: list[ClientConnection] = []
        for start in range(0, len(booked), 20):
            opened = [line(server, *one) for one in booked[start : start + 20]]
            sockets += await asyncio.gather(*opened)
        for socket in sockets:
            stack.push_async_callback(socket.close)
        yield sockets


async def measure_sockets(server: Server, url: str, count: int) -> dict[str, float]:
    database = Database(url, pool_size=2)
    booked = await rooms(database, count)
    async with lines(
        server, booked[:20]
    ) as warm:  # what the first of them cost is not the sockets'
        await asyncio.gather(*map(until_listening, warm))
    await asyncio.sleep(SETTLE_SECONDS)
    idle = resident_mb(server.process.pid)
    async with lines(server, booked) as sockets:
        await asyncio.sleep(SETTLE_SECONDS)
        before_hello = resident_mb(server.process.pid)
        await asyncio.gather(*map(until_listening, sockets))
        await asyncio.sleep(SETTLE_SECONDS)
        live = resident_mb(server.process.pid)
    await database.dispose()
    return {"idle": idle, "before hello": before_hello - idle, "in typed rooms": live - idle}


def measure_hour(minutes: int) -> list[tuple[int, float]]:
    """Python's memory in MB after each tenth of the time."""
    seen: list[tuple[int, float]] = []

    def look(minute: int) -> None:
        gc.collect()
        seen.append((minute, tracemalloc.get_traced_memory()[0] / 1e6))

    tracemalloc.start()
    asyncio.run(an_hour(minutes, look, every=max(1, minutes // 10)))
    tracemalloc.stop()
    return seen


async def measure_models(minutes: int) -> list[tuple[int, float]]:
    """This process's memory in MB after each tenth of the time, with the real models at work."""
    seen: list[tuple[int, float]] = []

    def look(minute: int) -> None:
        gc.collect()
        seen.append((minute, resident_mb(os.getpid())))

    models = LocalSpeech(capacity=1)
    await models.wait_ready()
    slot = models.acquire()
    voice = voices.pcm("answer_1") + voices.pcm("answer_2")
    await an_hour(minutes, look, every=max(1, minutes // 10), speech=slot, voice=voice)
    await models.close()
    return seen


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--minutes", type=int, default=60)
    options.add_argument("--sockets", type=int, default=200)
    options.add_argument("--models", action="store_true")
    chosen = options.parse_args()
    kept = True

    def judge(what: str, mb: float, budget: float) -> None:
        nonlocal kept
        kept = kept and mb <= budget
        print(
            f"{what:<44}{mb:8.1f} MB   at most {budget:5.0f}   {'' if mb <= budget else 'MISSED'}"
        )

    with served() as (server, url):
        time.sleep(SETTLE_SECONDS)
        judge("preppal serve, just started", resident_mb(server.process.pid), IDLE_MB)
        measured = asyncio.run(measure_sockets(server, url, chosen.sockets))
    judge("the same, after some pages and rooms", measured["idle"], IDLE_MB)
    for where in ("before hello", "in typed rooms"):
        judge(f"{chosen.sockets} sockets {where}", measured[where], SOCKETS_MB)

    hour = asyncio.run(measure_models(chosen.minutes)) if chosen.models else None
    seen = hour or measure_hour(chosen.minutes)
    for minute, mb in seen:
        print(f"{f'voice engine, minute {minute}':<44}{mb:8.2f} MB")
    budget = MODELS_MB if chosen.models else HOUR_MB
    judge("growth after the first tenth", seen[-1][1] - seen[0][1], budget)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
