"""Keeping a persona to oneself, retiring it, bringing it back; what a moderator decided is told."""

from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.model import InterviewSession
from preppal.personas.model import State, Visibility
from preppal.personas.moderation import hide_persona, restore_persona
from tests.booking import a_form as a_booking
from tests.people import Browser, TestClock
from tests.personas import a_public_one, kept, words_of, write


async def act(browser: Browser, persona_id: UUID, what: str) -> int:
    return (await browser.post(f"/personas/{persona_id}/{what}")).status_code


async def test_out_of_the_hub_it_is_its_authors_alone(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    persona_id = await a_public_one(owner)
    assert await act(owner, persona_id, "private") == 303
    persona = await kept(db, persona_id)
    assert (persona.state, persona.visibility) == (State.LIVE, Visibility.PRIVATE)
    for browser, answer in ((owner, 303), (stranger, 422)):
        form = a_booking(persona_id=str(persona_id), job_text="")
        assert (await browser.post("/interviews/new", data=form)).status_code == answer


async def test_a_retired_one_is_offered_to_nobody_and_past_interviews_stay(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    persona_id = await a_public_one(owner)
    form = a_booking(persona_id=str(persona_id), job_text="", mode="text")
    booked = await stranger.post("/interviews/new", data=form)
    lobby = booked.headers["location"]
    assert await act(owner, persona_id, "retire") == 303
    persona = await kept(db, persona_id)
    assert (persona.state, persona.visibility) == (State.RETIRED, Visibility.PRIVATE)
    for browser in (owner, stranger):
        again = form | {"idempotency_key": "another"}
        assert (await browser.post("/interviews/new", data=again)).status_code == 422
    page = await stranger.get(lobby)
    assert page.status_code == 200
    assert "Yusra Okafor" in page.text
    interview = await db.get_one(InterviewSession, UUID(lobby.split("/")[2]))
    assert interview.persona_id == persona_id


async def test_brought_back_it_is_private(owner: Browser, db: AsyncSession) -> None:
    persona_id = await a_public_one(owner)
    await act(owner, persona_id, "retire")
    assert await act(owner, persona_id, "bring-back") == 303
    persona = await kept(db, persona_id)
    assert (persona.state, persona.visibility) == (State.LIVE, Visibility.PRIVATE)
    assert await act(owner, persona_id, "bring-back") == 409


async def test_retired_twice_is_retired_once(owner: Browser) -> None:
    persona_id = await write(owner)
    assert [await act(owner, persona_id, "retire") for _ in range(2)] == [303, 303]


async def test_retiring_does_not_undo_what_a_moderator_decided(
    owner: Browser, staff: Browser, db: AsyncSession, clock: TestClock
) -> None:
    persona_id = await a_public_one(owner)
    await hide_persona(db, persona_id, staff_id=staff.me.id, reason="A real name.", now=clock())
    await db.flush()
    assert await act(owner, persona_id, "retire") == 409
    assert await act(owner, persona_id, "bring-back") == 409
    assert await act(owner, persona_id, "private") == 303
    assert (await kept(db, persona_id)).state == State.HIDDEN


async def test_the_author_reads_what_was_decided_and_why(
    owner: Browser, stranger: Browser, staff: Browser, db: AsyncSession, clock: TestClock
) -> None:
    persona_id = await a_public_one(owner)
    await hide_persona(db, persona_id, staff_id=staff.me.id, reason="A real <name>.", now=clock())
    await db.flush()
    page = words_of(await owner.get("/personas"))
    assert "Taken out of the Hub by a moderator" in page
    assert "Decided on 1 March 2027:" in page
    assert "A real <name>." in page
    assert "<name>" not in (await owner.get("/personas")).text
    await restore_persona(db, persona_id, staff_id=staff.me.id, reason="Gone now.", now=clock())
    await db.flush()
    page = words_of(await owner.get("/personas"))
    assert "A moderator put them back on 1 March 2027:" in page
    assert "Gone now." in page
    assert "A real <name>." not in page
    assert "Gone now." not in (await stranger.get("/personas")).text


@pytest.mark.parametrize("what", ["private", "retire", "bring-back"])
async def test_nobody_else_does_it(
    what: str, owner: Browser, stranger: Browser, staff: Browser, db: AsyncSession
) -> None:
    persona_id = await a_public_one(owner)
    for browser in (stranger, staff):
        assert await act(browser, persona_id, what) == 404
    assert (await kept(db, persona_id)).in_hub


async def test_the_list_is_ones_own_newest_first_in_pages(
    owner: Browser, stranger: Browser, clock: TestClock
) -> None:
    for number in range(23):
        clock.forward(minutes=1)
        await write(owner, name=f"Number {number:02}")
    first, second = (await owner.get("/personas")).text, (await owner.get("/personas?page=2")).text
    assert [first.count(f"Number {number:02}") for number in (22, 3, 2)] == [1, 1, 0]
    assert [second.count(f"Number {number:02}") for number in (3, 2, 0)] == [0, 1, 1]
    assert "page=2" in first and "page=1" in second
    assert "Number" not in (await stranger.get("/personas")).text
    assert "Nobody here yet" in (await stranger.get("/personas")).text


async def test_numbers_are_those_of_others(owner: Browser, db: AsyncSession) -> None:
    persona_id = await a_public_one(owner)
    assert "Nobody else has finished" in (await owner.get("/personas")).text
    persona = await kept(db, persona_id)
    persona.finished_count, persona.candidate_count = 12, 9
    persona.rating_count, persona.helpful_count = 8, 7
    await db.flush()
    page = (await owner.get("/personas")).text
    assert "12 interviews finished, by 9 people. 7 of 8 found it helpful." in page
