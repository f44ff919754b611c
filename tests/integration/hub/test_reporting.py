"""Reporting a persona: into a queue, once a person; the author never learns by whom."""

from sqlalchemy import func, select

from preppal.foundation.database import Database
from preppal.hub.model import PersonaReport
from tests.hub import written
from tests.people import MONDAY, Browser, TestClock

FORM = {"reason": "abusive", "note": "It shouts."}


async def waiting(database: Database) -> int:
    async with database.transaction() as db:
        query = select(func.count()).select_from(PersonaReport)
        return await db.scalar(query.where(PersonaReport.state == "OPEN")) or 0


async def test_a_stranger_reports_once(
    database: Database, owner: Browser, stranger: Browser, visitor: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    path = f"/personas/{persona.id}/report"
    page = await stranger.get(path)
    assert page.status_code == 200
    assert "Yusra Okafor" in page.text
    for _ in range(2):
        sent = await stranger.post(path, data=FORM)
        assert sent.headers["location"] == f"/personas/{persona.id}?thanks=report"
    assert await waiting(database) == 1
    assert (await visitor.post(path, data=FORM)).headers["location"].startswith("/sign-in")
    assert (await owner.post(path, data=FORM)).status_code == 403
    assert await waiting(database) == 1


async def test_the_words_are_kept_when_something_is_missing(
    database: Database, owner: Browser, stranger: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    path = f"/personas/{persona.id}/report"
    for form, sentence in (
        ({"reason": "", "note": "Kept words"}, "Choose what is wrong"),
        ({"reason": "other", "note": ""}, "Say in a few words"),
        ({"reason": "other", "note": "x" * 501}, "at most 500"),
        ({"reason": "'; drop", "note": "Kept words"}, "Choose what is wrong"),
    ):
        page = await stranger.post(path, data=form)
        assert page.status_code == 422
        assert sentence in page.text
        assert form["note"] in page.text
    assert await waiting(database) == 0


async def test_what_is_not_open_cannot_be_reported(
    database: Database, owner: Browser, stranger: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY)
    assert (await stranger.get(f"/personas/{persona.id}/report")).status_code == 404
    assert (await stranger.post(f"/personas/{persona.id}/report", data=FORM)).status_code == 404


async def test_a_flood_is_stopped(
    database: Database, owner: Browser, stranger: Browser, clock: TestClock
) -> None:
    for number in range(21):
        persona = await written(database, owner.me.id, MONDAY, public=True, name=f"N {number}")
        answer = await stranger.post(f"/personas/{persona.id}/report", data=FORM)
        assert answer.status_code == (303 if number < 20 else 429)
    clock.forward(days=2)
    answer = await stranger.post(f"/personas/{persona.id}/report", data=FORM)
    assert answer.status_code == 303
