"""What debriefs/summary.html receives: rows, ready to be written out. Texts are msgids unless they are quoted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from preppal.assessment.loop.codes import PRACTICE_ONLY, READINESS_RULE
from preppal.debriefs.musts import MustLine
from preppal.interviewer.briefing import Manner
from preppal.interviews.judged_rows import Dot, Told

State = Literal["none", "waiting", "failed", "ready"]


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of the candidate, verbatim; who heard them and when. ``at_ms`` is on the interview's clock, None
    where the turn is gone. ``href`` leads to them in the interview's report."""

    text: str
    who: str
    held_at: datetime
    at_ms: int | None
    href: str


@dataclass(frozen=True, slots=True)
class StageCard:
    """An interview with its vote as it stood; ``steps`` are the four votes and which it is, ``vote`` its word
    or "" without one."""

    title: str
    who: str
    manner: Manner | None
    held_at: datetime
    href: str
    steps: tuple[tuple[str, bool], ...]
    vote: str
    sure: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """``told`` where it was scored; else ``words`` say why not."""

    words: str
    told: Told | None
    is_asked: bool


@dataclass(frozen=True, slots=True)
class HeatRow:
    """``told`` and ``dot``: all interviews together, None where nobody has a score."""

    name: str
    is_must: bool
    cells: tuple[HeatCell, ...]
    disagrees: bool
    told: Told | None
    dot: Dot | None


@dataclass(frozen=True, slots=True)
class Side:
    """What one interview heard, or voted."""

    title: str
    who: str
    told: Told | None
    vote: str
    heard: Heard | None


@dataclass(frozen=True, slots=True)
class Apart:
    """A disagreement. ``name`` is a competency, or "" where the votes differ as a whole."""

    name: str
    sides: tuple[Side, Side]
    settle: str


@dataclass(frozen=True, slots=True)
class Alike:
    """What several interviews heard alike; ``who`` heard it."""

    name: str
    told: Told
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the strongest or weakest."""

    name: str
    told: Told
    heard: Heard | None


@dataclass(frozen=True, slots=True)
class MustRow:
    """A line that the job insists on, and the titles of the stages that asked about it."""

    line: MustLine
    asked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MustKind:
    """A competency that the job insists on, and what became of it."""

    name: str
    words: str
    once: str
    href: str


@dataclass(frozen=True, slots=True)
class Change:
    """A competency from the first to the last interview that heard it."""

    name: str
    first: str
    last: str
    was: Told
    became: Told
    words: str
    is_clear: bool


@dataclass(frozen=True, slots=True)
class VetoRow:
    words: str
    name: str
    reason: str
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """The one exercise. ``topic`` is the quick practice that asks most for it, or ""."""

    name: str
    reason: str
    task: str
    topic: str


@dataclass(frozen=True, slots=True)
class Summed:
    """The findings. ``words`` is the word, ``steps`` the four of its scale and which it is (none without
    enough evidence). ``meaning`` and ``sentences`` are in the reader's language; ``prose`` is a model's, in its own."""

    words: str
    meaning: str
    steps: tuple[tuple[str, bool], ...]
    value: str
    low: str
    high: str
    dot: Dot | None
    bar: str
    level: str
    sentences: tuple[str, ...]
    prose: tuple[str, ...]
    prose_by: str
    outcome: str
    stages: tuple[StageCard, ...]
    heat: tuple[HeatRow, ...]
    apart: tuple[Apart, ...]
    alike: tuple[Alike, ...]
    vetoes: tuple[VetoRow, ...]
    must_kinds: tuple[MustKind, ...]
    musts: tuple[MustRow, ...]
    untested: tuple[str, ...]
    trend: str
    changes: tuple[Change, ...]
    strongest: tuple[Standing, ...]
    weakest: tuple[Standing, ...]
    practice: Practice | None
    rule: str = READINESS_RULE
    only: str = PRACTICE_ONLY


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """debriefs/summary.html. ``summed`` is there once one was made, also while another is on its way;
    ``is_other_level``: it measures by a level that the panel is not for any more."""

    id: str
    name: str
    job_title: str
    company: str
    state: State
    is_stale: bool
    is_other_level: bool
    can_make: bool
    failure: str
    made_at: datetime | None
    summed: Summed | None

    @property
    def is_old(self) -> bool:
        """Made again, it would say something else."""
        return self.is_stale or self.is_other_level

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which its interviews were held."""
        if self.summed is None:
            return None
        held = [stage.held_at.date() for stage in self.summed.stages]
        return min(held), max(held)
