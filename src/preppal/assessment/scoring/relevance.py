"""How much an answer is about what was asked, by what both mean: no word need come back for it.

The first layers of the small language model, which the reader begins with, make a vector of the question and one of
each sentence of the answer. The answer's is their mean, each sentence by its length. From both the mean of all that was
taught is taken, each is turned by a map of its own, and the cosine of the two says how near they are.
``training/relevance.py`` learns the two maps; what a cosine tells is learned by ``training/learn.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from preppal.assessment.scoring.layers import MOST_PIECES, Beginning
from preppal.assessment.scoring.masking import masked_question

Vector = npt.NDArray[np.float64]

FILE = "relevance.npz"
MARKS = 2  # pieces that stand around a text
QUESTIONS_KEPT = 256


class Relevance:
    """Any number of threads may share it. It keeps the last questions' vectors: they are asked again and again."""

    def __init__(self, beginning: Beginning, folder: Path) -> None:
        self._beginning = beginning
        with np.load(folder / FILE, allow_pickle=False) as stored:
            learned = {name: stored[name].astype(np.float64) for name in stored.files}
        self._of_question = learned["question_mean"], learned["question_map"]
        self._of_answer = learned["answer_mean"], learned["answer_map"]
        self._asked = lru_cache(QUESTIONS_KEPT)(self._question)

    def beside(self, question: str) -> Beside:
        """What tells it of answers to this question."""
        return Beside(
            self._asked(question),
            self._of_answer,
            cache(lambda text: summed(self._beginning, text)),
        )

    def _question(self, question: str) -> Vector:
        return turned(
            meaning([summed(self._beginning, masked_question(question))]), *self._of_question
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """A question, and what was read of sentences beside it: for one answer, and for what is left of it."""

    asked: Vector
    of_answer: tuple[Vector, Vector]
    summed: Callable[[str], Summed]

    def relevance(self, sentences: Sequence[str]) -> float:
        """-1..1, of masked sentences."""
        said = turned(meaning([self.summed(text) for text in sentences]), *self.of_answer)
        return float(said @ self.asked)


@dataclass(frozen=True, slots=True)
class Summed:
    """What the first layers make of a text's pieces, all together, and how many pieces it has."""

    vector: Vector
    pieces: int


def summed(beginning: Beginning, text: str) -> Summed:
    """What is too long for one reading is read in parts."""
    room = MOST_PIECES - MARKS
    starts = [start for start, _ in beginning.pieces(text).offsets[::room]] or [0]
    parts = [
        beginning.read(beginning.encode(text[start:end]))
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]
    found = np.concatenate(parts)
    return Summed(found.sum(axis=0, dtype=np.float64), len(found))


def meaning(texts: Sequence[Summed]) -> Vector:
    """The mean over the pieces of all."""
    return np.asarray(sum(one.vector for one in texts) / sum(one.pieces for one in texts))


def turned(found: Vector, mean: Vector, by: Vector) -> Vector:
    """Less the mean, through the map, of length 1."""
    direction = (found - mean) @ by
    return np.asarray(direction / np.linalg.norm(direction))
