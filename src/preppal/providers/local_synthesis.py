"""The interviewer's voice on this machine: hibari (Apache-2.0), its voice in the wheel.

Imports the inference library: only `local_speech` loads this module. hibari would fetch other voices
from a model hub on first use; here only voices whose file is already on this machine are offered.
"""

from __future__ import annotations

import threading

import numpy as np
from hibari import Hibari
from hibari.voices import VOICES, voice_path

from preppal.providers.model_threads import ModelThreads
from preppal.providers.protocols import SPOKEN_RATE, SpeechUnavailable, Voice

SPEEDS = (0.7, 1.4)  # what still sounds like a person
SEED = 7  # of the breath noise: the same sentence sounds the same twice


class LocalSynthesizer:
    """`SpeechSynthesizer` on a model thread; a further voice is loaded when first spoken with."""

    def __init__(self, voices: tuple[Voice, ...], threads: ModelThreads) -> None:
        self._voices = voices
        self._threads = threads
        self._loaded: dict[str, Hibari] = {}
        self._loading = threading.Lock()

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    async def speak(self, text: str, *, voice: str, speed: float) -> bytes:
        key = voice if any(v.key == voice for v in self._voices) else self._voices[0].key
        pace = min(max(speed, SPEEDS[0]), SPEEDS[1])
        try:
            return await self._threads.run(lambda: self._render(text, key, pace))
        except (RuntimeError, ValueError, KeyError, OSError, MemoryError) as problem:
            raise SpeechUnavailable(f"synthesis failed: {problem}") from problem

    def warm(self) -> None:
        """Load the first voice and its dictionaries now (blocking)."""
        self._render("Hello.", self._voices[0].key, 1.0)

    def _render(self, text: str, key: str, speed: float) -> bytes:
        with self._loading:
            if key not in self._loaded:
                voice_path(key, download_missing=False)  # never asks a network
                self._loaded[key] = Hibari(voice=key, threads=1)
            speaker = self._loaded[key]
        samples = np.asarray(speaker(text, speed=speed, seed=SEED))
        if speaker.sample_rate != SPOKEN_RATE:
            raise ValueError(f"the voice speaks at {speaker.sample_rate} samples a second")
        return bytes((np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes())


def voices_here() -> tuple[Voice, ...]:
    """Voices whose files are on this machine, the packaged one first."""
    here = []
    for key, facts in VOICES.items():
        try:
            voice_path(key, download_missing=False)
        except FileNotFoundError:
            continue
        here.append(Voice(key, key.capitalize(), facts["language"]))
    return tuple(here)
