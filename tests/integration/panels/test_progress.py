"""How far one is: on the panel's page, in the list, on the dashboard."""

import re
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.debriefs.model import PanelSummary
from preppal.foundation.database import Database, NestedDatabase
from preppal.interviews.model import Feedback, InterviewSession
from preppal.interviews.stages.counting import counting_keys
from preppal.panels.model import InterviewPanel, InterviewPanelStage
from tests.interviews import keep
from tests.loops import hold, keep_panel, start
from tests.panels import words_of
from tests.people import Browser, TestClock

Loop = tuple[InterviewPanel, list[InterviewPanelStage]]


async def page_of(browser: Browser, panel: InterviewPanel) -> str:
    return words_of(await browser.get(f"/panels/{panel.id}"))


def picture(page: str) -> list[tuple[str, str]]:
    """The looks of the nodes, with the words below them."""
    rows = re.findall(
        r'data-look="(\w+)".*?loop-title">(.*?)</span>.*?loop-who">(.*?)</span>', page, re.DOTALL
    )
    return [(look, f"{title}: {' '.join(who.split('<')[0].split())}") for look, title, who in rows]


@pytest.fixture
async def loop(database: Database, owner: Browser, clock: TestClock) -> Loop:
    return await keep_panel(database, owner.me, clock())


async def held(
    database: Database, browser: Browser, loop: Loop, at: int, clock: TestClock, **how: object
) -> UUID:
    panel, stages = loop
    interview_id = await start(browser, panel, stages[at])
    await hold(database, browser.me, interview_id, clock, **how)  # type: ignore[arg-type]
    return interview_id


async def test_from_the_first_stage_to_the_last(
    database: Database, owner: Browser, clock: TestClock, loop: Loop
) -> None:
    panel, stages = loop
    page = await page_of(owner, panel)
    assert "0 of 3 stages held." in page
    assert picture(page) == [
        ("now", "First talk: Claire Obi, next"),
        ("open", "Ward manager: Ruth Adeyemi"),
        ("open", "Director: Tomas Vidal"),
    ]
    assert f'action="/panels/{panel.id}/stages/{stages[0].id}/start"' in page
    first = await start(owner, panel, stages[0])
    page = await page_of(owner, panel)
    assert "Set up, not begun." in page
    assert f'href="/interviews/{first}/lobby" data-fill' in page
    await hold(database, owner.me, first, clock, reported=False)
    page = await page_of(owner, panel)
    assert "The report is on its way." in page
    assert picture(page)[:2] == [
        ("waiting", "First talk: Claire Obi, report on its way"),
        ("now", "Ward manager: Ruth Adeyemi, next"),
    ]
    for at in (1, 2):
        await held(database, owner, loop, at, clock)
    page = await page_of(owner, panel)
    assert "Everything is held." in page
    assert picture(page)[2] == ("done", "Director: Tomas Vidal, 1 March")
    assert "Make the Panel Summary" in page, "Two of the three have reports."


async def test_held_again_the_latest_counts_and_the_other_stays(
    database: Database, owner: Browser, clock: TestClock, loop: Loop
) -> None:
    panel, _ = loop
    first = await held(database, owner, loop, 0, clock)
    assert "Hold it again, by voice" in await page_of(owner, panel)
    clock.forward(days=1)
    second = await held(database, owner, loop, 0, clock)
    page = await page_of(owner, panel)
    assert "1 of 3 stages held." in page
    assert "Held on 2 March 2027." in page
    assert "1 other interview of it" in page
    row, _, others = page.partition("stage-earlier")
    assert f"/interviews/{first}/feedback" in others
    assert f"/interviews/{second}/feedback" in row + others.partition("</details>")[2]


async def test_in_order_later_ones_are_locked(
    database: Database, owner: Browser, clock: TestClock
) -> None:
    loop = await keep_panel(database, owner.me, clock(), in_order=True)
    panel, stages = loop
    page = await page_of(owner, panel)
    assert [look for look, _ in picture(page)] == ["now", "locked", "locked"]
    assert f"/stages/{stages[1].id}/start" not in page
    await owner.post(f"/panels/{panel.id}/stages/{stages[0].id}/skip")
    page = await page_of(owner, panel)
    assert [look for look, _ in picture(page)] == ["skipped", "now", "locked"]
    assert f"/stages/{stages[1].id}/start" in page


