"""The dashboard: what to practise next, what is open, what was held."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.codes import ADVICE
from preppal.assessment.report import (
    VERSION,
    Advice,
    Assessment,
    Delivery,
    Evidence,
    QuestionFinding,
)
from preppal.foundation.database import Database
from preppal.home.dashboard import HISTORY
from preppal.interviews.model import Feedback, InterviewSession, Status
from tests.interviews import an_interview, keep
from tests.people import MONDAY, Browser

QUOTE = "it was sort of agreed that they'd <do> it"


def a_report(code: str = "name_your_part", quote: str = QUOTE, **changes: Any) -> Assessment:
    evidence = Evidence("own_part", 4, 0, len(quote), quote) if quote else None
    fields: dict[str, Any] = {
        "version": VERSION,
        "enough": True,
        "not_enough_reason": None,
        "headline": Advice(code, "own-001", evidence),
        "practise": (),
        "findings": (
            QuestionFinding("own-001", "ownership", "What did you own?", "Own", (3, 4), "partly"),
        ),
        "delivery": Delivery(spoken=False, words=120),
    }
    return Assessment(**(fields | changes))


async def a_held_one(
    db: AsyncSession, browser: Browser, report: Assessment | None, **changes: Any
) -> InterviewSession:
    interview = an_interview(
        browser.me,
        MONDAY,
        **({"status": Status.COMPLETED, "started_at": MONDAY, "ended_at": MONDAY} | changes),
    )
    await keep(db, interview)
    await keep(
        db,
        Feedback(
            interview_id=interview.id,
            requested_at=MONDAY,
            status="READY" if report else "WAITING",
            assessment=report.to_json() if report else None,
        ),
    )
    return interview


async def test_the_first_visit_says_how_to_begin(owner: Browser) -> None:
    page = await owner.get("/dashboard")
    assert page.status_code == 200
    assert "/interviews/new" in page.text
    assert "/interviews/quick" in page.text


async def test_a_visitor_is_asked_to_sign_in(visitor: Browser) -> None:
    answer = await visitor.get("/dashboard")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/sign-in?next=%2Fdashboard",
    )


async def test_the_newest_reports_advice_stands_first_with_its_quote(
    owner: Browser, db: AsyncSession
) -> None:
    await a_held_one(db, owner, a_report("shorten", quote="an older quote"))
    newest = await a_held_one(db, owner, a_report())
    page = (await owner.get("/dashboard")).text
    assert ADVICE["name_your_part"].headline in page
    assert "it was sort of agreed that they&#39;d &lt;do&gt; it" in page
    assert "an older quote" not in page
    assert f"/interviews/{newest.id}/feedback" in page


async def test_advice_without_a_quote_explains_itself(owner: Browser, db: AsyncSession) -> None:
    advice = Advice("say_more", "own-001", None, {"words": 12})
    await a_held_one(db, owner, a_report(headline=advice))
    page = (await owner.get("/dashboard")).text
    assert ADVICE["say_more"].headline in page
    assert "after 12 words" in page


@pytest.mark.parametrize("newest", ["waiting", "not enough"])
async def test_a_report_that_says_nothing_leaves_the_last_one_that_did(
    owner: Browser, db: AsyncSession, newest: str
) -> None:
    await a_held_one(db, owner, a_report())
    silent = a_report(enough=False, not_enough_reason="nothing_said", headline=None, findings=())
    await a_held_one(db, owner, None if newest == "waiting" else silent)
    assert ADVICE["name_your_part"].headline in (await owner.get("/dashboard")).text


@pytest.mark.parametrize("code", list(ADVICE))
async def test_every_advice_can_stand_there(owner: Browser, db: AsyncSession, code: str) -> None:
    params: dict[str, str | int | float] = {"words": 40, "value": 3}
    advice = Advice(code, None, None, params)
    await a_held_one(db, owner, a_report(headline=advice))
    page = await owner.get("/dashboard")
    assert page.status_code == 200
    assert ADVICE[code].headline.split("“")[0] in page.text  # type: ignore[index]


async def test_one_in_progress_can_be_gone_back_to(owner: Browser, db: AsyncSession) -> None:
    live = an_interview(owner.me, MONDAY, status=Status.LIVE, started_at=MONDAY, elapsed_ms=150_000)
    await keep(db, live, *(an_interview(owner.me, MONDAY) for _ in range(HISTORY + 1)))
    page = (await owner.get("/dashboard")).text
    assert f"/interviews/{live.id}/lobby" in page
    assert "7:30" in page


async def test_titles_in_progress_are_shown_as_they_are_written(
    owner: Browser, db: AsyncSession
) -> None:
    job = {"title": "<b>50% Nurse</b>", "company": "%(x)s & Co", "content": ""}
    await keep(db, an_interview(owner.me, MONDAY, status=Status.LIVE, started_at=MONDAY, job=job))
    page = await owner.get("/dashboard")
    assert page.status_code == 200
    assert "&lt;b&gt;50% Nurse&lt;/b&gt;" in page.text
    assert "%(x)s &amp; Co" in page.text


async def test_a_topic_in_progress_has_its_name(owner: Browser, db: AsyncSession) -> None:
    nothing = {"title": "", "company": "", "content": ""}
    live = an_interview(
        owner.me, MONDAY, status=Status.LIVE, started_at=MONDAY, job=nothing, topic="conflict"
    )
    await keep(db, live)
    page = await owner.get("/dashboard")
    assert page.text.count("A disagreement at work") >= 2  # in progress, and among the topics


async def test_the_last_few_are_listed_and_the_rest_is_a_link_away(
    owner: Browser, db: AsyncSession
) -> None:
    held = [await a_held_one(db, owner, None) for _ in range(HISTORY + 2)]
    page = (await owner.get("/dashboard")).text
    assert all(f"/interviews/{one.id}/" in page for one in held[2:])
    assert not any(f"/interviews/{one.id}/" in page for one in held[:2])
    assert f"/interviews?before={held[2].id}" in page


async def test_nobody_sees_anything_of_others(
    owner: Browser, stranger: Browser, staff: Browser, db: AsyncSession
) -> None:
    await a_held_one(db, owner, a_report())
    await keep(db, an_interview(owner.me, MONDAY, status=Status.LIVE, started_at=MONDAY))
    for browser in (stranger, staff):
        page = (await browser.get("/dashboard")).text
        assert "sort of agreed" not in page
        assert "Linden Hospital" not in page
        assert "/lobby" not in page


async def test_the_page_asks_the_database_little_whatever_one_owns(
    owner: Browser, database: Database, db: AsyncSession
) -> None:
    async def statements() -> int:
        with database.count_statements() as sent:
            assert (await owner.get("/dashboard")).status_code == 200
        return len(sent)

    empty = await statements()
    for day in range(30):
        await a_held_one(db, owner, a_report(), created_at=MONDAY - timedelta(days=day))
    await keep(db, an_interview(owner.me, MONDAY, status=Status.LIVE, started_at=MONDAY))
    assert await statements() == empty <= 6
