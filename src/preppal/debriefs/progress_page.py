"""What the pages of panels show of their progress: the list, one panel, the dashboard's."""

import datetime
import uuid
from dataclasses import dataclass
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.debriefs.progress import Held, Loop, StageProgress, loop_of, loops_of
from preppal.foundation.i18n import Words
from preppal.interviewer.briefing import Manner, Stage
from preppal.interviewer.names import COMPETENCY_NAMES
from preppal.panels.choices import figure_of
from preppal.panels.new_page import template_rows
from preppal.panels.pages import TemplateStageRow, drawn_once
from preppal.personas.pages import Figure
from preppal.personas.wording import STAGE_NAMES

PAGE = 8
LAST_PAGE = 1000
DONE = frozenset(
    {"made", "saved", "skipped", "taken-up", "archived", "reopened", "summary", "replaced"}
)


@dataclass(frozen=True, slots=True)
class PathStage:
    """A stage in the picture of a loop. ``look`` is done, waiting, now, open, locked or skipped."""

    id: str
    title: str
    figure: Figure
    look: str
    is_next: bool
    line: str
    """Of the way on to the next one: done or later."""
    held_at: datetime.datetime | None = None
    by: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class PastInterview:
    """An interview of a stage that is not the one its row is about."""

    id: str
    at: datetime.datetime
    who: str
    status: str
    counts: bool


@dataclass(frozen=True, slots=True)
class StageSection:
    """A stage on its panel's page. ``kind`` and ``focus`` are msgids; ``interview_id`` is of ``state``."""

    id: str
    title: str
    kind: str
    figure: Figure
    minutes: int
    focus: tuple[str, ...]
    note: str
    state: str
    is_next: bool
    is_usable: bool
    is_skipped: bool
    is_locked: bool
    interview_id: str
    at: datetime.datetime | None
    by: datetime.date | None
    earlier: tuple[PastInterview, ...]


@dataclass(frozen=True, slots=True)
class LoopView:
    """A loop as a picture. ``days``: until the real interview, None where no day is known."""

    id: str
    name: str
    job: str
    company: str
    path: tuple[PathStage, ...]
    held: int
    left: int
    days: int | None

    @property
    def stages(self) -> int:
        return len(self.path)


@dataclass(frozen=True, slots=True)
class PanelsPage:
    """panels/list.html."""

    loops: tuple[LoopView, ...]
    archived: bool = False
    did: str = ""
    newer: str = ""
    earlier: str = ""
    example: tuple[PathStage, ...] = ()
    """A usual loop, for who has none; its titles are in the reader's language, as its name is a msgid."""
    example_name: str = ""

    @property
    def figures(self) -> tuple[Manner, ...]:
        """Each drawing of the page once."""
        return drawn_once(s.figure.manner for loop in self.loops for s in loop.path)


@dataclass(frozen=True, slots=True)
class PanelPage:
    """panels/one.html. ``summary`` is "", "offered", "waiting", "ready", "stale" or "failed"."""

    loop: LoopView
    stages: tuple[StageSection, ...]
    is_open: bool
    level: str
    in_order: bool
    interview_on: datetime.date | None
    job_id: str
    has_resume: bool
    summary: str
    did: str = ""
    at: str = ""

    @property
    def next(self) -> StageSection | None:
        return next((stage for stage in self.stages if stage.is_next), None)

    @property
    def subject(self) -> str:
        """The title of the stage that something was done to."""
        return next((stage.title for stage in self.stages if stage.id == self.at), "")


