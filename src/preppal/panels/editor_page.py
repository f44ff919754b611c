"""What the editor of a panel shows: its stages, who asks about what, and the one form that is open."""

import uuid
from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.interviewer.briefing import Stage
from preppal.interviewer.names import COMPETENCY_NAMES
from preppal.interviewer.questions import COMPETENCIES
from preppal.job_descriptions.model import JobDescription
from preppal.panels.choices import figure_of, job_options, people_to_choose, resume_options
from preppal.panels.filling_in import MINUTES
from preppal.panels.matrix_page import matrix_of
from preppal.panels.model import (
    MOST_STAGES,
    InterviewPanel,
    InterviewPanelStage,
    NoSuchPanel,
    NoSuchStage,
)
from preppal.panels.pages import About, EditPage, Errors, StageFields, StageRow
from preppal.personas.model import Persona
from preppal.personas.queries import usable_by
from preppal.personas.wording import STAGE_NAMES

DONE = frozenset({"made", "added", "saved", "moved", "removed", "skipped", "taken-up", "replaced"})
WAYS = frozenset({"up", "down", "skip"})
NEW, ABOUT = "new", "about"

Typed = Mapping[str, str]


async def edit_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    *,
    opened: str = "",
    typed: Typed | None = None,
    errors: Errors | None = None,
    did: str = "",
    at: str = "",
    way: str = "",
) -> EditPage:
    """At most four statements. ``opened`` is the id of a stage, NEW or ABOUT; ``typed`` what was sent and refused.

    Raises:
        NoSuchPanel: not there, or not theirs.
        NoSuchStage: it was a stage's form that was refused, and it is there no more.
    """
    panel, job = await _panel(db, user_id, panel_id)
    found = await _stages(db, user_id, panel_id)
    stages = [stage for stage, _ in found]
    form = None
    if opened and opened != ABOUT:
        form = await _stage_fields(db, user_id, stages, opened, typed, errors or {})
    about = None
    if opened == ABOUT:
        about = await _about(db, user_id, panel, typed)
    return EditPage(
        id=str(panel.id),
        name=panel.name,
        stages=tuple(_row(stage, newest) for stage, newest in found),
        matrix=await matrix_of(stages, job),
        open=form,
        about=about,
        errors=errors or {},
        did=did if did in DONE else "",
        at=at,
        way=way if way in WAYS else "",
        is_full=len(stages) >= MOST_STAGES,
    )


async def _panel(
    db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID
) -> tuple[InterviewPanel, JobDescription | None]:
    found = await db.execute(
        select(InterviewPanel, JobDescription)
        .outerjoin(JobDescription, JobDescription.id == InterviewPanel.job_description_id)
        .where(InterviewPanel.id == panel_id, InterviewPanel.user_id == user_id)
        .execution_options(populate_existing=True)
    )
    row = found.one_or_none()
    if row is None:
        raise NoSuchPanel()
    panel, job = row
    return panel, job


async def _stages(
    db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID
) -> Sequence[tuple[InterviewPanelStage, int | None]]:
    """In order, each with the newest version of its persona that this person may choose."""
    found = await db.execute(
        select(InterviewPanelStage, Persona.version)
        .outerjoin(Persona, and_(Persona.id == InterviewPanelStage.persona_id, usable_by(user_id)))
        .where(InterviewPanelStage.panel_id == panel_id)
        .order_by(InterviewPanelStage.position)
        .execution_options(populate_existing=True)
    )
    return [(stage, newest) for stage, newest in found]


def _row(stage: InterviewPanelStage, newest: int | None) -> StageRow:
    kept = stage.persona.get("version", 1)
    return StageRow(
        id=str(stage.id),
        title=stage.title,
        kind=STAGE_NAMES[cast("Stage", stage.stage)],
        figure=figure_of(stage.persona),
        minutes=stage.minutes,
        focus=tuple(COMPETENCY_NAMES[key] for key in stage.focus if key in COMPETENCY_NAMES),
        note=stage.note,
        is_skipped=stage.skipped_at is not None,
        persona_id=str(stage.persona_id or ""),
        standing="gone" if newest is None else "newer" if newest > kept else "",
    )


async def _stage_fields(
    db: AsyncSession,
    user_id: uuid.UUID,
    stages: Sequence[InterviewPanelStage],
    opened: str,
    typed: Typed | None,
    errors: Errors,
) -> StageFields | None:
    """The form of a stage as it is, or as it was filled in. None when the address names none."""
    stage = next((one for one in stages if str(one.id) == opened), None)
    if stage is None and opened != NEW:
        if typed is not None:
            raise NoSuchStage()
        return None
    there = typed if typed is not None else _fields_of(stage)
    return StageFields(
        id=str(stage.id) if stage else there.get("stage_id") or str(uuid7()),
        is_new=stage is None,
        title=there.get("title", ""),
        stage=there.get("stage", ""),
        minutes=MINUTES.get(there.get("minutes", ""), 30),
        persona_id=there.get("persona_id", ""),
        note=there.get("note", ""),
        on={f"focus_{key}": bool(there.get(f"focus_{key}")) for key in COMPETENCIES},
        who=await people_to_choose(db, user_id),
        keeps=str(stage.persona["name"]) if stage else "",
        errors=errors,
    )


def _fields_of(stage: InterviewPanelStage | None) -> Typed:
    if stage is None:
        return {}
    return {
        "title": stage.title,
        "stage": stage.stage,
        "minutes": str(stage.minutes),
        "note": stage.note,
        **{f"focus_{key}": "1" for key in stage.focus},
    }


async def _about(
    db: AsyncSession, user_id: uuid.UUID, panel: InterviewPanel, typed: Typed | None
) -> About:
    job_id = str(panel.job_description_id or "")
    there: Typed = (
        typed
        if typed is not None
        else {
            "name": panel.name,
            "level": panel.level,
            "job_id": job_id,
            "resume_id": str(panel.resume_id or ""),
            "interview_on": panel.interview_on.isoformat() if panel.interview_on else "",
            "in_order": "1" if panel.in_order else "",
        }
    )
    return About(
        name=there.get("name", ""),
        level=there.get("level", "mid"),
        job_id=there.get("job_id", ""),
        resume_id=there.get("resume_id", ""),
        day=there.get("interview_on", ""),
        in_order=there.get("in_order") == "1",
        jobs=await job_options(db, user_id, there.get("job_id", "")),
        resumes=await resume_options(db, user_id),
    )
