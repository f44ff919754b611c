"""The typed engine: the same interviewer, in writing. No speech, no models, no waiting."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Literal

from preppal.foundation.i18n import N_
from preppal.foundation.log import log
from preppal.interviewer.conversation import Line, Mind, Occasion, SpokenTurn
from preppal.interviewer.patience import STRETCHES
from preppal.interviewer.transcript import growing
from preppal.interviews.live.engine import (
    MOST_UNREAD,
    Caption,
    Ended,
    EngineEvent,
    Held,
    Listening,
    MonotonicClock,
    Notice,
    Opening,
    Take,
    Thinking,
    TurnEnded,
    weight,
    words_used,
)
from preppal.interviews.live.speaking import MIND_SECONDS

QUIET_SECONDS = 90.0
"""Typing takes longer than talking: this long without an answer, the interviewer says a word
(INTERVIEWING §5, row 1)."""
QUIET_TIMES = 2
"""How often in a row; then it waits without a word."""


class TypedEngine:
    """An `Engine` for answers in writing."""

    def __init__(self, mind: Mind, *, clock: MonotonicClock, quiet_seconds: float = QUIET_SECONDS):
        self._mind = mind
        self._clock = clock
        self._quiet_seconds = quiet_seconds
        self._events: asyncio.Queue[EngineEvent | None] = asyncio.Queue(256)
        self._answers: deque[str] = deque()
        self._news = asyncio.Event()  # an answer, the end, or somebody who takes their time
        self._ending = asyncio.Event()
        self._reason: Literal["completed", "time_up"] = "completed"
        self._task: asyncio.Task[None] | None = None
        self._held = False
        self._wrapping_up = False
        self._transcript: list[SpokenTurn] = []

    async def open(self, opening: Opening) -> None:
        self._opening = opening
        self._transcript = list(opening.transcript)
        self._started = self._clock()
        self._task = asyncio.create_task(self._converse())

    def hear(self, pcm16k: bytes) -> None:
        """Nothing listens in writing."""

    async def read(self, text: str) -> bool:
        answer = text.strip()
        if self._ending.is_set() or weight([*self._answers, answer]) > MOST_UNREAD:
            return False
        if answer:
            self._answers.append(answer)
            self._news.set()
        return True

    async def interrupt(self) -> None:
        """A written line cannot be interrupted: it is there at once."""

    async def hold(self, on: bool) -> None:
        self._held = on
        self._news.set()
        await self._events.put(Held() if on else Listening())

    async def done(self) -> None:
        """A typed answer ends when it is sent."""

    async def mute(self, on: bool) -> None:
        """There is no microphone."""

    async def device_changed(self) -> None:
        """Nothing is heard."""

    async def playback(self, turn: int, ms: int) -> None:
        """Nothing is played."""

    async def wrap_up(self) -> None:
        self._wrapping_up = True

    async def end(self, reason: Literal["completed", "time_up"] = "completed") -> None:
        if not self._ending.is_set():
            self._reason = reason
        self._ending.set()
        self._news.set()

    async def events(self, take: Take | None = None) -> AsyncIterator[EngineEvent]:
        while (event := await self._events.get()) is not None:
            yield event

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        while not self._events.empty():
            self._events.get_nowait()
        self._events.put_nowait(None)

    @property
    def _now_ms(self) -> int:
        return self._opening.elapsed_ms + int((self._clock() - self._started) * 1000)

    async def _converse(self) -> None:
        try:
            over = await self._speak("resumed" if self._opening.resumed else "start")
            quiet = 0
            while not over and not self._ending.is_set():
                if self._answers:
                    quiet, self._held = 0, False
                    await self._keep_answer()
                    over = await self._speak("wrap_up" if self._wrapping_up else "answered")
                elif not await self._news_within(quiet) and not self._held:
                    quiet += 1
                    over = await self._speak("silence")
            self._ending.set()
            # What was sent before the end is kept, though nobody answers it any more.
            while self._answers:
                await self._keep_answer()
            await self._events.put(Ended(self._reason))
        finally:
            with contextlib.suppress(asyncio.QueueFull):
                self._events.put_nowait(None)

    async def _news_within(self, quiet: int) -> bool:
        """Wait for something new; False when it stayed quiet for too long, the `quiet`-th time."""
        patient = self._held or quiet >= QUIET_TIMES
        seconds = self._quiet_seconds * STRETCHES[self._opening.stretch]
        try:
            async with asyncio.timeout(None if patient else seconds):
                await self._news.wait()
        except TimeoutError:
            return False
        self._news.clear()
        return True

    async def _keep_answer(self) -> None:
        text = self._answers.popleft()
        started = self._transcript[-1].ended_ms if self._transcript else self._opening.elapsed_ms
        now = self._now_ms
        await self._say(SpokenTurn("candidate", text, min(started, now), now))

    async def _speak(self, occasion: Occasion) -> bool:
        """Find the next line and say it; True when it was the goodbye."""
        await self._events.put(Thinking())
        try:
            line = await self._line_unless_ending(occasion)
        except Exception:
            log(__name__).exception("the next line could not be made")
            await self._events.put(
                Notice(
                    "mind_failed",
                    N_("The next question could not be made. Say or write a word to go on."),
                )
            )
            await self._events.put(Listening())
            return False
        if line is None:
            return False
        if line.used is not None:
            await self._events.put(words_used(line.used))
        now = self._now_ms
        await self._say(
            SpokenTurn(
                "interviewer",
                line.text,
                now,
                now,
                intent=line.intent,
                lead_id=line.lead_id,
                phrasing=line.phrasing,
                worded_by=line.worded_by,
            )
        )
        if not line.ends_interview:
            await self._events.put(Listening())
        return line.ends_interview

    async def _line_unless_ending(self, occasion: Occasion) -> Line | None:
        asking = asyncio.create_task(self._next_line(occasion))
        ending = asyncio.create_task(self._ending.wait())
        try:
            async with asyncio.timeout(MIND_SECONDS):
                await asyncio.wait((asking, ending), return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else None
        finally:
            asking.cancel()
            ending.cancel()

    async def _next_line(self, occasion: Occasion) -> Line:
        opening = self._opening
        lines = growing(
            self._mind,
            opening.plan,
            opening.interviewer,
            tuple(self._transcript),
            job_text=opening.job_text,
            company=opening.company,
            job_title=opening.job_title,
            remaining_ms=max(0, opening.total_ms - self._now_ms),
            occasion=occasion,
            resume=opening.resume,
            hand_over=opening.hand_over,
            language=opening.language,
        )
        async with aclosing(lines):
            line = await anext(lines)
            while line.more:  # the sentences that are known are read while the others come
                await self._events.put(Caption("interviewer", line.text))
                line = await anext(lines)
        return line

    async def _say(self, turn: SpokenTurn) -> None:
        self._transcript.append(turn)
        await self._events.put(TurnEnded(turn))
