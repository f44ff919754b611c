"""Geometry of the charts: numbers in, numbers out; macros write them into inline SVG.

Along time everything is a percentage of the width, so that one drawing fits every screen while its
words keep their size: the macros draw without a view box.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

MINUTE_MS = 60_000
LONG_PAUSE_MS = 10_000
"""A silence that earns a bracket; shorter ones are breathing."""

TICK_STEPS_MS = (15_000, 30_000, 60_000, 120_000, 300_000, 600_000)
REMARK_WIDTH = 26
"""Per cent of the width that a remark's sentence may take on the column of 1200 px."""


@dataclass(frozen=True, slots=True)
class Said:
    """A turn as the timeline needs it."""

    speaker: Literal["interviewer", "candidate"]
    started_ms: int
    ended_ms: int
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """From ``x`` on, ``width`` wide; both in per cent of the whole."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the interview, named (a msgid) where it starts."""

    name: str
    x: float
    width: float

    @property
    def has_room(self) -> bool:
        """Whether the column of 1200 px has room for the name: about 6.5 px a letter."""
        return 12 * self.width >= 12 + 6.5 * len(self.name)


@dataclass(frozen=True, slots=True)
class Tick:
    """A time on the axis. Minor ones go where there is little room."""

    x: float
    at_ms: int
    major: bool
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth a sentence: the template writes it. ``row`` 0 or 1 keeps two apart."""

    kind: Literal["cut_in", "pause"]
    x: float
    anchor: Literal["start", "end"]
    row: int
    at_ms: int
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    total_ms: int
    interviewer: tuple[Bar, ...]
    candidate: tuple[Bar, ...]
    quoted: tuple[Bar, ...]
    chapters: tuple[Chapter, ...]
    ticks: tuple[Tick, ...]
    cuts: tuple[float, ...]
    pauses: tuple[Bar, ...]
    remarks: tuple[Remark, ...]
    gaps: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """A measured value on its axis: the usual range as a band, the value as a stroke."""

    band: Bar
    at: float


def timeline(
    said: Sequence[Said],
    *,
    total_ms: int,
    quoted: Iterable[tuple[int, int]] = (),
    chapters: Sequence[tuple[int, str]] = (),
    gaps: Iterable[int] = (),
) -> Timeline:
    """Who spoke when. ``quoted`` are (start, end) in ms, ``chapters`` (start in ms, name) in order,
    ``gaps`` the moments at which the clock stood still because the line was down.

    Barge-ins are the ends of interviewer turns that were interrupted by what the candidate said next (a
    line that drops interrupts too, and then the interviewer speaks again); pauses are silences of at least
    `LONG_PAUSE_MS` before the candidate's first word.
    """
    total = max(total_ms, max((turn.ended_ms for turn in said), default=0), 1)

    def across(ms: float) -> float:
        return round(min(max(100 * ms / total, 0.0), 100.0), 2)

    def bar(start: float, end: float, least: float = 0.15) -> Bar:
        x = across(start)
        return Bar(x, round(min(max(across(end) - x, least), 100 - x), 2))

    ends = [*[start for start, _ in chapters][1:], total]
    cuts = [
        before.ended_ms
        for before, after in pairwise(said)
        if before.interrupted and (before.speaker, after.speaker) == ("interviewer", "candidate")
    ]
    pauses = [
        (before.ended_ms, after.started_ms)
        for before, after in pairwise(said)
        if after.speaker == "candidate" and after.started_ms - before.ended_ms >= LONG_PAUSE_MS
    ]
    return Timeline(
        total_ms=total,
        interviewer=tuple(
            bar(t.started_ms, t.ended_ms) for t in said if t.speaker == "interviewer"
        ),
        candidate=tuple(bar(t.started_ms, t.ended_ms) for t in said if t.speaker == "candidate"),
        quoted=tuple(bar(start, end, 0.4) for start, end in quoted),
        chapters=tuple(
            Chapter(name, across(start), round(across(end) - across(start), 2))
            for (start, name), end in zip(chapters, ends, strict=False)
        ),
        ticks=_ticks(total),
        cuts=tuple(across(at) for at in cuts),
        pauses=tuple(bar(start, end) for start, end in pauses),
        remarks=_remarks(cuts, pauses, total),
        gaps=tuple(across(at) for at in gaps),
    )


def _ticks(total_ms: int) -> tuple[Tick, ...]:
    """At most nine, at round times; every second one is major."""
    step = next(s for s in TICK_STEPS_MS if total_ms < 9 * s or s == TICK_STEPS_MS[-1])
    last = total_ms // step
    ticks = []
    for number in range(last + 1):
        at = number * step
        x = round(100 * at / total_ms, 2)
        anchor: Literal["start", "middle", "end"] = (
            "start" if number == 0 else "end" if x > 96 else "middle"
        )
        ticks.append(Tick(x, at, number % 2 == 0, anchor))
    return tuple(ticks)


def _remarks(
    cuts: Sequence[int], pauses: Sequence[tuple[int, int]], total_ms: int
) -> tuple[Remark, ...]:
    """The first barge-in and the longest pause, each on the side where there is room."""
    found: list[tuple[Literal["cut_in", "pause"], int, int]] = []
    if cuts:
        found.append(("cut_in", cuts[0], 0))
    if pauses:
        start, end = max(pauses, key=lambda pause: pause[1] - pause[0])
        found.append(("pause", (start + end) // 2, round((end - start) / 1000)))
    found.sort(key=lambda one: one[1])
    remarks: list[Remark] = []
    for kind, at, seconds in found:
        x = round(100 * at / total_ms, 2)
        last = len(remarks) == len(found) - 1
        # The earlier one is written to its left and the later one to its right, where there is room.
        anchor: Literal["start", "end"] = (
            ("start" if x < 100 - REMARK_WIDTH else "end")
            if last
            else ("end" if x > REMARK_WIDTH else "start")
        )
        left = x if anchor == "start" else x - REMARK_WIDTH
        taken = (
            remarks[0].x + (REMARK_WIDTH if remarks[0].anchor == "start" else 0) if remarks else 0
        )
        row = 1 if remarks and left < taken else 0
        remarks.append(Remark(kind, x, anchor, row, at, seconds))
    return tuple(remarks)


def strip(value: float, usual: tuple[float, float], axis: tuple[float, float]) -> Strip:
    """``value`` on ``axis`` (low, high) with its ``usual`` range; what lies outside sits at the end."""
    low, high = axis

    def across(number: float) -> float:
        return round(min(max(100 * (number - low) / (high - low), 0.0), 100.0), 1)

    start, end = across(usual[0]), across(usual[1])
    return Strip(Bar(start, round(end - start, 1)), across(value))
