"""What the pages of a new panel show: templates, what it is for, who is to be added."""

import secrets
import uuid
from collections.abc import Mapping
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.panels.choices import guest_of, job_options, resume_options
from preppal.panels.model import MOST_STAGES, InterviewPanel, InterviewPanelStage, PanelState
from preppal.panels.pages import (
    About,
    AddPage,
    Errors,
    NewPanelPage,
    PanelChoice,
    TemplateRow,
    TemplateStageRow,
)
from preppal.panels.templates import Template, templates
from preppal.personas.built_in import built_in_personas
from preppal.personas.model import NoSuchPersona, Persona, manner_of
from preppal.personas.pages import Figure
from preppal.personas.queries import persona_by_key
from preppal.personas.wording import STAGE_NAMES


async def new_panel_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    chosen: Mapping[str, str],
    *,
    errors: Errors | None = None,
) -> NewPanelPage:
    """The page with what was chosen, by a link or by a form that was refused. Three statements at most.

    Without a ``template`` the first is chosen, or none where somebody is to be added.
    """
    rows, guest = template_rows(), await _guest(db, user_id, chosen.get("persona_id", ""))
    template = chosen.get("template", "" if guest else rows[0].key)
    known = template if template in templates() else ""
    job_id = chosen.get("job_id", "")
    resumes = await resume_options(db, user_id)
    return NewPanelPage(
        templates=rows,
        about=About(
            name=chosen.get("name", ""),
            level=chosen.get("level", ""),
            job_id=job_id,
            resume_id=chosen.get("resume_id", resumes[0].value if resumes else ""),
            day=chosen.get("interview_on", ""),
            in_order=False,
            jobs=await job_options(db, user_id, job_id),
            resumes=resumes,
        ),
        idempotency_key=chosen.get("idempotency_key") or secrets.token_urlsafe(16),
        template=known,
        guest=guest_of(guest) if guest else None,
        errors=errors or {},
    )


async def add_page(
    db: AsyncSession, user_id: uuid.UUID, persona: Persona, *, error: str = ""
) -> AddPage:
    """Which panel somebody goes into: the open ones, changed last first. One statement."""
    counts = (
        select(InterviewPanelStage.panel_id, func.count().label("stages"))
        .group_by(InterviewPanelStage.panel_id)
        .subquery()
    )
    found = await db.execute(
        select(InterviewPanel.id, InterviewPanel.name, func.coalesce(counts.c.stages, 0))
        .outerjoin(counts, counts.c.panel_id == InterviewPanel.id)
        .where(InterviewPanel.user_id == user_id, InterviewPanel.state == PanelState.OPEN)
        .order_by(InterviewPanel.changed_at.desc(), InterviewPanel.id.desc())
    )
    return AddPage(
        guest=guest_of(persona),
        stage_id=str(uuid7()),
        panels=tuple(
            PanelChoice(str(panel_id), name, stages, is_full=stages >= MOST_STAGES)
            for panel_id, name, stages in found.tuples()
        ),
        error=error,
    )


@cache
def template_rows() -> tuple[TemplateRow, ...]:
    """All templates as they are shown."""
    figures = {
        entry["slug"]: Figure(entry["name"], entry["headline"], manner_of(entry), "en")
        for entry in built_in_personas()
    }
    return tuple(_template_row(template, figures) for template in templates().values())


def _template_row(template: Template, figures: Mapping[str, Figure]) -> TemplateRow:
    return TemplateRow(
        key=template.key,
        name=template.name,
        about=template.about,
        minutes=template.minutes,
        in_order=template.in_order,
        stages=tuple(
            TemplateStageRow(
                stage.title,
                STAGE_NAMES[stage.stage],
                figures[stage.persona],
                stage.minutes,
                stage.why,
            )
            for stage in template.stages
        ),
    )


async def _guest(db: AsyncSession, user_id: uuid.UUID, key: str) -> Persona | None:
    if not key:
        return None
    try:
        return await persona_by_key(db, user_id, key)
    except NoSuchPersona:
        return None
