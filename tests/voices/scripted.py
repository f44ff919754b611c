"""Speech models that take no time: loud sound is speech, every piece has the same words.

For tests of what the engine does with recognition, not of recognition.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from preppal.providers.protocols import SPOKEN_RATE, Heard, Samples, Voice

LOUD = b"\x00\x20\x00\x20\x00\xe0\x00\xe0" * 160
"""A frame of 40 ms that counts as speech: a buzz."""
SECONDS_A_WORD = 0.3


class ScriptedSpeech:
    """A `SpeechSlot` with its three models in one."""

    def __init__(self, text: str = "I measured it, and we fixed it.") -> None:
        self.text = text
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

    async def speak(self, text: str, *, voice: str, speed: float) -> bytes:
        return bytes(2 * int(SPOKEN_RATE * SECONDS_A_WORD * len(text.split())))
