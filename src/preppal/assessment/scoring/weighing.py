"""What one answer is worth, part by part, and what must hold between an answer and its like.

A result that is left out must lower the score, whatever the reader makes of either: so an answer that tells
anything is worth at least a step more than what remains of it without its results (INTERVIEWING.md §6.7).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from preppal.assessment.labels import hits
from preppal.assessment.scoring.hearing import HeardAnswer
from preppal.assessment.scoring.masking import masked_sentences
from preppal.assessment.scoring.reader import Reader
from preppal.assessment.scoring.weights import Weights

STEP = 0.05
"""The least by which a better telling of the same is worth more."""
TELLING = 2.5
"""From here on an answer tells something whose result can be missed: below, an end told mends nothing."""
BASE, QUESTION, RESULT = "to begin with", "the question alone", "has a result"
READ_AS = {"bad_conduct": "read as conduct nobody wants"}
"""What a doubt is called where it costs points."""

_OWN = {
    "we": "I",
    "we've": "I've",
    "we'd": "I'd",
    "we'll": "I'll",
    "we're": "I'm",
    "us": "me",
    "our": "my",
    "ours": "mine",
    "ourselves": "myself",
}
_SHARED = re.compile(rf"\b(?:{'|'.join(sorted(_OWN, key=len, reverse=True))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weighed:
    """``total`` is the sum of its parts before any cap; ``sentences`` are those of the sentences heard."""

    total: float
    parts: dict[str, float]
    sentences: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """What weighs answers to one question."""

    question: str
    weights: Weights
    reader: Reader

    def weigh(self, heard: HeardAnswer) -> Weighed:
        """An answer that carries nothing is worth 0."""
        if not heard.carrying:
            return Weighed(0.0, {}, ())
        reading = self.reader.read(self.question, masked_sentences(heard))
        sentences = tuple(self.weights.reading * worth for worth in reading.worths)
        parts = {
            BASE: self.weights.intercept,
            QUESTION: self.weights.reading * reading.rest,
            **{
                READ_AS[trap]: -points * reading.doubts[trap]
                for trap, points in self.weights.doubts.items()
            },
        }
        total = sum(parts.values()) + sum(sentences)
        if round(total, 2) >= TELLING and (rest := _without_results(heard)) is not None:
            lift = self.weigh(rest).total + STEP - total
            if lift > 0:
                parts[RESULT] = lift
                total += lift
        return Weighed(total, parts, sentences)


def _without_results(heard: HeardAnswer) -> HeardAnswer | None:
    """The same without the sentences that tell a result; None where there is none."""
    told = {index for index, hit in heard.signals if hit.signal == "result"}
    if not told:
        return None
    left = tuple(item for index, item in enumerate(heard.carrying) if index not in told)
    signals = tuple(hits([item.labelled for item in left], heard.kind))
    return replace(heard, carrying=left, signals=signals)


def as_own(answer: str) -> str:
    """The answer as if "we" had been "I" throughout."""
    return _SHARED.sub(lambda found: _OWN[found[0].lower()], answer)
