"""The Panel Summary: asked for, made by its task, stale, made again, gone with what it was made of."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.loop.debrief import PanelDebrief
from preppal.debriefs.background import register_tasks
from preppal.debriefs.model import PanelSummary
from preppal.debriefs.summarising import ask_for_forgotten, ask_for_summary, make_summary
from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.interviews.deleting import delete_interview
from preppal.interviews.model import Turn
from preppal.interviews.stages.counting import counting_interviews, counting_keys
from preppal.panels.model import SUMMARISE
from preppal.personas.built_in import publish_built_in
from tests.people import Browser, TestClock, a_user
from tests.tasks import run_tasks
from tools.sample_loops import Loop, hold_stage, make_loop


async def a_loop(
    database: Database, owner: Browser, clock: TestClock, *kinds: str, minutes: int = 10
) -> Loop:
    async with database.transaction() as db:
        await publish_built_in(db, now=clock())
    return await make_loop(database, owner.me.id, now=clock(), kinds=kinds, minutes=minutes)


@pytest.fixture
async def loop(database: Database, owner: Browser, clock: TestClock) -> Loop:
    """Two stages of four are held and judged."""
    return await a_loop(database, owner, clock, "strong", "we_only")


async def summary_of(db: AsyncSession, panel_id: UUID) -> PanelSummary | None:
    return await db.get(PanelSummary, panel_id, populate_existing=True)


async def run(database: Database, clock: TestClock) -> list[str]:
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    return await run_tasks(tasks, database)


def address(loop: Loop) -> str:
    return f"/panels/{loop.panel_id}/summary"


async def test_it_is_made_on_demand_of_what_was_held_so_far(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    assert "Nothing was summed up yet" in (await owner.get(address(loop))).text
    assert (await owner.post(address(loop))).status_code == 303
    assert (await owner.get(address(loop) + "/status")).json() == {"status": "waiting"}
    assert "on its way" in (await owner.get(address(loop))).text
    assert await run(database, clock) == [SUMMARISE]
    row = await summary_of(db, loop.panel_id)
    assert row is not None
    assert (row.status, row.number, row.failure, row.made_at) == ("READY", 1, None, clock())
    assert [stage for stage, *_ in row.made_of] == [str(stage) for stage in loop.stages[:2]]
    page = (await owner.get(address(loop))).text
    assert "Who heard what" in page
    assert "Each voted before seeing the others." in page
    assert "Practice, not for selection" in page
    assert "does not know of them" not in page


async def test_every_quote_is_what_was_said_in_the_interview_it_names(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await make_summary(database, loop.panel_id, clock=clock)
    row = await summary_of(db, loop.panel_id)
    assert row is not None
    found = PanelDebrief.from_json(row.debrief or {})
    interviews = {stage: UUID(interview) for stage, interview, _ in row.made_of}
    quoted = [one.said for one in (*found.strongest, *found.weakest) if one.said]
    assert quoted
    for said in quoted:
        text = await db.scalar(
            select(Turn.text).where(
                Turn.interview_id == interviews[said.stage], Turn.seq == said.turn_seq
            )
        )
        assert text is not None
        assert text[said.start : said.end] == said.quote


async def test_redoing_a_stage_makes_it_stale_until_it_is_made_again(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await make_summary(database, loop.panel_id, clock=clock)
    clock.forward(days=1)
    again = await hold_stage(database, owner.me.id, loop, loop.stages[1], "strong", at=clock())
    page = (await owner.get(address(loop))).text
    assert "does not know of them" in page
    assert (await owner.post(address(loop))).status_code == 303
    await run(database, clock)
    row = await summary_of(db, loop.panel_id)
    assert row is not None
    assert row.number == 2
    assert row.made_of[1][1] == str(again), "The latest counts."
    assert "does not know of them" not in (await owner.get(address(loop))).text


async def test_one_too_short_to_judge_takes_nothing_away(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    before = await counting_keys(db, owner.me.id, loop.panel_id)
    clock.forward(days=1)
    await hold_stage(database, owner.me.id, loop, loop.stages[1], "silent", at=clock())
    assert await counting_keys(db, owner.me.id, loop.panel_id) == before


async def test_the_keys_are_those_of_the_interviews_that_count(
    owner: Browser, loop: Loop, db: AsyncSession
) -> None:
    reports = await counting_interviews(db, owner.me.id, loop.panel_id)
    assert [one.key for one in reports] == await counting_keys(db, owner.me.id, loop.panel_id)
    assert [one.stage_id for one in reports] == loop.stages[:2]


async def test_nothing_held_is_nothing_to_sum(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    loop = await a_loop(database, owner, clock)
    assert "Nothing to sum up yet" in (await owner.get(address(loop))).text
    answer = await owner.post(address(loop))
    assert answer.status_code == 409
    assert "Hold one" in answer.text
    await make_summary(database, loop.panel_id, clock=clock)
    assert await summary_of(db, loop.panel_id) is None


async def test_asking_while_one_is_made_is_refused_and_changes_nothing(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await owner.post(address(loop))
    clock.forward(seconds=1)
    answer = await owner.post(address(loop))
    assert answer.status_code == 409
    assert await run(database, clock) == [SUMMARISE]
    row = await summary_of(db, loop.panel_id)
    assert row is not None
    assert row.number == 1


async def test_strangers_and_visitors_find_nothing(
    loop: Loop, stranger: Browser, visitor: Browser, staff: Browser
) -> None:
    for browser in (stranger, staff):
        for answer in (
            await browser.get(address(loop)),
            await browser.get(address(loop) + "/status"),
            await browser.post(address(loop)),
        ):
            assert answer.status_code == 404
    assert (await visitor.get(address(loop))).headers["location"].startswith("/sign-in")
    assert (await visitor.post(address(loop))).headers["location"].startswith("/sign-in")


async def test_words_of_a_deleted_interview_are_gone_at_once(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await make_summary(database, loop.panel_id, clock=clock)
    held = loop.held[loop.stages[0]][0]
    async with database.transaction() as other:
        await delete_interview(other, owner.me.id, held)
    assert await db.scalar(select(func.count()).select_from(PanelSummary)) == 0
    await make_summary(database, loop.panel_id, clock=clock)
    row = await summary_of(db, loop.panel_id)
    assert row is not None
    assert [interview for _, interview, _ in row.made_of] == [str(loop.held[loop.stages[1]][0])]


async def test_a_summary_that_waits_without_a_task_gets_one(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    db.add(PanelSummary(panel_id=loop.panel_id, requested_at=clock()))
    await db.flush()
    clock.forward(minutes=2)
    async with database.transaction() as other:
        assert await ask_for_forgotten(other, now=clock()) == 1
    assert await run(database, clock) == [SUMMARISE]
    row = await summary_of(db, loop.panel_id)
    assert row is not None
    assert row.status == "READY"


async def test_a_failure_says_so_and_can_be_tried_again(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    async def broken(_found: PanelDebrief) -> dict[str, object]:
        raise RuntimeError("nothing is worded today")

    await owner.post(address(loop))
    with pytest.raises(RuntimeError):
        await make_summary(database, loop.panel_id, clock=clock, prose=broken)
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    failed = tasks.registered[SUMMARISE].on_failed
    assert failed is not None
    async with database.transaction() as other:
        await failed(other, {"panel_id": str(loop.panel_id)})
    page = (await owner.get(address(loop))).text
    assert "The summary was not made" in page
    assert "failed on our side" in page
    clock.forward(minutes=1)
    assert (await owner.post(address(loop))).status_code == 303
    await run(database, clock)
    assert "Who heard what" in (await owner.get(address(loop))).text


async def test_made_twice_at_the_same_time_it_is_one(
    fresh_database: Database, clock: TestClock
) -> None:
    user_id, loop = await _committed(fresh_database, clock)
    async with fresh_database.transaction() as db:
        await ask_for_summary(db, user_id, loop.panel_id, now=clock())
    await asyncio.gather(
        *(make_summary(fresh_database, loop.panel_id, clock=clock) for _ in range(4))
    )
    async with fresh_database.transaction() as db:
        row = await summary_of(db, loop.panel_id)
        assert row is not None
        assert (row.number, row.status) == (1, "READY")


async def test_deleted_while_it_is_made_it_does_not_come_back(
    fresh_database: Database, clock: TestClock
) -> None:
    user_id, loop = await _committed(fresh_database, clock)
    held = loop.held[loop.stages[0]][0]

    async def deletes(_found: PanelDebrief) -> dict[str, object]:
        async with fresh_database.transaction() as db:
            await delete_interview(db, user_id, held)
        return {}

    await make_summary(fresh_database, loop.panel_id, clock=clock, prose=deletes)
    async with fresh_database.transaction() as db:
        row = await summary_of(db, loop.panel_id)
        assert row is not None
        assert (row.status, row.debrief) == ("WAITING", None)
    clock.forward(seconds=5)
    await make_summary(fresh_database, loop.panel_id, clock=clock)
    async with fresh_database.transaction() as db:
        row = await summary_of(db, loop.panel_id)
        assert row is not None
        assert [interview for _, interview, _ in row.made_of] == [str(loop.held[loop.stages[1]][0])]


async def _committed(database: Database, clock: TestClock) -> tuple[UUID, Loop]:
    async with database.transaction() as db:
        user = a_user("Ana")
        db.add(user)
        await publish_built_in(db, now=clock())
    loop = await make_loop(
        database,
        user.id,
        now=clock(),
        kinds=("strong", "we_only"),
        minutes=10,
    )
    return user.id, loop
