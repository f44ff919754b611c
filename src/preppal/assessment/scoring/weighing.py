"""How the reading and the features of one answer add up, and what must hold between an answer and its like.

A result that is left out must lower the score, whatever the reader makes of either: so an answer is worth at
least a step more than what remains of it without its results (INTERVIEWING.md §6.7).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from preppal.assessment.labels import hits
from preppal.assessment.scoring.features import Features, features_of
from preppal.assessment.scoring.hearing import HeardAnswer
from preppal.assessment.scoring.masking import masked_sentences
from preppal.assessment.scoring.reader import Reader, Reading
from preppal.assessment.scoring.weights import Weights

STEP = 0.1
"""The least by which a better telling of the same is worth more."""
RESULT = "has a result"

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
    """``total`` is the sum before any cap."""

    total: float
    worths: dict[str, float]
    features: Features
    reading: Reading


@dataclass(frozen=True, slots=True)
class Judge:
    """What weighs answers to one question."""

    question: str
    weights: Weights
    reader: Reader

    def weigh(self, heard: HeardAnswer) -> Weighed:
        """An answer that carries something; otherwise the total is 0."""
        if not heard.carrying:
            return Weighed(0.0, {}, {}, Reading(0.0, 0.0, ()))
        reading = self.reader.read(self.question, masked_sentences(heard))
        features = features_of(self.question, heard)
        worths = self.weights.worths(features, reading.score)
        total = self.weights.total(worths)
        if (rest := _without_results(heard)) is not None:
            lift = self.weigh(rest).total + STEP - total
            if lift > 0:
                worths[RESULT] = lift
                total += lift
        return Weighed(total, worths, features, reading)


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
