"""The WebSocket of the live room: who may come in, which engine holds it, and how it closes."""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect

from preppal.accounts.identity import Person, account_of
from preppal.credits.model import NoCredit
from preppal.foundation.errors import Refusal
from preppal.foundation.i18n import N_, Words, words
from preppal.foundation.log import log
from preppal.foundation.outage import DatabaseAway, GaveWay, wait_out
from preppal.foundation.whole_messages import WHOLE_BINARY, WHOLE_TEXT
from preppal.interviewer.conversation import progress
from preppal.interviews.lease import LEAVING, SignedOut, StillLeaving, enter_room
from preppal.interviews.live import protocol
from preppal.interviews.live.engine import Opening
from preppal.interviews.live.hosting import Hosted, host
from preppal.interviews.live.limits import Entry, Unwelcome
from preppal.interviews.live.line import Dropped, TooSlow
from preppal.interviews.live.offering import offer_place
from preppal.interviews.live.opening import opening_of
from preppal.interviews.live.outcomes import Outcome
from preppal.interviews.live.record import let_go
from preppal.interviews.live.room import Room
from preppal.interviews.model import HeldElsewhere, Interrupted, NoSuchInterview, NotLive
from preppal.web.pages import locale_of
from preppal.web.security import same_origin
from preppal.web.websockets import DIRECT, BoundedWebSocket

router = APIRouter()

HELLO_SECONDS = 15.0
SEND_SECONDS = 10.0
"""A browser that takes no frame for this long is gone."""
REASON_SECONDS = 2.0
"""How long the reason for closing may take to leave."""
ENTRANCE_SECONDS = 4.0
"""How long a visitor waits at the door for a database that is away; then the browser knocks again."""
LEAVING_POLL_SECONDS = 0.1
GONE = (WebSocketDisconnect, RuntimeError, OSError)
"""What Starlette and the server raise when a socket is closed already."""

CLOSING: dict[str, tuple[int, str]] = {
    "taken_over": (
        protocol.TAKEN_OVER,
        N_("This interview went on in another tab or on another device."),
    ),
    "not_live": (protocol.NOT_LIVE, NotLive.message),
    "signed_out": (protocol.SIGNED_OUT, SignedOut.message),
    "away": (protocol.BUSY, DatabaseAway.message),
    "bad_frame": (
        protocol.BAD_FRAME,
        N_("This page sent something that could not be read. Load it again."),
    ),
    "no_hello": (
        protocol.NO_HELLO,
        N_("This page opened the room and then said nothing."),
    ),
    "too_large": (
        protocol.TOO_LARGE,
        N_("This page sent more at once than the room takes. Load it again."),
    ),
    "too_fast": (
        protocol.TOO_FAST,
        N_("Far more came from this page than a person can say. Load it again."),
    ),
    "too_slow": (
        protocol.TOO_SLOW,
        N_("The line is too slow to carry sound. Go on in writing, or try again."),
    ),
    "too_many": (
        protocol.TOO_MANY,
        N_("Too many rooms are open under your name. Close other tabs, then load this one again."),
    ),
    "busy": (
        protocol.BUSY,
        N_("Many people are coming in at this moment. This page tries again by itself."),
    ),
}


