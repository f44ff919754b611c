"""What changed between two versions of a posting, line by line."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SHOWN = 30
"""Lines of a comparison."""


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
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            yield from (Change("gone", line) for line in old[old_from:old_to])
            yield from (Change("new", line) for line in new[new_from:new_to])
