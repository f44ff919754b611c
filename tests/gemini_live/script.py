"""What the double says, how it writes, and what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "setupComplete",
    "inputTranscription",
    "sound",
    "outputTranscription",
    "interrupted",
    "generationComplete",
    "turnComplete",
    "usageMetadata",
    "sessionResumptionUpdate",
    "goAway",
    "heard",
    "speech",
]
"""The messages, by what they bring; "heard" is a frame of sound that came in, "speech" a loud one."""


@dataclass(frozen=True)
class Line:
    """What the interviewer says. Its words come with its sound."""

    text: str
    frames: int = 25
    """Of 40 ms."""


@dataclass(frozen=True)
class Close:
    """Close with a code and a sentence."""

    code: int
    reason: str = ""


@dataclass(frozen=True)
class Cut:
    """Reset the TCP connection; with `half`, in the middle of a frame."""

    half: bool = False


@dataclass(frozen=True)
class Send:
    """Send these frames as they are: bytes in a binary frame, str in a text frame."""

    frames: tuple[bytes | str, ...]


@dataclass(frozen=True)
class Huge:
    """One message with so many bytes of sound."""

    sound_bytes: int


@dataclass(frozen=True)
class Wait:
    """Say nothing for so long, then go on."""

    seconds: float


@dataclass(frozen=True)
class Away:
    """Announce the end of the connection, and close it when the time is over."""

    seconds: float
    time_left: str | None = None
    """What is said, when that differs from what is done."""


@dataclass(frozen=True)
class Mute:
    """Take everything and answer nothing more, ever."""


Action = Close | Cut | Send | Huge | Wait | Away | Mute


@dataclass(frozen=True)
class Fault:
    """`do` it right before message number `nth` of this kind would be sent (or was heard)."""

    at: Kind
    do: Action
    nth: int = 1


@dataclass(frozen=True)
class HttpRefusal:
    """The handshake is answered with this status."""

    status: int
    body: str = ""


@dataclass
class Script:
    """`faults[n]` goes wrong on connection number n, counted from 0; `every` on each one."""

    lines: list[Line] = field(default_factory=lambda: [Line("Tell me about your last project.")])
    faults: dict[int, list[Fault | HttpRefusal]] = field(default_factory=dict)
    every: list[Fault | HttpRefusal] = field(default_factory=list)

    key: str = "test-key"
    models: frozenset[str] = frozenset({"models/gemini-3.8-live"})
    refuses_language: bool = False
    one_at_a_time: bool = False
    """Resume no session whose old connection is still open, as the real one was seen to do."""
    lingers: float = 0.0
    """For so many seconds an old connection counts as open after it has gone."""
    forgets: bool = False
    """Refuse every resumption (1007)."""
    handles: bool = True
    """Give handles at all."""

    frame_seconds: float = 0.0
    """Between two frames of a line: 0 as fast as it goes, 0.04 in real time."""
    playback_seconds: float = 0.0
    """Between a line's last sound and turnComplete."""
    frames_a_message: int = 1

    text_frames: bool = False
    snake_case: bool = False
    urlsafe: bool = False
    several: bool = False
    """The ends of a line, its usage and its handle in one message."""
    extra_fields: bool = False

    def for_connection(self, number: int) -> list[Fault | HttpRefusal]:
        return [*self.faults.get(number, []), *self.every]
