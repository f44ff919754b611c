"""How much of one text is in another, by weight of its pieces: what many postings hold weighs little.

The weight of a piece is its inverse document frequency (Spärck Jones, 1972), less within the company
whose boilerplate it may be.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from preppal.job_descriptions.matching.shingles import Shingles

PRIOR = 100
"""Unseen postings that have none of the pieces: a young library knows no boilerplate yet."""
PRIOR_OF_COMPANY = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """Pieces (sorted) and in how many of `size` postings each is."""

    pieces: Shingles
    counts: NDArray[np.int64]
    size: int

    def of(self, shingles: Shingles) -> NDArray[np.int64]:
        """In how many postings each of ``shingles`` is."""
        if not len(self.pieces):
            return np.zeros(len(shingles), np.int64)
        at = np.minimum(np.searchsorted(self.pieces, shingles), len(self.pieces) - 1)
        return np.where(self.pieces[at] == shingles, self.counts[at], 0)


NOTHING = Counts(np.empty(0, np.uint32), np.empty(0, np.int64), 0)


def count_pieces(postings: Sequence[Shingles]) -> Counts:
    """Each piece of some postings, and how many of them hold it."""
    if not postings:
        return NOTHING
    pieces, counts = np.unique(np.concatenate(postings), return_counts=True)
    return Counts(pieces, counts.astype(np.int64), len(postings))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What two postings are compared against: a library, and what their company has in it.

    `one_in` and `other_in` say which of the two are counted there: they do not make each other common.
    """

    library: Counts = NOTHING
    company: Counts = NOTHING
    one_in: bool = False
    other_in: bool = False


def weights(
    shingles: Shingles, around: Surroundings, less: NDArray[np.int64], gone: int
) -> NDArray[np.float64]:
    """The weight of each piece: its inverse document frequency, less within the company.

    ``less`` postings of the two compared hold it, and ``gone`` of them are not counted. Few postings
    say little: priors keep a small library from taking everything for boilerplate.
    """
    held = np.maximum(around.library.of(shingles) - less, 0)
    rare = np.log((max(around.library.size - gone, 0) + PRIOR) / (held + 1.0))
    if not around.company.size:
        return np.asarray(rare, np.float64)
    size = max(around.company.size - gone, 0) + PRIOR_OF_COMPANY
    held = np.maximum(around.company.of(shingles) - less, 0)
    return np.asarray(rare * np.log1p(size / (held + 1.0)) / math.log1p(size), np.float64)


def within(one: Shingles, other: Shingles) -> NDArray[np.bool_]:
    """Which pieces of ``one`` are in ``other``."""
    at = np.minimum(np.searchsorted(other, one), len(other) - 1)
    return np.asarray(other[at] == one, np.bool_)


def containment(one: Shingles, other: Shingles, around: Surroundings) -> float:
    """How much of the lighter of two texts, weighted by rarity, is in the other; 0 to 1."""
    return float(containments(one, [other], around)[0])


def containments(
    one: Shingles, others: Sequence[Shingles], around: Surroundings
) -> NDArray[np.float64]:
    """`containment` of one text and each of some others, as one computation over all their pieces."""
    counted = np.array([len(other) for other in others], np.intp)
    found = np.zeros(len(others))
    there = [place for place, other in enumerate(others) if len(other)]
    if not len(one) or not there:
        return found
    pieces = np.concatenate([others[place] for place in there])
    starts = np.concatenate(([0], np.cumsum(counted[there])[:-1]))
    at = np.minimum(np.searchsorted(one, pieces), len(one) - 1)
    shared = one[at] == pieces

    first, second = int(around.one_in), int(around.other_in)
    gone = first + second
    # A piece of the one weighs more where the other has it too: neither makes it common to both.
    alone = weights(one, around, np.full(len(one), first), gone)
    together = weights(one, around, np.full(len(one), gone), gone)
    common = np.add.reduceat(np.where(shared, together[at], 0.0), starts)
    not_alone = np.add.reduceat(np.where(shared, alone[at], 0.0), starts)
    of_one = alone.sum() - not_alone + common
    of_others = np.add.reduceat(weights(pieces, around, second + first * shared, gone), starts)
    lighter = np.minimum(of_one, of_others)
    found[there] = np.minimum(1.0, common / np.where(lighter > 0, lighter, np.inf))
    return found
