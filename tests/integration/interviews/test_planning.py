"""The plan of an interview that was set up: looked at, changed while it has not begun, and not again soon."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database, uuid7
from preppal.interviewer.plan import InterviewPlan, build_plan
from preppal.interviewer.questions import COMPETENCIES
from preppal.interviews.briefings import briefing_of
from preppal.interviews.lease import enter_room
from preppal.interviews.model import InterviewSession, Status, Turn
from preppal.interviews.planning import PlanStands, Wishes, change_plan
from tests.booking import a_form, interviews_in, publish
from tests.interviews import keep
from tests.people import MONDAY, Browser, TestClock


@pytest.fixture(autouse=True)
async def personas(database: Database) -> None:
    await publish(database)


async def booked(browser: Browser, db: AsyncSession, **changes: str) -> InterviewSession:
    answer = await browser.post("/interviews/new", data=a_form(**changes))
    assert answer.status_code == 303, answer.text
    return (await interviews_in(db, browser))[-1]


def asked(interview: InterviewSession) -> list[str]:
    return [lead["lead_id"] for lead in interview.plan["leads"]]


def competencies(interview: InterviewSession) -> set[str]:
    return {lead["competency"] for lead in interview.plan["leads"]}


async def test_the_lobby_leads_to_the_plan_and_the_plan_to_the_lobby(
    owner: Browser, db: AsyncSession
) -> None:
    interview = await booked(owner, db)
    lobby = (await owner.get(f"/interviews/{interview.id}/lobby")).text
    assert f'href="/interviews/new/{interview.id}"' in lobby
    page = (await owner.get(f"/interviews/new/{interview.id}")).text
    assert f'href="/interviews/{interview.id}/lobby"' in page


async def test_only_words_of_the_posting_are_marked(owner: Browser, db: AsyncSession) -> None:
    interview = await booked(owner, db)
    page = (await owner.get(f"/interviews/new/{interview.id}")).text
    marked = [part.split("</mark>")[0] for part in page.split("<mark>")[1:]]
    assert marked
    assert all(words in interview.job["content"] for words in marked)


async def test_the_questions_are_read_only_by_who_opens_them(
    owner: Browser, db: AsyncSession
) -> None:
    interview = await booked(owner, db)
    page = (await owner.get(f"/interviews/new/{interview.id}")).text
    for lead in interview.plan["leads"]:
        before, _, _ = page.partition(lead["text"].split(".")[0].replace("'", "&#39;"))
        assert before.rfind("<details") > before.rfind("</details")


async def test_a_thing_is_left_out_and_another_asked_about_for_sure(
    owner: Browser, db: AsyncSession
) -> None:
    interview = await booked(owner, db)
    out = interview.plan["leads"][0]["competency"]
    wanted = next(key for key in COMPETENCIES if key not in competencies(interview))
    path = f"/interviews/new/{interview.id}"
    answer = await owner.post(path, data={out: "dropped", wanted: "pinned", "nonsense": "pinned"})
    assert (answer.status_code, answer.headers["location"]) == (303, path + "?saved=1")
    await db.refresh(interview)
    assert out not in competencies(interview)
    assert wanted in competencies(interview)
    page = (await owner.get(path)).text
    assert checked(page, out, "dropped")
    assert checked(page, wanted, "pinned")
    # What was planned at first comes back with the wishes gone.
    first = InterviewPlan.from_json(interview.plan)
    await owner.post(path, data={})
    await db.refresh(interview)
    assert InterviewPlan.from_json(interview.plan) != first
    assert out in competencies(interview)


def checked(page: str, name: str, value: str) -> bool:
    return f'name="{name}" value="{value}" checked' in page


async def test_the_stored_plan_is_the_one_that_its_snapshots_give(
    owner: Browser, db: AsyncSession
) -> None:
    """Replaying gives the same interview."""
    for form in ({}, {"minutes": "60", "persona_id": "hiro-tanabe"}, {"job_text": ""}):
        interview = await booked(owner, db, idempotency_key=str(form), **form)
        again = briefing_of(
            interview.id,
            persona=interview.persona,
            job=interview.job,
            topic=interview.topic,
            minutes=interview.minutes,  # type: ignore[arg-type]
            avoid_leads=frozenset(),
        )
        assert build_plan(again).to_json() == interview.plan


async def test_too_much_left_out_is_refused_and_the_wishes_stay(
    owner: Browser, db: AsyncSession
) -> None:
    interview = await booked(owner, db)
    before = interview.plan
    path = f"/interviews/new/{interview.id}"
    answer = await owner.post(path, data=dict.fromkeys(COMPETENCIES[2:], "dropped"))
    assert answer.status_code == 422
    assert "Keep at least 3" in answer.text
    assert checked(answer.text, COMPETENCIES[2], "dropped")
    answer = await owner.post(path, data=dict.fromkeys(COMPETENCIES, "pinned"))
    assert answer.status_code == 422
    assert "at most" in answer.text
    await db.refresh(interview)
    assert interview.plan == before


async def test_a_plan_without_a_posting_says_so(owner: Browser, db: AsyncSession) -> None:
    interview = await booked(owner, db, job_text="")
    page = (await owner.get(f"/interviews/new/{interview.id}")).text
    assert "There is no job description." in page
    assert "<mark>" not in page


async def test_a_plan_of_before_plans_said_why_is_shown_and_stands(
    owner: Browser, db: AsyncSession
) -> None:
    interview = await booked(owner, db)
    old = {key: value for key, value in interview.plan.items() if key not in ("focus", "fields")}
    interview.plan = {**old, "version": 1}
    await db.commit()
    page = (await owner.get(f"/interviews/new/{interview.id}")).text
    assert "made before plans said why" in page
    assert (await owner.get(f"/interviews/{interview.id}/lobby")).status_code == 200


async def go_in(database: Database, user_id: UUID, interview_id: UUID) -> str:
    """Enter the room; gives what the plan it begins with weighs."""
    async with database.transaction() as one:
        interview, _ = await enter_room(
            one, user_id, interview_id, visit=uuid7(), mode="text", take_over=False, now=MONDAY
        )
        return str(interview.plan["focus"])


async def test_once_begun_the_plan_stands(
    owner: Browser, database: Database, db: AsyncSession
) -> None:
    interview = await booked(owner, db)
    await go_in(database, owner.me.id, interview.id)
    before = interview.plan
    path = f"/interviews/new/{interview.id}"
    answer = await owner.post(path, data={"planning": "pinned"})
    assert answer.status_code == 409
    assert "has begun, so its plan stands" in answer.text
    page = (await owner.get(path)).text
    assert "has begun, so its plan stands" in page
    assert "Make the plan again" not in page
    await db.refresh(interview)
    assert interview.plan == before


async def test_going_in_and_changing_the_plan_wait_for_each_other(
    owner: Browser, database: Database, db: AsyncSession
) -> None:
    """Who holds the row first decides: a plan that changes under an interview that begins cannot be."""
    interview = await booked(owner, db)
    user_id, interview_id = owner.me.id, interview.id

    async def change() -> str:
        try:
            async with database.transaction() as one:
                wishes = Wishes(pinned=frozenset({"planning"}))
                await change_plan(one, user_id, interview_id, wishes)
        except PlanStands:
            return "stands"
        return "changed"

    begun_with, said = await asyncio.gather(go_in(database, user_id, interview_id), change())
    await db.refresh(interview)
    assert str(interview.plan["focus"]) == begun_with
    assert ("pinned" in begun_with) == (said == "changed")


async def test_nobody_is_asked_the_same_in_the_next_five_sessions(
    owner: Browser, stranger: Browser, db: AsyncSession, clock: TestClock
) -> None:
    """Six interviews with one interviewer on one job: no lead twice, until the first is six sessions ago."""
    seen: set[str] = set()
    for number in range(6):
        clock.forward(hours=1)
        interview = await booked(owner, db, minutes="10", idempotency_key=f"page {number}")
        now = {*asked(interview), interview.plan["warmup"]["lead_id"]}
        leads = set(asked(interview))
        assert not leads & seen, number
        seen |= leads
        interview.status, interview.started_at = Status.COMPLETED, clock.now
        await keep(
            db, *(a_turn(interview.id, seq, lead) for seq, lead in enumerate(sorted(now), 1))
        )
    # Somebody else has heard none of them.
    other = await booked(stranger, db, minutes="10")
    assert (
        build_plan(
            briefing_of(
                other.id,
                persona=other.persona,
                job=other.job,
                topic="",
                minutes=10,
                avoid_leads=frozenset(),
            )
        ).to_json()
        == other.plan
    )


async def test_a_retake_is_the_parallel_form(
    owner: Browser, db: AsyncSession, clock: TestClock
) -> None:
    """The same job, interviewer and length again: as much of the same things, in other questions."""
    first = await booked(owner, db, idempotency_key="first")
    first.status, first.started_at = Status.COMPLETED, clock.now
    await db.commit()
    again = await booked(owner, db, idempotency_key="again")
    assert again.plan["retake_of"] == asked(first)
    assert not set(asked(again)) & set(asked(first))
    kinds = [
        sorted(lead["competency"] for lead in interview.plan["leads"])
        for interview in (first, again)
    ]
    assert kinds[0] == kinds[1]
    shorter = await booked(owner, db, idempotency_key="shorter", minutes="10")
    assert shorter.plan["retake_of"] == []
    # A plan that is made again stays one.
    await owner.post(f"/interviews/new/{again.id}", data={})
    await db.refresh(again)
    assert again.plan["retake_of"] == asked(first)


def a_turn(interview_id: UUID, seq: int, lead_id: str) -> Turn:
    return Turn(
        interview_id=interview_id,
        seq=seq,
        speaker="interviewer",
        text="A question.",
        started_ms=0,
        ended_ms=1,
        lead_id=lead_id,
    )
