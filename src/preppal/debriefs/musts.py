"""Lines that the job insists on, over a whole loop: which interviews asked about them, and which nobody did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import msgspec

from preppal.assessment.report import Assessment
from preppal.interviewer.fit.fit import NO_FIT, Fit
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews.job_gap import musts_of
from preppal.interviews.judged_rows import MustRow
from preppal.interviews.stages.counting import Counting

MOST = 12


@dataclass(frozen=True, slots=True)
class MustLine:
    """A line of the posting, cut where the words in question stand in it; joined the three are the line.

    ``asked_by`` are keys of stages. ``in_resume`` is the resume's line that answers it; ``is_missing``: there
    is a resume, and none of its lines does.
    """

    before: str
    words: str
    after: str
    asked_by: tuple[str, ...] = ()
    in_resume: str = ""
    is_missing: bool = False

    def to_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return msgspec.convert(stored, cls)


def must_lines(reports: Iterable[Counting]) -> tuple[MustLine, ...]:
    """Those that nobody asked about first. Interviews of a loop may have been held for another text of the
    job; a line counts for those that had it. Some milliseconds an interview."""
    found: dict[str, list[tuple[str, MustRow]]] = {}
    for one in reports:
        plan = InterviewPlan.from_json(one.plan)
        fit = Fit.from_json(one.fit) if one.fit else NO_FIT
        for row in musts_of(one.job, plan, Assessment.from_json(one.assessment), fit):
            line = row.line.before + row.line.words + row.line.after
            found.setdefault(line, []).append((str(one.stage_id), row))
    lines = [_line(rows) for rows in found.values()]
    return tuple(sorted(lines, key=lambda line: bool(line.asked_by))[:MOST])


def _line(rows: list[tuple[str, MustRow]]) -> MustLine:
    """The same line in several interviews; the last one's resume is the newest."""
    _, last = rows[-1]
    return MustLine(
        last.line.before,
        last.line.words,
        last.line.after,
        asked_by=tuple(stage for stage, row in rows if row.tested_by),
        in_resume=last.in_resume,
        is_missing=last.is_missing,
    )
