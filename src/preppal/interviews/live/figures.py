"""What the live rooms of this process have seen so far, for who runs it: counts and times, nobody's words."""

from collections import Counter
from dataclasses import dataclass, field

from preppal.foundation.metrics import Histogram

ANSWERED_SECONDS = (0.25, 0.5, 0.75, 0.9, 1.2, 1.8, 2.5, 4.0, 6.0, 10.0)
"""0.9 and 1.8 are the budget of local voice: half of the lines and nineteen in twenty (DESIGN §8)."""


def _answered() -> Histogram:
    return Histogram(*ANSWERED_SECONDS)


@dataclass(slots=True)
class LiveFigures:
    answered: Histogram = field(default_factory=_answered)
    """Seconds from the end of what a candidate said to the first sound of the next line."""
    visits: Counter[str] = field(default_factory=Counter)
    """Visits to a room that are over, by how: `outcomes.Outcome`. Slow readers are ``too_slow``."""
    notices: Counter[str] = field(default_factory=Counter)
    """What engines had to tell, by `engine.NoticeCode`: ``speech_failed`` is a provider that was lost."""
    unreachable: Counter[str] = field(default_factory=Counter)
    """Interviews that could not get the voice that was set, by why."""
    dropped: int = 0
    """Frames of a microphone that were left out, because they came far too early."""
