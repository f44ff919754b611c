"""Hiring readiness over the interviews of a loop: INTERVIEWING.md §9, to the letter.

Each interview's answers on a competency make a value with a variance; the values meet a prior of 3.0 and
give ``m_c`` and ``sd_c``. Their weighted sum against the bar of the level gives a word. The exact numbers
and ``p`` stay inside the code: what leaves is `Readiness`, with one decimal.

What counts is decided by the loop as a whole: ``w_c`` is the mean of the plans' weights over all its
interviews, held or to come, so that holding one, or hearing less in it, does not change what counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import erf, fsum, sqrt
from typing import Literal, get_args

from preppal.assessment.loop.evidence import Level, StageAhead, StageHeld
from preppal.assessment.rating import (
    ANSWER_NOISE,
    BUILTIN,
    EIGHTY_PERCENT,
    OF_BUILTIN,
    PRIOR,
    STAGE_NOISE,
)
from preppal.assessment.report import LEAST_MEDIUM

Word = Literal["not_enough", "not_yet", "mixed", "close", "ready"]
Gap = Literal["few_answers", "one_interview", "much_unheard", "must_untested"]
Cap = Literal["must_low", "must_middling", "veto", "votes", "one_more", "lower_level"]

WORDS: tuple[Word, ...] = get_args(Word)
"""Weakest first; "not_enough" is not one of the scale."""

OF_MODEL = 1.0
HALF_LIFE_DAYS = 30.0
PRIOR_MEAN = 3.0
LOOP_NOISE = 0.15  # standard deviation of the whole, whatever was heard
BARS: Mapping[Level, float] = {"junior": 3.1, "mid": 3.3, "senior": 3.5}
READY, CLOSE, MIXED = 0.80, 0.55, 0.30
"""Chances of lying over the bar, from which the word is so; never shown."""
LEAST_ANSWERS, LEAST_INTERVIEWS, LEAST_WEIGHT = 6, 2, 0.6
CLEAR_FROM = 2  # answers on a must-have, for a clear word on it
MUST_LOW, MUST_MET = 2.7, 3.0
A_DAY = 86_400.0
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Estimate:
    """``m_c`` and ``sd_c`` of a competency, from ``answers`` with a score; none leave it at the prior."""

    mean: float
    sd: float
    answers: int = 0

    @property
    def low(self) -> float:
        return self.mean - EIGHTY_PERCENT * self.sd

    @property
    def high(self) -> float:
        return self.mean + EIGHTY_PERCENT * self.sd


@dataclass(frozen=True, slots=True)
class StageValue:
    """What one interview says of one competency: a mean, its variance, and the weight behind it."""

    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class Missing:
    """What an overall word still needs. ``heard`` counts what is there, for the gaps that are counted."""

    gap: Gap
    heard: int = 0
    least: int = 0
    competencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is shown. ``value``, ``low`` and ``high`` (an 80 % band, 1..5) have one decimal and are None
    while there is not enough evidence. ``cap`` is what held the word down to where it is, if anything did."""

    word: Word
    level: Level
    bar: float
    value: float | None = None
    low: float | None = None
    high: float | None = None
    missing: tuple[Missing, ...] = ()
    cap: Cap | None = None

    def held(self, most: Word, cap: Cap) -> Readiness:
        """The word, no higher than ``most``."""
        word = at_most(most, self.word)
        return self if word == self.word else replace(self, word=word, cap=cap)


@dataclass(frozen=True, slots=True)
class Weighed:
    """All exact numbers of a loop; for the code only."""

    weights: Mapping[str, float]
    estimates: Mapping[str, Estimate]
    total: Estimate
    must_haves: frozenset[str]
    missing: tuple[Missing, ...]

    def readiness(self, level: Level) -> Readiness:
        """The word by §9, before the votes are looked at."""
        if self.missing:
            return Readiness("not_enough", level, BARS[level], missing=self.missing)
        found = Readiness(
            word_of(chance(self.total, BARS[level])),
            level,
            BARS[level],
            round(self.total.mean, 1),
            round(max(1.0, self.total.low), 1),
            round(min(5.0, self.total.high), 1),
        )
        if self.lowest_must < MUST_LOW:
            return found.held("not_yet", "must_low")
        return found.held("mixed", "must_middling") if self.must_in_doubt else found

    @property
    def lowest_must(self) -> float:
        """The lowest mean of a tested must-have; 5 without one."""
        means = [
            self.estimates[name].mean for name in self.must_haves if self.estimates[name].answers
        ]
        return min(means, default=5.0)

    @property
    def must_in_doubt(self) -> bool:
        return self.lowest_must < MUST_MET


def weigh(
    stages: Sequence[StageHeld], *, now: datetime, ahead: Sequence[StageAhead] = ()
) -> Weighed:
    """Every number of §9 for the interviews that were held. Their order makes no difference."""
    stages = in_time(stages)
    must_haves = frozenset[str]().union(*(stage.must_haves for stage in stages))
    weights = loop_weights(stages, ahead)
    heard = {answer.competency for stage in stages for answer in stage.answers}
    estimates = {
        name: estimate(stages, name, now) for name in sorted({*weights, *heard, *must_haves})
    }
    return Weighed(
        weights=weights,
        estimates=estimates,
        total=total(weights, estimates),
        must_haves=must_haves,
        missing=missing(stages, weights, must_haves),
    )


