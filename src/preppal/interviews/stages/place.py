"""Where an interview stands in its panel: "Stage 2 of 4", and what comes after it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.model import InterviewSession
from preppal.interviews.stages.queries import held_stages, panel_of
from preppal.panels.model import InterviewPanel, InterviewPanelStage, PanelState
from preppal.panels.queries import stages_of


@dataclass(frozen=True, slots=True)
class NextStage:
    """The next stage of a panel that can be held."""

    id: str
    number: int
    title: str
    interviewer: str


@dataclass(frozen=True, slots=True)
class StagePlace:
    """Stage ``number`` (from 1) of ``count``. ``after`` is the next one to hold, None where all are held or skipped,
    or where nobody asked."""

    panel_id: str
    panel: str
    number: int
    count: int
    title: str
    after: NextStage | None = None

    @property
    def href(self) -> str:
        return f"/panels/{self.panel_id}"


async def stage_place(
    db: AsyncSession, interview: InterviewSession, *, with_next: bool = False
) -> StagePlace | None:
    """None for an interview outside a panel. The interview was read through its owner."""
    panel = await panel_of(db, interview)
    if panel is None:
        return None
    stages = await stages_of(db, panel.id)
    own = next(stage for stage in stages if stage.id == interview.panel_stage_id)
    return StagePlace(
        panel_id=str(panel.id),
        panel=panel.name,
        number=own.position + 1,
        count=len(stages),
        title=own.title,
        after=await _next(db, panel, stages, own.id) if with_next else None,
    )


async def _next(
    db: AsyncSession, panel: InterviewPanel, stages: list[InterviewPanelStage], own: UUID
) -> NextStage | None:
    """The first that is neither held nor skipped; this one is over."""
    if panel.state != PanelState.OPEN:
        return None
    done = await held_stages(db, panel.user_id, panel.id) | {own}
    left = [stage for stage in stages if stage.skipped_at is None and stage.id not in done]
    if not left:
        return None
    stage = left[0]
    return NextStage(
        str(stage.id), stage.position + 1, stage.title, str(stage.persona.get("name", ""))
    )
