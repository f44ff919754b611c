"""What an assessment says: plain values, codes instead of sentences, spans instead of claims.

Every `Evidence` and `ScoreEvidence` satisfies `turn.text[start:end] == quote` for the turn with `turn_seq`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import msgspec

VERSION = 3
"""2 added scores, strengths and the recommendation, 3 hedging and where delivery could be heard; what an
earlier report does not have it is read without."""

Signal = Literal["situation", "own_part", "reasons", "result", "learning"]
Status = Literal["shown", "partly", "not_enough", "declined", "not_asked"]

Certainty = Literal["low", "medium", "high"]
Vote = Literal["strong_no", "no", "yes", "strong_yes"]

LEAST_MEDIUM, MOST_MEDIUM = 0.4, 0.65
QUARTER = 0.25
"""A score nearer than this to a whole number is told as that one, else as "between two": never a decimal."""

SIGNALS: tuple[Signal, ...] = ("situation", "own_part", "reasons", "result", "learning")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim span of a candidate turn. Offsets count characters of the turn's raw text."""

    signal: Signal
    turn_seq: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class QuestionFinding:
    """What one lead brought to light.

    `evidence` holds at most two spans per signal, in the order they were said. `missing` lists
    only signals that this kind of question asks for. `after_prompt` are the signals heard only
    after a follow-up. `words` counts the candidate's words under this lead.
    """

    lead_id: str
    competency: str
    question: str
    short: str
    turn_seqs: tuple[int, ...]
    status: Status
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Signal, ...] = ()
    after_prompt: tuple[Signal, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where a measure of delivery could be heard: a verbatim span of a candidate turn."""

    metric: str
    turn_seq: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it was said: measured, never part of any judgement. None where it cannot be known.

    Times in ms; `talk_ratio` is 0..1; `own_we` counts "I" against "we" in judged answers.
    Everything but `words` and `own_we` is None for typed interviews, and where recognition was
    `unsure` of the words. `occasions` are of metrics that are worth a remark.
    """

    spoken: bool
    words: int
    words_per_minute: float | None = None
    fillers_per_100: float | None = None
    longest_answer_ms: int | None = None
    median_answer_ms: int | None = None
    long_pauses_per_minute: float | None = None
    first_word_delay_ms: int | None = None
    talk_ratio: float | None = None
    own_we: tuple[int, int] = (0, 0)
    hedges_per_100: float | None = None
    unsure: bool = False
    occasions: tuple[Occasion, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do next. `code` is a key of `codes.ADVICE`; `params` fill its sentences."""

    code: str
    lead_id: str | None = None
    evidence: Evidence | None = None
    params: dict[str, str | int | float] = field(default_factory=dict)


def certainty_of(confidence: float) -> Certainty:
    """Of 0..1 (INTERVIEWING.md §6.5)."""
    return "low" if confidence < LEAST_MEDIUM else "medium" if confidence <= MOST_MEDIUM else "high"


def between(score: float) -> tuple[int, int]:
    """The whole numbers that a score of 1..5 is told as: (4, 4), or (3, 4) where it lies between two."""
    nearest = round(score)
    if abs(score - nearest) <= QUARTER:
        return nearest, nearest
    return int(score), int(score) + 1


@dataclass(frozen=True, slots=True)
class ScoreEvidence:
    """A verbatim span of a candidate turn that earned a score, or held it down.

    `shows` is a signal, "detail" (words that count without being one) or "general" (words that
    stand where something particular was asked for). `prompted`: said after a follow-up.
    """

    turn_seq: int
    start: int
    end: int
    quote: str
    shows: str
    prompted: bool = False


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """The score of everything said under one lead. `score` is 1..5, or None: not observed.

    A score has evidence. `confidence` is 0..1. `worths` are what its weightiest parts added or took,
    by name; `rules` those that lowered or withheld it. A model's reasons go into `rationale`.
    """

    lead_id: str
    competency: str
    score: float | None
    confidence: float = 0.0
    evidence: tuple[ScoreEvidence, ...] = ()
    worths: dict[str, float] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class CompetencyScore:
    """One competency on its anchored scale: 1..5, or None: not observed.

    A score has evidence. `low` and `high` are the ends of the band in which it likely lies.
    `lead_ids` are the answers it was made of. `assessor` is "builtin" or a model's name: the two
    are never mixed within one competency.
    """

    competency: str
    score: float | None
    confidence: float = 0.0
    low: float | None = None
    high: float | None = None
    evidence: tuple[ScoreEvidence, ...] = ()
    lead_ids: tuple[str, ...] = ()
    assessor: str = "builtin"
    rationale: str = ""

    @property
    def certainty(self) -> Certainty:
        return certainty_of(self.confidence)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """How an interviewer would vote, or None: not enough evidence. Never a chance of being hired.

    `mean` is of the scored competencies, which number `scored`. `held_by` is the must-have
    competency that held the vote at "no", or "".
    """

    vote: Vote | None
    mean: float | None
    confidence: float = 0.0
    scored: int = 0
    held_by: str = ""

    @property
    def certainty(self) -> Certainty:
        return certainty_of(self.confidence)


@dataclass(frozen=True, slots=True)
class Strength:
    """Something to keep doing. `code` is a key of `codes.STRENGTHS`."""

    code: str
    lead_id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Stamps:
    """What made the report, so that it can be made again: versions of rubric and assessor, and of the scorer (`weights`).

    `assessor` is "builtin" or a model's name; `prompt` is empty without a model. `asked` is a
    model that was there to be asked and found nothing it could rate.
    """

    rubric: str = ""
    assessor: str = ""
    weights: str = ""
    prompt: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole report. `headline` is the first thing to do; `practise` holds up to 3 others.

    `competencies` has those that were planned or asked, in the order of the plan.
    """

    version: int
    enough: bool
    not_enough_reason: str | None
    headline: Advice | None
    practise: tuple[Advice, ...]
    findings: tuple[QuestionFinding, ...]
    delivery: Delivery
    candidate_questions: tuple[str, ...] = ()
    answers: tuple[AnswerScore, ...] = ()
    competencies: tuple[CompetencyScore, ...] = ()
    recommendation: Recommendation | None = None
    strengths: tuple[Strength, ...] = ()
    stamps: Stamps = Stamps()

    def to_json(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, as stored in a JSON column."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Inverse of `to_json`; raises `msgspec.ValidationError` on a wrong shape."""
        return msgspec.convert(stored, cls)
