"""A new panel: from a template or empty, for a job or none."""

import datetime
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import uuid7
from preppal.foundation.errors import Invalid, TooMany
from preppal.foundation.i18n import N_, Words
from preppal.interviewer.briefing import Stage
from preppal.job_descriptions.model import JobDescription
from preppal.panels.casting import cast_built_in, cast_persona
from preppal.panels.filling_in import PanelForm, chosen_job, chosen_resume, read_panel
from preppal.panels.model import NAME_LIMIT, TITLE_LIMIT, InterviewPanel, InterviewPanelStage
from preppal.panels.templates import Template, templates
from preppal.personas.model import Persona, snapshot
from preppal.personas.wording import STAGE_NAMES

MOST_PANELS = 60
KEY_LIMIT = 100
A_PANEL = N_("A panel of my own")
CHOOSE_A_TEMPLATE = N_("Choose one of these, or begin with an empty panel.")


class TooManyPanels(TooMany):
    message = N_("You keep sixty panels. Delete one that you do not need any more.")


@dataclass(frozen=True, slots=True)
class NewPanel:
    """What the page sends. ``template`` is None for an empty one; ``persona`` is somebody (slug or id) to
    begin with, or ""."""

    idempotency_key: str
    form: PanelForm
    template: Template | None = None
    persona: str = ""

    def key(self) -> str:
        """The same page sent twice makes the same panel; changed and sent again, another."""
        chosen = self.template.named if self.template else ""
        parts = (self.idempotency_key, chosen, self.persona, repr(self.form))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read_new_panel(fields: Mapping[str, str], *, today: datetime.date) -> NewPanel:
    """The form as values. Order, and the level unless one is chosen, are the template's.

    Raises:
        Invalid: with every field that needs another word.
    """
    errors: dict[str, str] = {}
    wanted = fields.get("template", "")
    template = templates().get(wanted)
    if wanted and template is None:
        errors["template"] = CHOOSE_A_TEMPLATE
    level = fields.get("level") or (template.level if template else "mid")
    in_order = "1" if template and template.in_order else ""
    try:
        form = read_panel(
            {**fields, "level": level, "in_order": in_order}, today=today, needs_name=False
        )
    except Invalid as refusal:
        raise Invalid(errors | refusal.fields) from None
    if errors:
        raise Invalid(errors)
    return NewPanel(
        idempotency_key=fields.get("idempotency_key", "")[:KEY_LIMIT] or uuid.uuid4().hex,
        form=form,
        template=template,
        persona=fields.get("persona_id", ""),
    )


async def make_panel(
    db: AsyncSession, user_id: uuid.UUID, new: NewPanel, *, speak: Words, now: datetime.datetime
) -> uuid.UUID:
    """Write it, in the words of its owner's language; gives its id. The same form twice gives the same panel.

    The person's row is locked first: two tabs make one after the other.

    Raises:
        Invalid: the job description, the resume or the persona is not this person's to use.
        TooManyPanels: they keep enough.
    """
    await db.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    mine = InterviewPanel.user_id == user_id
    made: uuid.UUID | None = await db.scalar(
        select(InterviewPanel.id).where(mine, InterviewPanel.idempotency_key == new.key())
    )
    if made is not None:
        return made
    count = select(func.count()).select_from(InterviewPanel).where(mine)
    if (await db.scalar(count) or 0) >= MOST_PANELS:
        raise TooManyPanels()
    job = await chosen_job(db, user_id, new.form.job_id)
    resume = await chosen_resume(db, user_id, new.form.resume_id)
    stages = await _stages_of(db, user_id, new, speak)  # whoever is refused has nothing half made
    panel = InterviewPanel(
        id=uuid7(),
        user_id=user_id,
        idempotency_key=new.key(),
        name=new.form.name or _name_of(job, new.template, speak),
        template=new.template.named if new.template else "",
        job_description_id=job.id if job else None,
        resume_id=resume.id if resume else None,
        level=new.form.level,
        interview_on=new.form.interview_on,
        in_order=new.form.in_order,
        created_at=now,
        changed_at=now,
    )
    db.add(panel)
    await db.flush()
    db.add_all(InterviewPanelStage(panel_id=panel.id, **stage) for stage in stages)
    await db.flush()
    return panel.id


def _name_of(job: JobDescription | None, template: Template | None, speak: Words) -> str:
    """As one would call it: the company and the job, else the template."""
    parts = [job.company, job.title] if job else []
    said = ", ".join(part for part in parts if part.strip())
    return (said or speak(template.name if template else A_PANEL))[:NAME_LIMIT]


async def _stages_of(
    db: AsyncSession, user_id: uuid.UUID, new: NewPanel, speak: Words
) -> Sequence[Mapping[str, Any]]:
    """The columns of its first stages."""
    stages: list[dict[str, Any]] = []
    if new.template is not None:
        cast = await cast_built_in(db, new.template)
        stages = [
            {
                "title": speak(stage.title)[:TITLE_LIMIT],
                "stage": stage.stage,
                "minutes": stage.minutes,
                "focus": list(stage.focus),
                **_opposite(persona),
            }
            for stage, persona in zip(new.template.stages, cast, strict=True)
        ]
    if new.persona:
        persona = await cast_persona(db, user_id, new.persona)
        stages.append(first_stage(persona, speak))
    return [{**stage, "position": place} for place, stage in enumerate(stages)]


def first_stage(persona: Persona, speak: Words) -> dict[str, Any]:
    """The columns of a stage that this persona holds as they usually do, without its place."""
    return {
        "title": usual_title(persona.stage, speak),
        "stage": persona.stage,
        "minutes": 30,
        "focus": [],
        **_opposite(persona),
    }


def usual_title(stage: str, speak: Words) -> str:
    """What a stage of this kind is called where nobody names it."""
    return speak(STAGE_NAMES[cast("Stage", stage)])[:TITLE_LIMIT]


def _opposite(persona: Persona) -> dict[str, Any]:
    return {"persona_id": persona.id, "persona": snapshot(persona)}
