"""/interviews/new?persona=…: whoever may use somebody's persona is offered it there."""

import gzip
import re

import pytest

from preppal.foundation.database import Database, NestedDatabase
from preppal.personas.queries import OFFERED_LIMIT
from tests.booking import a_form as a_booking
from tests.booking import publish as publish_built_in
from tests.people import Browser
from tests.personas import a_public_one, write

SHOWN = re.compile(r'name="persona_id" value="([^"]+)"( checked)?')
GONE = "not open to you any more"


@pytest.fixture(autouse=True)
async def personas(database: Database) -> None:
    await publish_built_in(database)


def offered(page: str) -> tuple[list[str], str]:
    """The ids on the page in their order, and the chosen one."""
    found = SHOWN.findall(page)
    [chosen] = [key for key, checked in found if checked]
    return [key for key, _ in found], chosen


async def test_somebody_elses_public_one_is_put_first_and_chosen(
    owner: Browser, stranger: Browser
) -> None:
    persona_id = str(await a_public_one(owner, language_en="", language_es="1"))
    listed, _ = offered((await stranger.get("/interviews/new")).text)
    assert persona_id not in listed
    page = (await stranger.get(f"/interviews/new?persona={persona_id}")).text
    assert offered(page) == ([persona_id, *listed], persona_id)
    assert '<span class="choice-note" lang="es">Runs a bakery</span>' in page
    assert GONE not in page
    booking = a_booking(persona_id=persona_id, job_text="", mode="text")
    answer = await stranger.post("/interviews/new", data=booking)
    assert answer.status_code == 303
    assert "Yusra Okafor" in (await stranger.get(answer.headers["location"])).text


async def test_it_stays_chosen_when_the_form_is_refused(owner: Browser, stranger: Browser) -> None:
    persona_id = str(await a_public_one(owner))
    booking = a_booking(persona_id=persona_id, job_text="Ward Nurse")
    answer = await stranger.post("/interviews/new", data=booking)
    assert answer.status_code == 422
    assert offered(answer.text)[1] == persona_id
    assert GONE not in answer.text


async def test_ones_own_and_the_built_in_ones_are_not_listed_twice(owner: Browser) -> None:
    persona_id = str(await write(owner))
    for key in (persona_id, "hiro-tanabe"):
        listed, chosen = offered((await owner.get(f"/interviews/new?persona={key}")).text)
        assert len(listed) == len(set(listed))
        assert chosen in listed
    assert persona_id in listed


@pytest.mark.parametrize(
    "key", ["nobody-here", "00000000-0000-0000-0000-000000000007", "%00", "x" * 300]
)
async def test_somebody_who_is_not_there_is_said_to_be_gone(key: str, owner: Browser) -> None:
    page = (await owner.get(f"/interviews/new?persona={key}")).text
    assert GONE in page
    listed, chosen = offered(page)
    assert chosen == listed[0]


async def test_a_private_one_of_somebody_else_is_not_told_from_nobody(
    owner: Browser, stranger: Browser
) -> None:
    private = await write(owner)
    retired = await a_public_one(owner)
    await owner.post(f"/personas/{retired}/retire")
    pages = [
        (await stranger.get(f"/interviews/new?persona={key}")).text
        for key in (private, retired, "nobody-here")
    ]
    for page in pages:
        assert GONE in page
        assert "Yusra" not in page


async def test_no_page_costs_more_for_it(
    database: NestedDatabase, owner: Browser, stranger: Browser
) -> None:
    persona_id = await a_public_one(owner)
    with database.count_statements() as statements:
        await stranger.get(f"/interviews/new?persona={persona_id}")
    assert len(statements) <= 6


async def test_a_long_list_is_cut_and_its_page_stays_light(owner: Browser) -> None:
    oldest = str(await write(owner, name="The oldest"))
    for number in range(15):
        await write(owner, name=f"Number {number}", description="Wants to hear it all. " * 18)
    answer = await owner.get("/interviews/new")
    listed, _ = offered(answer.text)
    assert len(listed) == OFFERED_LIMIT
    assert oldest not in listed
    assert "Number 14" in answer.text
    # What is left of 60 KB when fonts and styles have taken theirs.
    assert len(gzip.compress(answer.content, 9)) < 24_000
    again, chosen = offered((await owner.get(f"/interviews/new?persona={oldest}")).text)
    assert (again[0], chosen) == (oldest, oldest)
