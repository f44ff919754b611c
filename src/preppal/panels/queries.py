"""Whose panel it is: every look at one names the person, and what is not theirs is not there."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.panels.model import InterviewPanel, InterviewPanelStage, NoSuchPanel, NoSuchStage


async def use_panel(
    db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID, *, for_update: bool = False
) -> InterviewPanel:
    """This person's panel; with ``for_update`` its row is locked, as whoever changes its stages must.

    Raises:
        NoSuchPanel: not there, or not theirs.
    """
    query = select(InterviewPanel).where(
        InterviewPanel.id == panel_id, InterviewPanel.user_id == user_id
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    found: InterviewPanel | None = await db.scalar(query)
    if found is None:
        raise NoSuchPanel()
    return found


async def stages_of(db: AsyncSession, panel_id: uuid.UUID) -> list[InterviewPanelStage]:
    """In the order of the loop. The caller may read the panel."""
    query = (
        select(InterviewPanelStage)
        .where(InterviewPanelStage.panel_id == panel_id)
        .order_by(InterviewPanelStage.position)
    )
    return list(await db.scalars(query))


async def use_stage(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    stage_id: uuid.UUID,
    *,
    for_update: bool = False,
) -> InterviewPanelStage:
    """A stage of this person's panel. With ``for_update`` the *panel's* row is locked and then the stage's:
    everybody takes them in that order.

    Raises:
        NoSuchStage: not there, of another panel, or not theirs.
    """
    mine = InterviewPanel.user_id == user_id
    if for_update:
        panel = select(InterviewPanel.id).where(InterviewPanel.id == panel_id, mine)
        if await db.scalar(panel.with_for_update()) is None:
            raise NoSuchStage()
    query = (
        select(InterviewPanelStage)
        .join(InterviewPanel, InterviewPanel.id == InterviewPanelStage.panel_id)
        .where(InterviewPanelStage.id == stage_id, InterviewPanel.id == panel_id, mine)
    )
    if for_update:
        query = query.with_for_update(of=InterviewPanelStage).execution_options(
            populate_existing=True
        )
    found: InterviewPanelStage | None = await db.scalar(query)
    if found is None:
        raise NoSuchStage()
    return found
