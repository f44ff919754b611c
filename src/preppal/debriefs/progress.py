"""How far somebody is in a loop: what its interviews say of each stage. Nothing of it is stored.

Reading takes one statement, however many panels and interviews there are.
"""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import Row, Select, Subquery, and_, false, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.debriefs.model import PanelSummary
from preppal.interviews.model import ENDED, Feedback, InterviewSession, Status
from preppal.interviews.queries import can_continue
from preppal.interviews.stages.queries import was_held
from preppal.job_descriptions.model import JobDescription
from preppal.panels.model import InterviewPanel, InterviewPanelStage, NoSuchPanel, PanelState
from preppal.personas.model import Persona
from preppal.personas.queries import usable_by

StageState = Literal[
    "held",  # there is an interview that counts
    "waiting",  # the report is on its way
    "failed",  # the report was not made
    "short",  # too little was said to judge
    "set_up",  # an interview of it is booked and not begun
    "under_way",  # somebody waits in its room
    "dropped",  # the line dropped, and one can go on
    "skipped",
    "open",
    "locked",  # opens when those before are done
]


@dataclass(frozen=True, slots=True)
class Held:
    """An interview of a stage. ``feedback`` is "" or a state of `Feedback`; ``enough``: there was enough to judge."""

    id: uuid.UUID
    status: str
    at: datetime.datetime
    mode: str
    minutes: int
    who: str
    feedback: str = ""
    enough: bool | None = None
    number: int = 0
    can_continue: bool = False
    was_held: bool = False
    """It is over, and enough was said to count as held, report or not (as `stages.queries` has it)."""

    @property
    def is_open(self) -> bool:
        return self.status in (Status.READY, Status.LIVE)

    @property
    def counts(self) -> bool:
        """It ended with enough said to judge, and has a report (as `stages.counting` has it)."""
        return self.status in ENDED and self.enough is True


@dataclass(frozen=True, slots=True)
class StageProgress:
    """A stage of a loop. ``interviews`` come newest first, ``by`` is a day to have held it by.

    ``is_usable``: its persona may still be chosen; ``is_next``: it is the one to turn to; ``is_locked``: in a
    loop that goes in order, one before it is left. One that was held may be skipped all the same.
    """

    id: uuid.UUID
    title: str
    stage: str
    minutes: int
    focus: tuple[str, ...]
    note: str
    persona: dict[str, Any]
    is_usable: bool
    state: StageState
    is_skipped: bool = False
    interviews: tuple[Held, ...] = ()
    is_next: bool = False
    is_locked: bool = False
    by: datetime.date | None = None

    @property
    def counting(self) -> Held | None:
        """The interview that counts."""
        return next((one for one in self.interviews if one.counts), None)

    @property
    def current(self) -> Held | None:
        """The one that its state is about."""
        if self.state == "held":
            return self.counting
        return self.interviews[0] if self.interviews else None

    @property
    def is_held(self) -> bool:
        """Whether there is a report yet or not; also while it is held again."""
        return any(one.was_held for one in self.interviews)

    @property
    def is_left(self) -> bool:
        """It is still to be held; the next one may open when none before is left."""
        return not self.is_held and not self.is_skipped


@dataclass(frozen=True, slots=True)
class Loop:
    """A panel with its progress. ``summary`` is "", "WAITING", "READY" or "FAILED"; ``has_debrief``: there is one
    to read; ``made_of`` are the reports that it read, as `PanelSummary.made_of`."""

    id: uuid.UUID
    name: str
    is_open: bool
    level: str
    in_order: bool
    interview_on: datetime.date | None
    job_id: uuid.UUID | None
    job_title: str
    company: str
    has_resume: bool
    stages: tuple[StageProgress, ...]
    summary: str = ""
    has_debrief: bool = False
    made_of: tuple[tuple[str, str, int], ...] = ()

    @property
    def held(self) -> int:
        return sum(stage.is_held for stage in self.stages)

    @property
    def reports(self) -> int:
        """How many stages have one that counts."""
        return sum(stage.counting is not None for stage in self.stages)

    @property
    def left(self) -> int:
        return sum(stage.is_left for stage in self.stages)

    @property
    def next(self) -> StageProgress | None:
        return next((stage for stage in self.stages if stage.is_next), None)

    @property
    def can_sum_up(self) -> bool:
        """Two reports make a panel; one is its own."""
        return self.reports >= 2

    @property
    def is_stale(self) -> bool:
        """The summary read other reports than those that count by now."""
        counting = [(str(one.id), one.counting) for one in self.stages]
        keys = tuple((key, str(held.id), held.number) for key, held in counting if held)
        return self.has_debrief and set(keys) != set(self.made_of)


