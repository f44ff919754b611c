"""What changed between two versions of a posting, line by line."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

SHOWN = 30
"""Lines of a comparison."""
MOST_STEPS = 1_000_000
"""Of a comparison line by line, a tenth of a second; two postings of 300 lines need a fifth of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line that only the earlier text has ("gone"), or only the later one ("new")."""

    kind: Literal["gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The first lines that differ, and how many more do."""

    lines: tuple[Change, ...] = ()
    more: int = 0


NO_CHANGES = Changes()


def changes_shown(earlier: str, later: str) -> Changes:
    changes = tuple(changes_between(earlier, later))
    return Changes(changes[:SHOWN], max(0, len(changes) - SHOWN))


def changes_between(earlier: str, later: str) -> Iterator[Change]:
    """The lines that differ, in the order of the texts; spacing and empty lines do not count."""
    old, new = (
        [line.strip() for line in text.split("\n") if line.strip()] for text in (earlier, later)
    )
    if _steps(old, new) > MOST_STEPS:
        yield from _lines_of_one_only(old, new)
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            yield from (Change("gone", line) for line in old[old_from:old_to])
            yield from (Change("new", line) for line in new[new_from:new_to])


def _steps(old: Sequence[str], new: Sequence[str]) -> int:
    """At most: for every run of equal lines all pairs of equal lines are looked at again."""
    there = Counter(new)
    pairs = sum(times * there[line] for line, times in Counter(old).items())
    return min(len(old), len(new)) * (pairs + len(old) + len(new))


def _lines_of_one_only(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """What differs of two texts that would take too long in order, as of ten thousand equal lines."""
    kinds: tuple[tuple[Literal["gone", "new"], Sequence[str], Sequence[str]], ...] = (
        ("gone", old, new),
        ("new", new, old),
    )
    for kind, lines, others in kinds:
        left = Counter(others)
        for line in lines:
            if left[line] > 0:
                left[line] -= 1
            else:
                yield Change(kind, line)
