"""While a posting is pasted: what its reader keeps already that is like it, and nothing of others."""

import re

import pytest

from preppal.foundation.database import NestedDatabase
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.pasting import read_pasted
from preppal.library.changes import SHOWN, Change, changes_between, changes_shown
from tests.booking import POSTING, publish
from tests.people import MONDAY, Browser
from tests.unit.job_descriptions.test_likeness import TEXTS, as_html, cut_off

NURSE = TEXTS["ward_nurse"]
ALREADY = "You keep this posting already"
EARLIER = "You keep an earlier version"
RELATED = "Related, and another job"
ALL = (ALREADY, EARLIER, RELATED)


async def keep(database: NestedDatabase, owner: Browser, text: str) -> str:
    async with database.transaction() as db:
        return str((await keep_job_description(db, owner.me.id, read_pasted(text), now=MONDAY)).id)


async def told(browser: Browser, text: str) -> str:
    answer = await browser.post("/job-descriptions/alike", data={"job_text": text})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(NURSE, ALREADY, id="the same"),
        pytest.param(as_html(NURSE), ALREADY, id="as HTML"),
        pytest.param(cut_off(NURSE) + "\nYou look after the fish tank too, and count the fish."
                     "\nYou write a diary of the ward, by hand, in green ink.", EARLIER, id="revised"),
        pytest.param("Senior " + NURSE, RELATED, id="another level"),
        pytest.param(TEXTS["sous_chef"], "", id="another job"),
        pytest.param("Nurse", "", id="only a title"),
        pytest.param("", "", id="nothing"),
        pytest.param("x" * 500_000, "", id="too long"),
    ],
)  # fmt: skip
async def test_told_what_is_kept(
    text: str, sentence: str, database: NestedDatabase, owner: Browser, stranger: Browser
) -> None:
    job = await keep(database, owner, NURSE)
    shown = await told(owner, text)
    assert [known for known in ALL if known in shown] == ([sentence] if sentence else [])
    assert (f'href="/interviews/new?job={job}"' in shown) is (sentence in (ALREADY, EARLIER))
    assert "<html" not in shown
    assert "alike" not in await told(stranger, text), "somebody is told what others keep"


async def test_what_changed_is_shown_line_by_line(database: NestedDatabase, owner: Browser) -> None:
    await keep(database, owner, NURSE)
    lines = NURSE.splitlines()
    other = "\n".join([*lines[:4], "You swim as well as fish & chips < 3.", *lines[7:]])
    shown = await told(owner, other)
    assert "What changed" in shown
    assert "You swim as well as fish &amp; chips &lt; 3." in shown
    assert f"</span>{lines[5]}" in shown
    assert "What changed" not in await told(owner, NURSE)


def test_changes_are_those_of_the_lines() -> None:
    kept = "One\n\nTwo\nThree\nFour"
    assert list(changes_between(kept, "One\n Two \nThree and a half\nFour\nFive")) == [
        Change("gone", "Three"),
        Change("new", "Three and a half"),
        Change("new", "Five"),
    ]
    assert list(changes_between(kept, kept.replace("\n", "\n\n"))) == []


def test_thousands_of_equal_lines_are_compared_out_of_order() -> None:
    many = "a\n" * 9_000
    assert list(changes_between(f"One\n{many}", f"{many}Two\na")) == [
        Change("gone", "One"),
        Change("new", "Two"),
        Change("new", "a"),
    ]


def test_not_all_of_many_changes_are_shown() -> None:
    changes = changes_shown("", "\n".join(f"Line {n}" for n in range(SHOWN + 7)))
    assert (len(changes.lines), changes.more) == (SHOWN, 7)


async def test_versions_know_of_each_other(
    database: NestedDatabase, owner: Browser, stranger: Browser
) -> None:
    first = await keep(database, owner, NURSE)
    later = await keep(database, owner, NURSE + "\nYou look after the fish.")
    await keep(database, owner, TEXTS["sous_chef"])
    alone = await keep(database, stranger, NURSE + "\nYou count the fish.")
    page = await owner.get(f"/job-descriptions/{first}")
    assert re.findall(r'class="link" href="/job-descriptions/([0-9a-f-]{36})"', page.text) == [
        later
    ]
    assert "Only in the later one: </span>You look after the fish." in page.text
    page = await owner.get(f"/job-descriptions/{later}")
    assert "Only in the later one: </span>You look after the fish." in page.text
    assert "An earlier one" in page.text
    assert "Other versions" not in (await stranger.get(f"/job-descriptions/{alone}")).text


async def test_it_is_told_in_the_reader_s_language(
    database: NestedDatabase, owner: Browser
) -> None:
    await keep(database, owner, NURSE)
    seen = set()
    for locale in ("en", "es", "zh"):
        await owner.post("/locale", data={"locale": locale})
        seen.add((await told(owner, NURSE)).strip())
    assert len(seen) == 3


async def test_a_visitor_is_told_to_sign_in(visitor: Browser) -> None:
    answer = await visitor.post("/job-descriptions/alike", data={"job_text": NURSE})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


async def test_set_up_has_a_place_for_it(database: NestedDatabase, owner: Browser) -> None:
    await publish(database)
    await keep(database, owner, POSTING)
    page = await owner.get("/interviews/new")
    assert 'data-alike="/job-descriptions/alike" aria-live="polite"' in page.text
