"""What Preppal asks of the outside world; each vendor file beside this one answers one of these.

Only `main`, `worker` and `cli` choose vendors; everybody else knows these protocols alone. Samples are
mono throughout: what is heard is 16 kHz (the recogniser's rate), what is spoken is 24 kHz (the
synthesiser's rate).
"""

from __future__ import annotations

from collections.abc import Callable
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


class MailNotSent(Exception):
    """The mail server refused the message or could not be reached."""


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

    async def speak(self, text: str, *, voice: str, speed: float) -> bytes:
        """PCM16 mono at `SPOKEN_RATE`; an unknown voice falls back to the first one.

        Raises `SpeechUnavailable`.
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


class SpeechModels(Protocol):
    """The process's speech models: loaded once, in the background, for `capacity` sessions."""

    @property
    def capacity(self) -> int: ...
    @property
    def in_use(self) -> int: ...

    def start(self) -> None:
        """Begin loading in the background (inside a running event loop); later calls do nothing.

        Until then the models cost no memory: call it when somebody is about to talk.
        """
        ...

    def progress(self) -> LoadProgress: ...

    async def wait_ready(self) -> None:
        """Start if needed and return when loaded. Raises `SpeechUnavailable`."""
        ...

    def acquire(self) -> SpeechSlot | None:
        """A place for one more session, or None when all are taken or nothing is loaded."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """The voices there are, known before anything is loaded."""
        ...

    async def close(self) -> None: ...


class Mailer(Protocol):
    async def send(self, *, to: str, subject: str, text: str) -> None:
        """Send one plain-text message. Raises `MailNotSent`."""
        ...