async def panels_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    *,
    number: int,
    archived: bool,
    did: str,
    now: datetime.datetime,
    speak: Words,
) -> PanelsPage:
    """Page ``number`` (from 1) of one's panels, those with news first. One statement."""
    number = min(max(number, 1), LAST_PAGE)
    found = await loops_of(
        db, user_id, now=now, archived=archived, offset=(number - 1) * PAGE, limit=PAGE + 1
    )
    there = "/panels?archived=1&page=" if archived else "/panels?page="
    example = template_rows()[0]
    return PanelsPage(
        loops=tuple(view_of(loop, now.date()) for loop in found[:PAGE]),
        archived=archived,
        did=did if did == "deleted" else "",
        newer=f"{there}{number - 1}" if number > 1 else "",
        earlier=f"{there}{number + 1}" if len(found) > PAGE else "",
        example=() if found else tuple(_to_come(stage, speak) for stage in example.stages),
        example_name=example.name,
    )


async def panel_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    *,
    now: datetime.datetime,
    did: str = "",
    at: str = "",
) -> PanelPage:
    """One statement. Raises NoSuchPanel when it is not there, or not theirs."""
    loop = await loop_of(db, user_id, panel_id, now=now)
    return PanelPage(
        loop=view_of(loop, now.date()),
        stages=tuple(_section(stage) for stage in loop.stages),
        is_open=loop.is_open,
        level=loop.level,
        in_order=loop.in_order,
        interview_on=loop.interview_on,
        job_id=str(loop.job_id or ""),
        has_resume=loop.has_resume,
        summary=_summary(loop),
        did=did if did in DONE else "",
        at=at,
    )


def view_of(loop: Loop, today: datetime.date) -> LoopView:
    return LoopView(
        id=str(loop.id),
        name=loop.name,
        job=loop.job_title,
        company=loop.company,
        path=tuple(_path_stage(stage, is_open=loop.is_open) for stage in loop.stages),
        held=loop.held,
        left=loop.left,
        days=(loop.interview_on - today).days if loop.interview_on else None,
    )


def _path_stage(stage: StageProgress, *, is_open: bool) -> PathStage:
    held = stage.counting
    is_next = stage.is_next and is_open
    return PathStage(
        id=str(stage.id),
        title=stage.title,
        figure=figure_of(stage.persona),
        look=_look(stage, is_next=is_next),
        is_next=is_next,
        line="done" if stage.is_held else "later",
        held_at=held.at if held else None,
        by=stage.by if is_open else None,
    )


def _to_come(stage: TemplateStageRow, speak: Words) -> PathStage:
    return PathStage("", speak(stage.title), stage.figure, "open", is_next=False, line="later")


def _look(stage: StageProgress, *, is_next: bool) -> str:
    if stage.counting is not None:
        return "done"
    if stage.is_held:
        return "waiting"
    if stage.state in ("skipped", "locked"):
        return stage.state
    return "now" if is_next else "open"


def _section(stage: StageProgress) -> StageSection:
    current = stage.current
    about = None if stage.state in ("open", "locked", "skipped") else current
    past = [one for one in stage.interviews if one is not about]
    return StageSection(
        id=str(stage.id),
        title=stage.title,
        kind=STAGE_NAMES[cast("Stage", stage.stage)],
        figure=figure_of(stage.persona),
        minutes=stage.minutes,
        focus=tuple(COMPETENCY_NAMES[key] for key in stage.focus if key in COMPETENCY_NAMES),
        note=stage.note,
        state=stage.state,
        is_next=stage.is_next,
        is_usable=stage.is_usable,
        is_skipped=stage.is_skipped,
        is_locked=stage.is_locked,
        interview_id=str(about.id) if about else "",
        at=about.at if about else None,
        by=stage.by,
        earlier=tuple(_past(one, stage) for one in past),
    )


def _past(one: Held, stage: StageProgress) -> PastInterview:
    return PastInterview(str(one.id), one.at, one.who, one.status, one is stage.counting)


def _summary(loop: Loop) -> str:
    if loop.summary == "WAITING":
        return "waiting"
    if loop.has_debrief:
        return "stale" if loop.is_stale else "ready"
    if loop.summary == "FAILED" and loop.can_sum_up:
        return "failed"
    return "offered" if loop.can_sum_up else ""
