"""What Preppal asks of the outside world; each vendor file beside this one answers one of these.

Only `main`, `worker` and `cli` choose vendors; everybody else knows these protocols alone. Samples are
mono throughout: what is heard is 16 kHz (the recogniser's rate), what is spoken is 24 kHz (the
synthesiser's rate).
"""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Hashable,
    Iterable,
    Sequence,
)
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

HEARD_RATE = 16_000
"""Samples a second of everything a candidate says (PCM16 or float32 in -1..1, mono)."""

SPOKEN_RATE = 24_000
"""Samples a second of everything an interviewer says (PCM16 little-endian, mono)."""

Samples = NDArray[np.float32]
Answer = TypeVar("Answer")


class SpeechUnavailable(Exception):
    """A speech model could not be loaded, or failed on this piece of speech.

    The engine turns it into a notice and goes on typed; nobody sees the message but the log.
    """


class MailNotSent(Exception):
    """The mail server refused the message or could not be reached."""


class FileNotKept(Exception):
    """The store refused to write or to delete a file, or could not be reached."""


class FileGone(Exception):
    """The store has no such file, or cannot be reached."""


class FilesAway(Exception):
    """The store does not answer, or refuses: whether it has a file is not known."""


class FileStore(Protocol):
    """What people uploaded, outside of the database. A key is made by the caller: random, hexadecimal.

    `file_store.LocalFiles` keeps them in a directory, `s3_files.S3Files` in a bucket.
    """

    async def keep(self, key: str, data: bytes) -> None:
        """Returns once it is safe there. Raises `FileNotKept`."""
        ...

    async def read(self, key: str) -> bytes:
        """Raises `FileGone`, or `FilesAway`."""
        ...

    async def forget(self, key: str) -> None:
        """What is not there is no fault. Raises `FileNotKept` when it may still be there."""
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as one sees it. ``media_type`` is `image/png` or `image/jpeg`."""

    media_type: str
    data: bytes


class ModelFailed(Exception):
    """A model gave no answer that can be used: unreachable, refused, of another shape."""


class DocumentModel(Protocol):
    """Looks at a document's pages and words. ``receiver`` is who gets them: a company, a host, "" for nobody else."""

    name: str
    receiver: str

    async def read(
        self, instructions: str, text: str, pictures: Sequence[Picture], answer: type[Answer]
    ) -> Answer:
        """An ``answer`` (a dataclass). Cancelled when nobody waits any more. Raises `ModelFailed`."""
        ...

    async def close(self) -> None: ...


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


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """One turn of the transcript, for a conversation that must begin in the middle."""

    speaker: Literal["interviewer", "candidate"]
    text: str


@dataclass(frozen=True, slots=True)
class ConversationSetup:
    """How a speech-to-speech conversation is opened.

    `transcript` is asked whenever the provider must begin anew without memory: at the first opening of
    a resumed interview, and when it refuses to resume. It gives all committed turns, oldest first.
    `silence_ms` is how long a silence must be before the provider may take it for the end of a turn.
    """

    instruction: str
    voice: str
    language: str
    silence_ms: int
    transcript: Callable[[], tuple[SaidBefore, ...]]


@dataclass(frozen=True, slots=True)
class InterviewerSound:
    """A piece of the interviewer's voice, PCM16 mono at `SPOKEN_RATE`."""

    pcm24k: bytes


@dataclass(frozen=True, slots=True)
class InterviewerWords:
    """The next words of what the interviewer says; to be appended as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class CandidateWords:
    """The next words heard of the candidate; to be appended as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class CutIn:
    """The provider heard the candidate speak into the line: what is queued of it is void."""


@dataclass(frozen=True, slots=True)
class LineMade:
    """All sound and words of this line were sent (it may still be playing)."""


@dataclass(frozen=True, slots=True)
class LineOver:
    """The provider holds the line for played and listens."""


@dataclass(frozen=True, slots=True)
class TokensUsed:
    """Tokens since the last such event, by kind ("audio_in", "audio_out", "text_in", "text_out")."""

    tokens: dict[str, int]


