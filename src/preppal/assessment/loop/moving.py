"""Whether later interviews went better than earlier ones: said only when it is more than noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum, sqrt
from typing import Literal

from preppal.assessment.loop.evidence import Place, StageHeld, place
from preppal.assessment.loop.readiness import StageValue, stage_value
from preppal.assessment.rating import EIGHTY_PERCENT

Direction = Literal["up", "down", "unclear"]


@dataclass(frozen=True, slots=True)
class Change:
    """A competency from the ``first`` interview that heard it (a key) to the ``last``."""

    competency: str
    first: str
    last: str
    was: Place
    became: Place
    direction: Direction


@dataclass(frozen=True, slots=True)
class Trajectory:
    """``overall`` is of all that was heard twice together; None where nothing was."""

    overall: Direction | None = None
    changes: tuple[Change, ...] = ()


def trajectory(stages: Sequence[StageHeld], now: datetime) -> Trajectory:
    """``stages`` in time. Interviews ask about different things, so only what was heard twice is compared."""
    names = sorted({answer.competency for stage in stages for answer in stage.answers})
    changes, steps, variances = [], [], []
    for name in names:
        values = [
            (stage.key, value) for stage in stages if (value := stage_value(stage, name, now))
        ]
        if len(values) < 2:
            continue
        (first, was), (last, became) = values[0], values[-1]
        step, variance = became.mean - was.mean, was.variance + became.variance
        steps.append(step)
        variances.append(variance)
        changes.append(_change(name, first, last, was, became))
    if not changes:
        return Trajectory()
    count = len(steps)
    overall = direction(fsum(steps) / count, fsum(variances) / count**2)
    return Trajectory(overall, tuple(changes))


def direction(step: float, variance: float) -> Direction:
    """Of a difference with this variance: clear from 1.28 standard deviations (INTERVIEWING.md §9)."""
    if abs(step) <= EIGHTY_PERCENT * sqrt(variance):
        return "unclear"
    return "up" if step > 0 else "down"


def _change(name: str, first: str, last: str, was: StageValue, became: StageValue) -> Change:
    way = direction(became.mean - was.mean, was.variance + became.variance)
    return Change(name, first, last, place(was.mean), place(became.mean), way)
