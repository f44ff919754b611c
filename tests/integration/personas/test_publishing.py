"""The personas that come along are in the table once, as they are written."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.personas.built_in import built_in_personas, publish_built_in
from preppal.personas.model import NoSuchPersona, Persona, State, interviewer_of, snapshot
from preppal.personas.queries import built_in_for, persona_by_key, personas_offered
from tests.booking import a_persona, publish
from tests.interviews import an_interview, keep
from tests.people import MONDAY, Browser


async def built_in(db: AsyncSession) -> dict[str, Persona]:
    found = await db.scalars(select(Persona).execution_options(populate_existing=True))
    return {persona.slug: persona for persona in found if persona.slug}


async def versions(db: AsyncSession) -> set[tuple[Any, ...]]:
    """Id, and where the row's present version lies on disk: a rewritten row moves."""
    rows = await db.execute(text("select id, created_at, ctid::text from personas"))
    return {tuple(row) for row in rows}


async def test_all_are_there_in_the_order_of_the_file(
    database: Database, db: AsyncSession, owner: Browser
) -> None:
    await publish(database)
    offered = await personas_offered(db, owner.me.id)
    assert [persona.slug for persona in offered] == [e["slug"] for e in built_in_personas()]


async def test_publishing_again_changes_nothing(database: Database, db: AsyncSession) -> None:
    await publish(database)
    before = await versions(db)
    async with database.transaction() as again:
        await publish_built_in(again, now=MONDAY + timedelta(days=9))
    assert await versions(db) == before


async def test_a_new_wording_reaches_the_table_under_the_same_id(
    database: Database, db: AsyncSession
) -> None:
    await publish(database)
    ruth = (await built_in(db))["ruth-adeyemi"]
    await db.execute(
        update(Persona).where(Persona.id == ruth.id).values(headline="An older headline")
    )
    await publish(database)
    again = (await built_in(db))["ruth-adeyemi"]
    assert (again.id, again.headline) == (ruth.id, "Engineering manager")


async def test_one_that_left_the_file_is_retired_and_can_come_back(
    database: Database, db: AsyncSession, owner: Browser
) -> None:
    gone = a_persona(slug="long-gone", name="Long Gone", visibility="PUBLIC")
    await keep(db, gone)
    held = an_interview(owner.me, MONDAY, persona_id=gone.id)
    await keep(db, held)
    await publish(database)
    await db.refresh(gone)
    await db.refresh(held)
    assert gone.state == State.RETIRED
    assert held.persona_id == gone.id
    assert "long-gone" not in {p.slug for p in await personas_offered(db, owner.me.id)}
    await db.execute(
        update(Persona).where(Persona.slug == "ruth-adeyemi").values(state=State.RETIRED)
    )
    await publish(database)
    assert (await built_in(db))["ruth-adeyemi"].state == State.LIVE


async def test_what_a_person_wrote_is_left_alone(
    database: Database, db: AsyncSession, owner: Browser
) -> None:
    mine = a_persona(owner_id=owner.me.id, name="Ruth Adeyemi")
    await keep(db, mine)
    await publish(database)
    await db.refresh(mine)
    assert (mine.headline, mine.state) == ("Runs a bakery", State.LIVE)


async def test_two_processes_may_start_together(fresh_database: Database) -> None:
    await asyncio.gather(*(publish(fresh_database) for _ in range(4)))
    async with fresh_database.transaction() as db:
        assert len(await built_in(db)) == len(built_in_personas())


async def test_each_can_hold_an_interview(database: Database, db: AsyncSession) -> None:
    await publish(database)
    for persona in (await built_in(db)).values():
        interviewer = interviewer_of(snapshot(persona))
        assert interviewer.name == persona.name
        assert interviewer.manner.warmth == persona.manner["warmth"]


async def test_only_its_owner_finds_a_private_one(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    mine = a_persona(owner_id=owner.me.id)
    await keep(db, mine)
    assert (await persona_by_key(db, owner.me.id, str(mine.id))).id == mine.id
    for key in (str(mine.id), "no-such-slug", ""):
        with pytest.raises(NoSuchPersona):
            await persona_by_key(db, stranger.me.id, key)
    assert await personas_offered(db, stranger.me.id) == []


async def test_without_any_there_is_nobody_to_practise_with(db: AsyncSession) -> None:
    with pytest.raises(NoSuchPersona):
        await built_in_for(db, ("recruiter",))


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"name": " "}, "ck_personas_name"),
        ({"name": "n" * 61}, "ck_personas_name"),
        ({"headline": ""}, "ck_personas_headline"),
        ({"stage": "boss"}, "ck_personas_stage"),
        ({"visibility": "SECRET"}, "ck_personas_visibility"),
        ({"system_instruction": "x" * 4001}, "ck_personas_system_instruction"),
        ({"manner": {"warmth": 6, "pace": 3, "probing": 3, "silence": 3}}, "ck_personas_warmth"),
        ({"manner": {"warmth": 3, "pace": 3, "probing": 3}}, "ck_personas_silence"),
        ({"manner": {"warmth": 3, "pace": 2.5, "probing": 3, "silence": 3}}, "ck_personas_pace"),
        ({"slug": "taken-by-a-person"}, "ck_personas_built_in_or_owned"),
    ],
)
async def test_the_database_itself_refuses_what_cannot_be(
    db: AsyncSession, owner: Browser, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        await keep(db, a_persona(**({"owner_id": owner.me.id} | changes)))


async def test_a_built_in_one_cannot_be_private(db: AsyncSession) -> None:
    with pytest.raises(IntegrityError, match="ck_personas_built_in_public"):
        await keep(db, a_persona(slug="hidden", visibility="PRIVATE"))


async def test_a_slug_names_one(db: AsyncSession) -> None:
    await keep(db, a_persona(slug="one", visibility="PUBLIC"))
    with pytest.raises(IntegrityError, match="uq_personas_slug"):
        await keep(db, a_persona(slug="one", visibility="PUBLIC"))
