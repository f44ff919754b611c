"""How much is too much: a gauge that fills with what arrives and drains as time passes."""

import contextlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class Gauge:
    """A leaky bucket: its level is everything added, less `drain` a second, and never below zero.

    Steady use below `drain` leaves it empty; a burst raises it for a while. The caller decides which
    level is too much.
    """

    drain: float
    clock: Callable[[], float]
    """Seconds that only grow."""
    level: float = 0.0
    at: float = 0.0

    def add(self, amount: float) -> float:
        """The level with `amount` in it."""
        now = self.clock()
        self.level = max(0.0, self.level - (now - self.at) * self.drain) + amount
        self.at = now
        return self.level


REMEMBERED = 10_000
"""Gauges at once; the one used longest ago is forgotten first."""


class Gauges:
    """A gauge for everybody: how much each does at once, and for ever (`drain` a second)."""

    def __init__(self, *, most: float, drain: float, clock: Callable[[], float]) -> None:
        self._most, self._drain, self._clock = most, drain, clock
        self._of: OrderedDict[Hashable, Gauge] = OrderedDict()

    def takes(self, who: Hashable, amount: float = 1.0) -> bool:
        """Whether that much more is not too much; what is too much is not counted."""
        gauge = self._of.setdefault(who, Gauge(self._drain, self._clock))
        self._of.move_to_end(who)
        while len(self._of) > REMEMBERED:
            self._of.popitem(last=False)
        if gauge.add(0.0) + amount > self._most:
            return False
        gauge.add(amount)
        return True


class Turns:
    """What one person may have under way at once, and how many at a stretch."""

    def __init__(
        self, *, at_once: int, in_a_row: int, every_seconds: float, clock: Callable[[], float]
    ) -> None:
        self._at_once = at_once
        self._under_way: Counter[Hashable] = Counter()
        self._gauges = Gauges(most=in_a_row, drain=1 / every_seconds, clock=clock)

    @contextlib.contextmanager
    def of(self, who: Hashable, refusal: Callable[[], Exception]) -> Iterator[None]:
        """One turn, over with the block. Raises what ``refusal`` makes when it is too much."""
        if self._under_way[who] >= self._at_once or not self._gauges.takes(who):
            raise refusal()
        self._under_way[who] += 1
        try:
            yield
        finally:
            self._under_way[who] -= 1
            self._under_way += Counter()  # forgets those with none
