"""The lobby and the way from it into the room."""

from datetime import timedelta
from uuid import uuid4

import pytest

from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.settings import Settings
from preppal.interviews.model import InterviewSession, Status
from tests.interviews import an_interview, keep
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app
from tests.voices.scripted import ScriptedModels


async def kept(
    database: Database, owner: Browser, clock: TestClock, **changes: object
) -> InterviewSession:
    row = an_interview(owner.me, clock(), **changes)
    async with database.transaction() as db:
        await keep(db, row)
    return row


async def test_it_says_who_waits_and_what_will_happen(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await kept(database, owner, clock)
    page = await owner.get(f"/interviews/{row.id}/lobby")
    assert page.status_code == 200
    for words in ("Ruth Adeyemi", "Ward Nurse", "Linden Hospital", "What will happen"):
        assert words in page.text


async def test_it_offers_more_patience_and_comes_back_to_the_same_place(
    browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> None:
    app = an_app(Settings(_env_file=None, port=8000), database, postbox, clock)  # type: ignore[call-arg]
    app.state.speech = ScriptedModels()
    owner = await browsers(a_user("Cy"), app=app)
    row = await kept(database, owner, clock, mode="voice")
    here = f"/interviews/{row.id}/lobby"
    page = await owner.get(here)
    assert 'value="usual" aria-current="true"' in page.text
    back = f"{here}#what-title"
    assert f'name="back" value="{back}"' in page.text
    answer = await owner.post("/patience", data={"patience": "longest", "back": back})
    assert answer.headers["location"] == back
    assert 'value="longest" aria-current="true"' in (await owner.get(here)).text


@pytest.mark.parametrize("mode", ["voice", "text"])
async def test_only_who_speaks_is_asked_for_a_microphone(
    mode: str, browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> None:
    app = an_app(Settings(_env_file=None, port=8000), database, postbox, clock)  # type: ignore[call-arg]
    app.state.speech = ScriptedModels()
    owner = await browsers(a_user("Cy"), app=app)
    row = await kept(database, owner, clock, mode=mode)
    page = await owner.get(f"/interviews/{row.id}/lobby")
    assert ("Can we hear you?" in page.text) is (mode == "voice")
    assert ("Hold it by voice" in page.text) is (mode == "text")


async def test_starting_leads_into_the_room_and_starts_no_clock(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await kept(database, owner, clock)
    answer = await owner.post(f"/interviews/{row.id}/start", data={"mode": "text"})
    assert answer.headers["location"] == f"/interviews/{row.id}/session"
    assert (await owner.get(f"/interviews/{row.id}/session")).status_code == 200
    async with database.transaction() as db:
        now = await db.get(InterviewSession, row.id, populate_existing=True)
        assert now is not None
        assert (now.status, now.started_at, now.mode) == (Status.READY, None, "text")


async def test_one_held_elsewhere_offers_to_take_over(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await kept(
        database,
        owner,
        clock,
        status=Status.LIVE,
        started_at=clock(),
        last_seen_at=clock(),
        held_by=uuid4(),
        held_until=clock() + timedelta(seconds=10),
    )
    page = await owner.get(f"/interviews/{row.id}/lobby")
    assert "Take it over" in page.text
    answer = await owner.post(
        f"/interviews/{row.id}/start", data={"mode": "text", "take_over": "1"}
    )
    assert answer.headers["location"].endswith("/session?take_over=1")
    clock.forward(seconds=11)
    page = await owner.get(f"/interviews/{row.id}/lobby")
    assert "Go back in" in page.text


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.ABANDONED, Status.FAILED])
@pytest.mark.parametrize("place", ["lobby", "session"])
async def test_a_finished_one_leads_to_its_report(
    status: Status, place: str, owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await kept(database, owner, clock, status=status)
    answer = await owner.get(f"/interviews/{row.id}/{place}")
    assert answer.headers["location"] == f"/interviews/{row.id}/feedback"
    assert (await owner.post(f"/interviews/{row.id}/start")).status_code == 409


@pytest.mark.parametrize("place", ["lobby", "session"])
async def test_nobody_else_comes_near(
    place: str,
    owner: Browser,
    stranger: Browser,
    visitor: Browser,
    database: Database,
    clock: TestClock,
) -> None:
    row = await kept(database, owner, clock)
    assert (await stranger.get(f"/interviews/{row.id}/{place}")).status_code == 404
    assert (await stranger.post(f"/interviews/{row.id}/start")).status_code == 404
    answer = await visitor.get(f"/interviews/{row.id}/{place}")
    assert answer.headers["location"] == f"/sign-in?next=%2Finterviews%2F{row.id}%2F{place}"
    assert (await visitor.post(f"/interviews/{row.id}/start")).status_code == 303
