"""Keeping a persona at hand."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.personas.favourites import MOST_FAVOURITES
from preppal.personas.model import Persona, PersonaFavourite
from tests.booking import a_persona, publish
from tests.interviews import keep
from tests.people import MONDAY, Browser
from tests.personas import a_public_one, write


async def favourites_of(db: AsyncSession, browser: Browser) -> set[UUID]:
    query = select(PersonaFavourite.persona_id).where(PersonaFavourite.user_id == browser.me.id)
    return set(await db.scalars(query))


async def test_kept_it_is_on_the_list_of_set_up(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    persona_id = await a_public_one(owner)
    assert "Yusra Okafor" not in (await stranger.get("/interviews/new")).text
    for _ in range(2):
        answer = await stranger.post(f"/personas/{persona_id}/favourite", data={"back": "/hub?q=x"})
        assert answer.headers["location"] == "/hub?q=x"
    assert await favourites_of(db, stranger) == {persona_id}
    assert "Yusra Okafor" in (await stranger.get("/interviews/new")).text
    for _ in range(2):
        answer = await stranger.post(f"/personas/{persona_id}/unfavourite")
        assert answer.headers["location"] == f"/personas/{persona_id}"
    assert await favourites_of(db, stranger) == set()


async def test_a_built_in_one_can_be_kept_too(
    database: Database, db: AsyncSession, stranger: Browser
) -> None:
    await publish(database)
    hiro = await db.scalar(select(Persona.id).where(Persona.slug == "hiro-tanabe"))
    assert (await stranger.post(f"/personas/{hiro}/favourite")).status_code == 303
    assert await favourites_of(db, stranger) == {hiro}


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil", "x", "/\n/x"]
)
async def test_no_redirect_leads_away(back: str, owner: Browser) -> None:
    persona_id = await write(owner)
    for act in ("favourite", "unfavourite"):
        answer = await owner.post(f"/personas/{persona_id}/{act}", data={"back": back})
        assert answer.headers["location"] == f"/personas/{persona_id}"


async def test_what_is_not_open_to_them_is_not_there(
    owner: Browser, stranger: Browser, visitor: Browser, db: AsyncSession
) -> None:
    persona_id = await write(owner)
    for key in (persona_id, uuid4()):
        assert (await stranger.post(f"/personas/{key}/favourite")).status_code == 404
    answer = await visitor.post(f"/personas/{persona_id}/favourite")
    assert answer.headers["location"].startswith("/sign-in")
    assert await favourites_of(db, stranger) == set()


async def test_letting_go_works_when_it_is_gone(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    persona_id = await a_public_one(owner)
    await stranger.post(f"/personas/{persona_id}/favourite")
    await owner.post(f"/personas/{persona_id}/private")
    assert "Yusra Okafor" not in (await stranger.get("/interviews/new")).text
    assert (await stranger.post(f"/personas/{persona_id}/unfavourite")).status_code == 303
    assert await favourites_of(db, stranger) == set()


async def test_five_hundred_are_enough(owner: Browser, db: AsyncSession) -> None:
    persona = a_persona(owner_id=owner.me.id)
    await keep(db, persona)
    columns = {
        column.key: getattr(persona, column.key)
        for column in Persona.__table__.columns
        if column.key not in ("id", "search", "facets")
    }
    others = [uuid4() for _ in range(MOST_FAVOURITES)]
    await db.execute(insert(Persona), [columns | {"id": key} for key in others])
    rows = [{"user_id": owner.me.id, "persona_id": k, "created_at": MONDAY} for k in others]
    await db.execute(insert(PersonaFavourite), rows)
    assert (await owner.post(f"/personas/{persona.id}/favourite")).status_code == 429
    # One that is kept already stays so.
    assert (await owner.post(f"/personas/{others[0]}/favourite")).status_code == 303
    count = await db.scalar(select(func.count()).select_from(PersonaFavourite))
    assert count == MOST_FAVOURITES
