"""Scoring a file of answers, and how well that agrees with the labels in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from preppal.assessment.scoring.agreement import Graded
from preppal.assessment.scoring.score import Scored, score_answer
from preppal.foundation.json_lines import read_json_lines

MOST_WORTHS = 8  # parts of a score that are printed, the weightiest


class Line(msgspec.Struct):
    """A line of the file. The labels are for the agreement alone: no score depends on them."""

    id: str
    question: str
    answer: str
    competency: str = ""
    kind: str = ""
    content_score: float | None = None
    label: str | None = None
    trap: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """``assessor`` is "builtin" or the name of the model whose score it is."""

    line: Line
    scored: Scored
    assessor: str = "builtin"

    def as_values(self) -> dict[str, Any]:
        """What is printed of an answer."""
        scored = self.scored
        made = sorted(scored.worths.items(), key=lambda part: -abs(part[1]))[:MOST_WORTHS]
        return {
            "id": self.line.id,
            "score": scored.score,
            "not_observed": scored.not_observed,
            "confidence": scored.confidence,
            "evidence": [
                {"start": span.start, "end": span.end, "quote": span.quote, "shows": span.shows}
                for span in scored.evidence
            ],
            "features": {name: round(value, 4) for name, value in scored.features.items() if value},
            "made_by": {name: round(worth, 3) for name, worth in made},
            "sentences": [
                {"start": part.start, "end": part.end, "worth": part.worth}
                for part in scored.sentences
            ],
            "rules": list(scored.rules),
            "assessor": self.assessor,
        }

    @property
    def graded(self) -> Graded | None:
        """For the agreement; None when nobody graded it."""
        line = self.line
        if line.content_score is None:
            return None
        return Graded(line.question, line.content_score, self.scored.score, line.trap)


def read_answers(lines: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a JSONL file.

    Raises:
        UnreadableLine: a line is not JSON, or lacks its id, question or answer.
    """
    return read_json_lines(lines, Line)


def judge_answers(lines: Iterable[Line]) -> Iterator[Judged]:
    """Each answer scored from its question and its own words, and from nothing else of the line but its kind."""
    for line in lines:
        yield Judged(line, score_answer(line.question, line.answer, kind=line.kind))
