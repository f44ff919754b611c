"""What the interviews of a loop are to one another. Each read takes the account first."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.charging import ANSWERS_HELD, answers_of
from preppal.interviews.model import ENDED, InterviewSession, Status, Turn
from preppal.panels.model import InterviewPanel, InterviewPanelStage

OPEN = (Status.READY, Status.LIVE)


def was_held() -> ColumnElement[bool]:
    """An interview that is over and in which enough was said to count as one, report or not."""
    return InterviewSession.status.in_(ENDED) & (answers_of(InterviewSession.id) >= ANSWERS_HELD)


async def open_interview(db: AsyncSession, stage_id: UUID) -> InterviewSession | None:
    """The one interview of a stage that is set up or going on, locked. The caller has locked the stage."""
    found: InterviewSession | None = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.panel_stage_id == stage_id, InterviewSession.status.in_(OPEN))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def held_stages(db: AsyncSession, user_id: UUID, panel_id: UUID) -> frozenset[UUID]:
    """The stages of which an interview was held."""
    found = await db.scalars(
        select(InterviewSession.panel_stage_id)
        .where(
            InterviewSession.user_id == user_id,
            InterviewSession.panel_stage_id.in_(_stages_of(panel_id)),
            was_held(),
        )
        .distinct()
    )
    return frozenset(stage_id for stage_id in found if stage_id is not None)


async def leads_of_the_loop(db: AsyncSession, user_id: UUID, stage_id: UUID) -> frozenset[str]:
    """Ids of the questions that were asked in any interview of the loop that this stage is of."""
    found = await db.scalars(
        select(Turn.lead_id)
        .join(InterviewSession, InterviewSession.id == Turn.interview_id)
        .where(
            InterviewSession.user_id == user_id,
            InterviewSession.panel_stage_id.in_(_stages_beside(stage_id)),
            Turn.lead_id.is_not(None),
        )
        .distinct()
    )
    return frozenset(lead for lead in found if lead)


async def leads_of_the_stage(db: AsyncSession, user_id: UUID, stage_id: UUID) -> tuple[str, ...]:
    """The questions planned for the stage's last interview that was held; the next one is its parallel form."""
    plan = await db.scalar(
        select(InterviewSession.plan)
        .where(
            InterviewSession.user_id == user_id,
            InterviewSession.panel_stage_id == stage_id,
            was_held(),
        )
        .order_by(InterviewSession.id.desc())
        .limit(1)
    )
    return tuple(lead["lead_id"] for lead in plan["leads"]) if plan else ()


async def held_elsewhere(
    db: AsyncSession, user_id: UUID, stage_id: UUID
) -> Sequence[tuple[InterviewSession, str]]:
    """Of each other stage of the loop the latest interview that was held, with the stage's title; in the order
    they were held, whatever the loop's."""
    latest = (
        select(InterviewSession.id)
        .distinct(InterviewSession.panel_stage_id)
        .where(
            InterviewSession.user_id == user_id,
            InterviewSession.panel_stage_id.in_(_stages_beside(stage_id)),
            InterviewSession.panel_stage_id != stage_id,
            was_held(),
        )
        .order_by(InterviewSession.panel_stage_id, InterviewSession.id.desc())
    )
    found = await db.execute(
        select(InterviewSession, InterviewPanelStage.title)
        .join(InterviewPanelStage, InterviewPanelStage.id == InterviewSession.panel_stage_id)
        .where(InterviewSession.id.in_(latest))
        .order_by(InterviewSession.id)
    )
    return [(interview, title) for interview, title in found]


async def lock_panel_of(db: AsyncSession, interview: InterviewSession) -> InterviewPanel | None:
    """The panel whose stage an interview holds, locked, or None. Who needs the panel and an interview that is not
    over takes the panel first."""
    if interview.panel_stage_id is None:
        return None
    found: InterviewPanel | None = await db.scalar(
        select(InterviewPanel)
        .join(InterviewPanelStage, InterviewPanelStage.panel_id == InterviewPanel.id)
        .where(
            InterviewPanelStage.id == interview.panel_stage_id,
            InterviewPanel.user_id == interview.user_id,
        )
        .with_for_update(of=InterviewPanel, key_share=True)
    )
    return found


def _stages_of(panel_id: UUID) -> Select[UUID]:
    return select(InterviewPanelStage.id).where(InterviewPanelStage.panel_id == panel_id)


def _stages_beside(stage_id: UUID) -> Select[UUID]:
    """This stage and the others of its panel."""
    panel = select(InterviewPanelStage.panel_id).where(InterviewPanelStage.id == stage_id)
    return select(InterviewPanelStage.id).where(
        InterviewPanelStage.panel_id == panel.scalar_subquery()
    )
