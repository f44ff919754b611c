"""The Hub: open to everybody, findable, a page at a time."""

import re
from datetime import timedelta

import pytest

from preppal.foundation.database import Database
from preppal.hub.browsing import browse, read_wish
from preppal.interviewer.briefing import Manner
from preppal.personas.model import State
from tests.booking import publish
from tests.hub import finished, written
from tests.people import MONDAY, Browser, Browsers, a_user


async def names(database: Database, limit: int = 50, **params: str) -> list[str]:
    async with database.transaction() as db:
        found = await browse(db, read_wish(params), limit=limit)
    return [listed.persona.name for listed in found.listed]


async def test_everybody_may_look(
    database: Database, owner: Browser, stranger: Browser, visitor: Browser
) -> None:
    await written(database, owner.me.id, MONDAY, public=True)
    await written(database, owner.me.id, MONDAY, name="Nobody Else")
    for browser in (visitor, stranger, owner):
        page = await browser.get("/hub")
        assert page.status_code == 200
        assert "Yusra Okafor" in page.text
        assert "written by Ana" in page.text
        assert browser is owner or "ana@example.org" not in page.text
        assert "Nobody Else" not in page.text
        assert 'content="noindex' not in page.text


@pytest.mark.parametrize(
    ("search", "hit"),
    [
        ("yusra", True),
        ("OKA", True),
        ("bakery kind", True),
        ("hospitality", True),
        ("dough", True),
        ("english", True),
        ("okafor surgeon", False),
        ("floury", False),  # how they are told to speak is no advertisement
        ("'; drop table personas; --", False),
        ("yusra & !okafor | (", True),
        ("\x00yusra", True),
    ],
)
async def test_the_beginning_of_a_word_finds(
    database: Database, owner: Browser, search: str, hit: bool
) -> None:
    await written(database, owner.me.id, MONDAY, public=True)
    assert ("Yusra Okafor" in await names(database, q=search)) is hit


async def test_accents_and_unspaced_scripts_are_found(database: Database, owner: Browser) -> None:
    await written(database, owner.me.id, MONDAY, public=True, name="José Núñez", languages=("es",))
    await written(
        database,
        owner.me.id,
        MONDAY,
        public=True,
        name="王芳",
        headline="医院护士长",
        languages=("zh",),
    )
    assert await names(database, q="nunez") == ["José Núñez"]
    assert await names(database, q="ESPAÑOL") == ["José Núñez"]
    assert await names(database, q="护士") == ["王芳"]
    assert await names(database, q="王") == ["王芳"]
    assert await names(database, q="工程师") == []


async def test_filters_narrow(database: Database, owner: Browser) -> None:
    await publish(database)
    await written(
        database, owner.me.id, MONDAY, public=True, trade="care", manner=Manner(5, 1, 1, 5)
    )
    assert "Yusra Okafor" in await names(database, trade="care")
    assert "Yusra Okafor" not in await names(database, trade="sales")
    assert await names(database, trade="care", manner="gentle") == ["Yusra Okafor"]
    assert "Yusra Okafor" in await names(database, stage="recruiter", manner="patient")
    assert await names(database, language="ja") == []
    assert await names(database, trade="no-such") == await names(database)


async def test_only_languages_that_somebody_speaks_are_offered(
    database: Database, owner: Browser, visitor: Browser
) -> None:
    async def offered(**params: str) -> list[str]:
        page = await visitor.get("/hub", params=params)
        return re.findall(r'<a href="/hub[^>]* lang="(\w+)"', page.text)

    await written(database, owner.me.id, MONDAY, public=True)
    assert await offered() == [], "All speak English: there is nothing to choose."
    await written(database, owner.me.id, MONDAY, languages=("tr",))
    assert await offered() == [], "A private one is nobody's to find."
    await written(database, owner.me.id, MONDAY, public=True, languages=("zh", "it"))
    assert await offered() == ["en", "zh", "it"]
    # An old link to one that nobody speaks any more can be undone.
    assert await offered(language="ko") == ["en", "zh", "it", "ko"]


@pytest.mark.parametrize("order", ["helpful", "used", "new"])
async def test_paging_shows_each_once(database: Database, owner: Browser, order: str) -> None:
    await publish(database)
    for number in range(9):
        await written(
            database,
            owner.me.id,
            MONDAY + timedelta(hours=number // 3),
            public=True,
            name=f"Number {number}",
        )
    everybody = await names(database, order=order)
    seen: list[str] = []
    after = ""
    while True:
        async with database.transaction() as db:
            found = await browse(db, read_wish({"order": order, "after": after}), limit=4)
        seen += [listed.persona.name for listed in found.listed]
        if not found.after:
            break
        after = found.after
    assert seen == everybody
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    "after",
    ["x", "~", "1~x", "nan~0", "-1~{id}", "99999999999999999999~{id}", "inf~{id}", "2026~{id}"],
)
async def test_a_broken_cursor_breaks_nothing(visitor: Browser, after: str) -> None:
    for order in ("helpful", "used", "new"):
        key = "018f0000-0000-7000-8000-000000000000"
        page = await visitor.get("/hub", params={"order": order, "after": after.format(id=key)})
        assert page.status_code == 200


async def test_used_counts_others_and_each_person_once(
    database: Database, owner: Browser, stranger: Browser, visitor: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    for user in (owner.me.id, stranger.me.id, stranger.me.id):
        await finished(database, persona.id, user)
    page = await visitor.get(f"/personas/{persona.id}")
    numbers = re.findall(r"<dt>(\w+)</dt><dd>([^<]*)</dd>", page.text)
    assert ("Interviews", "2") in numbers
    assert ("Candidates", "1") in numbers


async def test_hidden_and_retired_ones_are_gone(
    database: Database, owner: Browser, stranger: Browser
) -> None:
    for state in (State.HIDDEN, State.RETIRED):
        persona = await written(database, owner.me.id, MONDAY, public=True, name=f"Gone {state}")
        async with database.transaction() as db:
            (await db.merge(persona)).state = state
        assert (await stranger.get(f"/personas/{persona.id}")).status_code == 404
        assert (await owner.get(f"/personas/{persona.id}")).status_code == 200
    assert not [name for name in await names(database) if name.startswith("Gone")]


async def test_what_was_written_is_shown_and_never_run(
    database: Database, owner: Browser, visitor: Browser, browsers: Browsers
) -> None:
    attack = "<script>alert(1)</script>{{ 7*7 }}%(name)s"
    author = await browsers(a_user("Mal"))
    author.me.name = attack
    async with database.transaction() as db:
        await db.merge(author.me)
    persona = await written(
        database,
        author.me.id,
        MONDAY,
        public=True,
        name=attack,
        headline=attack,
        line=attack,
        description=attack,
    )
    for path in ("/hub", f"/personas/{persona.id}"):
        page = await visitor.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}%(name)s" in page.text
