"""Two tabs at one panel in the same moment, on connections of their own."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import Database, uuid7
from preppal.foundation.errors import Refusal
from preppal.foundation.i18n import words
from preppal.panels.arranging import add_stage, move_stage, remove_stage, skip_stage
from preppal.panels.editing import archive_panel, delete_panel
from preppal.panels.filling_in import StageForm
from preppal.panels.making import NewPanel, make_panel, read_new_panel
from preppal.panels.model import MOST_STAGES, InterviewPanel, InterviewPanelStage, PanelState
from tests.panels import publish
from tests.people import MONDAY, a_user

Verb = Callable[[AsyncSession], Awaitable[object]]
ROUNDS = 4


@pytest.fixture
async def ana(fresh_database: Database) -> User:
    await publish(fresh_database)
    ana = a_user("Ana")
    async with fresh_database.transaction() as db:
        db.add(ana)
    return ana


async def at_once(database: Database, *verbs: Verb) -> list[object]:
    """Each in a transaction of its own; what it gave, or its refusal. Nothing else may go wrong."""

    async def one(verb: Verb) -> object:
        try:
            async with database.transaction() as db:
                return await verb(db)
        except Refusal as refusal:
            return refusal

    return await asyncio.gather(*(one(verb) for verb in verbs))


def a_new_one(key: str = "once", template: str = "sales") -> NewPanel:
    fields = {"template": template, "idempotency_key": key}
    return read_new_panel(fields, today=MONDAY.date())


async def made(database: Database, ana: User, key: str) -> UUID:
    async with database.transaction() as db:
        return await make_panel(db, ana.id, a_new_one(key), speak=words("en"), now=MONDAY)


async def stages_in(database: Database, panel_id: UUID) -> list[InterviewPanelStage]:
    async with database.transaction() as db:
        query = select(InterviewPanelStage).where(InterviewPanelStage.panel_id == panel_id)
        found = list(await db.scalars(query.order_by(InterviewPanelStage.position)))
    assert [stage.position for stage in found] == list(range(len(found)))
    return found


async def test_a_double_click_makes_one(fresh_database: Database, ana: User) -> None:
    for number in range(ROUNDS):

        async def make(db: AsyncSession, key: str = str(number)) -> UUID:
            return await make_panel(db, ana.id, a_new_one(key), speak=words("en"), now=MONDAY)

        assert len(set(await at_once(fresh_database, make, make, make))) == 1
    async with fresh_database.transaction() as db:
        assert len(list(await db.scalars(select(InterviewPanel.id)))) == ROUNDS


async def test_two_tabs_move_stages(fresh_database: Database, ana: User) -> None:
    """One after the other: nothing is lost, places have no gaps, and both moves are done."""
    for number in range(ROUNDS):
        panel_id = await made(fresh_database, ana, str(number))
        first, *rest = [stage.id for stage in await stages_in(fresh_database, panel_id)]

        def moving(stage_id: UUID, to: int, panel_id: UUID = panel_id) -> Verb:
            return lambda db: move_stage(db, ana.id, panel_id, stage_id, to, now=MONDAY)

        await at_once(fresh_database, moving(first, 4), moving(rest[-1], 0), moving(rest[0], 2))
        after = [stage.id for stage in await stages_in(fresh_database, panel_id)]
        assert set(after) == {first, *rest}
        assert after[-1] == first or after[0] == rest[-1], "The last of them stands."


async def test_added_moved_and_taken_out_at_once(fresh_database: Database, ana: User) -> None:
    for number in range(ROUNDS):
        panel_id = await made(fresh_database, ana, str(number))
        before = [stage.id for stage in await stages_in(fresh_database, panel_id)]
        new = uuid7()

        async def add(db: AsyncSession, panel_id: UUID = panel_id, new: UUID = new) -> None:
            form = StageForm(minutes=30, persona_id="ruth-adeyemi")
            await add_stage(db, ana.id, panel_id, form, stage_id=new, speak=words("en"), now=MONDAY)

        async def move(
            db: AsyncSession, panel_id: UUID = panel_id, stage_id: UUID = before[0]
        ) -> None:
            await move_stage(db, ana.id, panel_id, stage_id, "down", now=MONDAY)

        async def remove(
            db: AsyncSession, panel_id: UUID = panel_id, stage_id: UUID = before[2]
        ) -> None:
            await remove_stage(db, ana.id, panel_id, stage_id, now=MONDAY)

        async def skip(
            db: AsyncSession, panel_id: UUID = panel_id, stage_id: UUID = before[1]
        ) -> None:
            await skip_stage(db, ana.id, panel_id, stage_id, skipped=True, now=MONDAY)

        done = await at_once(fresh_database, add, move, remove, skip, add)
        assert done == [None] * 5
        after = await stages_in(fresh_database, panel_id)
        assert {stage.id for stage in after} == {*before, new} - {before[2]}
        assert {stage.id for stage in after if stage.skipped_at} == {before[1]}


async def test_the_eighth_is_added_once(fresh_database: Database, ana: User) -> None:
    panel_id = await made(fresh_database, ana, "a")

    def adding(db: AsyncSession) -> Awaitable[None]:
        form = StageForm(minutes=30, persona_id="ruth-adeyemi")
        return add_stage(
            db, ana.id, panel_id, form, stage_id=uuid7(), speak=words("en"), now=MONDAY
        )

    done = await at_once(fresh_database, *([adding] * 6))
    assert sum(one is None for one in done) == MOST_STAGES - 5
    assert len(await stages_in(fresh_database, panel_id)) == MOST_STAGES


async def test_put_away_or_deleted_meanwhile(fresh_database: Database, ana: User) -> None:
    """Whoever comes first: a stage moves in an open panel, or is refused."""
    for number in range(ROUNDS):
        panel_id = await made(fresh_database, ana, str(number))
        first = (await stages_in(fresh_database, panel_id))[0].id

        async def move(db: AsyncSession, panel_id: UUID = panel_id, first: UUID = first) -> None:
            await move_stage(db, ana.id, panel_id, first, "down", now=MONDAY)

        async def end(db: AsyncSession, panel_id: UUID = panel_id, number: int = number) -> None:
            if number % 2:
                await archive_panel(db, ana.id, panel_id, now=MONDAY)
            else:
                await delete_panel(db, ana.id, panel_id)

        moved, ended = await at_once(fresh_database, move, end)
        assert ended is None
        assert moved is None or isinstance(moved, Refusal)
        async with fresh_database.transaction() as db:
            left = await db.get(InterviewPanel, panel_id)
            assert left is None or left.state == PanelState.ARCHIVED
        assert len(await stages_in(fresh_database, panel_id)) == (5 if number % 2 else 0)
