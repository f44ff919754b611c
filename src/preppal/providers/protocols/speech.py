"""Hearing and speaking. Samples are mono throughout: what is heard is 16 kHz (the recogniser's rate), what is
spoken is 24 kHz (the synthesiser's rate)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

HEARD_RATE = 16_000
"""Samples a second of everything a candidate says (PCM16 or float32 in -1..1, mono)."""

SPOKEN_RATE = 24_000
"""Samples a second of everything an interviewer says (PCM16 little-endian, mono)."""

Samples = NDArray[np.float32]


class SpeechUnavailable(Exception):
    """A speech model could not be loaded, or failed on this piece of speech.

    The engine turns it into a notice and goes on typed; nobody sees the message but the log.
    """


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of one piece of speech. `text` is "" when there was no speech in it.

    `confidence` is the mean probability of the recognised tokens, 0..1.
    """

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice an interviewer may speak with. `language` is a BCP 47 tag such as "en-US"."""

    key: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """How far the speech models are. `fraction` is 0..1, `step` a msgid naming what is loading.

    `failed` is None, or one sentence for the operator's log when loading gave up.
    """

    ready: bool
    fraction: float
    step: str
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A sentence that will probably be spoken. `keep`: it is the same for everybody and holds nobody's
    words, so that its sound may stay on disk."""

    text: str
    voice: str
    speed: float
    keep: bool


class SpeechRecognizer(Protocol):
    async def transcribe(
        self, pcm16k: Samples, *, prompt: str, language: str, urgent: Callable[[], bool] = ...
    ) -> Heard:
        """Words in at most 30 s of speech; `prompt` lists terms likely to occur in it.

        Calls that are `urgent` when a place is free (somebody waits for an answer) go before the
        others; it may be asked from another thread. Cancelling the call takes it out of the queue.
        Raises `SpeechUnavailable`.
        """
        ...


class SpeechSynthesizer(Protocol):
    def voices(self) -> tuple[Voice, ...]: ...

    async def speak(self, text: str, *, voice: str, speed: float, keep: bool = False) -> bytes:
        """PCM16 mono at `SPOKEN_RATE`; an unknown voice falls back to the first one.

        `keep`: these words are the same for everybody and hold nobody's, so that their sound may be
        kept on disk. Raises `SpeechUnavailable`.
        """
        ...


class VoiceStream(Protocol):
    """Voice activity of one microphone, fed in order."""

    async def probability(self, pcm16k: Samples) -> tuple[float, ...]:
        """Probability of speech for each whole 32 ms window completed by these samples."""
        ...

    def reset(self) -> None:
        """Forget what was heard (after a gap)."""
        ...


class VoiceActivity(Protocol):
    def stream(self) -> VoiceStream: ...


class SpeechSlot(Protocol):
    """One voice session's claim on the models; release it when the session is over."""

    @property
    def recognizer(self) -> SpeechRecognizer: ...
    @property
    def synthesizer(self) -> SpeechSynthesizer: ...
    @property
    def activity(self) -> VoiceActivity: ...

    def release(self) -> None:
        """Give the place back. Releasing twice is harmless."""
        ...


class PlaceOffer(Protocol):
    """A place that is kept for somebody until `over` is set: it was `taken`, or was not in time."""

    @property
    def over(self) -> asyncio.Event: ...
    @property
    def taken(self) -> bool: ...


class SpeechModels(Protocol):
    """The process's speech models: loaded once, in the background, for `capacity` sessions."""

    @property
    def capacity(self) -> int: ...
    @property
    def in_use(self) -> int: ...
    @property
    def free(self) -> int:
        """Places neither taken nor kept for somebody who waited."""
        ...

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        ...

    def hears(self, language: str) -> bool:
        """Whether a language (BCP 47) can be recognised here; known before anything is loaded."""
        ...

    def speaks(self, language: str) -> bool:
        """Whether there is a voice for a language (BCP 47)."""
        ...

    def start(self) -> None:
        """Begin loading in the background (inside a running event loop); later calls do nothing.

        Until then the models cost no memory: call it when somebody is about to talk.
        """
        ...

    def progress(self) -> LoadProgress: ...

    async def wait_ready(self) -> None:
        """Start if needed and return when loaded. Raises `SpeechUnavailable`."""
        ...

    def acquire(self, who: Hashable = None) -> SpeechSlot | None:
        """A place for one more session, or None when all are taken or nothing is loaded. A place that
        was offered goes to `who` it was offered to."""
        ...

    async def wait_for_place(self, who: Hashable) -> PlaceOffer:
        """Returns when a place is kept for `who`; first come, first served. Cancelling gives up."""
        ...

    def prepare(self, lines: Iterable[ReadyLine]) -> None:
        """Render these when nothing else is to be done, so that they are spoken without a wait."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """The voices there are, known before anything is loaded."""
        ...

    async def close(self) -> None: ...
