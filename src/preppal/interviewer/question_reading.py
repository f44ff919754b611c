"""What an interviewer's words ask for, learned from questions: one of the 14 competencies, or none of them.

A linear reading of words, pairs of words and pieces of words, hashed into a table. `question_weights.npz` holds
plain numbers and names, no code; `python -m tools.questions` makes it from the bank's questions, those of the
graded answers and further wordings beside it. English.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).with_name("question_weights.npz")
BUCKETS = 1 << 14
FOLLOW_UP, WARM_UP, INVITES, TALK = "follow_up", "warmup", "invite_questions", "talk"
NO_LEAD = frozenset({FOLLOW_UP, WARM_UP, INVITES, TALK})
"""What opens nothing to judge."""

MOST_WORDS = 120
PIECES = (3, 4, 5)  # characters
_WORD = re.compile(r"[a-z]+|\?")
_SHORT_FORMS = (
    ("’", "'"), ("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"),
    ("'s", ""),
)  # fmt: skip
Numbers = npt.NDArray[np.float32]


def words_of(text: str) -> list[str]:
    plain = text.lower()
    for short, whole in _SHORT_FORMS:
        plain = plain.replace(short, whole)
    return _WORD.findall(plain)[-MOST_WORDS:]


def marks_of(text: str) -> Iterator[str]:
    """The marks that are looked at: how it opens, words, neighbours, pieces of words, about how long it is."""
    words = words_of(text)
    for count in (1, 2, 3):
        yield "^" + " ".join(words[:count])
    yield f"#{min(8, len(words) // 4)}"
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"
    for word in words:
        padded = f"<{word}>"
        for size in PIECES:
            for start in range(len(padded) - size + 1):
                yield "~" + padded[start : start + size]


def counts_of(text: str) -> dict[int, float]:
    """By bucket: 1 + the logarithm of how often one of its marks is there."""
    found = Counter(zlib.crc32(mark.encode()) % BUCKETS for mark in marks_of(text))
    return {bucket: 1.0 + float(np.log(times)) for bucket, times in found.items()}


def vector_of(
    counts: Mapping[int, float], rarity: Numbers
) -> tuple[npt.NDArray[np.int64], Numbers]:
    """Buckets, and what each counts: rarer ones more, all together of length 1."""
    buckets = np.fromiter(counts, np.int64, len(counts))
    values = np.fromiter(counts.values(), np.float32, len(counts)) * rarity[buckets]
    length = float(np.linalg.norm(values))
    return buckets, values / np.float32(length or 1.0)


@dataclass(frozen=True)
class Weights:
    """``table`` has a row a bucket and a column a name; ``rarity`` a number a bucket."""

    names: tuple[str, ...]
    rarity: Numbers
    table: Numbers
    base: Numbers


@cache
def load_weights() -> Weights:
    with np.load(FILE, allow_pickle=False) as kept:
        return Weights(
            names=tuple(str(name) for name in kept["names"]),
            rarity=kept["rarity"].astype(np.float32),
            table=kept["table"].astype(np.float32) * kept["scale"].astype(np.float32),
            base=kept["base"].astype(np.float32),
        )


@lru_cache(maxsize=512)
def read_question(text: str) -> Mapping[str, float]:
    """How likely each reading is, adding up to 1: the competencies, and `NO_LEAD`."""
    weights = load_weights()
    buckets, values = vector_of(counts_of(text), weights.rarity)
    scores = values @ weights.table[buckets] + weights.base
    shares = np.exp(scores - scores.max())
    return dict(zip(weights.names, (shares / shares.sum()).tolist(), strict=True))
