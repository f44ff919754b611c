"""The application itself as a relay: `preppal serve` on a database of its own, one interview a session."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.interviews.booking import book_interview, read_booking
from preppal.interviews.live.protocol import SUBPROTOCOL
from preppal.personas.built_in import publish_built_in
from tests.database import begin_run, scrub
from tests.serving import environment, running
from tools.sample_interviews import make_person

FORM = {"persona_id": "ruth-adeyemi", "minutes": "30", "mode": "voice"}
HELLO = '{"type":"hello","mode":"voice"}'


@contextmanager
def application(upstream: str, sessions: int) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The server's process, and a visit for each session."""
    databases = begin_run(os.environ)
    scrub(os.environ)
    try:
        url = databases.clone().as_text()
        rooms = asyncio.run(book(url, sessions))
        variables = environment(
            url,
            databases.new_directory(),
            PREPPAL_VOICE="gemini-live",
            GEMINI_API_KEY="test",
            PREPPAL_GEMINI_LIVE_URL=upstream,
            PREPPAL_VOICE_SESSIONS="64",
        )
        with running(variables, databases.new_directory()) as server:
            visits = [
                {
                    "url": f"{server.url.replace('http', 'ws', 1)}/interviews/{room}/live",
                    "headers": {"Cookie": f"preppal={token}"},
                    "origin": server.url,
                    "subprotocols": [SUBPROTOCOL],
                    "first": HELLO,
                }
                for room, token in rooms
            ]
            yield server.process.pid, visits
    finally:
        databases.close(last=True)


async def book(url: str, sessions: int) -> list[tuple[str, str]]:
    """Interviews, each with the token of the browser that may enter."""
    database = Database(url)
    rooms = []
    try:
        async with database.transaction() as db:
            await publish_built_in(db, now=utc_now())
        for number in range(sessions):
            person, token = await make_person(database, f"P{number} Benchmark", utc_now())
            async with database.transaction() as db:
                room = await book_interview(db, person, read_booking(FORM), now=utc_now())
            rooms.append((str(room), token))
    finally:
        await database.dispose()
    return rooms
