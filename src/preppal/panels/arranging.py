"""The stages of a panel: added, changed, moved, skipped, removed.

Whoever changes one holds the panel's row first, so that two tabs take turns and places stay without gaps.
"""

import datetime
import uuid
from collections.abc import Sequence
from typing import Literal, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_, Words
from preppal.panels.casting import cast_persona
from preppal.panels.editing import open_panel
from preppal.panels.filling_in import StageForm
from preppal.panels.making import first_stage, usual_title
from preppal.panels.model import (
    MOST_STAGES,
    InterviewPanel,
    InterviewPanelStage,
    NoSuchStage,
    PanelMovedOn,
)
from preppal.panels.queries import stages_of
from preppal.personas.model import snapshot

T = TypeVar("T")
Way = Literal["up", "down"]
ENOUGH_STAGES = N_("A panel has eight stages at most. Remove one first.")
CHOOSE_SOMEBODY = N_("Choose who sits opposite.")


async def add_stage(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    form: StageForm,
    *,
    stage_id: uuid.UUID,
    speak: Words,
    now: datetime.datetime,
) -> None:
    """One more at the end. ``stage_id`` comes from the page: sent twice, it is added once.

    Raises:
        NoSuchPanel, PanelMovedOn: as `editing.open_panel`; also when the id is another stage's.
        Invalid: nobody was chosen, somebody who is not open to this person, or there are enough.
    """
    panel = await open_panel(db, user_id, panel_id)
    known = await db.get(InterviewPanelStage, stage_id)
    if known is not None:
        if known.panel_id != panel_id:
            raise PanelMovedOn()
        return
    stages = await stages_of(db, panel_id)
    if len(stages) >= MOST_STAGES:
        raise Invalid({"persona_id": ENOUGH_STAGES})
    if not form.persona_id:
        raise Invalid({"persona_id": CHOOSE_SOMEBODY})
    persona = await cast_persona(db, user_id, form.persona_id)
    usual = first_stage(persona, speak)
    kind = form.stage or persona.stage
    chosen = {
        "title": form.title or usual_title(kind, speak),
        "stage": kind,
        "minutes": form.minutes,
        "focus": list(form.focus),
        "note": form.note,
    }
    db.add(
        InterviewPanelStage(**usual | chosen, id=stage_id, panel_id=panel_id, position=len(stages))
    )
    panel.changed_at = now
    await db.flush()


async def change_stage(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    stage_id: uuid.UUID,
    form: StageForm,
    *,
    speak: Words,
    now: datetime.datetime,
) -> None:
    """What the next interview of it goes by. Who is chosen again is taken as they are now.

    Raises:
        NoSuchPanel, NoSuchStage, PanelMovedOn: not there, not theirs, or put away.
        Invalid: somebody was chosen who is not open to this person.
    """
    panel, _, stage = await _held(db, user_id, panel_id, stage_id)
    if form.persona_id:
        persona = await cast_persona(db, user_id, form.persona_id)
        stage.persona_id, stage.persona = persona.id, snapshot(persona)
    stage.stage = form.stage or stage.persona["stage"]
    stage.title = form.title or usual_title(stage.stage, speak)
    stage.minutes, stage.focus, stage.note = form.minutes, list(form.focus), form.note
    panel.changed_at = now


async def replace_persona(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    stage_id: uuid.UUID,
    key: str,
    *,
    now: datetime.datetime,
) -> None:
    """Somebody else holds it, or the same persona as they are now. Raises as `change_stage`."""
    panel, _, stage = await _held(db, user_id, panel_id, stage_id)
    persona = await cast_persona(db, user_id, key)
    stage.persona_id, stage.persona = persona.id, snapshot(persona)
    panel.changed_at = now


async def move_stage(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    stage_id: uuid.UUID,
    to: Way | int,
    *,
    now: datetime.datetime,
) -> None:
    """One place up or down, or to a place; past either end it stays there. Raises as `change_stage`."""
    panel, stages, stage = await _held(db, user_id, panel_id, stage_id)
    steps = {"up": stage.position - 1, "down": stage.position + 1}
    place = to if isinstance(to, int) else steps[to]
    if _number([*moved(stages, stage, place)]):
        panel.changed_at = now
    await db.flush()


async def remove_stage(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    stage_id: uuid.UUID,
    *,
    now: datetime.datetime,
) -> None:
    """Out of the loop; interviews that held it stay among one's interviews. Raises as `change_stage`."""
    panel, stages, stage = await _held(db, user_id, panel_id, stage_id)
    await db.delete(stage)
    await db.flush()
    _number([other for other in stages if other is not stage])
    panel.changed_at = now
    await db.flush()


async def skip_stage(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    stage_id: uuid.UUID,
    *,
    skipped: bool,
    now: datetime.datetime,
) -> None:
    """Leave it out for now, or take it up after all; twice is once. Raises as `change_stage`."""
    panel, _, stage = await _held(db, user_id, panel_id, stage_id)
    if (stage.skipped_at is not None) != skipped:
        stage.skipped_at = now if skipped else None
        panel.changed_at = now


def moved(things: Sequence[T], thing: T, place: int) -> list[T]:
    """``thing`` at ``place`` (from 0; past an end is that end), the others in their order around it."""
    others = [other for other in things if other is not thing]
    at = min(max(place, 0), len(others))
    return [*others[:at], thing, *others[at:]]


async def _held(
    db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID, stage_id: uuid.UUID
) -> tuple[InterviewPanel, list[InterviewPanelStage], InterviewPanelStage]:
    """The panel, locked; its stages in order; and the one in question."""
    panel = await open_panel(db, user_id, panel_id)
    stages = await stages_of(db, panel_id)
    stage = next((one for one in stages if one.id == stage_id), None)
    if stage is None:
        raise NoSuchStage()
    return panel, stages, stage


def _number(stages: Sequence[InterviewPanelStage]) -> bool:
    """Places from 0 without gaps, in this order; whether one has changed."""
    changed = [stage for place, stage in enumerate(stages) if stage.position != place]
    for place, stage in enumerate(stages):
        stage.position = place
    return bool(changed)
