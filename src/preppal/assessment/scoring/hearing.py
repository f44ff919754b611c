"""An answer's sentences: those that carry something of their own, and the rest.

Only the first are weighed. What is vague, said twice, said back or meant for the reviewer can then never
raise a score, however much of it there is (INTERVIEWING.md §6.7: padding never raises).
"""

from __future__ import annotations

from dataclasses import dataclass

from preppal.assessment.findings import Heard, declines, judged
from preppal.assessment.labels import GENERAL_KINDS, Hit, Labelled, hits
from preppal.assessment.scoring.naming import names
from preppal.assessment.sentences import filler_flags, words_in
from preppal.assessment.transcript import AnswerTurn, AssessedTurn, Lead

PARTICULAR = 2  # particular words by which a sentence carries something whoever acts in it
NAME = "somebody"


@dataclass(frozen=True, slots=True)
class HeardAnswer:
    """One answer. ``said`` counts its words without fillers; ``carrying`` and ``rest`` are its sentences
    that may be judged; ``signals`` are the hits within ``carrying``, each with its sentence's index.
    """

    kind: str
    text: str
    said: int
    carrying: tuple[Heard, ...]
    rest: tuple[Heard, ...]
    signals: tuple[tuple[int, Hit], ...]

    @property
    def sentences(self) -> list[list[str]]:
        """The words that are weighed, by sentence, with `NAME` in the place of names."""
        named = self.names
        return [
            [NAME if word.start in named else word.text for word in item.labelled.sentence.words]
            for item in self.carrying
        ]

    @property
    def names(self) -> frozenset[int]:
        """Where a name begins in ``text``."""
        return names(self.text, (item.labelled.sentence.words for item in self.carrying))

    @property
    def words(self) -> list[str]:
        """The same without its sentences."""
        return [word for sentence in self.sentences for word in sentence]

    @property
    def declines(self) -> bool:
        """Whether it says that there is no answer, and hardly anything else."""
        return declines((*self.carrying, *self.rest))


def hear(question: str, kind: str, answer: str) -> HeardAnswer:
    """Read one answer to a question of this kind."""
    lead = Lead("", "", question, question, kind)
    turn = AssessedTurn(1, "candidate", answer, 0, 0)
    heard = tuple(judged(lead, [AnswerTurn(turn, prompted=False)]))
    carrying = tuple(item for item in heard if carries(item.labelled, kind))
    words = words_in(answer)
    return HeardAnswer(
        kind=kind,
        text=answer,
        said=len(words) - sum(filler_flags(words)),
        carrying=carrying,
        rest=tuple(item for item in heard if item not in carrying),
        signals=tuple(hits([item.labelled for item in carrying], kind)),
    )


def carries(labelled: Labelled, kind: str) -> bool:
    """Whether a sentence has something of its own: an act, particular words, or something that happened.

    "Communication is key" and "it was a great experience" have none of them.
    """
    if labelled.hollow:
        return False
    if labelled.own or (kind in GENERAL_KINDS and labelled.steps):
        return True
    if labelled.concrete >= PARTICULAR:
        return True
    return labelled.has_past and labelled.concrete > 0
