"""A long spoken interview, as fast as it can be computed, on a clock that does what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from preppal.interviewer.transcript import Line, SpokenTurn
from preppal.interviews.live import engine as say
from preppal.interviews.live.local_voice import LocalVoice
from preppal.providers.protocols import SpeechSlot
from tests import voices
from tests.voices.driving import FRAME_SECONDS, StandingClock, ask, opening
from tests.voices.scripted import LOUD, ScriptedSpeech

ANSWER_SECONDS, PAUSE_SECONDS = 14.0, 4.0
QUESTION = "Which part of that was yours, and what would you do differently today?"
QUIET = voices.silence(FRAME_SECONDS)


class EndlessMind:
    """Asks on and on; keeps nothing."""

    asked = 0

    async def next_line(self, *about: Any, **more: Any) -> Line:
        self.asked += 1
        said: Sequence[SpokenTurn] = about[2]
        return ask(f"That is answer {len(said)}. {QUESTION}")


class Page:
    """Takes events as a browser does, keeps none, and acknowledges what it has played."""

    def __init__(self, engine: LocalVoice) -> None:
        self.engine = engine
        self.turn = self.turns = 0
        self.queued = self.played = 0.0  # ms

    async def read(self) -> None:
        async for event in self.engine.events():
            match event:
                case say.Speaking(turn=turn):
                    self.turn, self.queued, self.played = turn, 0.0, 0.0
                case say.Audio(pcm24k=pcm):
                    self.queued += len(pcm) / 48
                case say.Flush():
                    self.queued = 0.0
                case say.TurnEnded():
                    self.turns += 1

    async def play(self) -> None:
        """The loudspeaker goes on by one frame."""
        step = min(self.queued, FRAME_SECONDS * 1000)
        self.queued -= step
        self.played += step
        if step:
            await self.engine.playback(self.turn, round(self.played))


async def an_hour(
    minutes: int,
    look: Callable[[int], None],
    *,
    every: int,
    speech: SpeechSlot | None = None,
    voice: bytes = LOUD,
) -> int:
    """Hold an interview of ``minutes``; ``look(minute)`` is called now and then. Gives its turns.

    Without ``speech`` the models take no time; ``voice`` is what the candidate says, again and again.
    """
    clock = StandingClock()
    engine = LocalVoice(speech or ScriptedSpeech(), EndlessMind(), clock=clock, sleep=clock.sleep)
    pause = 0.0 if speech is None else 0.0005
    spoken = [voice[at : at + len(QUIET)] for at in range(0, len(voice), len(QUIET))]
    await engine.open(opening(total_ms=minutes * 60_000))
    page = Page(engine)
    reading = asyncio.create_task(page.read())
    frames = round(minutes * 60 / FRAME_SECONDS)
    round_frames = round((ANSWER_SECONDS + PAUSE_SECONDS) / FRAME_SECONDS)
    for number in range(frames):
        clock.advance(FRAME_SECONDS)
        await page.play()
        talks = number % round_frames < ANSWER_SECONDS / FRAME_SECONDS and not page.queued
        engine.hear(spoken[number % len(spoken)] if talks else QUIET)
        await asyncio.sleep(0)
        while engine.working:  # noqa: ASYNC110 - models tell nobody when they are done
            await asyncio.sleep(pause)
        if (number + 1) % round(every * 60 / FRAME_SECONDS) == 0:
            look(round((number + 1) * FRAME_SECONDS / 60))
    await engine.close()
    await reading
    return page.turns
