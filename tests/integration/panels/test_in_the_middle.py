"""A panel is changed while it is being held, by somebody in no hurry to do it in order."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.debriefs.model import PanelSummary
from preppal.debriefs.summarising import make_summary
from preppal.foundation.database import Database
from preppal.interviews.ending import ask_for_feedback
from preppal.interviews.feedback import make_feedback
from preppal.interviews.lease import enter_room
from preppal.interviews.stages.counting import counting_keys
from preppal.panels.model import InterviewPanel, InterviewPanelStage
from tests.credits import assert_clean, give, metered, rows_of
from tests.loops import hold, interview_of, keep_panel, start, start_path
from tests.panels import A_STAGE, add, make, stages_now, words_of
from tests.people import Browser, TestClock

NAMES = (
    "<script>alert(1)</script>",
    "100 % {name} %(name)s %s",
    "Кто-то и 字" * 8,
    '🧑‍⚕️ \u202eesrever\u202c Ana & "Bo"',
    "W" * 80,
)
NEW_LEVEL = "You have changed the level that you apply for since."
STALE = "This summary does not know of them."
Loop = tuple[InterviewPanel, list[InterviewPanelStage]]


@pytest.fixture
async def loop(database: Database, owner: Browser, clock: TestClock) -> Loop:
    """Two stages of three are held, and summed up."""
    panel, stages = await keep_panel(database, owner.me, clock())
    for stage in stages[:2]:
        await hold(database, owner.me, await start(owner, panel, stage), clock)
    assert (await owner.post(f"/panels/{panel.id}/summary")).status_code == 303
    await make_summary(database, panel.id, clock=clock)
    assert "Who heard what" in await summary_page(owner, panel)
    return panel, stages


async def summary_page(browser: Browser, panel: InterviewPanel) -> str:
    answer = await browser.get(f"/panels/{panel.id}/summary")
    assert answer.status_code == 200
    return words_of(answer)


async def test_another_order_makes_no_summary_stale(owner: Browser, loop: Loop) -> None:
    panel, stages = loop
    path = f"/panels/{panel.id}/stages/{stages[0].id}/move"
    assert (await owner.post(path, data={"way": "down"})).status_code == 303
    assert STALE not in await summary_page(owner, panel)
    assert "was held again" not in words_of(await owner.get(f"/panels/{panel.id}"))


async def test_for_another_level_it_is_made_again(
    owner: Browser, database: Database, clock: TestClock, loop: Loop
) -> None:
    panel, _ = loop
    assert NEW_LEVEL not in await summary_page(owner, panel)
    form = {"name": panel.name, "level": "junior"}
    assert (await owner.post(f"/panels/{panel.id}/edit", data=form)).status_code == 303
    page = await summary_page(owner, panel)
    assert NEW_LEVEL in page
    assert "Make it again" in page
    assert STALE not in page
    clock.forward(minutes=1)
    assert (await owner.post(f"/panels/{panel.id}/summary")).status_code == 303
    await make_summary(database, panel.id, clock=clock)
    page = await summary_page(owner, panel)
    assert NEW_LEVEL not in page
    assert "Who heard what" in page


async def test_its_stages_go_and_it_can_still_be_read(
    owner: Browser, db: AsyncSession, loop: Loop
) -> None:
    panel, stages = loop
    for stage in stages[:2]:
        await owner.post(f"/panels/{panel.id}/stages/{stage.id}/remove")
        page = await summary_page(owner, panel)
        assert STALE in page
        assert "Who heard what" in page
    assert "Make it again" not in page, "Nothing is left to make it of."
    assert (await owner.post(f"/panels/{panel.id}/summary")).status_code == 409
    assert "0 of 1 stage held." in words_of(await owner.get(f"/panels/{panel.id}"))
    # What was said is gone with the interview, also where its stage is not there any more.
    summary = await db.get_one(PanelSummary, panel.id, populate_existing=True)
    assert (await owner.post(f"/interviews/{summary.made_of[0][1]}/delete")).status_code == 303
    assert "Who heard what" not in await summary_page(owner, panel)


async def test_a_report_that_is_made_again_counts_as_it_was_until_it_is_there(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock, loop: Loop
) -> None:
    panel, _ = loop
    before = await counting_keys(db, owner.me.id, panel.id)
    interview_id = UUID(before[0][1])
    async with database.transaction() as other:
        await ask_for_feedback(other, interview_id, now=clock())
    assert STALE not in await summary_page(owner, panel)
    assert (await owner.post(f"/panels/{panel.id}/summary")).status_code == 303
    await make_feedback(database, interview_id, clock=clock)
    await make_summary(database, panel.id, clock=clock)
    after = await counting_keys(db, owner.me.id, panel.id)
    assert [key[:2] for key in after] == [key[:2] for key in before]
    summary = await db.get_one(PanelSummary, panel.id, populate_existing=True)
    assert (summary.status, summary.made_of) == ("READY", after)


async def test_what_a_stage_is_given_to_look_into_counts_for_one_that_is_set_up(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    interview_id = await start(owner, panel, stages[0])
    await owner.post(f"/interviews/new/{interview_id}", data={"collaboration": "dropped"})
    clock.forward(minutes=1)
    form = A_STAGE | {
        "persona_id": "",
        "minutes": "10",
        "focus_planning": "1",
        "stage": "recruiter",
    }
    answer = await owner.post(f"/panels/{panel.id}/stages/{stages[0].id}", data=form)
    assert answer.status_code == 303
    assert await start(owner, panel, stages[0]) == interview_id
    chosen = {
        focus["competency"]: focus["choice"]
        for focus in (await interview_of(database, interview_id)).plan["focus"]
    }
    assert (chosen["planning"], chosen["collaboration"]) == ("pinned", "dropped")
    # What the candidate does not want to be asked about goes before it.
    await owner.post(f"/interviews/new/{interview_id}", data={"planning": "dropped"})
    wished = (await interview_of(database, interview_id)).plan
    await owner.post(f"/panels/{panel.id}/stages/{stages[2].id}/skip")
    assert await start(owner, panel, stages[0]) == interview_id
    assert (await interview_of(database, interview_id)).plan == wished


async def test_one_credit_is_one_stage(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    await metered(database)
    await give(database, owner.me.id, granted=1)
    panel, stages = await keep_panel(database, owner.me, clock(), stages=2)
    first = await start(owner, panel, stages[0])
    second = await start(owner, panel, stages[1])
    await hold(database, owner.me, first, clock)
    page = words_of(await owner.get(f"/interviews/{second}/lobby"))
    assert "An interview takes one credit, and you have none left." in page
    assert (await owner.post(f"/interviews/{second}/start")).status_code in (303, 402)
    assert (await interview_of(database, second)).status == "READY"
    page = words_of(await owner.get(f"/panels/{panel.id}"))
    assert "1 of 2 stages held." in page
    assert f'href="/interviews/{second}/lobby"' in page
    assert [row.kind for row in await rows_of(database, owner.me.id)] == [
        "grant",
        "hold",
        "capture",
    ]
    await give(database, owner.me.id, granted=1)
    await hold(database, owner.me, second, clock)
    await assert_clean(database)
    assert "Everything is held." in words_of(await owner.get(f"/panels/{panel.id}"))


async def test_a_panel_goes_while_its_stage_is_held(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    interview_id = await start(owner, panel, stages[0])
    async with database.transaction() as other:
        await enter_room(
            other,
            owner.me.id,
            interview_id,
            visit=uuid4(),
            mode="text",
            take_over=False,
            now=clock(),
        )
    assert (await owner.post(f"/panels/{panel.id}/delete")).status_code == 303
    for page in ("lobby", "session"):
        assert (await owner.get(f"/interviews/{interview_id}/{page}")).status_code == 200
    assert (await owner.post(f"/interviews/{interview_id}/end")).status_code == 303
    await make_feedback(database, interview_id, clock=clock)
    assert (await owner.get(f"/interviews/{interview_id}/feedback")).status_code == 200
    assert await db.scalar(select(func.count()).select_from(PanelSummary)) == 0
    assert (await owner.post(start_path(panel, stages[0]))).status_code == 404


async def test_whatever_they_are_called(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    panel_id = await make(owner, name=NAMES[0])
    for name in (*NAMES, *NAMES[:3]):
        await add(owner, panel_id, title=name[:60], note=name, minutes="10")
    stages = await stages_now(db, panel_id)
    panel = await db.get_one(InterviewPanel, panel_id)
    await owner.post(f"/panels/{panel_id}/stages/{stages[1].id}/skip")
    for stage in (stages[0], stages[7]):
        await hold(database, owner.me, await start(owner, panel, stage), clock)
    await owner.post(f"/panels/{panel_id}/summary")
    await make_summary(database, panel.id, clock=clock)
    shown = (
        "",
        f"?did=skipped&at={stages[1].id}",
        "/edit",
        f"/edit?did=moved&at={stages[0].id}&way=up",
        f"/edit?form={stages[3].id}",
        "/summary",
    )
    for number, name in enumerate(NAMES):
        answer = await owner.post(f"/panels/{panel_id}/edit", data={"name": name, "level": "mid"})
        assert answer.status_code == 303
        language = {"accept-language": ("en", "es", "zh")[number % 3]}
        for path in shown:
            answer = await owner.get(f"/panels/{panel_id}{path}", headers=language)
            assert answer.status_code == 200
            assert "<script>alert" not in answer.text
        for path in ("/panels", "/dashboard", "/panels?page=0", "/panels?page=-9"):
            assert (await owner.get(path, headers=language)).status_code == 200


async def test_without_a_job_nothing_is_said_of_one(owner: Browser, loop: Loop) -> None:
    panel, _ = loop
    page = await summary_page(owner, panel)
    assert "What the job insists on" not in page
