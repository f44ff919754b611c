"""A browser in the live room, for interviews over the double: what it sends, sees and hears."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.interviews.model import InterviewSession, Turn
from tests.gemini_live import sounds
from tests.gemini_live.script import Line
from tests.people import Browser
from tests.sockets import Closed, Socket

LINES = [Line(f"Question number {n} of the script, is it?") for n in range(1, 40)]
PATIENCE = 20.0
MARK_BYTES = 2 * sounds.DIGITS
PITCH = (6000 * np.sin(np.arange(sounds.UP_SAMPLES) * 0.45)).astype("<i2").tobytes()


def voice(number: int) -> bytes:
    """A frame of the candidate's, at another pitch than the interviewer's: it is no echo."""
    return sounds.heard(number, loud=True)[:MARK_BYTES] + PITCH[MARK_BYTES:]


@dataclass
class Visit:
    """A browser in the room: plays what it gets at once, and remembers everything."""

    socket: Socket
    turns: dict[int, dict[str, Any]] = field(default_factory=dict)
    frames: list[dict[str, Any]] = field(default_factory=list)
    sound: bytearray = field(default_factory=bytearray)
    closed: int | None = None
    next_frame: int = 0
    spoken: set[int] = field(default_factory=set)
    """The numbers of the frames in which the candidate spoke."""
    _turn: int = 0
    _played: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        while self.closed is None:
            try:
                frame = await self.socket.receive()
            except Closed as closed:
                self.closed = closed.code
            except TimeoutError:
                continue
            else:
                await self._take(frame)
            self._news.set()

    async def _take(self, frame: dict[str, Any] | bytes) -> None:
        if isinstance(frame, bytes):
            self.sound += frame
            self._played += len(frame) // 48
            await self.socket.send(type="playback", turn=self._turn, ms=self._played)
            return
        self.frames.append(frame)
        if frame["type"] == "turn":
            assert self.turns.setdefault(frame["seq"], frame) == frame
        elif frame["type"] == "state" and frame["state"] == "speaking":
            self._turn, self._played = frame["turn"], 0

    async def until(self, happened: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not happened():
                    assert self.closed is None, self.frames[-5:]
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"it did not happen: {self.frames[-12:]}") from None

    async def until_state(self, wanted: str) -> None:
        await self.until(lambda: self.state == wanted)

    @property
    def state(self) -> str:
        states = [frame["state"] for frame in self.frames if frame["type"] == "state"]
        return states[-1] if states else ""

    def said(self, speaker: str) -> list[str]:
        return [
            turn["text"] for _, turn in sorted(self.turns.items()) if turn["speaker"] == speaker
        ]

    def notices(self) -> list[str]:
        return [frame["code"] for frame in self.frames if frame["type"] == "notice"]

    async def speak(self, loud: int = 24, *, seconds: float = 0.006) -> None:
        """So many frames of speech, faster than anybody speaks."""
        for number in range(self.next_frame, self.next_frame + loud):
            self.spoken.add(number)
            await self.socket.send_bytes(voice(number))
            await asyncio.sleep(seconds)
        self.next_frame += loud

    async def quiet(self, frames: int, *, seconds: float = 0.04) -> None:
        """A microphone that hears nothing."""
        for _ in range(frames):
            await self.socket.send_bytes(bytes(sounds.UP_BYTES))
            await asyncio.sleep(seconds)

    async def answer(self, loud: int = 24) -> None:
        """Wait for the floor, speak, and press *I'm done*; return when the turn is final."""
        await self.until_state("listening")
        before = len(self.said("candidate"))
        await self.speak(loud)
        await self.socket.send(type="done")
        await self.until(lambda: len(self.said("candidate")) > before)

    def heard(self) -> set[int]:
        """The frames that are in the transcript."""
        spans = re.findall(r"(\d+)-(\d+)", " ".join(self.said("candidate")))
        return {n for first, last in spans for n in range(int(first), int(last) + 1)}


@asynccontextmanager
async def visiting(
    browser: Browser, interview: InterviewSession, *, mode: str = "voice", next_frame: int = 0
) -> AsyncIterator[Visit]:
    async with browser.socket(f"/interviews/{interview.id}/live") as socket:
        await socket.send(type="hello", mode=mode, last_seq=0)
        visit = Visit(socket, next_frame=next_frame)
        listening = asyncio.create_task(visit.listen())
        try:
            await visit.until(lambda: any(f["type"] == "ready" for f in visit.frames))
            yield visit
        finally:
            visit.closed = visit.closed or 0
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def kept(
    database: Database, interview: InterviewSession
) -> tuple[InterviewSession, Sequence[Turn]]:
    async with database.transaction() as db:
        row = await db.get(InterviewSession, interview.id, populate_existing=True)
        assert row is not None
        turns = await db.scalars(
            select(Turn).where(Turn.interview_id == interview.id).order_by(Turn.seq)
        )
        return row, list(turns)


async def check(visit: Visit, database: Database, interview: InterviewSession) -> None:
    """What was announced is what is kept; every frame that was spoken is in it; no turn is doubled."""
    _, turns = await kept(database, interview)
    assert [turn.seq for turn in turns] == list(range(1, len(turns) + 1))
    announced = {(seq, turn["speaker"], turn["text"]) for seq, turn in visit.turns.items()}
    assert announced <= {(turn.seq, turn.speaker, turn.text) for turn in turns}
    assert visit.spoken <= visit.heard(), "something that was said is not in the transcript"
    answers = visit.said("candidate")
    assert len(answers) == len(set(answers))
    sound = sounds.numbers(visit.sound, sounds.DOWN_BYTES)
    assert sound == sorted(set(sound)), "the interviewer was heard twice"
