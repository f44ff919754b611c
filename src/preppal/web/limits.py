"""How much is too much: a gauge that fills with what arrives and drains as time passes."""

from collections.abc import Callable
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
