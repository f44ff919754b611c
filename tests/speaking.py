"""Speech models whose state a test decides, and whose voice is a tone as long as the text."""

import asyncio
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np

from preppal.providers.protocols import (
    SPOKEN_RATE,
    LoadProgress,
    PlaceOffer,
    ReadyLine,
    SpeechSlot,
    SpeechUnavailable,
    Voice,
)

VOICES = (
    Voice("heart", "Heart", "en-US"),
    Voice("clear", "Clear", "en-US"),
    Voice("deep", "Deep", "en-US"),
)
SAMPLES_A_LETTER = SPOKEN_RATE // 20


@dataclass
class ToneSpeech:
    """`SpeechModels` and its slot in one. `spoken` lists (text, voice, speed) of every call."""

    ready: bool = True
    failed: str | None = None
    capacity: int = 6
    in_use: int = 0
    breaks: bool = False
    started: int = 0
    spoken: list[tuple[str, str, float]] = field(default_factory=list)
    known: tuple[Voice, ...] = VOICES

    waiting: int = 0

    @property
    def free(self) -> int:
        return self.capacity - self.in_use

    def hears(self, language: str) -> bool:
        return language.startswith("en")

    def speaks(self, language: str) -> bool:
        return language.startswith("en")

    async def wait_for_place(self, who: Hashable) -> PlaceOffer:
        return await asyncio.Future()

    def prepare(self, lines: Iterable[ReadyLine]) -> None:
        """A tone takes no time to render."""

    def voices(self) -> tuple[Voice, ...]:
        return self.known

    def start(self) -> None:
        self.started += 1

    def progress(self) -> LoadProgress:
        step = "Loading the interviewer’s voice"
        return LoadProgress(self.ready, 1.0 if self.ready else 0.6, step, self.failed)

    async def wait_ready(self) -> None:
        if not self.ready:
            raise SpeechUnavailable(self.failed or "not yet")

    def acquire(self, who: Hashable = None) -> SpeechSlot | None:
        if not self.ready or self.in_use >= self.capacity:
            return None
        self.in_use += 1
        return self  # type: ignore[return-value]

    def release(self) -> None:
        self.in_use -= 1

    @property
    def synthesizer(self) -> "ToneSpeech":
        return self

    async def speak(self, text: str, *, voice: str, speed: float, keep: bool = False) -> bytes:
        self.spoken.append((text, voice, speed))
        if self.breaks:
            raise SpeechUnavailable("synthesis failed: out of breath")
        turns = np.arange(int(len(text) * SAMPLES_A_LETTER / speed)) * 440 / SPOKEN_RATE
        return bytes((8000 * np.sin(2 * np.pi * turns)).astype("<i2").tobytes())

    async def close(self) -> None:
        """There is nothing to close."""


@dataclass(frozen=True)
class LiveVoices:
    """What a speech-to-speech provider says of its voices."""

    names: tuple[str, ...] = ("Kore", "Puck", "Charon", "Zephyr")

    def voices(self) -> tuple[Voice, ...]:
        return tuple(Voice(name, name, "mul") for name in self.names)
