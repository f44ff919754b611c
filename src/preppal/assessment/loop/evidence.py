"""What a loop is judged by: each interview as it stood when it was judged, and those still to come.

A caller loads rows and calls `stage_held` for each interview that counts (of a stage held twice, the
latest that has feedback). Nothing here looks anything up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, get_args

from preppal.assessment.rating import BUILTIN
from preppal.assessment.recommending import recommend
from preppal.assessment.report import (
    Assessment,
    CompetencyScore,
    Recommendation,
    ScoreEvidence,
    between,
)

Level = Literal["junior", "mid", "senior"]
Ground = Literal["fabrication", "blame", "unsafe_practice"]

LEVELS: tuple[Level, ...] = get_args(Level)
GROUNDS: tuple[Ground, ...] = get_args(Ground)
SENIOR_STAGE = "senior"
"""Of `interviewer.briefing.Stage`: who looks independently at level and judgement, and may veto."""


@dataclass(frozen=True, slots=True)
class Place:
    """A score as it is told: "4" where both are 4, "3 to 4" where it lies between."""

    low: int
    high: int


def place(score: float) -> Place:
    return Place(*between(score))


@dataclass(frozen=True, slots=True)
class Said:
    """Verbatim words of the candidate: `turn.text[start:end] == quote` for the turn with ``turn_seq``
    of the interview that ``stage`` (a key) stands for."""

    stage: str
    turn_seq: int
    start: int
    end: int
    quote: str
    shows: str = ""
    prompted: bool = False


@dataclass(frozen=True, slots=True)
class ScoredAnswer:
    """One lead's score, 1..5. ``confidence`` is 0..1; ``assessor`` "builtin" or a model's name."""

    lead_id: str
    competency: str
    score: float
    confidence: float
    assessor: str = BUILTIN


@dataclass(frozen=True, slots=True)
class CompetencyHeard:
    """A competency in one interview, as its report has it. Without ``score`` it was asked about and too
    little was heard."""

    competency: str
    score: float | None
    confidence: float = 0.0
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """Why somebody would not hire in spite of all scores (INTERVIEWING.md §2.6).

    It counts only with a written ``reason`` and with words ``said``. There is no ground for silence, an
    accent, nerves, a refusal on a private matter, or an attempt to order the reviewer around.
    """

    ground: Ground
    reason: str
    said: Said


@dataclass(frozen=True, slots=True)
class StageHeld:
    """One interview of the loop with its judgement, made blind to the others.

    ``key`` is the caller's (a stage's id), ``stage`` one of `interviewer.briefing.STAGES`, ``who`` the
    persona's name. ``vote`` is as it stood before anybody saw another's. ``planned`` are the competencies
    that this interview asks about, whether or not there was time; ``heard`` those that were asked.
    ``weights`` (of its plan) sum to 1; ``must_haves`` are what the job insists on.
    """

    key: str
    title: str
    stage: str
    who: str
    held_at: datetime
    level: Level = "mid"
    vote: Recommendation | None = None
    answers: tuple[ScoredAnswer, ...] = ()
    heard: tuple[CompetencyHeard, ...] = ()
    planned: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    must_haves: frozenset[str] = frozenset()
    assessor: str = BUILTIN
    objections: tuple[Objection, ...] = ()

    def of(self, competency: str) -> CompetencyHeard | None:
        """None: not asked."""
        return next((one for one in self.heard if one.competency == competency), None)

    def scored(self) -> list[tuple[float, CompetencyHeard]]:
        """What has a score, the highest first."""
        found = [(one.score, one) for one in self.heard if one.score is not None]
        return sorted(found, key=lambda pair: (-pair[0], pair[1].competency))


@dataclass(frozen=True, slots=True)
class StageAhead:
    """An interview of the loop that was not held yet, in the loop's order.

    ``planned`` are the competencies it would ask about; ``weights`` as in `StageHeld`, empty where no plan
    was made: then it has no say in what counts.
    """

    key: str
    title: str
    stage: str
    planned: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)


class PlannedFocus(Protocol):
    """Of `interviewer.plan.Focus`."""

    @property
    def competency(self) -> str: ...
    @property
    def must(self) -> bool: ...


class PlannedQuestion(Protocol):
    """Of `interviewer.plan.PlannedLead`."""

    @property
    def competency(self) -> str: ...


class Plan(Protocol):
    """Of `interviewer.plan.InterviewPlan`, which lives in a sister room."""

    @property
    def competency_weights(self) -> Mapping[str, float]: ...
    @property
    def seniority(self) -> Level: ...
    @property
    def focus(self) -> Sequence[PlannedFocus]: ...
    @property
    def leads(self) -> Sequence[PlannedQuestion]: ...


def stage_held(
    assessment: Assessment,
    plan: Plan,
    *,
    key: str,
    title: str,
    stage: str,
    who: str,
    held_at: datetime,
    objections: tuple[Objection, ...] = (),
) -> StageHeld:
    """An interview as its stored report and plan have it; ``held_at`` (with a time zone) is when it ended."""
    must = frozenset(focus.competency for focus in plan.focus if focus.must)
    assessors = {score.competency: score.assessor for score in assessment.competencies}
    return StageHeld(
        key=key,
        title=title,
        stage=stage,
        who=who,
        held_at=held_at,
        level=plan.seniority,
        vote=assessment.recommendation or recommend(assessment.competencies, must=must),
        answers=tuple(
            ScoredAnswer(
                answer.lead_id,
                answer.competency,
                answer.score,
                answer.confidence,
                assessors.get(answer.competency, BUILTIN),
            )
            for answer in assessment.answers
            if answer.score is not None and answer.evidence
        ),
        heard=_heard(assessment, key),
        planned=tuple(dict.fromkeys(lead.competency for lead in plan.leads)),
        weights=dict(plan.competency_weights),
        must_haves=must,
        assessor=_assessor(assessment),
        objections=objections,
    )


def _heard(assessment: Assessment, key: str) -> tuple[CompetencyHeard, ...]:
    """What was asked, in the order of the plan; a lead nobody came to is left out."""
    scores = {score.competency: score for score in assessment.competencies}
    asked = dict.fromkeys(
        finding.competency for finding in assessment.findings if finding.status != "not_asked"
    )
    scored = [name for name, score in scores.items() if score.score is not None]
    return tuple(
        _one_heard(name, scores.get(name), key) for name in dict.fromkeys([*asked, *scored])
    )


def _one_heard(name: str, score: CompetencyScore | None, key: str) -> CompetencyHeard:
    if score is None or score.score is None:
        return CompetencyHeard(name, None)
    said = tuple(_said(one, key) for one in score.evidence)
    return CompetencyHeard(name, score.score, score.confidence, said)


def _said(one: ScoreEvidence, key: str) -> Said:
    return Said(key, one.turn_seq, one.start, one.end, one.quote, one.shows, one.prompted)


def _assessor(assessment: Assessment) -> str:
    """A model's name where a model scored any of it."""
    return next(
        (
            score.assessor
            for score in assessment.competencies
            if score.score is not None and score.assessor != BUILTIN
        ),
        BUILTIN,
    )
