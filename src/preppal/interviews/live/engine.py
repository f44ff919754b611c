"""What a live room asks of whatever holds the conversation: local voice, speech to speech, typed.

The room opens an engine with everything it needs to know, passes on what the browser sends, and
consumes `events()`. The engine knows no database and no socket; the room commits each `TurnEnded`
and only then announces it.

Order kept by every engine: a candidate's `TurnEnded` comes before the next `Speaking`; `Speaking(n)`
comes before its `Audio`; an interviewer's `TurnEnded` comes when it was heard to the end, or right
after the `Flush` of a barge-in with only the words that were heard. Times are milliseconds on the
interview's own clock: `Opening.elapsed_ms` at `open`, growing from there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.fit.resume import NO_RESUME, Resume
from preppal.interviewer.hand_over import NOTHING, HandOver
from preppal.interviewer.patience import Stretch
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.transcript import Speaker, SpokenTurn
from preppal.providers.protocols import WordsUsed

MonotonicClock = Callable[[], float]
"""Seconds that only grow, `time.monotonic` in the product, a counter in tests."""

Delivery = Mapping[str, int | float | list[list[int]]]
"""How a candidate's turn was delivered, ready for JSON; empty for interviewer and typed turns.

`speech_ms` time spent speaking; `first_word_delay_ms` from the end of the question to the first
word; `pauses` [[start_ms, end_ms], …] silences of 350 ms and more inside the turn; `sure` how sure
recognition was of the words, 0..1, where it says.
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything an engine needs to begin, or to go on where an earlier one stopped."""

    plan: InterviewPlan
    interviewer: Interviewer
    transcript: tuple[SpokenTurn, ...]
    job_text: str
    company: str
    job_title: str
    elapsed_ms: int
    total_ms: int
    language: str
    voice: str
    speed: float
    resumed: bool
    stretch: Stretch = "usual"
    resume: Resume = NO_RESUME
    """What may be asked about; `NO_RESUME` where it is held without one."""
    hand_over: HandOver = NOTHING
    """What the interviewers of other stages passed on; `NOTHING` outside a panel."""


@dataclass(frozen=True, slots=True)
class Listening:
    """The floor is the candidate's."""


@dataclass(frozen=True, slots=True)
class Thinking:
    """The candidate's turn is over; the next line is being found."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """The interviewer begins the turn that will be committed as number `turn` (1-based).

    The same number again, after a `Flush`: it was no barge-in, and the turn's sound goes on at the
    sentence that was cut. `playback` counts anew from there.
    """

    turn: int


@dataclass(frozen=True, slots=True)
class Held:
    """The candidate took their time (`hold`); nothing ends the turn until they let go."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Words so far of the turn under way; the next caption of the same speaker replaces it."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """A finished turn, to be committed and then announced."""

    turn: SpokenTurn
    delivery: Delivery = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Audio:
    """The next piece of the interviewer's voice: PCM16 mono 24 kHz, about 40 ms."""

    pcm24k: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """A sentence for the browser's own voice, instead of `Audio`: `language` a BCP 47 tag, `rate` 1.0
    the voice's own pace, `ms` how long it counts in `playback`, however long it takes."""

    text: str
    language: str
    rate: float
    ms: int


@dataclass(frozen=True, slots=True)
class Flush:
    """Barge-in: whatever audio the browser still holds must fall silent now."""


MOST_UNREAD = 60_000
"""Characters of typed answers that an engine keeps until they are turns: three of the longest."""
AN_ANSWER = 200
"""What every answer counts for beside its characters."""


def weight(answers: Iterable[str]) -> int:
    """What typed answers count for against `MOST_UNREAD`."""
    return sum(len(answer) + AN_ANSWER for answer in answers)


NoticeCode = Literal["speech_failed", "mind_failed", "microphone_slow", "echo", "too_slow"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the candidate should know. `text` is a msgid; `code` tells the room what to do.

    `speech_failed`: voice no longer works in this interview; go on typed (the engine still reads).
    `mind_failed`: the next line could not be made; the candidate keeps the floor.
    `microphone_slow`: speech arrived faster than it can be heard and some of it was dropped.
    `echo`: the interviewer's own voice reaches the microphone; headphones help.
    `too_slow`: the room did not take events in time; the engine has stopped.
    """

    code: NoticeCode
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The last event: the goodbye was heard, or the room called `end()`."""

    reason: Literal["completed", "time_up"]


@dataclass(frozen=True, slots=True)
class Used:
    """What a paid voice, or a model that words lines, used since the last such event; the room keeps it with
    the next turn.

    `tokens` by kind; `up_ms` and `down_ms` of sound heard and spoken. `cost_usd` where a price is known.
    """

    engine: str
    model: str
    tokens: Mapping[str, int]
    up_ms: int
    down_ms: int
    cost_usd: float | None = None


WORDS = "words"
"""The `Used.engine` of a model that words lines."""


def words_used(used: WordsUsed) -> Used:
    tokens = {"text_in": used.tokens_in, "text_out": used.tokens_out}
    return Used(WORDS, used.model, tokens, 0, 0, used.cost_usd)


EngineEvent = (
    Listening
    | Thinking
    | Speaking
    | Held
    | Caption
    | TurnEnded
    | Audio
    | ReadAloud
    | Flush
    | Notice
    | Used
    | Ended
)

Take = Callable[[EngineEvent], bool]
"""Whether an event was dealt with at once."""


class Engine(Protocol):
    """One interview's conversation. Methods are called from one task; none of them raises for
    anything a candidate can send, and none waits for a model or for the candidate."""

    async def open(self, opening: Opening) -> None:
        """Begin (or go on): the interviewer speaks first."""
        ...

    def hear(self, pcm16k: bytes) -> None:
        """The next microphone frame: PCM16 mono 16 kHz, normally 40 ms (1,280 bytes)."""
        ...

    async def read(self, text: str) -> bool:
        """A typed answer: a whole turn; also allowed while voice is used.

        False: not taken, because too many wait to be read (`MOST_UNREAD`) or nothing is read any more.
        What was taken becomes a turn.
        """
        ...

    async def interrupt(self) -> None:
        """Barge-in by button."""
        ...

    async def hold(self, on: bool) -> None:
        """*Take your time* on or off."""
        ...

    async def done(self) -> None:
        """*I'm done*: the candidate's turn ends now."""
        ...

    async def mute(self, on: bool) -> None: ...

    async def device_changed(self) -> None:
        """Another microphone or loudspeaker: what was learnt about the echo between them is void."""
        ...

    async def playback(self, turn: int, ms: int) -> None:
        """The browser has played `ms` of interviewer turn `turn`."""
        ...

    async def wrap_up(self) -> None:
        """The room's cue one minute before the end: the next line leads to the goodbye."""
        ...

    async def end(self, reason: Literal["completed", "time_up"] = "completed") -> None:
        """Stop now: turns under way are emitted with the words so far, then `Ended(reason)`."""
        ...

    def events(self, take: Take | None = None) -> AsyncIterator[EngineEvent]:
        """Every event, once; finishes after `Ended` or `close()`. Bounded inside.

        `take(event)` may be asked about one where it comes up, when the iterator waits and nothing came
        before it; if it takes it, the iterator does not give it. It neither waits nor raises.
        """
        ...

    async def close(self) -> None:
        """Let go of everything without emitting (the socket is gone; the room may reopen)."""
        ...
