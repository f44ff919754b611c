"""Words that nobody marked: what is still English on a page that is read in Chinese.

Latin letters stand out there. English is right only inside `lang="en"` (what interviewers and
candidates say, and personas), in names, and in the names of keys and programs.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

import preppal
from preppal.accounts.mailing_code import CodeMail
from preppal.foundation.settings import Settings
from preppal.interviews.model import InterviewSession
from preppal.personas.built_in import built_in_personas
from preppal.personas.wording import LANGUAGES
from tests.house.places import PLACES
from tests.house.reading import VOID
from tests.house.world import World
from tests.interviews import JOB, PERSONA
from tests.people import Browser, Browsers, Postbox, TestClock, an_app

PACKAGE = Path(preppal.__file__).parent
SPOKEN = ("aria-label", "alt", "content", "data-busy", "placeholder", "title")
"""Attributes that a reader meets."""
SILENT = frozenset({"script", "style", "textarea"})

KEYS_AND_PROGRAMS = ["Preppal", "Cookie", "Chrome", "Edge", "Firefox", "Safari", "Linux", "https"]
KEYS_AND_PROGRAMS += ["http", "Enter", "Shift", "English", "Español", "ana@example.org"]
KEYS_AND_PROGRAMS += ["PDF", "Word", "DOCX", "HTML", "PNG", "JPEG", "MB", ".txt", ".png"]
KEYS_AND_PROGRAMS += ["Stripe", "CSV"]
KEYS_AND_PROGRAMS += LANGUAGES.values()  # each is written in its own words
KEYS_AND_PROGRAMS += ["PDF", "DOCX", "Word", "HTML", "MB"]  # what files are called everywhere
NAMES = [JOB["title"], JOB["company"], PERSONA["name"], PERSONA["name"].split()[0]]
for persona in built_in_personas():
    words = persona["name"].split()
    NAMES += [persona["name"], words[0], words[0][0] + words[-1][0]]


@dataclass
class Overheard(HTMLParser):
    """Words outside `lang="en"`, in text and in attributes, `<template>` included."""

    words: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @property
    def language(self) -> str:
        return next((lang for _, lang in reversed(self.open) if lang), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append((tag, facts.get("lang", "")))
        # A page's settings for browsers; only its description is read.
        if tag != "meta" or facts.get("name") == "description":
            for name in SPOKEN:
                self.hear(facts.get(name, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not SILENT & {tag for tag, _ in self.open}:
            self.hear(data)

    def hear(self, words: str) -> None:
        if words.strip() and not self.language.startswith("en"):
            self.words.append(words.strip())


def left_in_english(html: str, names: list[str]) -> list[str]:
    page = Overheard()
    page.feed(html)
    page.close()
    known = sorted([*names, *NAMES, *KEYS_AND_PROGRAMS], key=len, reverse=True)
    left = []
    for words in page.words:
        bare = re.sub(r"\{\w+\}", "", words)
        for name in known:
            bare = bare.replace(name, "")
        if re.search(r"[A-Za-z]{2}", bare):
            left.append(words)
    return left


WRITTEN_BY_PEOPLE = ["It is a real person.", *JOB["content"].splitlines()]
WRITTEN_BY_PEOPLE += [f"{JOB['title']} at", f"at {JOB['company']}"]
"""What a reporter wrote, and a posting, in whatever language; and what is left of its first line where the
name in it is marked."""


def test_it_hears_what_was_not_marked() -> None:
    page = (
        '<p lang="zh-Hans">你好 <b>Sign in</b><q lang="en">I was late</q><i title="Menu"></i></p>'
    )
    assert left_in_english(page, []) == ["Sign in", "Menu"]


async def test_pages_in_chinese_hold_no_english(world: World, people: dict[str, Browser]) -> None:
    browsers = people
    known = [browser.me for browser in people.values() if browser.user is not None]
    mine = [word for one in known for word in (one.email, one.name)] + WRITTEN_BY_PEOPLE
    mine += map(str, world.ids.values())  # a purchase shows its number
    left = {}
    for browser in browsers.values():
        await browser.post("/locale", data={"locale": "zh"})
    for place in PLACES:
        answer = await place.open(browsers[place.who], world)
        reference = answer.headers["x-request-id"]
        if found := left_in_english(answer.text, [*mine, reference]):
            left[place.name] = found
    assert left == {}


async def test_the_room_by_voice_in_chinese_holds_no_english(
    world: World, owner: Browser, browsers: Browsers, postbox: Postbox, clock: TestClock
) -> None:
    voice = Settings(_env_file=None, voice="auto")  # type: ignore[call-arg]
    browser = await browsers(owner.me, app=an_app(voice, world.database, postbox, clock))
    await browser.post("/locale", data={"locale": "zh"})
    async with world.database.transaction() as db:
        interview = await db.get_one(InterviewSession, world.ids["ready"])
        interview.mode = "voice"
    for path in ("lobby", "session"):
        answer = await browser.get(f"/interviews/{world.ids['ready']}/{path}")
        assert "麦克风" in answer.text
        assert left_in_english(answer.text, [owner.me.email, owner.me.name]) == []


@pytest.mark.parametrize(
    ("locale", "day"),
    [("en", "1 March 2027"), ("es", "1 de marzo de 2027"), ("zh", "2027年3月1日")],
)
async def test_dates_are_written_as_the_reader_does(
    locale: str, day: str, world: World, owner: Browser, clock: TestClock
) -> None:
    await owner.post("/locale", data={"locale": locale})
    assert day in (await owner.get("/interviews")).text


async def test_the_mail_is_in_the_language_of_the_page(owner: Browser) -> None:
    pages = owner.app.state.pages
    letters = {
        locale: pages.get(locale)
        .get_template("mail/sign_in_code.txt")
        .render(page=CodeMail("123456", 10))
        for locale in ("en", "es", "zh")
    }
    assert len(set(letters.values())) == 3
    assert all(letter.count("123456") == 2 and "10" in letter for letter in letters.values())
    assert not re.search("[A-Za-z]{2}", letters["zh"].replace("Preppal", ""))


def test_scripts_hold_no_sentences() -> None:
    """Every word that a script shows was rendered by the server, in the reader's language."""
    said = []
    for path in sorted((PACKAGE / "static/js").rglob("*.js")):
        code = re.sub(
            r"/\*.*?\*/|(?<![:'\"])//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL
        )
        strings = re.findall(r"'([^'\n]*)'|\"([^\"\n]*)\"|`([^`]*)`", code)
        said += [
            f"{path.name}: {text}"
            for found in strings
            for text in found
            if re.match(r"[A-Z][a-z’']* [a-z]", text)
        ]
    assert said == []
