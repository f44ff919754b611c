"""The one place that asks what time it is. Everything below main takes ``now`` as a value."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Now, in UTC, aware."""
    return datetime.now(UTC)


class Naps:
    """Tells that the machine slept: the clock on the wall went on, the process's own did not.

    A laptop whose lid is closed stops its server and its browser at once; for both no time has passed.
    """

    def __init__(self, clock: Clock, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._awake = clock(), monotonic()

    def slept(self) -> float:
        """Seconds of sleep since the last look; a clock that was put back is none."""
        now, ticks = self._clock(), self._monotonic()
        before, ticked = self._awake
        self._awake = now, ticks
        return max(0.0, (now - before).total_seconds() - (ticks - ticked))