@dataclass(frozen=True, slots=True)
class Crossed:
    """A new connection took over from an old one; unheard by the candidate.

    `resumed` is False when the provider had forgotten and was told the transcript. `unfinished`: it
    was speaking, or owed an answer, when the old connection went; nothing more of that line comes.
    """

    resumed: bool
    unfinished: bool


ConversationEvent = (
    InterviewerSound
    | InterviewerWords
    | CandidateWords
    | CutIn
    | LineMade
    | LineOver
    | TokensUsed
    | Crossed
)


class ConversationLost(Exception):
    """The speech-to-speech provider cannot go on; `reason` is one of the five, the text for the log."""

    Reason = Literal["key", "limit", "model", "unreachable", "protocol"]

    def __init__(self, reason: Reason, text: str) -> None:
        self.reason = reason
        super().__init__(text)


class Conversation(Protocol):
    """One speech-to-speech conversation, across as many connections as it takes.

    None of the methods waits for the network: what cannot leave is buffered, sound for 2 s at most.
    """

    async def hear(self, pcm16k: bytes) -> None:
        """The next microphone frame, PCM16 mono at `HEARD_RATE`."""
        ...

    async def silence(self) -> None:
        """No more sound for now: whatever was heard is a whole turn (*I'm done*, mute)."""
        ...

    async def tell(self, text: str, *, answer: bool) -> None:
        """Words in writing: with `answer` the interviewer speaks next, without it they are context."""
        ...

    def events(self) -> AsyncIterator[ConversationEvent]:
        """Every event, once, until `close`. Raises `ConversationLost`."""
        ...

    async def close(self) -> None: ...


class Conversations(Protocol):
    """A speech-to-speech provider."""

    @property
    def model(self) -> str:
        """The model's name, for the record of usage."""
        ...

    def voices(self) -> tuple[Voice, ...]: ...

    async def open(self, setup: ConversationSetup) -> Conversation:
        """Raises `ConversationLost`."""
        ...


@dataclass(frozen=True, slots=True)
class WordsUsed:
    """What one request to a language model used: ``cost_usd`` by public prices, None where none is known."""

    model: str
    tokens_in: int
    tokens_out: int
    cost_usd: float | None


class ModelUnavailable(Exception):
    """A language model gave no answer, or broke off; `reason` is one of the six, the text for the log."""

    Reason = Literal["key", "limit", "refused", "unreachable", "failed", "protocol"]

    def __init__(self, reason: Reason, text: str) -> None:
        self.reason = reason
        super().__init__(text)


class LineWriter(Protocol):
    """A language model that writes a few words at a time."""

    @property
    def name(self) -> str:
        """As the settings call it."""
        ...

    @property
    def receiver(self) -> str:
        """The company or host that receives what is sent; "" when nothing leaves this machine."""
        ...

    def write(
        self, instruction: str, text: str, spent: Callable[[WordsUsed], None]
    ) -> AsyncGenerator[str, None]:
        """The answer to ``text`` in pieces as they come. ``spent`` is told what is known of its use, once, at
        the end, also of one that was closed before its own.

        Closing it ends the request. Nothing is tried twice. Raises `ModelUnavailable`.
        """
        ...

    async def close(self) -> None: ...


class AnswerUnfit(Exception):
    """A language model answered, but not in the shape that was asked for. The text says what is wrong with
    the answer, for the model to read, and holds none of its words."""


class FormModel(Protocol):
    """A language model that fills in a form: a type whose fields it is given, and nothing else."""

    @property
    def name(self) -> str:
        """As the settings call it."""
        ...

    @property
    def receiver(self) -> str:
        """The company or host that receives what is sent; "" when nothing leaves this machine."""
        ...

    async def fill(
        self,
        form: type[Answer],
        instruction: str,
        text: str,
        *,
        temperature: float,
        spent: Callable[[WordsUsed], None],
    ) -> Answer:
        """``form`` (a pydantic model) filled in from ``text``. ``spent`` is told of every answer, fit or not.

        One request; nothing is tried twice. Raises `ModelUnavailable`, `AnswerUnfit`.
        """
        ...

    async def close(self) -> None: ...


class Mailer(Protocol):
    async def send(self, *, to: str, subject: str, text: str) -> None:
        """Send one plain-text message. Raises `MailNotSent`."""
        ...
