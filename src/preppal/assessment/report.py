"""What an assessment says: plain values, codes instead of sentences, spans instead of claims.

Every `Evidence` satisfies `turn.text[start:end] == quote` for the turn with `turn_seq`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import msgspec

VERSION = 1

Signal = Literal["situation", "own_part", "reasons", "result", "learning"]
Status = Literal["shown", "partly", "not_enough", "declined", "not_asked"]

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
class Delivery:
    """How it was said: measured, never part of any judgement. None where it cannot be known.

    Times in ms; `talk_ratio` is 0..1; `own_we` counts "I" against "we" in judged answers.
    Everything but `words` and `own_we` is None for typed interviews.
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


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do next. `code` is a key of `codes.ADVICE`; `params` fill its sentences."""

    code: str
    lead_id: str | None = None
    evidence: Evidence | None = None
    params: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole report. `headline` is the first thing to do; `practise` holds up to 3 others."""

    version: int
    enough: bool
    not_enough_reason: str | None
    headline: Advice | None
    practise: tuple[Advice, ...]
    findings: tuple[QuestionFinding, ...]
    delivery: Delivery
    candidate_questions: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, as stored in a JSON column."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Inverse of `to_json`; raises `msgspec.ValidationError` on a wrong shape."""
        return msgspec.convert(stored, cls)
