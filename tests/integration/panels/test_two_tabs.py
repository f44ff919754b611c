"""Two tabs at the same moment, on a database of their own: each gets an answer, and nothing is half done."""

import asyncio

import pytest
from sqlalchemy import func, select, text

from preppal.debriefs.model import PanelSummary
from preppal.debriefs.summarising import make_summary
from preppal.foundation.database import Database, uuid7
from preppal.foundation.settings import Settings
from preppal.interviews.deleting import delete_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import Feedback, InterviewSession
from preppal.job_descriptions.model import JobDescription
from preppal.panels.arranging import remove_stage
from preppal.panels.editing import delete_panel
from preppal.panels.model import InterviewPanel, InterviewPanelStage
from preppal.panels.queries import use_panel
from tests.interviews import JOB, keep
from tests.loops import hold, keep_panel, start, start_path
from tests.panels import A_STAGE, publish
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app

WAITING = text("select count(*) from pg_locks where not granted")


@pytest.fixture(autouse=True)
async def house() -> None:
    """Each test publishes into its own database."""


@pytest.fixture
async def ana(
    fresh_database: Database,
    browsers: Browsers,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
) -> Browser:
    await publish(fresh_database)
    return await browsers(a_user("Ana"), app=an_app(settings, fresh_database, postbox, clock))


async def until_it_waits(database: Database, other: asyncio.Task[object]) -> None:
    """Until somebody waits for a lock, or ``other`` is done without."""
    while not other.done():
        async with database.transaction() as db:
            if await db.scalar(WAITING):
                return
        await asyncio.sleep(0.01)


async def test_one_new_stage_sent_to_two_panels_is_in_one(
    fresh_database: Database, ana: Browser, clock: TestClock
) -> None:
    first, _ = await keep_panel(fresh_database, ana.me, clock(), stages=0)
    second, _ = await keep_panel(fresh_database, ana.me, clock(), stages=0)
    form = A_STAGE | {"stage_id": str(uuid7())}
    async with fresh_database.transaction() as db:
        await use_panel(db, ana.me.id, first.id, for_update=True)
        one, other = (
            asyncio.create_task(ana.post(f"/panels/{panel.id}/stages", data=form))
            for panel in (first, second)
        )
        await until_it_waits(fresh_database, one)
        answers = [(await other).status_code]
    answers.append((await one).status_code)
    assert answers == [303, 409]
    answers = [
        answer.status_code
        for answer in await asyncio.gather(
            *(
                ana.post(f"/panels/{panel.id}/stages", data=form | {"stage_id": str(new)})
                for new in (uuid7(), uuid7(), uuid7())
                for panel in (first, second)
            )
        )
    ]
    assert sorted(answers) == [303, 303, 303, 409, 409, 409]


async def test_whatever_is_done_to_a_panel_at_once_is_answered(
    fresh_database: Database, ana: Browser, clock: TestClock
) -> None:
    panel, stages = await keep_panel(fresh_database, ana.me, clock(), stages=3)
    first = await start(ana, panel, stages[0])
    here = f"/panels/{panel.id}"
    of_one = f"{here}/stages/{stages[0].id}"
    answers = await asyncio.gather(
        ana.post(start_path(panel, stages[0]), data={"mode": "text"}),
        ana.post(start_path(panel, stages[1]), data={"mode": "text"}),
        ana.post(f"{of_one}/move", data={"way": "down"}),
        ana.post(f"{here}/stages/{stages[2].id}/move", data={"to": "0"}),
        ana.post(f"{here}/stages/{stages[1].id}/skip"),
        ana.post(f"{here}/archive"),
        ana.post(f"{here}/reopen"),
        ana.post(f"/interviews/{first}/delete"),
        ana.post(f"{of_one}/remove"),
        ana.post(f"{here}/summary"),
        ana.get(here),
        ana.post(f"{here}/delete"),
    )
    assert {answer.status_code for answer in answers} <= {200, 303, 404, 409}
    assert answers[-1].status_code == 303
    async with fresh_database.transaction() as db:
        assert await db.get(InterviewPanel, panel.id) is None


@pytest.mark.parametrize("gone", ["panel", "stage", "interview"])
async def test_what_goes_while_its_report_is_written_makes_no_trouble(
    fresh_database: Database, ana: Browser, clock: TestClock, gone: str
) -> None:
    """Who writes a report and who takes something away lock the panel first, then the interview."""
    panel, [stage] = await keep_panel(fresh_database, ana.me, clock(), stages=1)
    interview_id = await start(ana, panel, stage)
    await hold(fresh_database, ana.me, interview_id, clock, reported=False)
    async with fresh_database.transaction() as db:
        await use_panel(db, ana.me.id, panel.id, for_update=True)
        writing = asyncio.create_task(make_feedback(fresh_database, interview_id, clock=clock))
        await until_it_waits(fresh_database, writing)
        if gone == "panel":
            await delete_panel(db, ana.me.id, panel.id)
        elif gone == "stage":
            await remove_stage(db, ana.me.id, panel.id, stage.id, now=clock())
        else:
            await delete_interview(db, ana.me.id, interview_id)
    await writing
    async with fresh_database.transaction() as db:
        report = await db.get(Feedback, interview_id)
        assert (report and report.status) == (None if gone == "interview" else "READY")


async def test_a_job_that_goes_while_its_panel_is_held(
    fresh_database: Database, ana: Browser, clock: TestClock
) -> None:
    job = JobDescription(
        user_id=ana.me.id,
        **JOB,
        content_hash=uuid7().hex * 2,
        created_at=clock(),
        last_used_at=clock(),
    )
    async with fresh_database.transaction() as db:
        await keep(db, job)
    panel, stages = await keep_panel(
        fresh_database, ana.me, clock(), stages=3, job_description_id=job.id
    )
    answers = await asyncio.gather(
        ana.post(start_path(panel, stages[0]), data={"mode": "text"}),
        ana.post(f"/job-descriptions/{job.id}/delete"),
        ana.post(start_path(panel, stages[1]), data={"mode": "text"}),
        ana.post(
            f"/panels/{panel.id}/edit", data={"name": "Loop", "level": "mid", "job_id": str(job.id)}
        ),
    )
    assert {answer.status_code for answer in answers} <= {303, 409, 422}
    async with fresh_database.transaction() as db:
        kept = await db.get_one(InterviewPanel, panel.id)
        there = await db.get(JobDescription, job.id)
        assert kept.job_description_id in (None, there and there.id)


async def test_a_panel_that_goes_while_its_summary_is_made(
    fresh_database: Database, ana: Browser, clock: TestClock
) -> None:
    panel, stages = await keep_panel(fresh_database, ana.me, clock(), stages=2)
    for stage in stages:
        await hold(fresh_database, ana.me, await start(ana, panel, stage), clock)

    async def goes(_found: object) -> dict[str, object]:
        async with fresh_database.transaction() as db:
            await delete_panel(db, ana.me.id, panel.id)
        return {}

    await make_summary(fresh_database, panel.id, clock=clock, prose=goes)
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(PanelSummary)) == 0
        assert await db.scalar(select(func.count()).select_from(InterviewSession)) == 2
        assert await db.scalar(select(func.count()).select_from(InterviewPanelStage)) == 0
