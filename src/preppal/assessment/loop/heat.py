"""Who heard what: competencies against interviews, and what all of them together say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.assessment.loop.evidence import Place, StageHeld, place
from preppal.assessment.loop.readiness import Estimate, Weighed, by_weight
from preppal.assessment.report import Certainty, certainty_of

State = Literal["scored", "thin", "not_asked"]
"""thin: asked about, and not enough evidence for a score."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One competency in one interview. ``place`` and ``certainty`` are there where ``state`` is "scored"."""

    stage: str
    state: State
    place: Place | None = None
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """A competency over the loop: value and 80 % band on 1..5, one decimal."""

    value: float
    low: float
    high: float
    answers: int


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` stand in the order of the heat map's ``stages``. ``disagrees``: two interviews are two points
    or more apart. ``together`` is None where nobody has a score."""

    competency: str
    must: bool
    cells: tuple[Cell, ...]
    disagrees: bool = False
    together: Together | None = None


@dataclass(frozen=True, slots=True)
class Heat:
    """``stages`` are keys, in the order in which they were held; ``rows`` with what counts most first.

    A competency has a row when an interview planned or heard it, or the job insists on it.
    """

    stages: tuple[str, ...]
    rows: tuple[Row, ...]


def heat_map(stages: Sequence[StageHeld], weighed: Weighed, disagreeing: Collection[str]) -> Heat:
    """``stages`` in time; ``disagreeing`` are competencies on which they are far apart."""
    named = {name for stage in stages for name in stage.planned}
    named |= {one.competency for stage in stages for one in stage.heard} | weighed.must_haves
    return Heat(
        tuple(stage.key for stage in stages),
        tuple(
            Row(
                competency=name,
                must=name in weighed.must_haves,
                cells=tuple(_cell(stage, name) for stage in stages),
                disagrees=name in disagreeing,
                together=together(weighed.estimates.get(name)),
            )
            for name in by_weight(named, weighed.weights)
        ),
    )


def together(of: Estimate | None) -> Together | None:
    if of is None or not of.answers:
        return None
    return Together(
        round(of.mean, 1), round(max(1.0, of.low), 1), round(min(5.0, of.high), 1), of.answers
    )


def _cell(stage: StageHeld, competency: str) -> Cell:
    heard = stage.of(competency)
    if heard is None:
        return Cell(stage.key, "not_asked")
    if heard.score is None:
        return Cell(stage.key, "thin")
    return Cell(stage.key, "scored", place(heard.score), certainty_of(heard.confidence))
