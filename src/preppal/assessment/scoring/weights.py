"""What was learned from graded answers: three sums over features, words and where the words lie.

The file holds numbers and names only. ``training/learn.py`` makes it; CARD.md says from what and how good it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import msgspec
import numpy as np

from preppal.assessment.scoring.features import Features
from preppal.assessment.scoring.vectors import Vector, direction, place

FILE = Path(__file__).with_name("weights.json")
FARTHEST = 4.0  # standard deviations from the mean beyond which a feature counts no further


@dataclass(frozen=True, slots=True)
class Figure:
    """A feature as it was among the graded answers, and its weight per standard deviation."""

    mean: float
    deviation: float
    weight: float

    def worth(self, value: float) -> float:
        """What this value adds to the score."""
        steps = (value - self.mean) / self.deviation
        return self.weight * min(FARTHEST, max(-FARTHEST, steps))


@dataclass(frozen=True, slots=True)
class Weights:
    """``words`` maps a word to (rarity, weight); ``places`` has a weight for each number of a place."""

    version: str
    intercept: float
    features: dict[str, Figure]
    words: dict[str, tuple[float, float]]
    places: list[float]

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Raises `msgspec.ValidationError` on another shape."""
        return msgspec.json.decode(text, type=cls)

    def worths(self, features: Features, words: Sequence[str]) -> dict[str, float]:
        """What each part adds to the score, by name; "word: x" for single words, "places" in one."""
        found = {
            name: figure.worth(features.get(name, 0.0)) for name, figure in self.features.items()
        }
        found |= {f"word: {word}": worth for word, worth in self._words(words).items()}
        found["places"] = float(direction(place(words)) @ self._places)
        return found

    def total(self, worths: Mapping[str, float]) -> float:
        """The score before any rule, not yet within 1..5."""
        return self.intercept + sum(worths.values())

    @property
    def _places(self) -> Vector:
        return np.array(self.places, np.float32)

    def _words(self, words: Sequence[str]) -> dict[str, float]:
        """Each known word's worth: 1 + ln(times) by rarity, the whole answer at length 1, by its weight."""
        return {
            word: share * self.words[word][1]
            for word, share in shares(words, {w: r for w, (r, _) in self.words.items()}).items()
        }


def shares(words: Sequence[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Sublinear tf-idf of the words in ``rarity`` (smoothed idf), scaled to a vector of length 1."""
    times = Counter(word for word in words if word in rarity)
    raw = {word: (1 + float(np.log(count))) * rarity[word] for word, count in times.items()}
    size = sum(value * value for value in raw.values()) ** 0.5
    return {word: value / size for word, value in raw.items()} if size else {}


@cache
def load_weights() -> Weights:
    """The weights in the package."""
    return Weights.from_json(FILE.read_bytes())
