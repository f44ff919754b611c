"""What to do next: the interview that would settle most, and the one exercise with the largest expected gain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.assessment.loop.deciding import Decision
from preppal.assessment.loop.differing import Disagreement
from preppal.assessment.loop.evidence import StageAhead, StageHeld
from preppal.assessment.loop.readiness import MUST_MET, Missing, Weighed, by_weight

ExerciseReason = Literal["must_untested", "must_low", "untested", "weak"]

AIM = 4.0  # what an exercise is meant to bring a competency to
EXERCISE_MINUTES = 10
TIE_DECIMALS = 2
FIRST = 1.0  # a must-have goes before any weight


@dataclass(frozen=True, slots=True)
class NextInterview:
    """The interview of the loop that would settle most. ``again``: it was held and would be held anew.

    ``competencies`` are what it would settle. ``stage`` is "" where no interview of the loop asks about them.
    """

    stage: str
    title: str
    competencies: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Exercise:
    """``reason`` is a key of `codes.EXERCISE_REASONS`; `codes.SETTLE` says what to practise."""

    competency: str
    reason: ExerciseReason
    minutes: int = EXERCISE_MINUTES


@dataclass(frozen=True, slots=True)
class _Candidate:
    stage: StageHeld | StageAhead
    again: bool
    answers: int = 0

    def covers(self, wanted: Sequence[str]) -> tuple[str, ...]:
        return tuple(name for name in wanted if name in self.stage.planned)


def exercise(weighed: Weighed) -> Exercise | None:
    """The largest ``w_c * (4 - m_c)``, ties to must-haves; None where all that counts is at 4 already."""

    def worth(name: str) -> tuple[float, bool, float, str]:
        gain = weighed.weights[name] * (AIM - weighed.estimates[name].mean)
        return -round(gain, TIE_DECIMALS), name not in weighed.must_haves, -gain, name

    names = [name for name in weighed.weights if weighed.estimates[name].mean < AIM]
    best = min((name for name in names if weighed.weights[name] > 0), key=worth, default="")
    if not best:
        return None
    of, must = weighed.estimates[best], best in weighed.must_haves
    if not of.answers:
        return Exercise(best, "must_untested" if must else "untested")
    return Exercise(best, "must_low" if must and of.mean < MUST_MET else "weak")


def next_interview(
    decision: Decision,
    weighed: Weighed,
    differing: Sequence[Disagreement],
    stages: Sequence[StageHeld],
    ahead: Sequence[StageAhead],
) -> NextInterview | None:
    """For a hold, which asks for one more interview; None for every other outcome."""
    if decision.outcome != "hold":
        return None
    gaps = weighed.missing
    wanted = _missing(gaps) if gaps else _doubtful(weighed, differing)
    candidates = [_Candidate(one, again=False) for one in ahead]
    candidates += [_Candidate(one, again=True, answers=len(one.answers)) for one in stages]
    if any(one.gap == "one_interview" for one in gaps):
        # The interview that has answers already cannot be the second one.
        candidates = [one for one in candidates if not one.answers] or candidates
    if not candidates:
        return None
    if not wanted:
        return _chosen(min(candidates, key=lambda one: (one.again, one.answers)), ())
    best = max(candidates, key=lambda one: (_worth(one.covers(wanted), weighed), not one.again))
    if not best.covers(wanted):
        return NextInterview("", "", wanted)
    return _chosen(best, best.covers(wanted))


def _chosen(one: _Candidate, competencies: tuple[str, ...]) -> NextInterview:
    return NextInterview(one.stage.key, one.stage.title, competencies, one.again)


def _worth(covered: Sequence[str], weighed: Weighed) -> float:
    return sum(
        weighed.weights.get(name, 0.0) + FIRST * (name in weighed.must_haves) for name in covered
    )


def _missing(gaps: Sequence[Missing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in gaps for name in one.competencies))


def _doubtful(weighed: Weighed, differing: Sequence[Disagreement]) -> tuple[str, ...]:
    """Must-haves under 3, what they disagree on, and else what has the most to gain."""
    low = {
        name
        for name in weighed.must_haves
        if weighed.estimates[name].answers and weighed.estimates[name].mean < MUST_MET
    }
    names = [*by_weight(low, weighed.weights), *(one.settle for one in differing if one.settle)]
    if not names and (best := exercise(weighed)):
        names = [best.competency]
    return tuple(dict.fromkeys(names))
