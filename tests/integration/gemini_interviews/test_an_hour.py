"""An interview of sixty minutes over connections that the provider ends every ten: no word is lost.

The engine's time stands still until it is told to move; the provider is the real client on the wire,
talking to the double, which ends each connection in another way, in the middle of an answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from typing import Any

import pytest

from preppal.interviewer.briefing import Briefing
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.plan import build_plan
from preppal.interviews.live import engine as say
from preppal.interviews.live.speech_to_speech.engine import SpeechToSpeech
from preppal.providers.gemini_live.conversation import Pace
from preppal.providers.gemini_live.provider import GeminiLive
from tests.gemini_live import driving, sounds
from tests.gemini_live.script import Away, Close, Cut, Fault, Line, Script
from tests.gemini_live.upstream import Upstream, running
from tests.voices.driving import INTERVIEWER, JOB, Listener
from tests.voices.scripted import ScriptedSpeech

MINUTE = 60.0
PIECE_SECONDS = 0.2
"""What the microphone sends at once; each piece carries one number."""
PHRASE, PHRASES, BREATH = 45, 7, 4
"""Pieces: nine seconds of speech at a time, seven times an answer, with 0.8 s between."""
IN_FLIGHT = 2
LINES = [
    Line(f"This is question number {n} of this hour, and it is a long one.", 150) for n in range(99)
]
TEN_MINUTES_OF_SPEECH = int(10 * MINUTE * 0.8 / PIECE_SECONDS)
ENDINGS = [
    Fault("speech", Away(2.0), nth=TEN_MINUTES_OF_SPEECH),
    Fault(
        "speech",
        Close(1011, "Deadline expired before operation could complete."),
        TEN_MINUTES_OF_SPEECH,
    ),
    Fault("speech", Cut(), nth=TEN_MINUTES_OF_SPEECH),
    Fault("speech", Away(0.05), nth=TEN_MINUTES_OF_SPEECH),
    Fault("speech", Cut(half=True), nth=TEN_MINUTES_OF_SPEECH),
]
PACE = Pace(first_wait=0.01, longest_wait=0.1, margin=0.5, pause=0.2, settle=0.1, poll=0.005)


class Candidate(Listener):
    """Speaks no faster than the double listens."""

    def __init__(self, provider: GeminiLive, upstream: Upstream) -> None:
        super().__init__(ScriptedSpeech(), BuiltInMind())
        self.engine: Any = SpeechToSpeech(
            provider, BuiltInMind(), clock=self.clock, sleep=self.clock.sleep
        )
        self.upstream = upstream
        self.spoken: list[int] = []

    @property
    def arrived(self) -> int:
        """The number of the newest piece of speech that the double has heard."""
        for _, pcm in reversed(self.upstream.memory.heard):
            if sounds.loudness(pcm) > sounds.LOUD:
                return sounds.numbers(pcm[: sounds.UP_BYTES], sounds.UP_BYTES)[0]
        return -1

    async def piece(self, *, loud: bool) -> None:
        self.clock.advance(PIECE_SECONDS)
        for _ in range(round(PIECE_SECONDS / 0.04)):
            await self._play()
        number = len(self.spoken)
        frame = sounds.heard(number, loud=loud)
        self.engine.hear(frame * round(PIECE_SECONDS / 0.04))
        if loud:
            self.spoken.append(number)
            await self.happens(lambda: self.arrived > number - IN_FLIGHT)
            # An announced end comes by the clock; what is said until then must not hang on this machine's speed.
            await self.happens(lambda: not self.upstream.memory.leaving)
        await self.settle()

    async def happens(self, what: Callable[[], bool]) -> None:
        """On the wire, whose time is real."""
        async with asyncio.timeout(30):
            while not what():
                self.upstream.memory.news.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.upstream.memory.news.wait(), 0.005)

    async def answer(self) -> None:
        for _ in range(PHRASES):
            for place in range(PHRASE + BREATH):
                await self.piece(loud=place < PHRASE)

    async def listen(self) -> None:
        """Until the interviewer has spoken, and it is the candidate's turn."""
        turns = len(self.spoke)
        while len(self.spoke) == turns or not self.has_floor:
            await self.piece(loud=False)
            await asyncio.sleep(0.002)

    @property
    def has_floor(self) -> bool:
        floors = (say.Listening, say.Thinking, say.Speaking)
        return isinstance([e for e in self.events if isinstance(e, floors)][-1], say.Listening)


async def test_an_hour_of_interview(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tests.gemini_live.talk.TRANSCRIBE_FRAMES", 4
    )  # a word in less than a second
    how = Script(LINES, faults={n: [fault] for n, fault in enumerate(ENDINGS)}, frames_a_message=10)
    async with running(how) as upstream:
        provider = GeminiLive(driving.settings(upstream), pace=PACE)
        async with Candidate(provider, upstream) as candidate:
            plan = build_plan(
                Briefing(INTERVIEWER, "Backend engineer", "Northwind", JOB, "", 60, seed=4)
            )
            # Longer than an hour, so that nobody is asked for a goodbye before it is over.
            await candidate.open(plan=plan, total_ms=4_800_000)
            await candidate.listen()
            while candidate.seconds < 60 * MINUTE:
                await candidate.answer()
                await candidate.listen()
            await candidate.engine.end("time_up")
            await candidate.happens(lambda: candidate.over)

    assert upstream.dialled == len(ENDINGS) + 1
    spans = re.findall(r"(\d+)-(\d+)", " ".join(candidate.said("candidate")))
    heard = {n for first, last in spans for n in range(int(first), int(last) + 1)}
    assert heard >= set(candidate.spoken)
    assert len(candidate.spoken) * PIECE_SECONDS > 45 * MINUTE
    lines = candidate.said("interviewer")
    assert lines == [line.text for line in LINES[: len(lines)]]
    assert [turn.speaker for turn in candidate.spoke] == (
        ["interviewer", "candidate"] * len(lines)
    )[: len(candidate.spoke)]
    answers = [event for event in candidate.events if isinstance(event, say.TurnEnded)][1::2]
    for answer in answers:
        assert int(str(answer.delivery["speech_ms"])) == pytest.approx(
            PHRASE * PHRASES * 200, rel=0.02
        )
        assert len(answer.delivery["pauses"]) == PHRASES - 1  # type: ignore[arg-type]
    assert not [event for event in candidate.events if isinstance(event, say.Notice)]
    used = [event for event in candidate.events if isinstance(event, say.Used)]
    assert sum(one.down_ms for one in used) == len(lines) * 150 * 40
