"""What the stages of a hiring loop ask about between them, before any of their plans is made.

The counts are those of `plan.build_plan` with the focus of a stage pinned: both give slots by `slots.allot`.
A whole plan takes ten times as long, and chooses questions that nobody needs for counting.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from preppal.interviewer.briefing import Correction, Stage
from preppal.interviewer.cases import find_case
from preppal.interviewer.choosing import KNOWLEDGE, LEADS_PER_COMPETENCY
from preppal.interviewer.fields import Field, read_fields
from preppal.interviewer.job_reading import corrected_lines, read_lines
from preppal.interviewer.lengths import FORMATS
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.plan import EXAMINING
from preppal.interviewer.questions import COMPETENCIES, load_bank
from preppal.interviewer.slots import allot
from preppal.interviewer.weights import Demand, chosen_by_hand, combine, read_demands

OPEN_TASK = "design_tradeoffs"
"""What an open task of 25 minutes is about; beside one no question asks about it."""
OFTEN = 3
"""Interviews of one loop that ask about the same, from which on it is worth a remark."""


@dataclass(frozen=True, slots=True)
class JobAsks:
    """What a job has to say about a loop for it: demands on all competencies, and the fields of its trade."""

    demands: Mapping[str, Demand]
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Staged:
    """One stage, as far as it decides what is asked: ``focus`` are competencies that it looks into first."""

    stage: Stage
    minutes: int
    focus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One competency at one stage: questions planned; ``task``: an open task is about it."""

    questions: int = 0
    task: bool = False
    in_focus: bool = False

    @property
    def asked(self) -> bool:
        return self.questions > 0 or self.task


@dataclass(frozen=True, slots=True)
class Row:
    """A competency over the stages, one cell a stage. ``must``: the job insists on it."""

    competency: str
    cells: tuple[Cell, ...]
    must: bool

    @property
    def stages(self) -> int:
        """How many ask about it."""
        return sum(cell.asked for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All competencies, in the catalogue's order. ``fields`` are those that its examining stages ask from."""

    rows: tuple[Row, ...]
    stages: int
    fields: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Row, ...]:
        """What nobody asks about, what the job insists on first; nothing while there are no stages."""
        left = [row for row in self.rows if self.stages and not row.stages]
        return tuple(sorted(left, key=lambda row: not row.must))

    @property
    def often(self) -> tuple[Row, ...]:
        """What most of the loop asks about, and in three interviews at least; most often first."""
        repeated = [r for r in self.rows if r.stages >= OFTEN and 2 * r.stages > self.stages]
        return tuple(sorted(repeated, key=lambda row: -row.stages))


NO_JOB = JobAsks(read_demands(()))


def read_job(title: str, text: str, correction: Correction = Correction()) -> JobAsks:
    """Two milliseconds for an ordinary job, some twenty for the longest."""
    lines = corrected_lines(read_lines(text), added=correction.added, gone=correction.gone)
    lines = tuple(line for line in lines if not gives_orders(line.text))
    return JobAsks(read_demands(lines), read_fields(title, lines))


def planned(staged: Staged, job: JobAsks) -> dict[str, Cell]:
    """What an interview of this stage would ask about: a cell for each competency."""
    length, focus = FORMATS[staged.minutes], frozenset(staged.focus)
    task = _has_task(staged, job)
    demands = chosen_by_hand(job.demands, focus)
    weights = combine(demands, staged.stage, {}, pinned=focus)
    caps = dict.fromkeys(COMPETENCIES, LEADS_PER_COMPETENCY)
    if task:
        caps[OPEN_TASK] = 0
    slots = allot(weights, caps, demands, length.case_leads if task else length.leads)
    return {
        key: Cell(slots[key], task=task and key == OPEN_TASK, in_focus=key in focus)
        for key in COMPETENCIES
    }


def cover(stages: Sequence[Staged], job: JobAsks = NO_JOB) -> Coverage:
    """The matrix of a loop; some tenths of a millisecond a stage."""
    columns = [planned(one, job) for one in stages]
    examined = any(one.stage in EXAMINING for one in stages)
    return Coverage(
        rows=tuple(
            Row(key, tuple(column[key] for column in columns), job.demands[key].must)
            for key in COMPETENCIES
        ),
        stages=len(columns),
        fields=tuple(field.key for field in job.fields) if examined else (),
    )


def examined_in(stages: Sequence[Staged], coverage: Coverage) -> int:
    """How many stages ask for knowledge of the job's own field."""
    knowledge = next(row for row in coverage.rows if row.competency == KNOWLEDGE)
    return sum(
        cell.asked and one.stage in EXAMINING
        for one, cell in zip(stages, knowledge.cells, strict=True)
    )


def most_in_focus(minutes: int, *, most: int) -> int:
    """How many competencies an interview of this length has questions for, ``most`` at most."""
    length = FORMATS[minutes]
    return min(most, length.case_leads or length.leads)


def outside(focus: Collection[str]) -> set[str]:
    """What of it is no competency."""
    return set(focus) - set(COMPETENCIES)


def _has_task(staged: Staged, job: JobAsks) -> bool:
    """As `plan._case`: an hour about designs has one, a technical hour where there is one of the job's field."""
    if not FORMATS[staged.minutes].case_leads or staged.stage not in EXAMINING:
        return False
    fields, design = [field.key for field in job.fields], staged.stage == "design"
    cases = load_bank().cases
    return find_case(cases, fields, lately=frozenset(), seed=0, any_field=design) is not None