async def loop_of(
    db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID, *, now: datetime.datetime
) -> Loop:
    """One panel. Raises NoSuchPanel when it is not there, or not theirs."""
    chosen = select(InterviewPanel.id).where(
        InterviewPanel.id == panel_id, InterviewPanel.user_id == user_id
    )
    loops = await _loops(db, user_id, chosen.subquery(), now)
    if not loops:
        raise NoSuchPanel()
    return loops[0]


async def loops_of(
    db: AsyncSession,
    user_id: uuid.UUID,
    *,
    now: datetime.datetime,
    archived: bool = False,
    offset: int = 0,
    limit: int,
) -> list[Loop]:
    """A part of this person's panels, those with news first."""
    wanted = PanelState.ARCHIVED if archived else PanelState.OPEN
    chosen = _newest(user_id).where(InterviewPanel.state == wanted).offset(offset).limit(limit)
    return await _loops(db, user_id, chosen.subquery(), now)


async def current_loop(
    db: AsyncSession, user_id: uuid.UUID, *, now: datetime.datetime
) -> Loop | None:
    """The open panel with the latest news that has stages, for the dashboard."""
    has_stages = (
        select(InterviewPanelStage.id)
        .where(InterviewPanelStage.panel_id == InterviewPanel.id)
        .exists()
    )
    open_one = InterviewPanel.state == PanelState.OPEN
    chosen = _newest(user_id).where(open_one, has_stages).limit(1)
    return next(iter(await _loops(db, user_id, chosen.subquery(), now)), None)


def _newest(user_id: uuid.UUID) -> Select[Any]:
    """Ids of this person's panels: what was changed or held last comes first."""
    held = (
        select(func.max(InterviewSession.created_at))
        .join(InterviewPanelStage, InterviewPanelStage.id == InterviewSession.panel_stage_id)
        .where(InterviewPanelStage.panel_id == InterviewPanel.id)
        .correlate(InterviewPanel)
        .scalar_subquery()
    )
    news = func.greatest(InterviewPanel.changed_at, held)
    return (
        select(InterviewPanel.id, news.label("news"))
        .where(InterviewPanel.user_id == user_id)
        .order_by(news.desc(), InterviewPanel.id.desc())
    )


async def _loops(
    db: AsyncSession, user_id: uuid.UUID, chosen: Subquery, now: datetime.datetime
) -> list[Loop]:
    news = [chosen.c.news.desc()] if "news" in chosen.c else []
    found = await db.execute(
        _joined(user_id, now)
        .join(chosen, chosen.c.id == InterviewPanel.id)
        .order_by(
            *news,
            InterviewPanel.id.desc(),
            InterviewPanelStage.position,
            InterviewSession.id.desc(),
        )
    )
    return [_loop(list(rows), now) for _, rows in groupby(found.all(), key=lambda row: row.id)]


def _joined(user_id: uuid.UUID, now: datetime.datetime) -> Select[*tuple[Any, ...]]:
    """A row for each interview of each stage of each panel; what is not there is None."""
    stage, interview = InterviewPanelStage, InterviewSession
    usable = and_(Persona.id == stage.persona_id, usable_by(user_id))
    of_stage = and_(interview.panel_stage_id == stage.id, interview.user_id == user_id)
    return (
        select(
            InterviewPanel.id,
            InterviewPanel.name,
            InterviewPanel.state,
            InterviewPanel.level,
            InterviewPanel.in_order,
            InterviewPanel.interview_on,
            InterviewPanel.job_description_id,
            InterviewPanel.resume_id,
            JobDescription.title.label("job_title"),
            JobDescription.company,
            PanelSummary.status.label("summary"),
            PanelSummary.made_of,
            PanelSummary.debrief.is_not(None).label("has_debrief"),
            stage.id.label("stage_id"),
            stage.title,
            stage.stage,
            stage.minutes,
            stage.focus,
            stage.note,
            stage.persona,
            stage.skipped_at,
            Persona.id.label("usable"),
            interview.id.label("interview_id"),
            interview.status,
            interview.mode,
            interview.minutes.label("held_minutes"),
            interview.persona["name"].astext.label("who"),
            func.coalesce(interview.started_at, interview.created_at).label("at"),
            func.coalesce(can_continue(now), false()).label("can_continue"),
            func.coalesce(was_held(), false()).label("was_held"),
            Feedback.status.label("feedback"),
            Feedback.number,
            Feedback.assessment["enough"].as_boolean().label("enough"),
        )
        .select_from(InterviewPanel)
        .outerjoin(JobDescription, JobDescription.id == InterviewPanel.job_description_id)
        .outerjoin(PanelSummary, PanelSummary.panel_id == InterviewPanel.id)
        .outerjoin(stage, stage.panel_id == InterviewPanel.id)
        .outerjoin(Persona, usable)
        .outerjoin(interview, of_stage)
        .outerjoin(Feedback, Feedback.interview_id == interview.id)
    )


