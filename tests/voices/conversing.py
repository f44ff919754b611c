"""A speech-to-speech provider that takes no time: it hears loudness, says what it is told, or its script.

A double of `providers.protocols.Conversations`, for tests of the engine; the wire format has a double of
its own. Like a real one it answers when it hears enough silence, or is told that there is no more sound;
it sends its lines faster than they are spoken, and it stops when it hears the candidate.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.transcript import Mind
from preppal.interviews.live import engine as say
from preppal.interviews.live.speech_to_speech.engine import SpeechToSpeech
from preppal.providers.protocols import (
    HEARD_RATE,
    SPOKEN_RATE,
    CandidateWords,
    Conversation,
    ConversationEvent,
    ConversationLost,
    ConversationSetup,
    Crossed,
    CutIn,
    InterviewerSound,
    InterviewerWords,
    LineMade,
    LineOver,
    TokensUsed,
    Voice,
)
from tests.voices.driving import Listener, StandingClock
from tests.voices.scripted import SECONDS_A_WORD, ScriptedSpeech

HEARS_MS = 120  # of voice before it is a voice
WORD_MS = 300
LOUD_ENOUGH = 60  # it has better ears than the gate
TOLD = re.compile(r'"([^"]+)"[^"]*$')


@dataclass
class Said:
    """What the engine asked of the provider, in order."""

    told: list[tuple[str, bool]] = field(default_factory=list)
    silences: int = 0
    heard_ms: int = 0
    heard_voice_ms: int = 0
    calls: list[str] = field(default_factory=list)

    @property
    def asked(self) -> list[str]:
        return [text for text, answer in self.told if answer]

    @property
    def context(self) -> list[str]:
        return [text for text, answer in self.told if not answer]


class ScriptedConversation:
    """One conversation. What it hears becomes words of `answers`, one every 300 ms of voice."""

    def __init__(self, provider: ScriptedProvider, setup: ConversationSetup) -> None:
        self.provider = provider
        self.setup = setup
        self.said = Said()
        self.closed = False
        self._events: deque[ConversationEvent | ConversationLost | None] = deque()
        self._came = asyncio.Event()
        self._answer = self._next_answer()
        self._voice_ms = self._quiet_ms = self._word_ms = 0
        self._in_turn = False  # a voice was heard that was not answered
        self._spoken_until = 0.0  # by its own reckoning
        self._speaking = False
        self._direction = ""

    # -- what the engine calls -------------------------------------------------------------------

    def hear(self, pcm16k: bytes) -> None:
        assert not self.closed
        self.said.heard_ms += len(pcm16k) * 1000 // (2 * HEARD_RATE)
        for start in range(0, len(pcm16k), 1_280):
            self._hear(pcm16k[start : start + 1_280])

    async def silence(self) -> None:
        self.said.silences += 1
        self.said.calls.append("silence")
        if self._in_turn:
            self.answer()

    async def tell(self, text: str, *, answer: bool) -> None:
        self.said.told.append((text, answer))
        self.said.calls.append("ask" if answer else "tell")
        if text.startswith("[Direction"):
            found = TOLD.search(text)
            self._direction = found[1] if found else self._direction
        if answer:
            self._stop()
            self.answer()

    async def events(self, take: object = None) -> AsyncIterator[ConversationEvent]:
        while True:
            while not self._events:
                self._came.clear()
                await self._came.wait()
            event = self._events.popleft()
            if event is None:
                return
            if isinstance(event, ConversationLost):
                raise event
            yield event

    async def close(self) -> None:
        self.closed = True

    # -- what a test makes happen ----------------------------------------------------------------

    def emit(self, *events: ConversationEvent) -> None:
        self._events.extend(events)
        self._came.set()

    def lose(self, reason: ConversationLost.Reason = "unreachable") -> None:
        self._events.append(ConversationLost(reason, "scripted"))
        self._came.set()

    def end(self) -> None:
        self._events.append(None)
        self._came.set()

    def cross(self, *, resumed: bool = True) -> None:
        """The connection is replaced: what it was saying, or owed, is gone."""
        unfinished = self._speaking and not self.provider.whole_lines
        self.emit(Crossed(resumed, unfinished or self._in_turn))
        self._speaking = self._in_turn = False

    def answer(self) -> None:
        """Speak now: the script's next line, else what was told."""
        self._in_turn = False
        self._voice_ms = 0
        self._answer = self._next_answer()
        if self.provider.silent > 0:
            self.provider.silent -= 1
            return
        line = self.provider.lines.pop(0) if self.provider.lines else None
        self.say(self._direction if line is None else line)

    def say(self, text: str) -> None:
        self._speaking = True
        words = text.split()
        for number, word in enumerate(words):
            before, after = (word, b"") if number % 2 else ("", word)
            sound = bytes(2 * int(SPOKEN_RATE * SECONDS_A_WORD))
            if before:
                self.emit(InterviewerWords(f" {before}"))
            self.emit(InterviewerSound(sound[: len(sound) // 2]))
            self.emit(InterviewerSound(sound[len(sound) // 2 :]))
            if after:
                self.emit(InterviewerWords(f" {word}"))
        self.emit(TokensUsed({"audio_out": 25 * len(words), "text_in": 3}))
        self._spoken_until = self.provider.clock() + SECONDS_A_WORD * len(words)
        if self.provider.whole_lines:
            self.emit(LineMade())

    # -- how it hears ----------------------------------------------------------------------------

    def _hear(self, frame: bytes) -> None:
        ms = len(frame) * 1000 // (2 * HEARD_RATE)
        if self._speaking and self.provider.clock() >= self._spoken_until:
            self._speaking = False
            self.emit(*([] if self.provider.whole_lines else [LineMade()]), LineOver())
        level = np.frombuffer(frame, "<i2").astype(float)
        if len(level) and float(np.abs(level).max()) > LOUD_ENOUGH:
            self.said.heard_voice_ms += ms
            self._quiet_ms = 0
            self._voice_ms += ms
            if self._voice_ms >= HEARS_MS:
                self._voiced(ms)
            return
        self._quiet_ms += ms
        if self._quiet_ms > 400:
            self._voice_ms = 0
        if self._in_turn and self._quiet_ms >= self.setup.silence_ms:
            self.answer()

    def _voiced(self, ms: int) -> None:
        self._stop()
        self._in_turn = True
        self._word_ms += ms
        while self._word_ms >= WORD_MS:
            self._word_ms -= WORD_MS
            word = next(self._answer, None)
            if word is not None:
                self.emit(CandidateWords(f" {word}"))

    def _stop(self) -> None:
        if self._speaking:
            self._speaking = False
            self.emit(CutIn(), LineOver())

    def _next_answer(self) -> Iterator[str]:
        provider = self.provider
        text = provider.answers.pop(0) if provider.answers else provider.always
        return iter(text.split())


class ScriptedProvider:
    """`lines` are said in order, then what the directions say; `answers` are the candidate's words."""

    model = "scripted-live"

    def __init__(
        self,
        clock: StandingClock,
        *,
        lines: list[str] | None = None,
        answers: list[str] | None = None,
        always: str = "I measured it, and we fixed it.",
        whole_lines: bool = True,
    ) -> None:
        self.clock = clock
        self.lines = list(lines or [])
        self.answers = list(answers or [])
        self.always = always
        self.whole_lines = whole_lines
        """Lines are complete long before they are spoken, as with most providers."""
        self.silent = 0
        """So many lines that are asked for do not come."""
        self.refuses: ConversationLost | None = None
        self.opened: list[ScriptedConversation] = []

    @property
    def conversation(self) -> ScriptedConversation:
        return self.opened[-1]

    def voices(self) -> tuple[Voice, ...]:
        return (Voice("Kore", "Kore", "en"), Voice("Charon", "Charon", "en"))

    async def open(self, setup: ConversationSetup) -> Conversation:
        if self.refuses is not None:
            raise self.refuses
        self.opened.append(ScriptedConversation(self, setup))
        return self.opened[-1]


class Interviewee(Listener):
    """A `Listener` whose engine is speech to speech."""

    def __init__(
        self,
        mind: Mind | None = None,
        *,
        acknowledges: bool = True,
        echo: float = 0.0,
        **script: Any,
    ) -> None:
        mind = mind or BuiltInMind()
        super().__init__(ScriptedSpeech(), mind, acknowledges=acknowledges, echo=echo)
        self.provider = ScriptedProvider(self.clock, **script)
        self.engine: Any = SpeechToSpeech(
            self.provider, mind, clock=self.clock, sleep=self.clock.sleep
        )

    @property
    def conversation(self) -> ScriptedConversation:
        return self.provider.conversation

    @property
    def floor(self) -> say.EngineEvent | None:
        """Whose it is, as last said."""
        floors = (say.Listening, say.Held, say.Thinking, say.Speaking)
        return next((e for e in reversed(self.events) if isinstance(e, floors)), None)

    async def settle(self) -> None:
        for _ in range(6):
            await asyncio.sleep(0)
        await super().settle()
        for _ in range(6):
            await asyncio.sleep(0)
