"""The Panel Summary is asked for when the last stage's report is there, and when one of them changes."""

import asyncio
import json
from typing import Any
from uuid import UUID

from sqlalchemy import text

from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import Feedback
from preppal.panels.model import SUMMARISE, InterviewPanel, InterviewPanelStage
from tests.loops import hold, keep_panel, start
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app


async def asked_for(database: Database, *, take: bool = False) -> list[dict[str, Any]]:
    """The tasks that wait; with `take` they are taken from the queue."""
    async with database.transaction() as db:
        found = await db.execute(
            text("select payload from pgqueuer where entrypoint = :name"), {"name": SUMMARISE}
        )
        payloads = [json.loads(payload) for (payload,) in found]
        if take:
            await db.execute(
                text("delete from pgqueuer where entrypoint = :name"), {"name": SUMMARISE}
            )
    return payloads


async def held(
    owner: Browser,
    database: Database,
    clock: TestClock,
    panel: InterviewPanel,
    stage: InterviewPanelStage,
    **how: Any,
) -> UUID:
    interview_id = await start(owner, panel, stage)
    await hold(database, owner.me, interview_id, clock, **how)
    return interview_id


async def test_with_the_last_report_and_not_before(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock(), stages=2, minutes=30)
    await held(owner, database, clock, panel, stages[0])
    assert await asked_for(database) == []
    second = await held(owner, database, clock, panel, stages[1], reported=False)
    assert await asked_for(database) == []
    await make_feedback(database, second, clock=clock)
    assert await asked_for(database) == [{"panel_id": str(panel.id)}]


async def test_a_skipped_stage_is_not_waited_for(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock(), stages=2, minutes=30)
    async with database.transaction() as db:
        (await db.get_one(InterviewPanelStage, stages[1].id)).skipped_at = clock()
    await held(owner, database, clock, panel, stages[0])
    assert await asked_for(database) == [{"panel_id": str(panel.id)}]


async def test_one_too_short_to_judge_is_no_report(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock(), stages=1)
    interview_id = await held(owner, database, clock, panel, stages[0], kind="gibberish")
    async with database.transaction() as db:
        feedback = await db.get_one(Feedback, interview_id)
        assert feedback.assessment is not None and not feedback.assessment["enough"]
    assert await asked_for(database) == []


async def test_again_when_a_stage_is_redone_its_report_is_made_again_or_it_is_deleted(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, [stage] = await keep_panel(database, owner.me, clock(), stages=1, minutes=30)
    first = await held(owner, database, clock, panel, stage)
    assert len(await asked_for(database, take=True)) == 1
    second = await held(owner, database, clock, panel, stage)
    assert len(await asked_for(database, take=True)) == 1
    async with database.transaction() as db:
        (await db.get_one(Feedback, second)).ask(clock())
    await make_feedback(database, second, clock=clock)
    assert len(await asked_for(database, take=True)) == 1
    await owner.post(f"/interviews/{second}/delete")
    assert len(await asked_for(database, take=True)) == 1
    # With its last interview the stage is no longer held: there is nothing whole to sum up.
    await owner.post(f"/interviews/{first}/delete")
    assert await asked_for(database) == []


async def test_outside_a_panel_nothing_is_asked_for(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, [stage] = await keep_panel(database, owner.me, clock(), stages=1, minutes=30)
    interview_id = await start(owner, panel, stage)
    async with database.transaction() as db:
        await db.delete(await db.get_one(InterviewPanel, panel.id))
    await hold(database, owner.me, interview_id, clock)
    assert await asked_for(database) == []


async def test_of_two_last_reports_at_once_one_asks(
    fresh_database: Database,
    browsers: Browsers,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
) -> None:
    app = an_app(settings, fresh_database, postbox, clock)
    owner = await browsers(a_user("Ana"), app=app)
    panel, stages = await keep_panel(fresh_database, owner.me, clock(), stages=2, minutes=30)
    both = [
        await held(owner, fresh_database, clock, panel, stage, reported=False) for stage in stages
    ]
    await asyncio.gather(*(make_feedback(fresh_database, one, clock=clock) for one in both))
    assert await asked_for(fresh_database) == [{"panel_id": str(panel.id)}]
