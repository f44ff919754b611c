"""What was learned from graded answers of trades that the reader had not seen: how a reading becomes a score.

The file holds numbers and a name only. ``training/learn.py`` makes it; CARD.md says from what and how good it is.
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from pathlib import Path
from typing import Self

import msgspec

FILE = Path(__file__).with_name("weights.json")


LEAST_ODDS = 1e-4


def log_odds(doubt: float) -> float:
    """Of a likelihood 0..1; finite at both ends."""
    return log((doubt + LEAST_ODDS) / (1 - doubt + LEAST_ODDS))


class Elsewhere(msgspec.Struct, frozen=True):
    """How far an answer counts as one to another question: the logistic function of ``added``, ``relevance`` times how
    much it is about what was asked, and ``doubt`` times the log odds of what the reader says of it."""

    added: float
    relevance: float
    doubt: float

    def likely(self, relevance: float, doubt: float) -> float:
        """0..1."""
        told = self.added + self.relevance * relevance + self.doubt * log_odds(doubt)
        return 1 / (1 + exp(-told))


class Weights(msgspec.Struct, frozen=True):
    """A score is ``intercept`` and ``reading`` times what the reader says. As likely as an answer is one of the traps in
    ``graded``, it counts as these are graded, on average, where that is less. That is before any rule and not yet
    within 1..5. ``version`` names the answers it was learned from."""

    version: str
    intercept: float
    reading: float
    graded: dict[str, float]
    elsewhere: Elsewhere

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Raises `msgspec.ValidationError` on another shape."""
        return msgspec.json.decode(text, type=cls)


@cache
def load_weights() -> Weights:
    """The weights in the package."""
    return Weights.from_json(FILE.read_bytes())
