"""How well scores agree with people's: order within a question, rank, distance, and what each trap did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

BELOW_ALL = 0.0  # where an answer stands in an order that has no score
APART = 1.0  # points by which two labels differ before a trap must not turn them round


@dataclass(frozen=True, slots=True)
class Graded:
    """One answer: a person's grade (``label``) and ours (None: not observed)."""

    question: str
    label: float
    score: float | None
    trap: str | None = None

    @property
    def place(self) -> float:
        return BELOW_ALL if self.score is None else self.score


@dataclass(frozen=True, slots=True)
class Agreement:
    """``order``: share of pairs of one question, graded differently, that we put in the same order (a tie is
    half); ``spearman``: rank correlation over all; ``error``: mean distance of those with a score. ``traps``:
    share of a trap's answers in the right order with every answer of their question graded a point
    or more away."""

    answers: int
    pairs: int
    order: float
    spearman: float
    error: float
    traps: dict[str, float]

    def as_text(self) -> str:
        lines = [
            f"pairwise order {self.order:.3f} ({self.pairs} pairs)",
            f"Spearman {self.spearman:.3f}, mean absolute error {self.error:.2f} ({self.answers} answers)",
            *(f"  {trap}: {rate:.0%}" for trap, rate in sorted(self.traps.items())),
        ]
        return "\n".join(lines)


def agreement(graded: Sequence[Graded]) -> Agreement:
    """Compare. Figures of which there is nothing are nan."""
    pairs = [_same_order(one, other) for one, other in _pairs(graded)]
    scored = [(item.label, item.score) for item in graded if item.score is not None]
    return Agreement(
        answers=len(graded),
        pairs=len(pairs),
        order=_mean(pairs),
        spearman=_spearman([item.label for item in graded], [item.place for item in graded]),
        error=_mean([abs(label - score) for label, score in scored]),
        traps=_traps(graded),
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


def _by_question(graded: Sequence[Graded]) -> dict[str, list[Graded]]:
    found: dict[str, list[Graded]] = defaultdict(list)
    for item in graded:
        found[item.question].append(item)
    return found


def _pairs(graded: Sequence[Graded]) -> Iterator[tuple[Graded, Graded]]:
    for answers in _by_question(graded).values():
        yield from ((a, b) for a, b in combinations(answers, 2) if a.label != b.label)


def _same_order(one: Graded, other: Graded) -> float:
    turned = (one.label - other.label) * (one.place - other.place)
    return 1.0 if turned > 0 else 0.5 if turned == 0 else 0.0


def _traps(graded: Sequence[Graded]) -> dict[str, float]:
    passed: dict[str, list[float]] = defaultdict(list)
    for answers in _by_question(graded).values():
        for item in answers:
            away = [other for other in answers if abs(other.label - item.label) >= APART]
            if item.trap and away:
                right = all(_same_order(item, other) == 1.0 for other in away)
                passed[item.trap].append(float(right))
    return {trap: _mean(rates) for trap, rates in passed.items()}


def _ranks(values: Sequence[float]) -> npt.NDArray[np.float64]:
    """Ranks from 1, equal values share their mean rank."""
    _, at, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[at], np.float64)


def _spearman(one: Sequence[float], other: Sequence[float]) -> float:
    if len(set(one)) < 2 or len(set(other)) < 2:
        return float("nan")
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])
