"""POST /panels/{panel_id}/stages/{stage_id}/start: a stage's interview, set up once, by whose panel it is."""

import asyncio
import html
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.credits.model import Kind
from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews.continuing import StageOpenElsewhere, continue_interview
from preppal.interviews.ending import abandon_dropped, end_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.lease import enter_room
from preppal.interviews.model import GRACE, InterviewSession, Status
from preppal.interviews.stages.starting import PanelPutAway, StageLocked, StageSkipped
from preppal.job_descriptions.model import JobDescription
from preppal.panels.model import InterviewPanel, InterviewPanelStage, PanelState
from preppal.personas.model import Persona, State, snapshot
from tests.booking import a_persona
from tests.credits import assert_clean, give, metered, rows_of
from tests.interviews import JOB, keep, some_turns
from tests.loops import (
    a_panel,
    hold,
    interview_of,
    keep_panel,
    leads_asked,
    start,
    start_path,
)
from tests.people import MONDAY, Browser, Browsers, Postbox, TestClock, a_user, an_app


async def interviews_in_all(db: AsyncSession, stage_id: UUID) -> list[InterviewSession]:
    found = await db.scalars(
        select(InterviewSession)
        .where(InterviewSession.panel_stage_id == stage_id)
        .order_by(InterviewSession.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def a_job(database: Database, user: User, **changes: str) -> JobDescription:
    job = JobDescription(
        user_id=user.id,
        **(JOB | changes),
        content_hash=uuid4().hex * 2,
        created_at=MONDAY,
        last_used_at=MONDAY,
    )
    async with database.transaction() as db:
        await keep(db, job)
    return job


async def refused(browser: Browser, path: str, sentence: str) -> None:
    answer = await browser.post(path, data={"mode": "text"})
    assert answer.status_code == 409
    assert sentence in html.unescape(answer.text)


async def test_what_the_stage_says_becomes_an_interview(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    job = await a_job(database, owner.me)
    panel, stages = await keep_panel(
        database, owner.me, clock(), minutes=30, job_description_id=job.id
    )
    async with database.transaction() as db:
        stage = await db.get_one(InterviewPanelStage, stages[0].id)
        stage.focus = ["conflict_handling", "planning"]
    row = await interview_of(database, await start(owner, panel, stages[0]))
    assert (row.status, row.mode, row.minutes) == (Status.READY, "text", 30)
    assert (row.panel_stage_id, row.job_description_id) == (stages[0].id, job.id)
    assert row.job["content"] == JOB["content"]
    # The stage's kind of interview, whatever the persona's own is.
    assert stages[0].persona["stage"] == "technical"
    assert row.persona == {**stages[0].persona, "stage": "recruiter"}
    plan = InterviewPlan.from_json(row.plan)
    assert plan.stage == "recruiter"
    assert {"conflict_handling", "planning"} <= {lead.competency for lead in plan.leads}
    pinned = {focus.competency for focus in plan.focus if focus.choice == "pinned"}
    assert pinned == {"conflict_handling", "planning"}
    assert row.hand_over == {}


@pytest.mark.parametrize(
    ("title", "content", "level"),
    [("Ward Nurse", "You care for patients.", "senior"), ("Junior Nurse", "You care.", "junior")],
)
async def test_the_panels_level_holds_where_the_job_says_none(
    owner: Browser, database: Database, clock: TestClock, title: str, content: str, level: str
) -> None:
    job = await a_job(database, owner.me, title=title, content=content)
    panel, stages = await keep_panel(database, owner.me, clock(), job_description_id=job.id)
    interview_id = await start(owner, panel, stages[0])
    assert (await interview_of(database, interview_id)).plan["seniority"] == level
    # And stays when the plan is made again.
    await owner.post(f"/interviews/new/{interview_id}", data={"planning": "pinned"})
    row = await interview_of(database, interview_id)
    assert row.plan["seniority"] == level
    assert "planning" in [lead["competency"] for lead in row.plan["leads"]]


async def test_more_in_focus_than_there_are_questions_is_no_trouble(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    async with database.transaction() as db:
        stage = await db.get_one(InterviewPanelStage, stages[0].id)
        stage.focus = ["planning", "ownership", "leadership", "collaboration"]
    row = await interview_of(database, await start(owner, panel, stages[0]))
    assert {lead["competency"] for lead in row.plan["leads"]} == {"planning", "ownership"}


async def test_again_leads_to_the_same_interview(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    first = await start(owner, panel, stages[0])
    answer = await owner.post(start_path(panel, stages[0]), data={"mode": "voice"})
    assert answer.headers["location"] == f"/interviews/{first}/lobby"
    assert (await interview_of(database, first)).mode == "voice"
    async with database.transaction() as db:
        assert len(await interviews_in_all(db, stages[0].id)) == 1
        await enter_room(
            db, owner.me.id, first, visit=uuid4(), mode="text", take_over=False, now=clock()
        )
    answer = await owner.post(start_path(panel, stages[0]), data={"mode": "text"})
    assert answer.headers["location"] == f"/interviews/{first}/session"


async def test_an_edited_stage_is_set_up_as_it_is_now(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    first = await start(owner, panel, stages[0])
    async with database.transaction() as db:
        stage = await db.get_one(InterviewPanelStage, stages[0].id)
        stage.persona = {**stage.persona, "name": "Ines Roth"}
    second = await start(owner, panel, stages[0])
    assert second != first
    assert (await interview_of(database, second)).persona["name"] == "Ines Roth"
    async with database.transaction() as db:
        assert [one.id for one in await interviews_in_all(db, stages[0].id)] == [second]


async def test_only_its_owner_can_hold_it(
    owner: Browser,
    stranger: Browser,
    staff: Browser,
    visitor: Browser,
    database: Database,
    clock: TestClock,
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    other, others = await keep_panel(database, owner.me, clock())
    path = start_path(panel, stages[0])
    for browser in (stranger, staff):
        assert (await browser.post(path)).status_code == 404
    assert (await visitor.post(path)).headers["location"].startswith("/sign-in?next=")
    assert (await owner.post(start_path(panel, others[0]))).status_code == 404
    assert (await owner.post(f"/panels/{panel.id}/stages/{uuid4()}/start")).status_code == 404
    assert (await owner.post(f"/panels/{uuid4()}/stages/{stages[0].id}/start")).status_code == 404
    async with database.transaction() as db:
        assert await interviews_in_all(db, stages[0].id) == []
    assert other.id != panel.id


async def test_an_archived_panel_is_refused_with_a_sentence(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock(), state=PanelState.ARCHIVED)
    await refused(owner, start_path(panel, stages[0]), PanelPutAway.message)


async def test_a_skipped_stage_is_refused_with_a_sentence(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    async with database.transaction() as db:
        (await db.get_one(InterviewPanelStage, stages[0].id)).skipped_at = clock()
    await refused(owner, start_path(panel, stages[0]), StageSkipped.message)


async def test_in_order_a_stage_opens_when_those_before_are_held_or_skipped(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock(), in_order=True)
    await refused(owner, start_path(panel, stages[1]), StageLocked.message)
    first = await start(owner, panel, stages[0])
    await refused(owner, start_path(panel, stages[1]), StageLocked.message)
    await hold(database, owner.me, first, clock, reported=False)
    await start(owner, panel, stages[1])
    await refused(owner, start_path(panel, stages[2]), StageLocked.message)
    async with database.transaction() as db:
        (await db.get_one(InterviewPanelStage, stages[1].id)).skipped_at = clock()
    await start(owner, panel, stages[2])


async def test_in_any_order_the_last_can_come_first(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    await start(owner, panel, stages[2])


async def test_a_held_stage_is_held_again_in_other_questions_about_the_same(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock(), minutes=30)
    first = await start(owner, panel, stages[1])
    await hold(database, owner.me, first, clock)
    second = await start(owner, panel, stages[1])
    assert second != first
    before, now = await interview_of(database, first), await interview_of(database, second)
    asked, planned = ({x["lead_id"] for x in row.plan["leads"]} for row in (before, now))
    assert not asked & planned
    assert sorted(x["competency"] for x in before.plan["leads"]) == sorted(
        x["competency"] for x in now.plan["leads"]
    )
    # What was told in the stage itself was told to nobody else.
    assert now.hand_over == {}
    # The earlier one stays readable.
    assert (await owner.get(f"/interviews/{first}/feedback")).status_code == 200


@pytest.mark.parametrize("fate", ["retired", "hidden", "deleted"])
async def test_whatever_became_of_the_persona(
    owner: Browser, database: Database, clock: TestClock, fate: str
) -> None:
    persona = a_persona(owner_id=owner.me.id)
    panel, stages = a_panel(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, persona)
        stages[0].persona_id, stages[0].persona = persona.id, snapshot(persona)
        await keep(db, panel, *stages)
        if fate == "deleted":
            await db.execute(delete(Persona).where(Persona.id == persona.id))
        else:
            state = State.RETIRED if fate == "retired" else State.HIDDEN
            changes = {"state": state, "name": "Somebody Else", "hidden_reason": "A test."}
            await db.execute(update(Persona).where(Persona.id == persona.id).values(**changes))
    row = await interview_of(database, await start(owner, panel, stages[0]))
    assert row.persona["name"] == "Yusra Okafor"
    assert row.persona_id == (None if fate == "deleted" else persona.id)
    assert (await owner.get(f"/interviews/{row.id}/lobby")).status_code == 200


async def test_without_the_job_that_was_deleted(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    job = await a_job(database, owner.me)
    panel, stages = await keep_panel(database, owner.me, clock(), job_description_id=job.id)
    async with database.transaction() as db:
        await db.execute(delete(JobDescription).where(JobDescription.id == job.id))
    row = await interview_of(database, await start(owner, panel, stages[0]))
    assert row.job == {"title": "", "company": "", "content": ""}
    assert row.job_description_id is None and row.resume == {}


async def dropped(
    database: Database, owner: Browser, interview_id: UUID, clock: TestClock
) -> InterviewSession:
    """Its line dropped for good."""
    row = await interview_of(database, interview_id)
    async with database.transaction() as db:
        await enter_room(
            db, owner.me.id, row.id, visit=uuid4(), mode="text", take_over=False, now=clock()
        )
        await keep(db, *some_turns(row))
        entered = await db.get_one(InterviewSession, row.id)
        entered.held_by = entered.held_until = None
        entered.elapsed_ms = 75_000
    clock.forward(seconds=GRACE.total_seconds() * 2)
    async with database.transaction() as db:
        assert await abandon_dropped(db, now=clock()) == 1
    return row


async def test_one_that_was_dropped_is_no_fault_beside_another_of_its_stage(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    first = await start(owner, panel, stages[0])
    await dropped(database, owner, first, clock)
    second = await start(owner, panel, stages[0])
    assert second != first
    await refused(owner, f"/interviews/{first}/continue", StageOpenElsewhere.message)
    await refused(owner, f"/interviews/{first}/start", StageOpenElsewhere.message)
    assert (await owner.post(f"/interviews/{second}/delete")).status_code == 303
    answer = await owner.post(f"/interviews/{first}/continue")
    assert answer.headers["location"] == f"/interviews/{first}/lobby"
    # It is the open one again.
    answer = await owner.post(start_path(panel, stages[0]), data={"mode": "text"})
    assert answer.headers["location"] == f"/interviews/{first}/session"


async def test_two_tabs_start_one_interview_and_take_one_credit(
    fresh_database: Database,
    browsers: Browsers,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
) -> None:
    app = an_app(settings, fresh_database, postbox, clock)
    browser = await browsers(a_user("Ana"), app=app)
    await metered(fresh_database)
    await give(fresh_database, browser.me.id, granted=2)
    panel, stages = await keep_panel(fresh_database, browser.me, clock())
    answers = await asyncio.gather(
        *(browser.post(start_path(panel, stages[0]), data={"mode": "text"}) for _ in range(6))
    )
    assert {answer.status_code for answer in answers} == {303}
    [lobby] = {answer.headers["location"] for answer in answers}
    interview_id = UUID(lobby.split("/")[2])
    async with fresh_database.transaction() as db:
        assert len(await interviews_in_all(db, stages[0].id)) == 1
    # Nothing is held before it begins, and once when both tabs go in.
    assert [row.kind for row in await rows_of(fresh_database, browser.me.id)] == [Kind.GRANT]

    async def go_in() -> None:
        async with fresh_database.transaction() as db:
            await enter_room(
                db,
                browser.me.id,
                interview_id,
                visit=uuid4(),
                mode="text",
                take_over=True,
                now=clock(),
            )

    await asyncio.gather(go_in(), go_in())
    kinds = [row.kind for row in await rows_of(fresh_database, browser.me.id)]
    assert kinds == [Kind.GRANT, Kind.HOLD]
    await assert_clean(fresh_database)


async def test_one_opened_again_and_one_set_up_at_once_are_one(
    fresh_database: Database,
    browsers: Browsers,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
) -> None:
    app = an_app(settings, fresh_database, postbox, clock)
    browser = await browsers(a_user("Ana"), app=app)
    panel, stages = await keep_panel(fresh_database, browser.me, clock())
    first = await start(browser, panel, stages[0])
    await dropped(fresh_database, browser, first, clock)

    async def go_on() -> str:
        try:
            async with fresh_database.transaction() as db:
                await continue_interview(db, browser.me.id, first, now=clock())
        except StageOpenElsewhere:
            return "refused"
        return "open"

    going_on = asyncio.create_task(go_on())
    answers = await asyncio.gather(*(browser.post(start_path(panel, stages[0])) for _ in range(3)))
    outcome = await going_on
    assert {answer.status_code for answer in answers} == {303}
    async with fresh_database.transaction() as db:
        rows = await interviews_in_all(db, stages[0].id)
    is_open = [row.id for row in rows if row.status in (Status.READY, Status.LIVE)]
    assert len(is_open) == 1
    assert (is_open == [first]) == (outcome == "open")


async def test_questions_do_not_repeat_over_the_loop(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    asked: list[str] = []
    for stage in (*stages, stages[1]):
        interview_id = await start(owner, panel, stage)
        await hold(database, owner.me, interview_id, clock, reported=False)
        async with database.transaction() as db:
            asked += await leads_asked(db, interview_id)
    assert len(asked) == len(set(asked)) >= 6


async def test_the_pages_say_which_stage_it_is_and_lead_back(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock())
    interview_id = await start(owner, panel, stages[1])
    here = f"/interviews/{interview_id}"
    for page in ("lobby", "session"):
        text = html.unescape((await owner.get(f"{here}/{page}")).text)
        assert "Stage 2 of 3 · Ward nurse loop" in text
        assert f'href="/panels/{panel.id}"' in text
    await hold(database, owner.me, interview_id, clock)
    text = html.unescape((await owner.get(f"{here}/feedback")).text)
    assert "Stage 2 of 3 · Ward nurse loop" in text
    assert "Next: stage 1, First talk with Claire Obi." in text
    assert f'action="{start_path(panel, stages[0])}"' in text
    # Removing the panel's stage leaves the interview what it is.
    async with database.transaction() as db:
        await db.execute(delete(InterviewPanel).where(InterviewPanel.id == panel.id))
    text = (await owner.get(f"{here}/feedback")).text
    assert "Ward nurse loop" not in text


async def test_a_finished_loop_has_no_next_stage(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, [stage] = await keep_panel(database, owner.me, clock(), stages=1)
    interview_id = await start(owner, panel, stage)
    async with database.transaction() as db:
        await enter_room(
            db, owner.me.id, interview_id, visit=uuid4(), mode="text", take_over=False, now=clock()
        )
        row = await db.get_one(InterviewSession, interview_id)
        await keep(db, *some_turns(row))
        await end_interview(db, row.id, user_id=owner.me.id, reason="ended", now=clock())
    await make_feedback(database, interview_id, clock=clock)
    text = (await owner.get(f"/interviews/{interview_id}/feedback")).text
    assert "No stage is left to hold." in text
