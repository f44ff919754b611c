"""Words as points: near each other where they are used alike (word_vectors.npz; CARD.md says where from)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

FILE = Path(__file__).with_name("word_vectors.npz")
CONTINUES = "##"


@cache
def _table() -> tuple[dict[str, int], npt.NDArray[np.int8], Vector]:
    with np.load(FILE) as stored:
        words = bytes(stored["words"]).decode().split("\n")
        vectors, scales = stored["vectors"], stored["scales"].astype(np.float32)
    return {word: at for at, word in enumerate(words)}, vectors, scales


@cache
def _rows_of(word: str) -> tuple[int, ...]:
    """A word's rows: its own, or those of the longest known pieces it is made of; none when one is unknown."""
    rows = _table()[0]
    if word in rows:
        return (rows[word],)
    found: list[int] = []
    at = 0
    while at < len(word):
        for end in range(len(word), at, -1):
            piece = (CONTINUES if at else "") + word[at:end]
            if piece in rows:
                found.append(rows[piece])
                at = end
                break
        else:
            return ()
    return tuple(found)


def place(words: Iterable[str]) -> Vector:
    """The mean of the words' points (64 numbers); zeros where none is known. Common words weigh little."""
    _, vectors, scales = _table()
    parts = (part for word in words for part in word.replace("'", " ").replace("-", " ").split())
    rows = [row for part in parts for row in _rows_of(part)]
    if not rows:
        return np.zeros(vectors.shape[1], np.float32)
    at = np.array(rows)
    return np.asarray((vectors[at] * scales[at, None]).mean(0), np.float32)


def direction(vector: Vector) -> Vector:
    """The same at length 1; zeros stay."""
    size = float(np.linalg.norm(vector))
    return vector / np.float32(size) if size else vector


def nearness(one: Vector, other: Vector) -> float:
    """Cosine, -1..1; 0 where one is unknown."""
    return float(direction(one) @ direction(other))
