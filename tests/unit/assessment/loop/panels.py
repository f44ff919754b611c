"""Loops for the tests of this folder: built by hand, and at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from preppal.assessment.loop.evidence import (
    LEVELS,
    CompetencyHeard,
    Level,
    Said,
    ScoredAnswer,
    StageAhead,
    StageHeld,
)
from preppal.assessment.rating import combine
from preppal.assessment.recommending import recommend
from preppal.assessment.report import AnswerScore, CompetencyScore, ScoreEvidence
from preppal.interviewer.briefing import STAGES

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
NAMES = (
    "ownership",
    "planning",
    "domain_depth",
    "leadership",
    "communication",
    "design_tradeoffs",
    "problem_solving",
)
BUILTIN, MODEL = "builtin", "a-model"

Scores = Mapping[str, Sequence[float | tuple[float, float] | tuple[float, float, str]]]


def words(key: str, competency: str) -> Said:
    quote = f"what was said of {competency}"
    return Said(key, 3, 10, 10 + len(quote), quote, "own_part")


def judged(stage: StageHeld) -> StageHeld:
    """With what follows from the answers: scores of competencies, and the vote."""
    heard = {one.competency: one for one in stage.heard if one.score is None}
    scores = []
    for name in dict.fromkeys(answer.competency for answer in stage.answers):
        of = [answer for answer in stage.answers if answer.competency == name]
        span = ScoreEvidence(3, 10, 20, "words", "own_part")
        answers = [AnswerScore(a.lead_id, name, a.score, a.confidence, (span,)) for a in of]
        sure = sum(answer.confidence for answer in of) / len(of)
        score = combine(name, answers).score
        scores.append(CompetencyScore(name, score, sure))
        heard[name] = CompetencyHeard(name, score, sure, (words(stage.key, name),))
    vote = recommend(scores, must=stage.must_haves)
    return replace(stage, heard=tuple(heard.values()), vote=vote)


def held(
    key: str,
    scores: Scores,
    *,
    days_ago: float = 0,
    stage: str = "technical",
    must: Sequence[str] = (),
    thin: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
) -> StageHeld:
    """``scores`` of each competency's answers: a score, with its confidence (.6) and who gave it (built in)."""
    answers = []
    for name, given in scores.items():
        for number, one in enumerate(given):
            score, sure, *who = one if isinstance(one, tuple) else (one, 0.6)
            assessor = str(who[0]) if who else BUILTIN
            answers.append(ScoredAnswer(f"{key}-{name}-{number}", name, score, sure, assessor))
    planned = tuple(dict.fromkeys([*scores, *thin]))
    return judged(
        StageHeld(
            key=key,
            title=f"The {key}",
            stage=stage,
            who=key.title(),
            held_at=NOW - timedelta(days=days_ago),
            answers=tuple(answers),
            heard=tuple(CompetencyHeard(name, None) for name in thin),
            planned=planned,
            weights=dict.fromkeys(planned, 1 / len(planned)) if weights is None else weights,
            must_haves=frozenset(must),
        )
    )


class Loop(NamedTuple):
    stages: tuple[StageHeld, ...]
    ahead: tuple[StageAhead, ...]
    level: Level


def _weights() -> st.SearchStrategy[dict[str, float]]:
    def normal(raw: list[int]) -> dict[str, float]:
        whole = sum(raw)
        return {name: part / whole for name, part in zip(NAMES, raw, strict=True)}

    each = st.integers(1, 20)
    return st.lists(each, min_size=len(NAMES), max_size=len(NAMES)).map(normal)


SCORES = st.integers(10, 50).map(lambda tenths: tenths / 10)
CONFIDENCES = st.integers(5, 95).map(lambda hundredths: hundredths / 100)


@st.composite
def loops(draw: st.DrawFn) -> Loop:
    """One to five interviews, each with its plan's weights, its answers and its vote; some still to come."""
    must = frozenset(draw(st.sets(st.sampled_from(NAMES), max_size=2)))
    stages = []
    for number in range(draw(st.integers(1, 5))):
        planned = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
        assessor = draw(st.sampled_from((BUILTIN, BUILTIN, MODEL)))
        level = draw(SCORES)  # an interview's scores lie about one another, as real ones do
        answers = []
        for name in planned:
            for lead in range(draw(st.integers(0, 3))):
                score = min(5.0, max(1.0, level + draw(st.integers(-8, 8)) / 10))
                sure = draw(CONFIDENCES)
                answers.append(ScoredAnswer(f"{number}-{name}-{lead}", name, score, sure, assessor))
        stages.append(
            judged(
                StageHeld(
                    key=f"stage-{number}",
                    title=f"Stage {number}",
                    stage=draw(st.sampled_from(STAGES)),
                    who=f"Person {number}",
                    held_at=NOW - timedelta(days=draw(st.integers(0, 60)), minutes=number),
                    level=draw(st.sampled_from(LEVELS)),
                    answers=tuple(answers),
                    heard=tuple(CompetencyHeard(name, None) for name in planned),
                    planned=tuple(planned),
                    weights=draw(_weights()),
                    must_haves=must,
                    assessor=assessor,
                )
            )
        )
    ahead = [
        StageAhead(f"ahead-{number}", f"Ahead {number}", "senior", tuple(names), draw(_weights()))
        for number, names in enumerate(
            draw(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), max_size=2))
        )
    ]
    return Loop(tuple(stages), tuple(ahead), draw(st.sampled_from(LEVELS)))


@st.composite
def solid_loops(draw: st.DrawFn) -> Loop:
    """Loops with enough evidence: every interview hears all that counts."""
    count = draw(st.integers(2, 4))
    weights, level = draw(_weights()), draw(st.sampled_from(LEVELS))
    must = draw(st.sets(st.sampled_from(NAMES), max_size=2))
    stages = []
    for number in range(count):
        about = draw(SCORES)
        scores: dict[str, list[tuple[float, float]]] = {}
        for name in NAMES:
            score = min(5.0, max(1.0, about + draw(st.integers(-12, 12)) / 10))
            scores[name] = [(score, draw(st.integers(40, 65)) / 100)] * draw(st.integers(1, 3))
        stages.append(
            held(
                f"stage-{number}",
                scores,
                days_ago=draw(st.integers(0, 20)) + number / 100,
                stage=draw(st.sampled_from(STAGES)),
                must=tuple(must),
                weights=weights,
            )
        )
    return Loop(tuple(stages), (), level)
