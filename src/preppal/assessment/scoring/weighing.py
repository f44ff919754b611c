"""What one answer is worth, part by part, and what must hold between an answer and its like.

A result that is left out must lower the score, whatever the reader makes of either: so an answer that tells
anything is worth at least a step more than what remains of it without its last result, and so on for each of
them (INTERVIEWING.md §6.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        told = self._sum(heard)
        if round(told.total, 2) < TELLING:
            return told
        least = max(
            (self._sum(rest).total + STEP * at for at, rest in enumerate(_ends_off(heard), 1)),
            default=0.0,
        )
        if least <= told.total:
            return told
        return replace(told, total=least, parts={**told.parts, RESULT: least - told.total})

    def _sum(self, heard: HeardAnswer) -> Weighed:
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
        return Weighed(sum(parts.values()) + sum(sentences), parts, sentences)


def _ends_off(heard: HeardAnswer) -> Iterator[HeardAnswer]:
    """The same without the last sentence that tells a result, without the last two, and so on."""
    while ends := [index for index, hit in heard.signals if hit.signal == "result"]:
        left = (*heard.carrying[: ends[-1]], *heard.carrying[ends[-1] + 1 :])
        signals = tuple(hits([item.labelled for item in left], heard.kind))
        heard = replace(heard, carrying=left, signals=signals)
        yield heard


def as_own(answer: str) -> str:
    """The answer as if "we" had been "I" throughout."""
    return _SHARED.sub(lambda found: _OWN[found[0].lower()], answer)
