"""A listener for engines: microphone, loudspeaker and clock of a candidate who is not there.

Time stands still while models work, so an interview runs as fast as they do and always the same.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from preppal.interviewer.briefing import Briefing, Interviewer, Manner
from preppal.interviewer.plan import InterviewPlan, build_plan
from preppal.interviewer.transcript import Line, Occasion, SpokenTurn
from preppal.interviews.live import engine as say
from preppal.interviews.live.engine import Opening
from preppal.interviews.live.local_voice import LocalVoice
from preppal.providers.protocols import SpeechSlot
from tests import voices

FRAME_SECONDS = 0.04
FRAME_SAMPLES = 640
SPOKEN_FRAME_BYTES = 1_920  # 40 ms at 24 kHz
ACKNOWLEDGE_EVERY_MS = 240
ECHO_FRAMES = 6  # 240 ms from the loudspeaker's queue to the microphone


def heard_from_afar(pcm24k: bytes) -> NDArray[np.float64]:
    """A frame of the loudspeaker's sound at the microphone's rate."""
    played = np.zeros(SPOKEN_FRAME_BYTES // 2)
    played[: len(pcm24k) // 2] = np.frombuffer(pcm24k, "<i2")
    places = np.arange(FRAME_SAMPLES) * 1.5
    return np.interp(places, np.arange(len(played)), played)


class StandingClock:
    """Seconds that only move when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = 0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self._number += 1
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, self._number, waiting))
        await waiting

    def advance(self, seconds: float) -> None:
        self.now += seconds
        while self._sleepers and self._sleepers[0][0] <= self.now + 1e-9:
            *_, waiting = heapq.heappop(self._sleepers)
            if not waiting.done():
                waiting.set_result(None)


class ScriptedMind:
    """Says its lines in order, whatever is answered; remembers what it was asked."""

    def __init__(self, *lines: Line) -> None:
        self.lines = list(lines)
        self.asked: list[tuple[Occasion, tuple[SpokenTurn, ...]]] = []

    async def next_line(
        self,
        plan: InterviewPlan,
        interviewer: Interviewer,
        transcript: Sequence[SpokenTurn],
        **more: Any,
    ) -> Line:
        self.asked.append((more["occasion"], tuple(transcript)))
        if not self.lines:
            raise RuntimeError("the script is at its end")
        return self.lines.pop(0)


def ask(text: str, intent: Any = "lead", *, last: bool = False) -> Line:
    return Line(text, intent, None, None, ends_interview=last)


INTERVIEWER = Interviewer("Ada Lindqvist", "Engineering manager", "technical", Manner(), "")
JOB = "Backend engineer. We use Python and PostgreSQL. You own payments services and migrations."


def opening(**changes: Any) -> Opening:
    briefing = Briefing(INTERVIEWER, "Backend engineer", "Northwind", JOB, "", 10, seed=4)
    values: dict[str, Any] = {
        "plan": build_plan(briefing),
        "interviewer": INTERVIEWER,
        "transcript": (),
        "job_text": JOB,
        "company": "Northwind",
        "job_title": "Backend engineer",
        "elapsed_ms": 0,
        "total_ms": 600_000,
        "language": "en",
        "voice": "heart",
        "speed": 1.0,
        "resumed": False,
    }
    return Opening(**(values | changes))


