"""Hiring loops that the invented candidate is in, in every state: what `make screens` and browser tests show."""

from datetime import datetime, timedelta
from uuid import UUID

from preppal.foundation.database import Database, uuid7
from preppal.foundation.i18n import words
from preppal.interviews.queries import own_interview
from preppal.panels.arranging import add_stage, skip_stage
from preppal.panels.editing import archive_panel
from preppal.panels.filling_in import StageForm
from preppal.panels.making import make_panel, read_new_panel
from preppal.panels.queries import stages_of
from tools.sample_interviews import POSTING, a_form, held_one

NOTE = "Ask who looks after the pipelines at night."


async def make_panels(database: Database, user_id: UUID, *, now: datetime) -> dict[str, UUID]:
    """One in order with two stages held, one in any order, an empty one, one that is put away."""
    ids = {"panel_empty": await _made(database, user_id, now - timedelta(days=30))}
    ids["panel_away"] = await _made(
        database, user_id, now - timedelta(days=20), template="graduate_assessment"
    )
    async with database.transaction() as db:
        await archive_panel(db, user_id, ids["panel_away"], now=now - timedelta(days=10))
    ids["panel_free"] = await _in_any_order(database, user_id, now)
    ids["panel"] = await _in_order(database, user_id, now)
    async with database.transaction() as db:
        ids["panel_stage"] = (await stages_of(db, ids["panel"]))[3].id
    return ids


async def _in_order(database: Database, user_id: UUID, now: datetime) -> UUID:
    """Two stages held, the second of them twice; the rest to come, with twelve days left."""
    day = (now + timedelta(days=12)).date().isoformat()
    first = await held_one(
        database, user_id, a_form("claire-dufour", POSTING, 30), now - timedelta(days=6)
    )
    async with database.transaction() as db:
        job_id = (await own_interview(db, user_id, first)).job_description_id
    panel_id = await _made(
        database,
        user_id,
        now - timedelta(days=7),
        template="standard_tech",
        job_id=str(job_id),
        interview_on=day,
    )
    async with database.transaction() as db:
        stages = await stages_of(db, panel_id)
        stages[3].note = NOTE
    earlier = [
        await held_one(
            database, user_id, a_form("tomasz-wieczorek", POSTING, 30), now - timedelta(days=days)
        )
        for days in (4, 2)
    ]
    await _are_of(database, user_id, stages[0].id, first)
    await _are_of(database, user_id, stages[1].id, *earlier)
    return panel_id


async def _in_any_order(database: Database, user_id: UUID, now: datetime) -> UUID:
    """A report on its way, a stage skipped, one that is open, and a long one at the end."""
    panel_id = await _made(database, user_id, now - timedelta(days=9), template="teacher")
    async with database.transaction() as db:
        stages = await stages_of(db, panel_id)
        await skip_stage(
            db, user_id, panel_id, stages[1].id, skipped=True, now=now - timedelta(days=8)
        )
        form = StageForm(
            minutes=10, title="W" * 60, persona_id="noor-rahimi", note="Unbreakable" * 9
        )
        await add_stage(db, user_id, panel_id, form, stage_id=uuid7(), speak=words("en"), now=now)
    waiting = await held_one(
        database,
        user_id,
        a_form("amaru-quispe", POSTING, 10),
        now - timedelta(days=8),
        report="WAITING",
    )
    await _are_of(database, user_id, stages[0].id, waiting)
    return panel_id


async def _made(database: Database, user_id: UUID, at: datetime, **fields: str) -> UUID:
    async with database.transaction() as db:
        new = read_new_panel(fields, today=at.date())
        return await make_panel(db, user_id, new, speak=words("en"), now=at)


async def _are_of(database: Database, user_id: UUID, stage_id: UUID, *interviews: UUID) -> None:
    async with database.transaction() as db:
        for interview_id in interviews:
            (await own_interview(db, user_id, interview_id)).panel_stage_id = stage_id
