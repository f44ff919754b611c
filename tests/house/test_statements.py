"""A page costs at most six SQL statements, however much its owner has (DESIGN §8)."""

import pytest

from preppal.foundation.database import NestedDatabase
from tests.house.places import PLACES
from tests.house.world import World, make_world
from tests.people import Browser, TestClock

MOST = 6
LOOKING = [place for place in PLACES if not place.form and place.who != "newcomer"]


async def counted(database: NestedDatabase, browser: Browser, world: World) -> dict[str, list[str]]:
    found = {}
    for place in LOOKING:
        if place.who == "owner":
            with database.count_statements() as statements:
                answer = await place.open(browser, world)
            assert answer.status_code == place.status
            found[place.name] = list(statements)
    return found


@pytest.fixture
async def few(database: NestedDatabase, owner: Browser, world: World) -> dict[str, list[str]]:
    return await counted(database, owner, world)


async def test_no_page_needs_more_than_six(few: dict[str, list[str]]) -> None:
    too_many = {name: found for name, found in few.items() if len(found) > MOST}
    assert too_many == {}
    assert len(few["dashboard"]) >= 2, "Nothing was counted."


async def test_owning_more_costs_no_more(
    database: NestedDatabase, owner: Browser, clock: TestClock, few: dict[str, list[str]]
) -> None:
    world = await make_world(
        database, owner.me, clock, interviews=25, jobs=25, personas=25, resumes=15
    )
    many = await counted(database, owner, world)
    assert {name: len(found) for name, found in many.items()} == {
        name: len(found) for name, found in few.items()
    }


async def test_a_visitor_costs_next_to_nothing(database: NestedDatabase, visitor: Browser) -> None:
    for path in ("/", "/sign-in", "/privacy", "/healthz", "/nowhere"):
        with database.count_statements() as statements:
            await visitor.get(path)
        assert len(statements) == 0, path
