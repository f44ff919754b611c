"""The database goes away in mid-visit: waited out when it is short, said in a sentence when it is not."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from preppal.credits.switch import switch_credits
from preppal.foundation import embedded_guard
from preppal.foundation.addresses import parse_address
from preppal.foundation.database import Database
from preppal.foundation.embedded import BINARIES, EmbeddedServer
from preppal.foundation.migrating import migrate
from preppal.foundation.settings import Settings
from preppal.interviews.live import protocol, record
from preppal.interviews.live import room as live_room
from preppal.interviews.live import socket as live_socket
from preppal.interviews.model import InterviewSession, Turn
from tests.interviews import an_interview, keep
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app
from tests.sockets import Closed, Socket

ANSWER = "I checked the spare pumps myself, because two had failed."


class OwnServer:
    """A PostgreSQL server of the test's own, with the product's tables."""

    def __init__(self, directory: Path) -> None:
        self.embedded = EmbeddedServer(directory, throwaway=True)
        self.directory = self.embedded.directory

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """It is stopped inside the block; the lock keeps its guard from starting it again."""
        with embedded_guard.locked(self.directory / "server.lock", fcntl.LOCK_EX):
            await asyncio.to_thread(embedded_guard.stop, self.directory)
            yield
            await asyncio.to_thread(embedded_guard.start, BINARIES, self.directory)


@pytest_asyncio.fixture
async def own_server(server_path: Path) -> AsyncIterator[OwnServer]:
    server = OwnServer(server_path / "postgres")
    await asyncio.to_thread(server.embedded.start)
    try:
        await server.embedded.ensure_database()
        await migrate(parse_address(server.embedded.url()))
        yield server
    finally:
        await asyncio.to_thread(server.embedded.stop)


@pytest_asyncio.fixture
async def own_database(own_server: OwnServer) -> AsyncIterator[Database]:
    database = Database(own_server.embedded.url())
    async with database.transaction() as db:
        await switch_credits(db, unlimited=True)
    yield database
    await database.dispose()


@pytest_asyncio.fixture
async def ana(
    own_database: Database,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
    browsers: Browsers,
) -> Browser:
    app = an_app(settings, own_database, postbox, clock)
    return await browsers(a_user("Ana"), app=app)


@pytest_asyncio.fixture
async def interview(ana: Browser, own_database: Database, clock: TestClock) -> InterviewSession:
    row = an_interview(ana.me, clock())
    async with own_database.transaction() as db:
        await keep(db, row)
    return row


async def hello(socket: Socket, **fields: Any) -> dict[str, Any]:
    await socket.send(**({"type": "hello", "mode": "text", "last_seq": 0} | fields))
    ready: dict[str, Any] = await socket.receive_type("ready")
    return ready


async def said_in(database: Database) -> list[tuple[int, str]]:
    async with database.transaction() as db:
        turns = await db.execute(select(Turn.seq, Turn.text).order_by(Turn.seq))
        return [(seq, words) for seq, words in turns]


async def test_a_short_absence_is_waited_out(
    ana: Browser, interview: InterviewSession, own_server: OwnServer, own_database: Database
) -> None:
    async with ana.socket(f"/interviews/{interview.id}/live") as socket:
        await hello(socket)
        await socket.receive_type("turn")
        async with own_server.away():
            await socket.send(type="say", text=ANSWER)
            notice = await socket.receive_type("notice")
            assert notice["code"] == "away"
            await socket.send(type="ping")  # the line itself lives
            await socket.receive_type("time")
        mine = await socket.receive_type("turn")
        answer = await socket.receive_type("turn")
        assert (mine["seq"], mine["text"], answer["seq"]) == (2, ANSWER, 3)
        kept = await said_in(own_database)
        assert kept[1:] == [(2, ANSWER), (3, answer["text"])]


async def test_a_long_absence_ends_the_visit_in_a_sentence_and_nothing_is_lost(
    ana: Browser,
    interview: InterviewSession,
    own_server: OwnServer,
    own_database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = f"/interviews/{interview.id}/live"
    async with ana.socket(path) as socket:
        await hello(socket)
        opening = (await socket.receive_type("turn"))["text"]
        # Impatient only while it is away: one that has just started is slow.
        async with own_server.away():
            with monkeypatch.context() as impatient:
                impatient.setattr(record, "OUTAGE_SECONDS", 0.4)
                impatient.setattr(live_room, "BEAT_SECONDS", 0.1)
                impatient.setattr(live_socket, "ENTRANCE_SECONDS", 0.1)
                await socket.send(type="say", text=ANSWER)
                assert await code_of(socket) == ("away", protocol.BUSY)
                async with ana.socket(path) as knocking:
                    assert await code_of(knocking) == ("away", protocol.BUSY)
    async with ana.socket(path) as socket:
        ready = await hello(socket, take_over=True)
        assert [turn["text"] for turn in ready["turns"]] == [opening]
        await socket.receive_type("turn")
        await socket.send(type="say", text=ANSWER)
        while (await socket.receive_type("turn"))["text"] != ANSWER:
            pass
    assert [words for _, words in await said_in(own_database)].count(ANSWER) == 1


@pytest.mark.parametrize("seconds", [0.75, 0.9])
async def test_what_was_said_before_time_was_up_is_kept_though_the_database_is_away(
    ana: Browser,
    interview: InterviewSession,
    own_server: OwnServer,
    own_database: Database,
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
) -> None:
    async with own_database.transaction() as db:
        row = await db.get_one(InterviewSession, interview.id)
        row.elapsed_ms = row.minutes * 60_000 - 2_500
    monkeypatch.setattr(live_room, "BEAT_SECONDS", 0.3)
    async with ana.socket(f"/interviews/{interview.id}/live") as socket:
        await hello(socket)
        await socket.receive_type("turn")
        async with own_server.away():
            await socket.send(type="say", text=ANSWER)
            while (await socket.receive_type("time"))["remaining_ms"] > 0:
                pass
            await asyncio.sleep(seconds)
        await socket.receive_type("ended")
    assert (await said_in(own_database))[1][1] == ANSWER


async def code_of(socket: Socket) -> tuple[str, int]:
    error = await socket.receive_type("error")
    assert "cannot reach its database just now" in error["text"]
    with pytest.raises(Closed) as closed:
        await socket.receive()
    return error["code"], closed.value.code
