"""The WebSocket of the live room: who may come in, which engine holds it, and how it closes."""

import asyncio
import contextlib
import time
import uuid
from typing import Any

import structlog
from fastapi import APIRouter, WebSocket
from starlette.websockets import WebSocketDisconnect

from preppal.accounts.identity import account_of
from preppal.foundation.errors import Refusal
from preppal.foundation.i18n import N_, Words, words
from preppal.foundation.log import log
from preppal.interviewer.conversation import progress
from preppal.interviews.lease import enter_room, leave_room
from preppal.interviews.live import protocol
from preppal.interviews.live.engine import Opening
from preppal.interviews.live.hosting import Hosted, host, waiting_for_speech
from preppal.interviews.live.opening import opening_of
from preppal.interviews.live.room import Dropped, Outcome, Room
from preppal.interviews.model import HeldElsewhere, NoSuchInterview, NotLive
from preppal.web.pages import locale_of
from preppal.web.security import same_origin

router = APIRouter()

HELLO_SECONDS = 15.0
GONE = (WebSocketDisconnect, RuntimeError, OSError)
"""What Starlette and the server raise when a socket is closed already."""

CLOSING: dict[Outcome, tuple[int, str, str]] = {
    "taken_over": (
        protocol.TAKEN_OVER,
        "taken_over",
        N_("This interview went on in another tab or on another device."),
    ),
    "not_live": (protocol.NOT_LIVE, "not_live", NotLive.message),
    "bad_frame": (
        protocol.BAD_FRAME,
        "bad_frame",
        N_("This page sent something that could not be read. Load it again."),
    ),
    "too_slow": (
        protocol.TOO_SLOW,
        "too_slow",
        N_("The line is too slow to carry sound. Go on in writing, or try again."),
    ),
}


class SocketLine:
    """A `Line` over Starlette's WebSocket."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def send_text(self, text: str) -> None:
        try:
            await self._socket.send_text(text)
        except GONE as problem:
            raise Dropped() from problem

    async def send_bytes(self, data: bytes) -> None:
        try:
            await self._socket.send_bytes(data)
        except GONE as problem:
            raise Dropped() from problem

    async def receive(self) -> str | bytes | None:
        message = await self._socket.receive()
        if message["type"] != "websocket.receive":
            return None
        text: str | None = message.get("text")
        return text if text is not None else message.get("bytes") or b""

    async def refuse(self, code: int, name: str, text: str) -> None:
        """Say why, then close with ``code``."""
        with contextlib.suppress(*GONE):
            await self._socket.send_text(protocol.encode("error", code=name, text=text))
            await self._socket.close(code, name)

    async def close(self) -> None:
        with contextlib.suppress(*GONE):
            await self._socket.close(1000)


@router.websocket("/interviews/{interview_id}/live")
async def live(socket: WebSocket, interview_id: str) -> None:
    """One visit: hello, the room, and a close code that says why it is over."""
    offered = socket.scope.get("subprotocols", [])
    await socket.accept(protocol.SUBPROTOCOL if protocol.SUBPROTOCOL in offered else None)
    line = SocketLine(socket)
    structlog.contextvars.bind_contextvars(interview=interview_id)
    speak = words(locale_of(socket))
    try:
        await _visit(socket, line, interview_id, speak)
    except Dropped:
        pass
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


async def _visit(socket: WebSocket, line: SocketLine, interview_id: str, speak: Words) -> None:
    state = socket.app.state
    async with state.database.transaction() as db:
        person = await account_of(socket, db, now=state.clock())
    if person is None or not same_origin(socket):
        await line.refuse(protocol.SIGNED_OUT, "signed_out", speak(N_("Sign in first.")))
        return
    speak = words(locale_of(socket))
    try:
        hello = await _hello(line)
        key = uuid.UUID(interview_id)
    except protocol.BadFrame:
        await line.refuse(*CLOSING["bad_frame"][:2], speak(CLOSING["bad_frame"][2]))
        return
    except ValueError:
        await line.refuse(protocol.NO_INTERVIEW, "not_found", speak(NoSuchInterview.message))
        return
    if hello is None:
        return
    visit = uuid.uuid4()
    try:
        async with state.database.transaction() as db:
            interview, turns = await enter_room(
                db,
                person.id,
                key,
                visit=visit,
                mode=hello.mode,
                take_over=hello.take_over,
                now=state.clock(),
            )
    except Refusal as refusal:
        await line.refuse(*_refused(refusal), speak(refusal.text))
        return
    outcome = await _hold(
        state, line, hello, person.id, key, visit, opening_of(interview, turns), speak
    )
    if outcome in CLOSING:
        code, name, text = CLOSING[outcome]
        await line.refuse(code, name, speak(text))
    else:
        await line.close()


async def _hold(
    state: Any,
    line: SocketLine,
    hello: protocol.Hello,
    user_id: uuid.UUID,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    opening: Opening,
    speak: Words,
) -> Outcome:
    """Hold the room until the visit is over, then give back its engine and its lease."""
    hosted: Hosted | None = None
    try:
        if hello.mode == "voice":
            await waiting_for_speech(state.speech, state.settings, line, speak)
        hosted = host(state, hello.mode, opening)
        room = Room(
            interview_id=interview_id,
            user_id=user_id,
            visit=visit,
            opening=opening,
            line=line,
            engine=hosted.engine,
            database=state.database,
            clock=state.clock,
            monotonic=time.monotonic,
            translate=speak,
        )
        await _announce(line, room, hosted, hello.last_seq, speak)
        state.rooms.open(room)
        try:
            return await room.run()
        finally:
            state.rooms.close(room)
    finally:
        if hosted is not None:
            hosted.release()
        async with state.database.transaction() as db:
            await leave_room(db, interview_id, visit, elapsed_ms=0, now=state.clock())


async def _hello(line: SocketLine) -> protocol.Hello | None:
    """The first message, or None when the line went away before it."""
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            frame = await line.receive()
    except TimeoutError as problem:
        raise protocol.BadFrame("no hello") from problem
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
            },
            interviewer={"name": opening.interviewer.name},
            progress=protocol.progress_fields(progress(opening.plan, opening.transcript)),
        )
    )
