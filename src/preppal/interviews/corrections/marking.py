"""Corrections in a transcript: what was heard, what it says now, and how much that is. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from preppal.interviews.corrections.differing import Stretch, changed_words, stretches, words_in

MOSTLY = 0.5
"""Of the words of all answers: from here on a report rests on what was written afterwards."""


class Said(Protocol):
    """A turn as it was heard."""

    @property
    def seq(self) -> int: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mended:
    """A corrected turn. ``is_read`` says that the report on the page has read these words."""

    stretches: tuple[Stretch, ...]
    is_read: bool = True

    @property
    def heard(self) -> tuple[Stretch, ...]:
        return tuple(one for one in self.stretches if one.kind != "in")

    @property
    def now(self) -> tuple[Stretch, ...]:
        return tuple(one for one in self.stretches if one.kind != "out")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the answers was corrected: ``put`` words stand where ``out`` were, of ``heard`` in all
    that was spoken."""

    answers: int
    out: int
    put: int
    heard: int

    @property
    def is_most(self) -> bool:
        return max(self.out, self.put) > MOSTLY * self.heard


def mended(heard: str, written: str, *, is_read: bool = True) -> Mended:
    return Mended(stretches(heard, written), is_read)


def share_of(spoken: Iterable[Said], corrections: Mapping[int, str]) -> Share | None:
    """Of the candidate's ``spoken`` turns; None where nothing was corrected."""
    said = list(spoken)
    changed = [
        changed_words(stretches(turn.text, corrections[turn.seq]))
        for turn in said
        if turn.seq in corrections
    ]
    if not changed:
        return None
    return Share(
        answers=len(changed),
        out=sum(out for out, _ in changed),
        put=sum(put for _, put in changed),
        heard=sum(words_in(turn.text) for turn in said),
    )
