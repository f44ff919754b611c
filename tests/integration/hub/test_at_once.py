"""Things that happen to one persona at the same time, on several connections."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import Database, uuid7
from preppal.foundation.errors import Refusal
from preppal.hub.model import PersonaRating
from preppal.hub.rating import rate_persona
from preppal.interviews.booking import book_interview, read_booking
from preppal.interviews.model import InterviewSession
from preppal.personas.model import Persona, PersonaDecision, State
from preppal.personas.moderation import hide_persona
from preppal.personas.publishing import keep_persona_private, publish_persona, retire_persona
from preppal.personas.writing import edit_persona
from tests.booking import a_form as a_booking
from tests.hub import a_form, finished, written
from tests.people import MONDAY, a_user

Verb = Callable[[AsyncSession], Awaitable[object]]
ROUNDS = 4


async def people(database: Database, *names: str) -> list[User]:
    users = [a_user(name) for name in names]
    async with database.transaction() as db:
        db.add_all(users)
    return users


async def at_once(database: Database, *verbs: Verb) -> list[bool]:
    """Each in a transaction of its own; whether it was done. Only refusals are expected."""

    async def one(verb: Verb) -> bool:
        try:
            async with database.transaction() as db:
                await verb(db)
        except Refusal:
            return False
        return True

    return await asyncio.gather(*(one(verb) for verb in verbs))


async def now_of(database: Database, persona: Persona) -> Persona:
    async with database.transaction() as db:
        return await db.get_one(Persona, persona.id)


async def test_what_a_moderator_hides_stays_hidden(fresh_database: Database) -> None:
    """Whatever its author does in the same moment."""
    author, staff = await people(fresh_database, "Ana", "Sol")
    for _ in range(ROUNDS):
        one = await written(fresh_database, author.id, MONDAY, public=True)

        async def edit(db: AsyncSession, one: Persona = one) -> None:
            form = a_form(headline="Runs two bakeries")
            await edit_persona(db, author.id, one.id, form, version=1, draft=False, now=MONDAY)

        async def again(db: AsyncSession, one: Persona = one) -> None:
            await keep_persona_private(db, author.id, one.id)
            await publish_persona(db, author.id, one.id, version=1, read_cautions=True, now=MONDAY)

        done = await at_once(
            fresh_database,
            edit,
            again,
            lambda db, one=one: hide_persona(
                db, one.id, staff_id=staff.id, reason="No.", now=MONDAY
            ),
            lambda db, one=one: retire_persona(db, author.id, one.id),
        )
        after = await now_of(fresh_database, one)
        assert not after.in_hub
        hidden, retired = done[2:]
        assert hidden or retired
        assert after.state == (State.HIDDEN if hidden else State.RETIRED)
        async with fresh_database.transaction() as db:
            decisions = select(PersonaDecision).where(PersonaDecision.persona_id == one.id)
            assert len(list(await db.scalars(decisions))) == hidden


async def test_one_person_rates_once_however_often_they_press(fresh_database: Database) -> None:
    author, reader = await people(fresh_database, "Ana", "Bo")
    one = await written(fresh_database, author.id, MONDAY, public=True)
    await finished(fresh_database, one.id, reader.id)
    presses = [
        lambda db, helpful=helpful: rate_persona(db, reader.id, one.id, helpful=helpful, now=MONDAY)
        for helpful in (True, False, True, False, True)
    ]
    assert await at_once(fresh_database, *presses) == [True] * 5
    after = await now_of(fresh_database, one)
    async with fresh_database.transaction() as db:
        (rating,) = await db.scalars(select(PersonaRating))
    assert (after.rating_count, after.helpful_count) == (1, int(rating.is_helpful))


@pytest.mark.parametrize("gone", ["retired", "hidden", "private"])
async def test_whoever_books_while_it_goes_has_an_interview_or_is_told(
    fresh_database: Database, gone: str
) -> None:
    author, reader, staff = await people(fresh_database, "Ana", "Bo", "Sol")
    for _ in range(ROUNDS):
        one = await written(fresh_database, author.id, MONDAY, public=True)
        booking = read_booking(
            a_booking(persona_id=str(one.id), job_text="", idempotency_key=uuid7().hex)
        )
        acts: dict[str, Verb] = {
            "retired": lambda db, one=one: retire_persona(db, author.id, one.id),  # type: ignore[misc]
            "private": lambda db, one=one: keep_persona_private(db, author.id, one.id),  # type: ignore[misc]
            "hidden": lambda db, one=one: hide_persona(  # type: ignore[misc]
                db, one.id, staff_id=staff.id, reason="No.", now=MONDAY
            ),
        }
        booked, went = await at_once(
            fresh_database,
            lambda db, booking=booking: book_interview(db, reader.id, booking, now=MONDAY),
            acts[gone],
        )
        assert went
        assert not (await now_of(fresh_database, one)).in_hub
        async with fresh_database.transaction() as db:
            held = select(InterviewSession).where(InterviewSession.persona_id == one.id)
            interviews = list(await db.scalars(held))
        assert len(interviews) == booked
        assert all(interview.persona["name"] == one.name for interview in interviews)
