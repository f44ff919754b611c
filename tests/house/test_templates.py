"""Every template, rendered by the application in every language, and what every page must have."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment

import preppal
from preppal.foundation.i18n import HTML_LANG, LOCALES, words
from preppal.foundation.settings import Settings
from preppal.interviews.model import InterviewSession
from tests.house.places import PLACES, Place
from tests.house.reading import Reading, read
from tests.house.world import World
from tests.people import Browser, Browsers, Postbox, TestClock, an_app

TEMPLATES = Path(preppal.__file__).parent / "templates"
# Mails, and a part of a page that is asked for by itself, have tests of their own.
NO_PAGES = {
    "mail/sign_in_code.txt",
    "mail/decision.txt",
    "library/alike.html",
    "interviews/jobs.html",
}
SAMPLED = {place.template for place in PLACES} | NO_PAGES


def test_every_template_is_looked_at() -> None:
    pages = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*")
        if path.is_file()
        and path.parent.name != "components"
        and not path.name.startswith("_")
        and path.parent != TEMPLATES
    }
    # Parts that other templates include are looked at with them.
    included = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(
            r'{%-?\s*(?:include|import|from)\s+"([^"]+)"', path.read_text(encoding="utf-8")
        )
    }
    assert pages - included - SAMPLED == set(), "Templates without a place in places.PLACES."


def check(reading: Reading, locale: str) -> None:
    """What every page must have, whatever it is about."""
    assert reading.lang == HTML_LANG[locale]
    assert reading.title.strip(" ·").removesuffix("· Preppal").strip()
    assert len(reading.headings) == 1
    assert reading.headings[0].strip()
    assert reading.mains == 1
    assert reading.mismatched == []
    assert reading.open == []
    assert len(reading.ids) == len(set(reading.ids)), "Two elements have one id."
    assert reading.pointed_at <= set(reading.ids), "An id is pointed at that is not there."
    assert set(reading.unlabelled) <= reading.fors, "A field has no label."
    assert reading.scripts_without_nonce == []
    assert reading.inline == [], "The content policy forbids inline styles and handlers."
    for leak in ("{{", "{%", "%(", "Undefined", "&lt;", "&amp;", "&#", "<function", "<bound"):
        assert leak not in reading.text, leak
    assert reading.leaks == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
async def test_a_page_shows_its_core_in_every_language(
    place: Place, world: World, people: dict[str, Browser]
) -> None:
    browser = people[place.who]
    seen = {}
    for locale in LOCALES:
        await browser.post("/locale", data={"locale": locale})
        answer = await place.open(browser, world)
        assert answer.status_code == place.status
        seen[locale] = read(answer.text)
        check(seen[locale], locale)
    for words_shown in place.shows:
        assert words_shown in seen["en"].text
    for locale in ("es", "zh"):
        if words(locale).catalogue.gettext("Skip to the page") != "Skip to the page":
            assert seen[locale].text != seen["en"].text, "Nothing on the page is translated."


async def test_the_code_page_in_every_language(browsers: Browsers) -> None:
    for locale in LOCALES:
        browser = await browsers()
        await browser.post("/locale", data={"locale": locale})
        await browser.post("/sign-in", data={"email": f"{locale}@example.org"})
        page = read((await browser.get("/sign-in/code")).text)
        check(page, locale)
        assert re.search(r"\d{6}", page.text)
        wrong = await browser.post("/sign-in/code", data={"code": "x"})
        check(read(wrong.text), locale)


@pytest.mark.parametrize("about", ["ready", "live"])
@pytest.mark.parametrize("path", ["lobby", "session"])
async def test_the_way_in_by_voice(
    path: str,
    about: str,
    world: World,
    owner: Browser,
    browsers: Browsers,
    postbox: Postbox,
    clock: TestClock,
) -> None:
    voice = Settings(_env_file=None, voice="auto")  # type: ignore[call-arg]
    browser = await browsers(owner.me, app=an_app(voice, world.database, postbox, clock))
    async with world.database.transaction() as db:
        interview = await db.get_one(InterviewSession, world.ids[about])
        interview.mode = "voice"
    for locale in LOCALES:
        await browser.post("/locale", data={"locale": locale})
        answer = await browser.get(f"/interviews/{world.ids[about]}/{path}")
        page = read(answer.text)
        check(page, locale)
        if locale == "en":
            assert "microphone" in page.text
            assert "in writing" in page.text


async def test_an_unforeseen_failure_has_a_page_in_every_language(
    world: World, owner: Browser
) -> None:
    environments: dict[str, Environment] = owner.app.state.pages.environments
    for locale in LOCALES:
        await owner.post("/locale", data={"locale": locale})
        template = environments[locale].get_template("home/dashboard.html")
        render, template.render = template.render, None  # type: ignore[method-assign, assignment]
        try:
            answer = await owner.get("/dashboard")
        finally:
            template.render = render  # type: ignore[method-assign]
        assert answer.status_code == 500
        assert answer.headers["x-request-id"] in answer.text
        check(read(answer.text), locale)


async def test_titles_tell_pages_apart(world: World, people: dict[str, Browser]) -> None:
    titles: dict[str, set[str]] = {}
    for place in PLACES:
        if place.status == 200 and place.template != "errors/error.html":
            browser = people[place.who]
            title = read((await place.open(browser, world)).text).title
            titles.setdefault(title, set()).add(place.template)
    assert {title: found for title, found in titles.items() if len(found) > 1} == {}
