"""What a resume and a job have to do with each other, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

VERSION = 1
FocusKind = Literal["missing", "stale", "claim", "matched"]


@dataclass(frozen=True, slots=True)
class Matched:
    """``what`` is asked for in the job's ``demand`` and said in the resume's ``line``; all three verbatim.

    ``title`` and ``employer`` are of the role the line is from, or "". ``last_year`` is when that role ended, None
    where nothing says it; ``is_current``: it has not ended. ``months`` counts time in such roles, where years are asked for.
    """

    what: str
    demand: str
    is_must: bool
    line: str
    title: str = ""
    employer: str = ""
    last_year: int | None = None
    is_current: bool = False
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing in the resume says it. ``months``: fewer than are asked for, where years are; ``line`` is what comes
    nearest (a lower level, fewer years), or ""."""

    what: str
    demand: str
    is_must: bool
    line: str = ""
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A line with a number that stands for something achieved. ``has_method``: it also says how it came about.

    ``line[start:end]`` is the number.
    """

    line: str
    start: int
    end: int
    has_method: bool
    title: str = ""
    employer: str = ""

    @property
    def number(self) -> str:
        return self.line[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Focus:
    """Something to have an answer ready for: ``what`` of a need, or a claim's line."""

    kind: FocusKind
    what: str
    because: str
    """The job's line; of a claim, its number."""


@dataclass(frozen=True, slots=True)
class Fit:
    """``stale`` was last used more than five years ago. ``claims`` may be asked about, the likeliest first."""

    matched: tuple[Matched, ...] = ()
    stale: tuple[Matched, ...] = ()
    missing: tuple[Missing, ...] = ()
    claims: tuple[Claim, ...] = ()
    focus: tuple[Focus, ...] = ()
    version: int = VERSION

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` gives an equal one back."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Fit":
        """Raises ValueError when it was stored by another version."""
        if stored.get("version") != VERSION:
            raise ValueError(f"a fit of version {stored.get('version')!r}")
        return msgspec.convert(stored, cls)


NO_FIT = Fit()