class SocketLine:
    """A `Line` over Starlette's WebSocket.

    What is sent goes past Starlette, the middleware and the clock where the server lets it (`web/websockets.py`) and
    the socket has room: a frame that need not wait needs no timer. One that has to wait is waited for as
    everything else is.
    """

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        direct: BoundedWebSocket | None = (socket.scope.get("extensions") or {}).get(DIRECT)
        self._direct = direct
        self._send_now = _never if direct is None else direct.send_now
        self._receive = socket.receive if direct is None else direct.receive

    async def send_text(self, text: str) -> None:
        if not self._send_now(text.encode(), WHOLE_TEXT):
            await self._sent(self._socket.send_text(text))

    async def send_bytes(self, data: bytes) -> None:
        if not self._send_now(data, WHOLE_BINARY):
            await self._sent(self._socket.send_bytes(data))

    def send_at_once(self, data: bytes | str) -> bool:
        if isinstance(data, bytes):
            return self._send_now(data, WHOLE_BINARY)
        return self._send_now(data.encode(), WHOLE_TEXT)

    def take_sound(self, take: Callable[[bytes], bool]) -> None:
        if self._direct is not None:
            self._direct.take_sound = take

    async def _sent(self, sending: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await sending
        except TimeoutError as problem:
            raise TooSlow() from problem
        except GONE as problem:
            raise Dropped() from problem

    async def receive(self) -> str | bytes | None:
        message: Any = await self._receive()
        if message["type"] != "websocket.receive":
            return None
        text: str | None = message.get("text")
        return text if text is not None else message.get("bytes") or b""

    async def refuse(self, code: int, name: str, text: str) -> None:
        """Say why, then close with ``code``. Who reads neither is cut off by the server."""
        with contextlib.suppress(*GONE):
            async with asyncio.timeout(REASON_SECONDS):
                await self._socket.send_text(protocol.encode("error", code=name, text=text))
                await self._socket.close(code, name)

    async def turn_away(self, name: str, speak: Words) -> None:
        """Refuse for one of the reasons in `CLOSING`."""
        code, text = CLOSING[name]
        await self.refuse(code, name, speak(text))

    async def close(self) -> None:
        with contextlib.suppress(*GONE):
            async with asyncio.timeout(REASON_SECONDS):
                await self._socket.close(1000)


def _never(_message: bytes, _head: int) -> bool:
    return False


@router.websocket("/interviews/{interview_id}/live")
async def live(socket: WebSocket, interview_id: str) -> None:
    """One visit: hello, the room, and a close code that says why it is over."""
    offered = socket.scope.get("subprotocols", [])
    await socket.accept(protocol.SUBPROTOCOL if protocol.SUBPROTOCOL in offered else None)
    line = SocketLine(socket)
    structlog.contextvars.bind_contextvars(interview=interview_id)
    speak = words(locale_of(socket))
    try:
        entry = socket.app.state.lines.open()
        try:
            await _visit(socket, line, entry, interview_id, speak)
        finally:
            entry.close()
    except Dropped:
        pass
    except TooSlow:
        await line.turn_away("too_slow", words(locale_of(socket)))
    except Unwelcome as problem:
        await line.turn_away(problem.name, words(locale_of(socket)))
    except Refusal as refusal:
        speak = words(locale_of(socket))
        await line.refuse(*_refused(refusal), speak(refusal.text))
    except Exception:
        reference = socket.state.reference
        log(__name__).exception("the room failed")
        text = speak(
            N_(
                "The room failed on our side (%(reference)s). Your words are kept; load the page again."
            ),
            reference=reference,
        )
        await line.refuse(protocol.FAILED, "failed", text)


async def _visit(
    socket: WebSocket, line: SocketLine, entry: Entry, interview_id: str, speak: Words
) -> None:
    state = socket.app.state
    person = await wait_out(lambda: _who(socket), seconds=ENTRANCE_SECONDS)
    if person is None or not same_origin(socket):
        await line.refuse(protocol.SIGNED_OUT, "signed_out", speak(N_("Sign in first.")))
        return
    speak = words(locale_of(socket))
    entry.belongs(person.id)
    try:
        hello = await _hello(line)
        key = uuid.UUID(interview_id)
    except TimeoutError:
        await line.turn_away("no_hello", speak)
        return
    except protocol.BadFrame:
        await line.turn_away("bad_frame", speak)
        return
    except ValueError:
        await line.refuse(protocol.NO_INTERVIEW, "not_found", speak(NoSuchInterview.message))
        return
    if hello is None:
        return
    entry.said_hello()
    visit = uuid.uuid4()
    opening = await _enter(state, hello, person, key, visit)
    outcome = await _hold(state, line, hello, person, key, visit, opening, speak)
    if outcome in CLOSING:
        await line.turn_away(outcome, speak)
    else:
        await line.close()


async def _who(socket: WebSocket) -> Person | None:
    state = socket.app.state
    async with state.database.transaction() as db:
        return await account_of(socket, db, now=state.clock())


async def _enter(
    state: Any, hello: protocol.Hello, person: Person, interview_id: uuid.UUID, visit: uuid.UUID
) -> Opening:
    """Take the room, once the visit before has written its last words: who loads the page again in
    mid-sentence finds them there."""
    if hello.take_over:
        await state.rooms.make_way(interview_id, person.id)
    until = time.monotonic() + LEAVING.total_seconds()

    async def enter() -> Opening:
        async with state.database.transaction() as db:
            interview, turns = await enter_room(
                db,
                person.id,
                interview_id,
                visit=visit,
                mode=hello.mode,
                take_over=hello.take_over,
                now=state.clock(),
                patient=time.monotonic() < until,
            )
            return opening_of(interview, turns, person.patience)

    while True:
        try:
            return await wait_out(enter, seconds=ENTRANCE_SECONDS)
        except StillLeaving:
            await asyncio.sleep(LEAVING_POLL_SECONDS)


async def _hold(
    state: Any,
    line: SocketLine,
    hello: protocol.Hello,
    person: Person,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    opening: Opening,
    speak: Words,
) -> Outcome:
    """Hold the room until the visit is over, then give back its engine and its lease."""
    hosted: Hosted | None = None
    try:
        hosted = await host(state, hello.mode, opening, line, speak, interview_id)
        room = Room(
            interview_id=interview_id,
            user_id=person.id,
            visit=visit,
            device_id=person.device_id,
            opening=opening,
            line=line,
            engine=hosted.engine,
            database=state.database,
            clock=state.clock,
            monotonic=time.monotonic,
            translate=speak,
            figures=state.live_figures,
        )
        await _announce(line, room, hosted, hello.last_seq, speak)
        state.rooms.open(room)
        offering = asyncio.create_task(offer_place(hosted, room, speak))
        try:
            return await room.run()
        finally:
            offering.cancel()
            state.rooms.close(room)
    finally:
        if hosted is not None:
            await hosted.engine.close()  # where the room was not reached
            hosted.release()
        await let_go(state.database, interview_id, visit, elapsed_ms=0, clock=state.clock)


async def _hello(line: SocketLine) -> protocol.Hello | None:
    """The first message, or None when the line went away before it. Raises TimeoutError."""
    async with asyncio.timeout(HELLO_SECONDS):
        frame = await line.receive()
    if frame is None:
        return None
    message = protocol.decode(frame) if isinstance(frame, str) else None
    if not isinstance(message, protocol.Hello):
        raise protocol.BadFrame("hello comes first")
    return message


def _refused(refusal: Refusal) -> tuple[int, str]:
    match refusal:
        case NoSuchInterview():
            return protocol.NO_INTERVIEW, "not_found"
        case HeldElsewhere():
            return protocol.HELD_ELSEWHERE, "held_elsewhere"
        case Interrupted():
            return protocol.INTERRUPTED, "interrupted"
        case NoCredit():
            return protocol.NO_CREDIT, "no_credit"
        case DatabaseAway() | GaveWay():
            return protocol.BUSY, "away"
        case _:
            return protocol.NOT_LIVE, "not_live"


async def _announce(
    line: SocketLine, room: Room, hosted: Hosted, last_seq: int, speak: Words
) -> None:
    """Restore the screen: turns after ``last_seq``, clock, voice, who sits opposite."""
    opening = room.opening
    turns = [
        protocol.turn_fields(seq, turn)
        for seq, turn in enumerate(opening.transcript, 1)
        if seq > last_seq
    ]
    await line.send_text(
        protocol.encode(
            "ready",
            turns=turns,
            remaining_ms=max(0, opening.total_ms - opening.elapsed_ms),
            total_ms=opening.total_ms,
            voice={
                "available": hosted.voice,
                "mode": hosted.mode,
                "text": speak(hosted.reason) if hosted.reason else "",
                "hears": hosted.ways.hears,
                "read_aloud": hosted.ways.read_aloud,
                "waits": hosted.place is not None,
            },
            interviewer={"name": opening.interviewer.name},
            progress=protocol.progress_fields(progress(opening.plan, opening.transcript)),
        )
    )
