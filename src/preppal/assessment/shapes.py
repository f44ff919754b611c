"""A stronger shape for an answer that was given: the candidate's own words in the order that carries,
and a question to oneself where something is missing. Nothing is invented: a slot holds verbatim spans or a question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from preppal.assessment.advice import SIZED
from preppal.assessment.report import SIGNALS, Evidence, QuestionFinding, Signal
from preppal.assessment.strengths import is_sized

NEEDED_MOST: tuple[Signal, ...] = ("learning", "result", "own_part", "reasons", "situation")
"""The rarest in life first (INTERVIEWING.md §1)."""
TWICE = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the answer. Without evidence it is to be found; ``asks`` is a key of `codes.SHAPE_QUESTIONS`,
    or "" where nothing is left to ask. ``earlier``: it was said only after a follow-up."""

    signal: Signal
    evidence: tuple[Evidence, ...]
    asks: str = ""
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    slots: tuple[Slot, ...]

    @property
    def gaps(self) -> int:
        """Parts for which no words were heard."""
        return sum(not slot.evidence for slot in self.slots)


def shape_of(finding: QuestionFinding) -> Shape | None:
    """Situation, own part, reasons, result, what was learned; None where there are no words to build on."""
    if not finding.evidence or finding.status not in ("shown", "partly"):
        return None
    placed = _placed(finding.evidence)
    return Shape(
        tuple(
            _slot(finding, signal, placed[signal])
            for signal in SIGNALS
            if signal in finding.missing or placed[signal]
        )
    )


def _placed(evidence: Sequence[Evidence]) -> dict[Signal, list[Evidence]]:
    """A sentence that does several things at once stands where it is needed most, and once more at most where
    nothing else was heard."""
    placed: dict[Signal, list[Evidence]] = {signal: [] for signal in SIGNALS}
    taken: Counter[str] = Counter()
    for signal in NEEDED_MOST:
        mine = {one.quote: one for one in evidence if one.signal == signal}
        fresh = [one for one in mine.values() if not taken[one.quote]]
        again = [one for one in mine.values() if taken[one.quote] < TWICE]
        placed[signal] = fresh or again[:1]
        taken.update(one.quote for one in placed[signal])
    return placed


def _slot(finding: QuestionFinding, signal: Signal, heard: Sequence[Evidence]) -> Slot:
    if not heard:
        return Slot(signal, (), signal)
    unsized = (
        signal == "result"
        and finding.competency in SIZED
        and not any(is_sized(one.quote) for one in heard)
    )
    return Slot(
        signal, tuple(heard), "size" if unsized else "", earlier=signal in finding.after_prompt
    )
