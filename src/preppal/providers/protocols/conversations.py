"""Speech to speech: one provider that hears, thinks and speaks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from preppal.providers.protocols.speech import Voice


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

    pcm24k: bytes = field(repr=False)


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

    def hear(self, pcm16k: bytes) -> None:
        """The next microphone frame, PCM16 mono at `HEARD_RATE`."""
        ...

    async def silence(self) -> None:
        """No more sound for now: whatever was heard is a whole turn (*I'm done*, mute)."""
        ...

    async def tell(self, text: str, *, answer: bool) -> None:
        """Words in writing: with `answer` the interviewer speaks next, without it they are context."""
        ...

    def events(
        self, take: Callable[[ConversationEvent], bool] | None = None
    ) -> AsyncIterator[ConversationEvent]:
        """Every event, once, until `close`. Raises `ConversationLost`.

        `take(event)` may be asked about one where it arrives, when the iterator waits and nothing came before
        it; if it takes it, the iterator does not give it. It does not wait, and raises nothing.
        """
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
