"""What was learned from graded answers of trades that the reader had not seen: how a reading becomes a score.

The file holds numbers and a name only. ``training/learn.py`` makes it; CARD.md says from what and how good it is.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Self

import msgspec

FILE = Path(__file__).with_name("weights.json")


class Weights(msgspec.Struct, frozen=True):
    """A score is ``intercept`` and ``reading`` times what the reader says, less what it loses by the ``doubts``: by
    trap, the points that a sure one costs. That is before any rule and not yet within 1..5. ``version`` names
    the answers it was learned from."""

    version: str
    intercept: float
    reading: float
    doubts: dict[str, float]

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Raises `msgspec.ValidationError` on another shape."""
        return msgspec.json.decode(text, type=cls)


@cache
def load_weights() -> Weights:
    """The weights in the package."""
    return Weights.from_json(FILE.read_bytes())
