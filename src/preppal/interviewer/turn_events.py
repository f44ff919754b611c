"""What may happen to whose turn it is, and when: the events of the turn machine (`turns`).

`at` is ms on the interview clock. Events may come late: `at` is when it happened, not when it was noticed.
"""

from __future__ import annotations

from dataclasses import dataclass

from preppal.interviewer.patience import Asks


@dataclass(frozen=True, slots=True)
class Event:
    at: int


class Begin(Event):
    """The interview starts."""


class Resume(Event):
    """The interview goes on after a gap."""


class SpeechStarted(Event):
    """The candidate's voice is heard since `at`."""


class SpeechEnded(Event):
    """The candidate's voice was last heard at `at`."""


@dataclass(frozen=True, slots=True)
class Recognised(Event):
    """Words of the turn so far; every sound up to `upto` is accounted for."""

    text: str
    upto: int


class Typed(Event):
    """A typed answer is in: the turn is whole."""


class Done(Event):
    """*I'm done*."""


@dataclass(frozen=True, slots=True)
class Hold(Event):
    on: bool


@dataclass(frozen=True, slots=True)
class Mute(Event):
    """The microphone is off, or gone: nothing can be heard, so silence means nothing."""

    on: bool


class Interrupt(Event):
    """Barge-in by button."""


class WrapUp(Event):
    """One minute is left."""


@dataclass(frozen=True, slots=True)
class LineReady(Event):
    """The next line can be spoken; `asks` says what for."""

    asks: Asks = "word"
    last: bool = False


class LineFailed(Event):
    """There will be no next line this time."""


class LineHeard(Event):
    """The line was heard to its end."""


class Tick(Event):
    """Time has passed."""