async def test_the_page_offers_what_can_be_done_and_nothing_else(
    database: Database, owner: Browser, clock: TestClock
) -> None:
    """Whatever is offered to be held can be started, and what is not is refused."""
    loop = await keep_panel(database, owner.me, clock(), in_order=True)
    panel, stages = loop
    await held(database, owner, loop, 0, clock)
    await owner.post(f"/panels/{panel.id}/stages/{stages[1].id}/skip")
    page = await page_of(owner, panel)
    offered = [f"/stages/{stage.id}/start" in page for stage in stages]
    assert offered == [True, False, True]
    for stage, is_offered in zip(stages, offered, strict=True):
        path = f"/panels/{panel.id}/stages/{stage.id}/start"
        answer = await owner.post(path, data={"mode": "text"})
        assert answer.status_code == (303 if is_offered else 409)


async def test_too_short_to_judge_is_not_held(
    database: Database, db: AsyncSession, owner: Browser, clock: TestClock, loop: Loop
) -> None:
    panel, stages = loop
    interview_id = await start(owner, panel, stages[0])
    await db.execute(
        update(InterviewSession)
        .where(InterviewSession.id == interview_id)
        .values(status="COMPLETED", started_at=clock(), ended_at=clock())
    )
    feedback = Feedback(
        interview_id=interview_id,
        status="READY",
        requested_at=clock(),
        assessment={"enough": False},
    )
    await keep(db, feedback)
    page = await page_of(owner, panel)
    assert "Too little was said to judge." in page
    assert "0 of 3 stages held." in page
    assert picture(page)[0][0] == "now"


async def test_the_summary_is_offered_read_and_stale(
    database: Database, db: AsyncSession, owner: Browser, clock: TestClock, loop: Loop
) -> None:
    panel, _ = loop
    await held(database, owner, loop, 0, clock)
    assert "Make the Panel Summary" not in await page_of(owner, panel), "One is no panel."
    await held(database, owner, loop, 1, clock)
    assert "Make the Panel Summary" in await page_of(owner, panel)
    await owner.post(f"/panels/{panel.id}/summary")
    assert "The Panel Summary is on its way" in await page_of(owner, panel)
    summary = await db.get_one(PanelSummary, panel.id, populate_existing=True)
    summary.status, summary.debrief = "READY", {"version": 1}
    summary.made_of = await counting_keys(db, owner.me.id, panel.id)
    await db.flush()
    page = await page_of(owner, panel)
    assert "Read the Panel Summary" in page
    assert "was held again" not in page
    await held(database, owner, loop, 1, clock)
    assert "a stage was held again" in await page_of(owner, panel)


async def test_on_the_dashboard_and_in_the_list(
    database: Database, owner: Browser, stranger: Browser, clock: TestClock, loop: Loop
) -> None:
    panel, _ = loop
    other, _ = await keep_panel(database, owner.me, clock(), name="Another one", in_order=True)
    clock.forward(days=1)
    await held(database, owner, loop, 0, clock)
    today = words_of(await owner.get("/dashboard"))
    assert "Panel in progress" in today
    assert panel.name in today and other.name not in today, "The one with news."
    assert f'href="/panels/{panel.id}"' in today
    rows = words_of(await owner.get("/panels"))
    assert rows.index(panel.name) < rows.index(other.name)
    assert "1 of 3 stages held." in rows
    assert panel.name not in words_of(await stranger.get("/dashboard"))
    await owner.post(f"/panels/{panel.id}/archive")
    assert other.name in words_of(await owner.get("/dashboard"))


async def test_with_a_day_the_rest_is_spread(
    database: Database, owner: Browser, clock: TestClock
) -> None:
    loop = await keep_panel(database, owner.me, clock(), interview_on=clock().date().replace(day=6))
    panel, _ = loop
    page = await page_of(owner, panel)
    assert "3 stages left, 5 days." in page
    assert [words for _, words in picture(page)] == [
        "First talk: Claire Obi, next, by 2 March",
        "Ward manager: Ruth Adeyemi, by 3 March",
        "Director: Tomas Vidal, by 4 March",
    ]
    clock.forward(days=4)
    assert "more than one a day" in await page_of(owner, panel)


async def test_it_costs_as_much_however_much_there_is(
    database: NestedDatabase, owner: Browser, clock: TestClock
) -> None:
    few = await keep_panel(database, owner.me, clock(), stages=1)
    costs = []
    for _ in range(2):
        for path in ("/panels", f"/panels/{few[0].id}", f"/panels/{few[0].id}/edit", "/dashboard"):
            with database.count_statements() as statements:
                await owner.get(path)
            costs.append(len(statements))
        for _ in range(5):
            many = await keep_panel(database, owner.me, clock())
        for at in range(2):
            await held(database, owner, many, at, clock)
    assert costs[:4] == costs[4:]
    assert max(costs) <= 6
