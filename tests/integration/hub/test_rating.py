"""Was it helpful: once a person, after a finished interview, never by the author."""

import asyncio

import pytest
from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.hub.rating import rate_persona
from preppal.interviews.ending import end_interview
from preppal.interviews.lease import enter_room
from preppal.personas.counting import helpful_score
from preppal.personas.model import Persona, State
from tests.booking import publish
from tests.hub import finished, written
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, Browser, TestClock, a_user


async def numbers(database: Database, persona: Persona) -> tuple[int, int]:
    async with database.transaction() as db:
        row = await db.execute(
            select(Persona.helpful_count, Persona.rating_count).where(Persona.id == persona.id)
        )
        helpful, ratings = row.tuples().one()
    return helpful, ratings


async def test_one_answer_a_person_and_it_can_change(
    database: Database, owner: Browser, stranger: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    await finished(database, persona.id, stranger.me.id)
    path = f"/personas/{persona.id}/rate"
    for helpful, expected in (("yes", (1, 1)), ("yes", (1, 1)), ("no", (0, 1)), ("yes", (1, 1))):
        answer = await stranger.post(path, data={"helpful": helpful})
        assert answer.headers["location"] == f"/personas/{persona.id}?thanks=rating"
        assert await numbers(database, persona) == expected
    page = await stranger.get(f"/personas/{persona.id}")
    assert 'value="yes" aria-pressed="true"' in page.text
    assert "1 of 1" in page.text


async def test_only_after_a_finished_interview(
    database: Database, owner: Browser, stranger: Browser, visitor: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    await finished(database, persona.id, owner.me.id)
    path = f"/personas/{persona.id}/rate"
    assert (await stranger.post(path, data={"helpful": "yes"})).status_code == 403
    assert (await owner.post(path, data={"helpful": "yes"})).status_code == 403
    assert (await visitor.post(path, data={"helpful": "yes"})).status_code == 303
    assert await numbers(database, persona) == (0, 0)
    assert "Did it help?" not in (await stranger.get(f"/personas/{persona.id}")).text


@pytest.mark.parametrize("state", [State.HIDDEN, State.RETIRED])
async def test_what_is_gone_is_not_rated(
    database: Database, owner: Browser, stranger: Browser, state: State
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    await finished(database, persona.id, stranger.me.id)
    async with database.transaction() as db:
        (await db.merge(persona)).state = state
    answer = await stranger.post(f"/personas/{persona.id}/rate", data={"helpful": "yes"})
    assert answer.status_code == 404


async def test_an_interview_that_was_held_gives_the_right(
    database: Database, stranger: Browser, clock: TestClock
) -> None:
    await publish(database)
    async with database.transaction() as db:
        ruth = await db.scalar(select(Persona).where(Persona.slug == "ruth-adeyemi"))
    assert ruth is not None
    path = f"/personas/{ruth.id}/rate"
    for turns, expected in ((0, 403), (4, 303)):
        row = an_interview(stranger.me, clock(), persona_id=ruth.id)
        async with database.transaction() as db:
            await keep(db, row)
            await enter_room(
                db, stranger.me.id, row.id, visit=row.id, mode="text", take_over=False, now=clock()
            )
            await keep(db, *some_turns(row)[:turns])
            await end_interview(db, row.id, user_id=stranger.me.id, reason="ended", now=clock())
        assert (await stranger.post(path, data={"helpful": "yes"})).status_code == expected
        report = (await stranger.get(f"/interviews/{row.id}/feedback")).text
        assert (f'href="/personas/{ruth.id}#helped"' in report) is (expected == 303)
    async with database.transaction() as db:
        (await db.get_one(Persona, ruth.id)).state = State.RETIRED
    report = (await stranger.get(f"/interviews/{row.id}/feedback")).text
    assert "#helped" not in report, "There is no page of it to go to any more."


async def test_many_at_once_are_all_counted(fresh_database: Database) -> None:
    people = [a_user(f"Guest{number}") for number in range(8)]
    author = a_user("Author")
    async with fresh_database.transaction() as db:
        db.add_all([author, *people])
    persona = await written(fresh_database, author.id, MONDAY, public=True)

    async def rate(number: int) -> None:
        user = people[number]
        await finished(fresh_database, persona.id, user.id)
        for helpful in (False, number % 2 == 0):
            async with fresh_database.transaction() as db:
                await rate_persona(db, user.id, persona.id, helpful=helpful, now=MONDAY)

    await asyncio.gather(*(rate(number) for number in range(8)))
    assert await numbers(fresh_database, persona) == (4, 8)
    async with fresh_database.transaction() as db:
        row = await db.get_one(Persona, persona.id)
        assert (row.finished_count, row.candidate_count) == (8, 8)
        assert row.helpful_score == pytest.approx(helpful_score(4, 8))


async def test_who_says_neither_has_not_answered(
    database: Database, owner: Browser, stranger: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    await finished(database, persona.id, stranger.me.id)
    for form in ({}, {"helpful": ""}, {"helpful": "maybe"}):
        answer = await stranger.post(f"/personas/{persona.id}/rate", data=form)
        assert answer.status_code == 422
    assert await numbers(database, persona) == (0, 0)
