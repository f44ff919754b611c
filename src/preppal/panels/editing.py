"""A panel as a whole: what it is for, put away, taken out again, deleted."""

import datetime
import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.panels.filling_in import PanelForm, chosen_job, chosen_resume
from preppal.panels.model import InterviewPanel, PanelMovedOn, PanelState
from preppal.panels.queries import use_panel


async def open_panel(db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID) -> InterviewPanel:
    """This person's panel, locked for a change.

    Raises:
        NoSuchPanel: not there, or not theirs.
        PanelMovedOn: it is put away.
    """
    panel = await use_panel(db, user_id, panel_id, for_update=True)
    if panel.state != PanelState.OPEN:
        raise PanelMovedOn()
    return panel


async def edit_panel(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    form: PanelForm,
    *,
    now: datetime.datetime,
) -> None:
    """What is held from now on goes by it; interviews that were set up keep their own.

    Raises:
        NoSuchPanel, PanelMovedOn: as `open_panel`.
        Invalid: the job description or the resume is not theirs to use.
    """
    panel = await open_panel(db, user_id, panel_id)
    job = await chosen_job(db, user_id, form.job_id)
    resume = await chosen_resume(db, user_id, form.resume_id)
    panel.name = form.name
    panel.job_description_id = job.id if job else None
    panel.resume_id = resume.id if resume else None
    panel.level = form.level
    panel.interview_on = form.interview_on
    panel.in_order = form.in_order
    panel.changed_at = now


async def archive_panel(
    db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID, *, now: datetime.datetime
) -> None:
    """Put it away; twice is once. Raises NoSuchPanel."""
    await _put(db, user_id, panel_id, PanelState.ARCHIVED, now)


async def reopen_panel(
    db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID, *, now: datetime.datetime
) -> None:
    """Take it out again; twice is once. Raises NoSuchPanel."""
    await _put(db, user_id, panel_id, PanelState.OPEN, now)


async def delete_panel(db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID) -> None:
    """For good, with its stages and its summary; interviews held for it stay. Raises NoSuchPanel."""
    await db.delete(await use_panel(db, user_id, panel_id, for_update=True))
    await db.flush()


async def _put(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    state: PanelState,
    now: datetime.datetime,
) -> None:
    panel = await use_panel(db, user_id, panel_id, for_update=True)
    if panel.state != state:
        panel.state, panel.changed_at = state, now
