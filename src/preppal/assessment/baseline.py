"""What is usual for one person: their delivery beside that of their earlier spoken interviews.

INTERVIEWING.md §7: the own baseline first, the usual range second. A middle of fewer than `LEAST` interviews
is none; older ones than the last `MOST` say little of how somebody speaks now. Those are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from preppal.assessment.delivery_words import METRICS, Metric
from preppal.assessment.report import Delivery

LEAST, MOST = 3, 10
NEWS = 0.1
"""Of the middle: nearer to it than this is as usual, however alike the earlier ones were."""
Against = Literal["less", "as_usual", "more"]


@dataclass(frozen=True, slots=True)
class Own:
    """Of the earlier values of one metric: the middle, the ends, and how many there are."""

    middle: float
    low: float
    high: float
    count: int

    def against(self, value: float) -> Against:
        """Beyond everything there was before, and not just a little, or as usual."""
        if abs(value - self.middle) < NEWS * self.middle:
            return "as_usual"
        return "less" if value < self.low else "more" if value > self.high else "as_usual"


def baseline_of(earlier: Iterable[Delivery]) -> Mapping[Metric, Own]:
    """Of spoken interviews in the same language, newest first; metrics with too few values are absent."""
    spoken = [delivery for delivery in earlier if delivery.spoken][:MOST]
    found = {metric: _values(metric, spoken) for metric in METRICS if metric != "own_we"}
    return {
        metric: Own(median(values), min(values), max(values), len(values))
        for metric, values in found.items()
        if len(values) >= LEAST
    }


def _values(metric: Metric, spoken: Sequence[Delivery]) -> list[float]:
    values = [getattr(delivery, metric) for delivery in spoken]
    return [value for value in values if value is not None]
