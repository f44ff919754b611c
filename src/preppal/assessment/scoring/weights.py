"""What was learned from graded answers: how the reading and the named features add up to a score.

The file holds numbers and names only. ``training/learn.py`` makes it; CARD.md says from what and how good it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Self

import msgspec

from preppal.assessment.scoring.features import Features

FILE = Path(__file__).with_name("weights.json")
FARTHEST = 4.0  # standard deviations from the mean beyond which a feature counts no further
READING = "reading"


class Figure(msgspec.Struct, frozen=True):
    """A feature as it was among the graded answers, and its weight per standard deviation."""

    mean: float
    deviation: float
    weight: float

    def worth(self, value: float) -> float:
        """What this value adds to the score."""
        steps = (value - self.mean) / self.deviation
        return self.weight * min(FARTHEST, max(-FARTHEST, steps))


class Weights(msgspec.Struct, frozen=True):
    """``reading`` weighs the reader's score, ``features`` what is counted beside it."""

    version: str
    intercept: float
    reading: float
    features: dict[str, Figure]

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Raises `msgspec.ValidationError` on another shape."""
        return msgspec.json.decode(text, type=cls)

    def worths(self, features: Features, reading: float) -> dict[str, float]:
        """What each part adds to the score, by name."""
        found = {
            name: figure.worth(features.get(name, 0.0)) for name, figure in self.features.items()
        }
        return {READING: self.reading * reading} | found

    def total(self, worths: Mapping[str, float]) -> float:
        """The score before any rule, not yet within 1..5."""
        return self.intercept + sum(worths.values())


@cache
def load_weights() -> Weights:
    """The weights in the package."""
    return Weights.from_json(FILE.read_bytes())