def in_time(stages: Iterable[StageHeld]) -> tuple[StageHeld, ...]:
    return tuple(sorted(stages, key=lambda stage: (stage.held_at, stage.key)))


def loop_weights(stages: Sequence[StageHeld], ahead: Sequence[StageAhead]) -> dict[str, float]:
    """``w_c``, summing to 1: the mean of the plans' weights over the loop; every interview counts the same.

    A plan's weights are its stage's times the job's factors, which stay within 0.5-2.0. Where no plan has
    any, what was heard counts the same.
    """
    planned = [stage.weights for stage in stages] + [one.weights for one in ahead]
    plans = [weights for weights in planned if fsum(weights.values()) > 0]
    if not plans:
        plans = [{answer.competency: 1.0 for stage in stages for answer in stage.answers}]
    sums = {
        name: fsum(plan.get(name, 0.0) / fsum(plan.values()) for plan in plans)
        for name in sorted({name for plan in plans for name in plan})
    }
    whole = fsum(sums.values())
    return {name: value / whole for name, value in sums.items()} if whole else {}


def stage_value(stage: StageHeld, competency: str, now: datetime) -> StageValue | None:
    """``ybar`` and ``v`` of one interview; None where nothing of it was scored."""
    weighed = [
        (weight(answer.confidence, answer.assessor, now - stage.held_at), answer.score)
        for answer in stage.answers
        if answer.competency == competency
    ]
    whole = fsum(k for k, _ in weighed)
    if whole < NOTHING:
        return None
    mean = fsum(k * score for k, score in weighed) / whole
    return StageValue(mean, STAGE_NOISE + ANSWER_NOISE / whole)


def weight(confidence: float, assessor: str, age: timedelta) -> float:
    """``k`` of an answer: its confidence, less where the built-in reviewer gave it, halved every 30 days."""
    days = max(0.0, age.total_seconds() / A_DAY)
    of = OF_BUILTIN if assessor == BUILTIN else OF_MODEL
    return float(confidence * of * 0.5 ** (days / HALF_LIFE_DAYS))


def estimate(stages: Sequence[StageHeld], competency: str, now: datetime) -> Estimate:
    """A competency over all interviews: their values and the prior, each by its precision."""
    values = [found for stage in stages if (found := stage_value(stage, competency, now))]
    precision = fsum([1 / PRIOR, *(1 / value.variance for value in values)])
    mean = fsum([PRIOR_MEAN / PRIOR, *(value.mean / value.variance for value in values)])
    answers = sum(answer.competency == competency for stage in stages for answer in stage.answers)
    return Estimate(mean / precision, precision**-0.5, answers)


def total(weights: Mapping[str, float], estimates: Mapping[str, Estimate]) -> Estimate:
    """``R`` and ``sd_R``. What was not tested stays in at the prior, so a gap widens the band."""
    mean = fsum(weight * estimates[name].mean for name, weight in weights.items())
    variance = fsum((weight * estimates[name].sd) ** 2 for name, weight in weights.items())
    answers = sum(one.answers for one in estimates.values())
    return Estimate(mean, sqrt(variance + LOOP_NOISE**2), answers)


def chance(of: Estimate, bar: float) -> float:
    """``p`` of lying over the bar: chooses a word, and never leaves the code."""
    return 0.5 * (1 + erf((of.mean - bar) / (of.sd * sqrt(2))))


def word_of(p: float) -> Word:
    if p >= READY:
        return "ready"
    if p >= CLOSE:
        return "close"
    return "mixed" if p >= MIXED else "not_yet"


def at_most(most: Word, word: Word) -> Word:
    return min(most, word, key=WORDS.index)


def missing(
    stages: Sequence[StageHeld], weights: Mapping[str, float], must_haves: Collection[str]
) -> tuple[Missing, ...]:
    """What §9 asks for before any overall word, and is not there; () when there is enough.

    A must-have is tested by one scored answer; a clear word on it alone takes `CLEAR_FROM`.
    """
    answers = [answer for stage in stages for answer in stage.answers]
    interviews = sum(bool(stage.answers) for stage in stages)
    tested = {answer.competency for answer in answers}
    sure = {answer.competency for answer in answers if answer.confidence >= LEAST_MEDIUM}
    gaps = []
    if len(answers) < LEAST_ANSWERS:
        gaps.append(Missing("few_answers", len(answers), LEAST_ANSWERS))
    if interviews < LEAST_INTERVIEWS:
        gaps.append(Missing("one_interview", interviews, LEAST_INTERVIEWS))
    untested = by_weight(set(must_haves) - tested, weights)
    if untested:
        gaps.append(Missing("must_untested", competencies=untested))
    covered = fsum(weight for name, weight in weights.items() if name in sure)
    if covered < LEAST_WEIGHT - NOTHING:
        gaps.append(Missing("much_unheard", competencies=_enough(covered, sure, weights)))
    return tuple(gaps)


def by_weight(names: Iterable[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    """What counts most first."""
    return tuple(sorted(names, key=lambda name: (-weights.get(name, 0.0), name)))


def _enough(covered: float, sure: Collection[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    """The fewest competencies whose hearing would reach the least weight."""
    needed = []
    for name in by_weight(set(weights) - set(sure), weights):
        if covered >= LEAST_WEIGHT - NOTHING:
            break
        needed.append(name)
        covered += weights[name]
    return tuple(needed)