class Listener:
    """Drives one engine. `events` holds everything it said; `spoke` its turns."""

    def __init__(
        self, slot: SpeechSlot, mind: Any, *, acknowledges: bool = True, echo: float = 0.0
    ) -> None:
        self.clock = StandingClock()
        self.engine = LocalVoice(slot, mind, clock=self.clock, sleep=self.clock.sleep)
        self.events: list[say.EngineEvent] = []
        self.times: list[float] = []
        self._acknowledges = acknowledges
        self._reader: asyncio.Task[None] | None = None
        self._waited = 0
        self._turn = 0
        self._queue = bytearray()  # what the loudspeaker has not played yet
        self._played = 0.0
        self._reported = 0.0
        self._echo = echo
        self._air = [np.zeros(FRAME_SAMPLES)] * ECHO_FRAMES  # sound on its way to the microphone
        self.over = False

    async def __aenter__(self) -> Listener:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.engine.close()
        if self._reader is not None:
            await self._reader

    async def open(self, *, early: str = "", **changes: Any) -> None:
        """`early` is typed before the interviewer has opened."""
        await self.engine.open(opening(**changes))
        await self.engine.read(early)
        self._reader = asyncio.create_task(self._read())
        await self.settle()

    @property
    def spoke(self) -> list[SpokenTurn]:
        return [event.turn for event in self.events if isinstance(event, say.TurnEnded)]

    def said(self, speaker: str) -> list[str]:
        return [turn.text for turn in self.spoke if turn.speaker == speaker]

    def kinds(self, *kinds: type) -> list[str]:
        return [type(event).__name__ for event in self.events if isinstance(event, kinds)]

    @property
    def seconds(self) -> float:
        """On the interview clock."""
        return self.clock.now - 1_000.0

    async def settle(self) -> None:
        """Everything that came in has been dealt with."""
        for _ in range(3):
            await asyncio.sleep(0)
        # models work in threads and in real time: there is nothing else to await
        for _ in itertools.takewhile(lambda _: self.engine.working, itertools.count()):
            await asyncio.sleep(0.0005)
        for _ in range(3):
            await asyncio.sleep(0)

    async def hear(self, pcm: bytes) -> None:
        """Into the microphone, frame by frame, in standing time."""
        for start in range(0, len(pcm), voices.FRAME_BYTES):
            frame = pcm[start : start + voices.FRAME_BYTES]
            self.clock.advance(FRAME_SECONDS)
            await self._play()
            self.engine.hear(self._with_echo(frame))
            await self.settle()

    async def wait(self, seconds: float, *, microphone: bool = True) -> None:
        if microphone:
            await self.hear(voices.silence(seconds))
            return
        for _ in range(round(seconds / FRAME_SECONDS)):
            self.clock.advance(FRAME_SECONDS)
            await self._play()
            await self.settle()

    async def until(self, kind: type, *, within: float = 30.0, microphone: bool = True) -> None:
        """Silence until the engine says something of this kind, later than what was last waited for."""
        for _ in range(round(within / FRAME_SECONDS)):
            for number in range(self._waited, len(self.events)):
                if isinstance(self.events[number], kind):
                    self._waited = number + 1
                    return
            await self.wait(FRAME_SECONDS, microphone=microphone)
        later = [event for event in self.events[self._waited :] if not isinstance(event, say.Audio)]
        raise AssertionError(f"no {kind.__name__} within {within} s: {later}")

    def time_of(self, kind: type, number: int = -1) -> float:
        """Interview seconds of the event of this kind with this index."""
        found = [t for e, t in zip(self.events, self.times, strict=True) if isinstance(e, kind)]
        return found[number]

    async def _play(self) -> None:
        """The loudspeaker plays a frame; the browser says so now and then."""
        chunk = bytes(self._queue[:SPOKEN_FRAME_BYTES])
        del self._queue[:SPOKEN_FRAME_BYTES]
        self._air = [*self._air[1:], heard_from_afar(chunk)]
        self._played += len(chunk) / 48
        due = self._played - self._reported >= ACKNOWLEDGE_EVERY_MS
        if self._acknowledges and chunk and (due or not self._queue):
            self._reported = self._played
            await self.engine.playback(self._turn, round(self._played))

    def _with_echo(self, frame: bytes) -> bytes:
        if not self._echo:
            return frame
        own = np.frombuffer(frame, "<i2").astype(np.float64)
        mixed = own + self._echo * self._air[0][: len(own)]
        return bytes(np.clip(mixed, -32_768, 32_767).astype("<i2").tobytes())

    async def _read(self) -> None:
        async for event in self.engine.events():
            await self.take(event)

    async def take(self, event: say.EngineEvent) -> None:
        """What the room does with an event; the next one waits for it."""
        self.events.append(event)
        self.times.append(self.seconds)
        match event:
            case say.Speaking(turn=turn):
                self._turn, self._played, self._reported = turn, 0.0, 0.0
            case say.Audio(pcm24k=pcm):
                self._queue += pcm
            case say.Flush():
                self._queue.clear()
            case say.Ended():
                self.over = True
