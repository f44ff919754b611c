"""Everything one has held or set up, at /interviews, a page at a time."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.interviews.model import Feedback, InterviewSession, Status
from preppal.interviews.setup_routes import PAGE
from tests.interviews import an_interview, keep
from tests.people import MONDAY, Browser

LINK = re.compile(r"/interviews/([0-9a-f-]{36})/(lobby|session|feedback)")


async def an_entry(db: AsyncSession, browser: Browser, **changes: Any) -> InterviewSession:
    interview = an_interview(browser.me, MONDAY, **changes)
    await keep(db, interview)
    return interview


def listed(page: str) -> list[str]:
    """Ids in the order of the page, each once."""
    return list(dict.fromkeys(found[0] for found in LINK.findall(page)))


async def test_nothing_yet_says_what_to_do(owner: Browser) -> None:
    page = await owner.get("/interviews")
    assert page.status_code == 200
    assert listed(page.text) == []
    assert "/interviews/new" in page.text.split("<main")[1]


@pytest.mark.parametrize(
    ("status", "place"),
    [
        (Status.READY, "lobby"),
        (Status.LIVE, "lobby"),
        (Status.COMPLETED, "feedback"),
        (Status.ABANDONED, "feedback"),
        (Status.FAILED, "feedback"),
    ],
)
async def test_each_leads_to_where_it_goes_on(
    owner: Browser, db: AsyncSession, status: Status, place: str
) -> None:
    interview = await an_entry(db, owner, status=status, started_at=MONDAY)
    page = (await owner.get("/interviews")).text
    assert (str(interview.id), place) in LINK.findall(page)
    assert "Ward Nurse" in page
    assert "Linden Hospital" in page


async def test_a_topic_stands_in_for_the_job(owner: Browser, db: AsyncSession) -> None:
    nothing = {"title": "", "company": "", "content": ""}
    await an_entry(db, owner, topic="conflict", job=nothing)
    await an_entry(db, owner, topic="no longer offered", job=nothing)
    page = await owner.get("/interviews")
    assert page.status_code == 200
    assert "A disagreement at work" in page.text


async def test_pages_follow_each_other_without_gap_or_repetition(
    owner: Browser, db: AsyncSession
) -> None:
    kept = [
        str((await an_entry(db, owner, created_at=MONDAY - timedelta(days=n))).id)
        for n in range(2 * PAGE + 3)
    ]
    seen: list[str] = []
    path, pages = "/interviews", 0
    while path:
        page = (await owner.get(path)).text
        seen += listed(page)
        older = re.search(r'href="(/interviews\?before=[0-9a-f-]{36})"', page)
        path, pages = older[1] if older else "", pages + 1
    assert seen == kept[::-1]
    assert pages == 3


async def test_a_full_last_page_offers_no_empty_one(owner: Browser, db: AsyncSession) -> None:
    for _ in range(PAGE):
        await an_entry(db, owner)
    assert "before=" not in (await owner.get("/interviews")).text


async def test_everybody_sees_their_own(
    owner: Browser, stranger: Browser, staff: Browser, db: AsyncSession
) -> None:
    theirs = await an_entry(db, owner)
    mine = await an_entry(db, stranger)
    assert listed((await stranger.get("/interviews")).text) == [str(mine.id)]
    assert listed((await staff.get("/interviews")).text) == []
    # The id of somebody else's interview as a place to go on from reveals nothing.
    page = await stranger.get(f"/interviews?before={theirs.id}")
    assert listed(page.text) == []


async def test_a_visitor_is_asked_to_sign_in(visitor: Browser) -> None:
    answer = await visitor.get("/interviews")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


async def test_a_place_that_is_no_id_is_refused(owner: Browser) -> None:
    assert (await owner.get("/interviews?before=yesterday")).status_code == 422


async def test_names_are_shown_as_they_are_written(owner: Browser, db: AsyncSession) -> None:
    await an_entry(db, owner, job={"title": "<b>Nurse</b>", "company": "%(x)s & Co", "content": ""})
    page = (await owner.get("/interviews")).text
    assert "&lt;b&gt;Nurse&lt;/b&gt;" in page
    assert "%(x)s &amp; Co" in page


async def test_the_page_asks_the_database_little_whatever_one_owns(
    owner: Browser, database: Database, db: AsyncSession
) -> None:
    for _ in range(3 * PAGE):
        interview = await an_entry(db, owner, status=Status.COMPLETED, started_at=MONDAY)
        await keep(db, Feedback(interview_id=interview.id, requested_at=MONDAY))
    with database.count_statements() as sent:
        await owner.get("/interviews")
    assert len(sent) <= 6


async def test_an_outline_is_marked_as_one(owner: Browser, db: AsyncSession) -> None:
    outlined = {"title": "Baker", "company": "", "content": "You bake.", "is_outline": True}
    await an_entry(db, owner, job=outlined)
    await an_entry(db, owner)
    page = (await owner.get("/interviews")).text
    baker, nurse = page.index(">Baker<"), page.index(">Ward Nurse<")
    assert page.count(">Outline<") == 1
    assert nurse < baker < page.index(">Outline<")
