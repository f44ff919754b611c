"""Speech models that take no time: loud sound is speech, every piece has the same words.

For tests of what the engine does with recognition, not of recognition.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable

import numpy as np

from preppal.providers.protocols import (
    SPOKEN_RATE,
    Heard,
    LoadProgress,
    PlaceOffer,
    ReadyLine,
    Samples,
    SpeechSlot,
    Voice,
)

LOUD = b"\x00\x20\x00\x20\x00\xe0\x00\xe0" * 160
"""A frame of 40 ms that counts as speech: a buzz."""
SECONDS_A_WORD = 0.3


class ScriptedSpeech:
    """A `SpeechSlot` with its three models in one."""

    def __init__(
        self,
        text: str = "I measured it, and we fixed it.",
        *,
        seconds_a_word: float = SECONDS_A_WORD,
    ) -> None:
        self.text = text
        self.seconds_a_word = seconds_a_word
        self.released = 0
        self.recognizer = self.synthesizer = self.activity = self
        self._rest = 0

    def release(self) -> None:
        self.released += 1

    def voices(self) -> tuple[Voice, ...]:
        return (Voice("scripted", "Scripted", "en-US"),)

    def stream(self) -> ScriptedSpeech:
        return ScriptedSpeech(self.text)

    def reset(self) -> None:
        self._rest = 0

    async def probability(self, pcm16k: Samples) -> tuple[float, ...]:
        total = self._rest + len(pcm16k)
        self._rest = total % 512
        loud = len(pcm16k) > 0 and float(np.abs(pcm16k).max()) > 0.1
        return (1.0 if loud else 0.0,) * (total // 512)

    async def transcribe(
        self, pcm16k: Samples, *, prompt: str, language: str, urgent: Callable[[], bool] = bool
    ) -> Heard:
        return Heard(self.text, 0.9)

    async def speak(self, text: str, *, voice: str, speed: float, keep: bool = False) -> bytes:
        return bytes(2 * int(SPOKEN_RATE * self.seconds_a_word * len(text.split())))


class ScriptedModels:
    """`SpeechModels` that are loaded at once; `in_use` counts the places taken."""

    def __init__(self, capacity: int = 4, *, seconds_a_word: float = SECONDS_A_WORD) -> None:
        self.capacity = capacity
        self.in_use = 0
        self.seconds_a_word = seconds_a_word

    waiting = 0

    @property
    def free(self) -> int:
        return self.capacity - self.in_use

    def hears(self, language: str) -> bool:
        return language.startswith("en")

    def speaks(self, language: str) -> bool:
        return language.startswith("en")

    def prepare(self, lines: Iterable[ReadyLine]) -> None:
        """Lines take no time to render."""

    async def wait_for_place(self, who: Hashable) -> PlaceOffer:
        return await asyncio.Future()

    def start(self) -> None:
        """There is nothing to load."""

    def progress(self) -> LoadProgress:
        return LoadProgress(ready=True, fraction=1.0, step="")

    async def wait_ready(self) -> None:
        """They are."""

    def acquire(self, who: Hashable = None) -> SpeechSlot | None:
        if self.in_use >= self.capacity:
            return None
        self.in_use += 1
        return _Place(self)

    def voices(self) -> tuple[Voice, ...]:
        return ScriptedSpeech().voices()

    async def close(self) -> None:
        """There is nothing to close."""


class _Place(ScriptedSpeech):
    def __init__(self, models: ScriptedModels) -> None:
        super().__init__(seconds_a_word=models.seconds_a_word)
        self._models = models

    def release(self) -> None:
        if not self.released:
            self._models.in_use -= 1
        super().release()
