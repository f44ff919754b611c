"""Where an interview stands in its panel: "Stage 2 of 4", and what comes after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.model import InterviewSession
from preppal.interviews.stages.queries import was_held
from preppal.panels.model import InterviewPanel, InterviewPanelStage, PanelState


@dataclass(frozen=True, slots=True)
class NextStage:
    """The next stage of a panel that can be held."""

    id: str
    number: int
    title: str
    interviewer: str


@dataclass(frozen=True, slots=True)
class StagePlace:
    """Stage ``number`` (from 1) of ``count``. ``after`` is the next one to hold, None where all others are held or
    skipped, or the panel is put away."""

    panel_id: str
    panel: str
    number: int
    count: int
    title: str
    after: NextStage | None = None

    @property
    def href(self) -> str:
        return f"/panels/{self.panel_id}"


async def stage_place(db: AsyncSession, interview: InterviewSession) -> StagePlace | None:
    """None for an interview outside a panel. The interview was read through its owner; one statement."""
    if interview.panel_stage_id is None:
        return None
    stages = (await db.execute(_stages_around(interview.panel_stage_id))).all()
    own = next((row for row in stages if row.id == interview.panel_stage_id), None)
    if own is None:
        return None  # it was taken out of its panel at this moment
    return StagePlace(
        panel_id=str(own.panel_id),
        panel=own.panel,
        number=own.position + 1,
        count=len(stages),
        title=own.title,
        after=_after(own, stages),
    )


def _after(own: Row[Any], stages: Sequence[Row[Any]]) -> NextStage | None:
    """The first that is neither held nor skipped; this one is over, or about to be held."""
    left = (row for row in stages if row.id != own.id and not row.skipped_at and not row.held)
    found = next(left, None) if own.state == PanelState.OPEN else None
    if found is None:
        return None
    return NextStage(str(found.id), found.position + 1, found.title, found.interviewer)


def _stages_around(stage_id: UUID) -> Select[Any]:
    """The stages of its panel in their order, and whether an interview of each was held."""
    held = select(InterviewSession.id).where(
        InterviewSession.panel_stage_id == InterviewPanelStage.id, was_held()
    )
    panel = select(InterviewPanelStage.panel_id).where(InterviewPanelStage.id == stage_id)
    return (
        select(
            InterviewPanelStage.id,
            InterviewPanelStage.panel_id,
            InterviewPanelStage.position,
            InterviewPanelStage.title,
            InterviewPanelStage.skipped_at,
            InterviewPanelStage.persona["name"].astext.label("interviewer"),
            InterviewPanel.name.label("panel"),
            InterviewPanel.state,
            held.exists().label("held"),
        )
        .join(InterviewPanel, InterviewPanel.id == InterviewPanelStage.panel_id)
        .where(InterviewPanelStage.panel_id == panel.scalar_subquery())
        .order_by(InterviewPanelStage.position)
    )
