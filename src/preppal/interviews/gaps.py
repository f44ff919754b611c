"""Times nobody was in the room: noted when somebody comes back, stated in the report. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

LEAST_SECONDS = 5
"""Shorter ones are a page that loads again."""
LEAST_SECONDS_HELD = 10
"""While another visit holds the room: it was there at its last heartbeat, unless two are missing."""
SAME_MOMENT_MS = 3_000
"""Of the interview's clock: who came back and was gone again so soon was away all the time."""
MOST = 40
"""Gaps that are kept of an interview, the longest ones."""


@dataclass(frozen=True, slots=True)
class Gap:
    """``at_ms`` on the interview's clock, which stood still then; ``seconds`` by the wall's."""

    at_ms: int
    seconds: int


class Timed(Protocol):
    @property
    def seq(self) -> int: ...
    @property
    def started_ms(self) -> int: ...


def read_gaps(stored: Iterable[Mapping[str, Any]]) -> tuple[Gap, ...]:
    """The column of the interview's row as plain values, in order."""
    return tuple(Gap(int(gap["at_ms"]), int(gap["seconds"])) for gap in stored)


def with_gap(stored: Sequence[Mapping[str, Any]], gap: Gap) -> list[dict[str, int]]:
    """The column with one more gap, which comes after all others."""
    gaps = list(read_gaps(stored))
    if gaps and gap.at_ms - gaps[-1].at_ms <= SAME_MOMENT_MS:
        before = gaps.pop()
        gap = Gap(before.at_ms, before.seconds + gap.seconds)
    gaps.append(gap)
    if len(gaps) > MOST:
        gaps.remove(min(gaps, key=lambda one: one.seconds))
    return [{"at_ms": one.at_ms, "seconds": one.seconds} for one in gaps]


def gaps_before(turns: Sequence[Timed], gaps: Iterable[Gap]) -> dict[int, Gap]:
    """Where gaps stand among ``turns``: by the seq of the turn that comes after, 0 for after the last.

    Who comes back finds the clock a millisecond on, so that a turn that began at a gap's own moment was
    before it. Gaps with no word between them are one.
    """
    placed: dict[int, Gap] = {}
    for gap in gaps:
        seq = next((turn.seq for turn in turns if turn.started_ms > gap.at_ms), 0)
        earlier = placed.get(seq)
        placed[seq] = Gap(earlier.at_ms, earlier.seconds + gap.seconds) if earlier else gap
    return placed
