"""Quick practice: a topic on the dashboard, and ten minutes later some of it is better."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.topics import TOPICS
from preppal.interviews.booking import QUICK_AGAIN, STAGES_FOR
from preppal.interviews.model import InterviewSession, Status
from tests.booking import interviews_in, publish
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app


@pytest.fixture(autouse=True)
async def personas(database: Database) -> None:
    await publish(database)


async def practise(browser: Browser, topic: str) -> UUID:
    answer = await browser.post("/interviews/quick", data={"topic": topic})
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].endswith("/lobby")
    return UUID(answer.headers["location"].split("/")[2])


def test_every_topic_has_somebody_who_would_ask_about_it() -> None:
    assert set(STAGES_FOR) == set(TOPICS)


@pytest.mark.parametrize("topic", list(TOPICS))
async def test_a_topic_becomes_ten_minutes_with_somebody_fitting(
    owner: Browser, db: AsyncSession, topic: str
) -> None:
    interview_id = await practise(owner, topic)
    [interview] = await interviews_in(db, owner)
    assert interview.id == interview_id
    assert (interview.minutes, interview.mode, interview.topic) == (10, "voice", topic)
    assert interview.job["content"] == ""
    plan = InterviewPlan.from_json(interview.plan)
    assert (plan.topic, plan.minutes) == (topic, 10)
    assert plan.stage in STAGES_FOR[topic]
    asked = {lead.competency for lead in plan.leads}
    assert asked & set(TOPICS[topic].emphasis)


async def test_the_dashboard_offers_every_topic(owner: Browser) -> None:
    page = (await owner.get("/dashboard")).text
    assert all(f'value="{topic}"' in page for topic in TOPICS)


@pytest.mark.parametrize("topic", ["", "astrology", "conflict\x00s"])
async def test_a_topic_that_is_not_offered_is_refused(
    owner: Browser, db: AsyncSession, topic: str
) -> None:
    answer = await owner.post("/interviews/quick", data={"topic": topic})
    assert answer.status_code == 422
    assert await interviews_in(db, owner) == []


async def test_a_visitor_is_asked_to_sign_in(visitor: Browser, db: AsyncSession) -> None:
    answer = await visitor.post("/interviews/quick", data={"topic": "conflict"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert await db.scalar(select(func.count()).select_from(InterviewSession)) == 0


async def test_a_second_click_leads_to_the_first_interview(
    owner: Browser, stranger: Browser, db: AsyncSession, clock: TestClock
) -> None:
    first = await practise(owner, "conflict")
    assert await practise(owner, "conflict") == first
    assert await practise(stranger, "conflict") != first
    assert await practise(owner, "planning") != first
    clock.now += QUICK_AGAIN
    assert await practise(owner, "conflict") != first
    assert len(await interviews_in(db, owner)) == 3


async def test_one_that_was_begun_is_not_offered_again(owner: Browser, db: AsyncSession) -> None:
    first = await practise(owner, "conflict")
    [interview] = await interviews_in(db, owner)
    interview.status = Status.LIVE
    await db.flush()
    assert await practise(owner, "conflict") != first


async def test_clicks_at_the_same_instant_book_once(
    fresh_database: Database,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
    browsers: Browsers,
) -> None:
    await publish(fresh_database)
    app = an_app(settings, fresh_database, postbox, clock)
    ana = await browsers(a_user("Ana"), app=app)
    booked = await asyncio.gather(*(practise(ana, "conflict") for _ in range(5)))
    async with fresh_database.transaction() as db:
        [interview] = await interviews_in(db, ana)
    assert set(booked) == {interview.id}


async def test_practising_again_brings_other_questions_and_other_people(
    owner: Browser, db: AsyncSession, clock: TestClock
) -> None:
    for _ in range(8):
        await practise(owner, "conflict")
        clock.forward(minutes=5)
    held = await interviews_in(db, owner)
    assert len({interview.persona["name"] for interview in held}) > 1
    assert len({tuple(x["lead_id"] for x in i.plan["leads"]) for i in held}) > 1