def _loop(rows: list[Row[Any]], now: datetime.datetime) -> Loop:
    """One panel from its rows."""
    first = rows[0]
    stages = [
        _stage(list(of_stage))
        for stage_id, of_stage in groupby(rows, key=lambda row: row.stage_id)
        if stage_id is not None
    ]
    return Loop(
        id=first.id,
        name=first.name,
        is_open=first.state == PanelState.OPEN,
        level=first.level,
        in_order=first.in_order,
        interview_on=first.interview_on,
        job_id=first.job_description_id,
        job_title=first.job_title or "",
        company=first.company or "",
        has_resume=first.resume_id is not None,
        stages=arranged(
            stages, in_order=first.in_order, today=now.date(), interview_on=first.interview_on
        ),
        summary=first.summary or "",
        has_debrief=first.has_debrief is True,
        made_of=tuple((key, held, number) for key, held, number in first.made_of or ()),
    )


def _stage(rows: Sequence[Row[Any]]) -> StageProgress:
    first = rows[0]
    interviews = tuple(
        Held(
            id=row.interview_id,
            status=row.status,
            at=row.at,
            mode=row.mode,
            minutes=row.held_minutes,
            who=row.who or "",
            feedback=row.feedback or "",
            enough=row.enough,
            number=row.number or 0,
            can_continue=row.can_continue,
            was_held=row.was_held,
        )
        for row in rows
        if row.interview_id is not None
    )
    return StageProgress(
        id=first.stage_id,
        title=first.title,
        stage=first.stage,
        minutes=first.minutes,
        focus=tuple(map(str, first.focus)),
        note=first.note,
        persona=first.persona,
        is_usable=first.usable is not None,
        state=state_of(interviews, is_skipped=first.skipped_at is not None),
        is_skipped=first.skipped_at is not None,
        interviews=interviews,
    )


def state_of(interviews: Sequence[Held], *, is_skipped: bool) -> StageState:
    """What its interviews, newest first, make of a stage; the order of the loop does not count yet."""
    newest = interviews[0] if interviews else None
    if newest is not None and newest.is_open:
        return "under_way" if newest.status == Status.LIVE else "set_up"
    if newest is not None and newest.can_continue:
        return "dropped"
    if newest is not None and newest.feedback == "WAITING":
        return "waiting"
    if any(one.counts for one in interviews):
        return "held"
    if is_skipped:
        return "skipped"
    if newest is None or not newest.feedback:
        return "open"
    return "failed" if newest.feedback == "FAILED" else "short"


def arranged(
    stages: Sequence[StageProgress],
    *,
    in_order: bool,
    today: datetime.date,
    interview_on: datetime.date | None,
) -> tuple[StageProgress, ...]:
    """The stages with what their order adds: which is next, which are locked, and by when to hold each."""
    left = sum(stage.is_left for stage in stages)
    days = iter(days_for(left, today, interview_on))
    told: list[StageProgress] = []
    one_is_left = False
    for stage in stages:
        locked = in_order and one_is_left
        state: StageState = "locked" if locked and stage.state == "open" else stage.state
        is_next = stage.is_left and not one_is_left
        by = next(days, None) if stage.is_left else None
        one_is_left = one_is_left or stage.is_left
        told.append(replace(stage, state=state, is_next=is_next, is_locked=locked, by=by))
    return tuple(told)


def days_for(
    left: int, today: datetime.date, interview_on: datetime.date | None
) -> list[datetime.date]:
    """Days to hold what is left by, spread evenly and with air before the day itself; none when that is over."""
    if interview_on is None or interview_on < today:
        return []
    days = (interview_on - today).days
    return [today + datetime.timedelta(days=days * (at + 1) // (left + 1)) for at in range(left)]
