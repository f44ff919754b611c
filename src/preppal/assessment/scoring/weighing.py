"""What one answer is worth, part by part, and what must hold between an answer and its like.

A result that is left out must lower the score, whatever the reader makes of either: so an answer that tells
anything is worth at least a step more than what remains of it without its last result, and so on for each of
them (INTERVIEWING.md §6.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
BAD_CONDUCT, BLAME, WRONG_QUESTION = "bad_conduct", "blame", "wrong_question"
READ_AS = {
    BAD_CONDUCT: "read as conduct nobody wants",
    BLAME: "read as blame for others",
    WRONG_QUESTION: "read as an answer to another question",
}
"""What an answer is told to be taken for."""

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
    """``total`` is the sum of its parts before any cap; ``sentences`` are those of the sentences heard. ``doubts``
    are the reader's."""

    total: float
    parts: dict[str, float]
    sentences: tuple[float, ...]
    doubts: Mapping[str, float] = field(default_factory=dict)

    def with_part(self, name: str, worth: float) -> Weighed:
        return replace(self, total=self.total + worth, parts={**self.parts, name: worth})

    def taken_for(self, trap: str, likely: float, grade: float) -> Weighed:
        """As likely as it is this trap, it counts as these are graded: never more than before."""
        return self.with_part(READ_AS[trap], -likely * max(0.0, self.total - grade))


class Judge:
    """What weighs answers to one question. It keeps what it has read: answers that are nearly the same come one after
    the other."""

    def __init__(self, question: str, weights: Weights, reader: Reader) -> None:
        self._question, self._weights, self._reader = question, weights, reader
        self._beside = reader.relevance.beside(question)

    def weigh(self, heard: HeardAnswer) -> Weighed:
        """An answer that carries nothing is worth 0."""
        said = masked_sentences(heard)
        told = self._about_the_question(said, self._read(said))
        if round(told.total, 2) < TELLING:
            return told
        least = max(self._rests(heard, told.total), default=0.0)
        return told if least <= told.total else told.with_part(RESULT, least - told.total)

    def _rests(self, heard: HeardAnswer, above: float) -> Iterator[float]:
        """What the answer must be worth by what remains of it without its last results, where that is more than ``above``."""
        for at, rest in enumerate(_ends_off(heard), 1):
            said = masked_sentences(rest)
            read = self._read(said)
            # What is taken for being about something else can only lower it: looked at only where that can tell.
            if read.total + STEP * at > above:
                yield self._about_the_question(said, read).total + STEP * at

    def _read(self, said: Sequence[str]) -> Weighed:
        """What the reader makes of it, less what it loses as conduct nobody wants or as blame for others."""
        if not said:
            return Weighed(0.0, {}, ())
        reading = self._reader.read(self._question, said)
        sentences = tuple(self._weights.reading * worth for worth in reading.worths)
        parts = {
            BASE: self._weights.intercept,
            QUESTION: self._weights.reading * reading.rest,
        }
        told = Weighed(sum(parts.values()) + sum(sentences), parts, sentences, reading.doubts)
        for trap, grade in self._weights.graded.items():
            if trap != WRONG_QUESTION:
                told = told.taken_for(trap, reading.doubts[trap], grade)
        return told

    def _about_the_question(self, said: Sequence[str], read: Weighed) -> Weighed:
        """Less what it loses for being about something else."""
        if not said:
            return read
        relevance = self._beside.relevance(said)
        likely = self._weights.elsewhere.likely(relevance, read.doubts[WRONG_QUESTION])
        return read.taken_for(WRONG_QUESTION, likely, self._weights.graded[WRONG_QUESTION])


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
