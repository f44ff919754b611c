"""What the live room does about too much: each excess has its limit, its code and its words.

Above, at the application's own socket; below, over TCP at the server as it runs in the product.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from typing import Any
from uuid import UUID

import pytest
import uvicorn
import uvloop
from fastapi import FastAPI
from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.interviews.live import limits, local_voice, protocol
from preppal.interviews.live import socket as live_socket
from preppal.interviews.live.channel import Channel
from preppal.interviews.live.engine import MOST_UNREAD
from preppal.interviews.model import InterviewSession, Turn
from preppal.web import websockets
from tests.interviews import an_interview, keep
from tests.listening import BINARY, CONTINUATION, PING, TEXT, Peer, frame, listening, port_of
from tests.people import MONDAY, Browser, Postbox, TestClock, a_user, an_app
from tests.sockets import Closed, Socket
from tests.voices.scripted import ScriptedModels

A_SECOND = bytes(32_000)


@pytest.fixture
async def interview(database: Database, owner: Browser, clock: TestClock) -> InterviewSession:
    row = an_interview(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
    return row


@pytest.fixture
async def room(owner: Browser, interview: InterviewSession) -> AsyncIterator[Socket]:
    """A typed interview whose interviewer has said hello."""
    async with owner.socket(f"/interviews/{interview.id}/live") as socket:
        await socket.send(type="hello", mode="text", last_seq=0)
        await socket.receive_type("turn")
        yield socket


async def code_of(socket: Socket) -> tuple[str, int]:
    name = (await socket.receive_type("error"))["code"]
    with pytest.raises(Closed) as closed:
        await socket.receive()
    return name, closed.value.code


async def answers_in(database: Database, interview_id: UUID) -> list[str]:
    async with database.transaction() as db:
        said = await db.scalars(
            select(Turn.text)
            .where(Turn.interview_id == interview_id, Turn.speaker == "candidate")
            .order_by(Turn.seq)
        )
        return list(said)


async def test_sound_that_comes_faster_than_time_is_left_out_and_then_closes(room: Socket) -> None:
    for _ in range(int(limits.AHEAD_SECONDS) + 2):
        await room.send_bytes(A_SECOND)
    assert (await room.receive_type("notice"))["code"] == "too_fast"
    for _ in range(int(limits.FAR_AHEAD_SECONDS)):
        await room.send_bytes(A_SECOND)
    assert await code_of(room) == ("too_fast", protocol.TOO_FAST)


async def test_what_piled_up_on_a_line_that_stood_still_is_welcome(room: Socket) -> None:
    for _ in range(16 * 25):
        await room.send_bytes(bytes(1280))
    for number in range(60):
        await room.send(type="playback", turn=1, ms=number * 240)
    await room.send(type="say", text="I work nights on a surgical ward.")
    assert (await room.receive_type("turn"))["speaker"] == "candidate"


async def test_many_tiny_frames_are_too_fast_too(room: Socket) -> None:
    # Twice what it takes: the gauge drains while the server reads.
    for _ in range(2 * int(limits.MOST_FRAMES)):
        await room.send_bytes(b"\0\0")
    assert await code_of(room) == ("too_fast", protocol.TOO_FAST)


async def test_too_many_messages_close_with_their_code(room: Socket) -> None:
    for _ in range(4 * int(limits.MOST_MESSAGES)):
        await room.send(type="playback", turn=1, ms=5)
    assert await code_of(room) == ("too_fast", protocol.TOO_FAST)


async def test_what_is_too_large_is_called_so(owner: Browser, interview: InterviewSession) -> None:
    path = f"/interviews/{interview.id}/live"
    for said in (b"\0" * 40_000, json.dumps({"type": "say", "text": "x" * 20_001})):
        async with owner.socket(path) as socket:
            await socket.send(type="hello", mode="text")
            await socket.receive_type("ready")
            if isinstance(said, bytes):
                await socket.send_bytes(said)
            else:
                await socket.send_text(said)
            assert await code_of(socket) == ("too_large", protocol.TOO_LARGE)


async def test_an_account_holds_so_many_lines_and_others_are_not_affected(
    owner: Browser, stranger: Browser, interview: InterviewSession, app: FastAPI
) -> None:
    path = f"/interviews/{interview.id}/live"
    async with contextlib.AsyncExitStack() as open_lines:
        for _ in range(limits.LINES_AN_ACCOUNT):
            await open_lines.enter_async_context(owner.socket(path))
        await until(lambda: len(app.state.lines) == limits.LINES_AN_ACCOUNT)
        async with owner.socket(path) as one_more:
            assert await code_of(one_more) == ("too_many", protocol.TOO_MANY)
        async with stranger.socket(path) as other:
            await other.send(type="hello", mode="text")
            assert await code_of(other) == ("not_found", protocol.NO_INTERVIEW)
    assert (len(app.state.lines), app.state.lines.before_hello) == (0, 0)
    async with owner.socket(path) as again:
        await again.send(type="hello", mode="text")
        await again.receive_type("ready")


async def test_a_process_keeps_so_many_lines_that_have_not_said_hello(
    owner: Browser,
    interview: InterviewSession,
    app: FastAPI,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LINES_BEFORE_HELLO", 2)
    path = f"/interviews/{interview.id}/live"
    async with owner.socket(path) as first, owner.socket(path):
        async with owner.socket(path) as third:
            assert await code_of(third) == ("busy", protocol.BUSY)
        await first.send(type="hello", mode="text")
        await first.receive_type("ready")
        async with owner.socket(path) as fourth:
            await fourth.send(type="hello", mode="text")
            assert await code_of(fourth) == ("held_elsewhere", protocol.HELD_ELSEWHERE)


async def test_answers_that_come_at_once_are_all_kept(
    room: Socket, interview: InterviewSession, database: Database
) -> None:
    sent = [f"This is answer number {number}, sent in a hurry." for number in range(20)]
    for text in sent:
        await room.send(type="say", text=text)
    heard = []
    while len(heard) < len(sent):
        turn = await room.receive_type("turn")
        heard += [turn["text"]] if turn["speaker"] == "candidate" else []
    assert heard == sent == await answers_in(database, interview.id)


async def test_an_answer_for_which_there_is_no_room_comes_back(
    room: Socket, interview: InterviewSession, database: Database
) -> None:
    long = [f"{number} {'words ' * 3_000}".strip() for number in range(8)]
    assert sum(map(len, long)) > MOST_UNREAD
    for text in long:
        await room.send(type="say", text=text)
    await room.send(type="end")
    back, kept = [], []
    while (message := await room.receive())["type"] != "ended":
        if message["type"] == "notice":
            assert message["code"] == "not_read"
            assert message["text"]
            back.append(message["answer"])
        elif message["type"] == "turn" and message["speaker"] == "candidate":
            kept.append(message["text"])
    assert sorted([*back, *kept]) == long
    assert back
    assert kept == await answers_in(database, interview.id)


ANYTHING = {
    "control characters": "\x01" * 20_000,
    "half characters": "\ud800" * 20_000,
    "characters beyond the first plane": "\U0001f600" * 10_000,
    "quotes": '"\\' * 10_000,
    "marks of direction": "\u202e\u2066" * 10_000,
    "accents on one letter": "e" + "\u0301" * 19_999,
    "no end of lines": "a\n" * 10_000,
    "kanji": "面" * 20_000,
    "nulls and more": "a\x00b\ud800 \udfff\x85\x9f\ufeff\ufffe" * 2_000,
}


@pytest.mark.parametrize("name", ANYTHING)
async def test_twenty_thousand_characters_of_anything(
    name: str, room: Socket, interview: InterviewSession, database: Database
) -> None:
    """The page sends what was typed, escaped as JSON; what cannot be kept is left out of it."""
    await room.send(type="say", text=ANYTHING[name])
    await room.send(type="say", text="And that was that.")
    first = (await room.receive_type("turn"))["text"]
    if name == "control characters":
        assert first == "And that was that."
        return
    while (await room.receive_type("turn"))["text"] != "And that was that.":
        pass
    assert await answers_in(database, interview.id) == [first, "And that was that."]
    assert first == protocol.checked_answer(ANYTHING[name])


# -- over TCP ----------------------------------------------------------------------------------------


async def until(met: Callable[[], Any], *, within: float = 30.0) -> None:
    async with asyncio.timeout(within):
        while not met():  # noqa: ASYNC110 - what is waited for is told to nobody
            await asyncio.sleep(0.01)


class House:
    """A server with one person and one interview in it."""

    def __init__(self, app: FastAPI, server: uvicorn.Server, browser: Browser, id_: UUID) -> None:
        self.app = app
        self.server = server
        self.cookie = f"preppal={browser.token}"
        self.path = f"/interviews/{id_}/live"
        self.interview_id = id_

    async def peer(self, *, buffer: int = 1 << 16) -> Peer:
        port = port_of(self.server)
        return await Peer.connect(port, self.path, cookie=self.cookie, buffer=buffer)

    @property
    def waiting_bytes(self) -> int:
        """What the server has to send and cannot."""
        lines = self.server.server_state.connections
        return sum(line.transport.get_write_buffer_size() for line in lines)

    async def is_empty(self) -> None:
        """Nobody is in, and nothing of them is left: no connection, no lease, no place at the models."""
        state = self.app.state
        await until(lambda: not self.server.server_state.connections)
        await until(lambda: not self.server.server_state.tasks)
        assert (len(state.rooms), len(state.lines), state.lines.before_hello) == (0, 0, 0)
        assert state.speech.in_use == 0
        async with state.database.transaction() as db:
            row = await db.get_one(InterviewSession, self.interview_id)
            assert row.held_by is None


def in_house(
    url: str, story: Callable[[House], Coroutine[Any, Any, None]], *, voice: bool = False
) -> None:
    """Tell a story in a server of its own."""

    async def run() -> None:
        database = Database(url)
        settings = Settings(_env_file=None, port=0, voice="auto" if voice else "text")  # type: ignore[call-arg]
        app = an_app(settings, database, Postbox(), TestClock())
        app.state.speech = ScriptedModels()
        try:
            async with Browser(app) as browser:
                await browser.sign_in(a_user("Ana"))
                row = an_interview(browser.me, MONDAY, mode="voice" if voice else "text")
                async with database.transaction() as db:
                    await keep(db, row)
                async with listening(app) as server:
                    await story(House(app, server, browser, row.id))
        finally:
            await database.dispose()

    uvloop.run(run())


def test_who_stops_reading_is_let_go_and_costs_no_memory(
    fresh_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_socket, "SEND_SECONDS", 0.5)
    monkeypatch.setattr(websockets, "GOODBYE_SECONDS", 0.5)

    async def story(house: House) -> None:
        async with await house.peer(buffer=4096) as peer:
            peer.say(type="hello", mode="voice")
            await peer.receive_type("state")
            peer.stop_reading()
            await until(lambda: house.waiting_bytes)
            most = 0
            async with asyncio.timeout(30):
                while house.server.server_state.connections:
                    most = max(most, house.waiting_bytes)
                    await asyncio.sleep(0.01)
            assert most < websockets.UNSENT_BYTES + 4096
            await house.is_empty()

    in_house(fresh_url, story, voice=True)


def test_who_reads_too_slowly_is_told_so(fresh_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_voice, "Channel", partial(Channel, room=20, patience=0.5))

    async def story(house: House) -> None:
        async with await house.peer(buffer=4096) as peer:
            peer.say(type="hello", mode="voice")
            await peer.receive_type("state")
            kind = TEXT
            while kind in (TEXT, BINARY):
                kind, data = await peer.receive()
                if kind == TEXT and (error := json.loads(data))["type"] == "error":
                    assert error["code"] == "too_slow"
                await asyncio.sleep(0.06)  # a third slower than a voice
            assert int.from_bytes(data[:2]) == protocol.TOO_SLOW
        await house.is_empty()

    in_house(fresh_url, story, voice=True)


def test_pings_that_nobody_reads_the_answers_of_cost_no_memory(fresh_url: str) -> None:
    async def story(house: House) -> None:
        async with await house.peer(buffer=4096) as peer:
            peer.say(type="hello", mode="text")
            await peer.receive_type("turn")
            peer.stop_reading()
            pings = frame(PING, b"x" * 125) * 500
            most = 0
            for _ in range(100):  # 6 MB
                peer.writer.write(pings)
                await peer.writer.drain()
                await asyncio.sleep(0.005)
                most = max(most, house.waiting_bytes)
            assert 0 < most < 2 * websockets.UNSENT_BYTES
        await house.is_empty()

    in_house(fresh_url, story)


GARBAGE = {
    "no text": (frame(TEXT, b"\xff\xfe"), 1007),
    "half a character at the end": (frame(TEXT, "é".encode()[:1]), 1007),
    "a message too large": (frame(TEXT, b"x" * (websockets.LARGEST_MESSAGE + 1)), 1009),
    "a message that claims to be huge": (b"\x82\xff" + (1 << 40).to_bytes(8), 1009),
    "a message too large in parts": (
        frame(TEXT, b"x" * 100_000, last=False) + frame(CONTINUATION, b"x" * 100_000),
        1009,
    ),
    "parts without an end": (
        frame(TEXT, b"", last=False) + frame(CONTINUATION, b"", last=False) * 100,
        1009,
    ),
    "more frames than can be": (frame(TEXT, b"{}") * 3_000, 1008),
    "no mask": (b"\x81\x02{}", 1002),
    "a frame of no kind": (frame(3, b""), 1002),
    "a part of nothing": (frame(CONTINUATION, b"x"), 1002),
    "a ping too large": (frame(PING, b"x" * 126), 1002),
    "bits that are reserved": (b"\xf1\x80\0\0\0\0", 1002),
    "a close without a code": (b"\x88\x81\0\0\0\0x", 1002),
}


def test_what_is_no_websocket_is_closed_with_a_code_and_without_a_fault(
    fresh_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(house: House) -> None:
        for name, (garbage, code) in GARBAGE.items():
            for after_hello in (False, True):
                async with await house.peer() as peer:
                    if after_hello:
                        peer.say(type="hello", mode="text")
                        await peer.receive_type("ready")
                    peer.writer.write(garbage)
                    assert await peer.closed_with() == code, name
                await house.is_empty()

    in_house(fresh_url, story)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_twenty_thousand_characters_fit_through_the_server(fresh_url: str) -> None:
    """However they are escaped: only then does the page never send what the server does not take."""

    async def story(house: House) -> None:
        async with await house.peer() as peer:
            peer.say(type="hello", mode="text")
            await peer.receive_type("turn")
            for name, text in ANYTHING.items():
                if name == "control characters":
                    continue
                peer.say(type="say", text=text)
                while (turn := await peer.receive_type("turn"))["speaker"] != "candidate":
                    pass
                assert turn["text"] == protocol.checked_answer(text), name

    in_house(fresh_url, story)
