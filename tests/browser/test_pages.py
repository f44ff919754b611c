"""Every page in a real browser: whole on a phone, legible by day and by night, silent, light."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, Self
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.hub.reporting import ReportForm, report_persona
from preppal.interviewer.briefing import STAGES
from preppal.interviews.booking import book_interview, read_booking
from preppal.interviews.lease import enter_room
from preppal.personas.counting import count_finished
from preppal.personas.model import DESCRIPTION_LIMIT, NAME_LIMIT
from preppal.personas.wording import LANGUAGES as LANGUAGE_NAMES
from preppal.personas.writing import PersonaForm, write_persona
from tests.browser.conftest import Houses, Visit, Visiting
from tests.serving import Server
from tools.sample_fit import make_fits
from tools.sample_interviews import begin, make_history, make_person
from tools.sample_panels import make_panels
from tools.sample_personas import make_personas
from tools.sample_postings import make_library
from tools.sample_resumes import make_resumes

# Nothing is swept up behind the seeded rows: a report stays on its way, a room stays open.
SERVED_WITH = {"PREPPAL_TASKS": "worker"}
SIZES = {1440: 900, 390: 844}
TYPED = {"persona_id": "ruth-adeyemi", "minutes": "10", "mode": "text"}
LIMIT, LIMITS = 60, {"door": 90, "room": 90}
"""Kilobytes of a first visit; the rooms bring the scripts of both directions of sound."""
LANGUAGES = {"en": "en", "es": "es", "zh": "zh-Hans"}

Act = Callable[[Page], Awaitable[object]]


@dataclass(frozen=True)
class Seeded:
    """Tokens of Ines, who has a history, and of Bo, who has none; ids by the state they are in."""

    tokens: dict[str, str]
    ids: dict[str, UUID]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def seeded(server: Server, behind: Database, houses: Houses) -> Seeded:
    if server.url not in houses.furniture:
        houses.furniture[server.url] = await _seed(behind)
    seeded: Seeded = houses.furniture[server.url]
    return seeded


async def _seed(behind: Database) -> Seeded:
    ines, token = await make_person(behind, "Ines Almeida", utc_now())
    bo, other = await make_person(behind, "Bo", utc_now())
    _, staff = await make_person(behind, "Sol", utc_now(), is_staff=True)
    ids = await make_history(behind, ines) | await make_personas(behind, ines)
    ids |= await make_library(behind, ines, now=utc_now())
    ids |= await make_resumes(behind, ines, now=utc_now())
    ids |= await make_fits(behind, ines, now=utc_now())
    ids |= await make_panels(behind, ines, now=utc_now())
    await begin(behind, ines, ids["live"])
    for language in LANGUAGES:
        ids[f"room_{language}"] = await _typed(behind, ines)
    ids["held"] = await _typed(behind, ines)
    async with behind.transaction() as db:
        away = utc_now().replace(year=utc_now().year + 1)
        await enter_room(
            db, ines, ids["held"], visit=uuid7(), mode="text", take_over=False, now=away
        )
    ids["long"] = await _with_everything(behind, ines)
    async with behind.transaction() as db:
        await count_finished(db, ids["long"], bo)
        for name in ("persona_public", "long"):
            await report_persona(
                db, bo, ids[name], ReportForm("other", "Why so? " * 60), now=utc_now()
            )
    return Seeded({"ines": token, "bo": other, "sol": staff}, ids)


async def _with_everything(behind: Database, author: UUID) -> UUID:
    """A public persona of words that are as long, and as unbroken, as they may be; Bo held an
    interview with it."""
    form = PersonaForm(
        name="W" * NAME_LIMIT,
        headline="Donaudampfschifffahrtsgesellschaft " * 3,
        description="x" * DESCRIPTION_LIMIT,
        line="Unbreakable" * 14,
        system_instruction="y" * 1_000,
        stages=STAGES,
        languages=tuple(LANGUAGE_NAMES),
        voice="Charon",
    )
    async with behind.transaction() as db:
        persona = await write_persona(
            db, author, form, persona_id=uuid7(), draft=False, now=utc_now()
        )
        persona.publish(utc_now())
    return persona.id


async def _typed(behind: Database, user_id: UUID) -> UUID:
    async with behind.transaction() as db:
        return await book_interview(db, user_id, read_booking(TYPED), now=utc_now())


async def ask_for_code(page: Page) -> None:
    await page.locator("[name=email]").fill("mara@example.org")
    await page.locator("main button[type=submit]").click()
    await page.wait_for_url("**/sign-in/code*")


async def half_an_address(page: Page) -> None:
    await page.locator("[name=email]").fill("mara@")
    await page.locator("main button[type=submit]").click()
    await expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")


async def only_a_title(page: Page) -> None:
    await page.locator("[name=job_id][value='']").check()
    await page.locator("[name=job_text]").fill("Data Engineer")
    await page.locator(".set-up-go button").click()
    await expect(page.locator("[name=job_text]")).to_have_attribute("aria-invalid", "true")


async def go_on_listening(page: Page) -> None:
    await expect(page.locator("live-room")).to_have_attribute("data-floor", "listening")


async def open_menu(page: Page) -> None:
    await page.locator("[popovertarget=site-menu]").click()


async def ask_to_delete(page: Page) -> None:
    await page.locator("[commandfor=delete]").first.click()
    await expect(page.locator("dialog[open]")).to_be_visible()


async def end_last_spring(page: Page) -> None:
    await page.locator("[name=role_0_end]").fill("last spring")
    await page.locator(".correct button[data-fill]").click()
    await expect(page.locator("[name=role_0_end]")).to_have_attribute("aria-invalid", "true")


async def write_nothing(page: Page) -> None:
    await page.locator("[name=headline]").fill(
        "Runs a bakery that opens at five in the morning. " * 3
    )
    await page.locator("[name=language_en]").uncheck()
    await page.locator(".builder-save button").first.click()
    await expect(page.locator("[name=name]")).to_have_attribute("aria-invalid", "true")


async def answer_three_times(page: Page) -> None:
    for number in range(3):
        # Before the page with the answer is there, the field is that of the page before.
        await expect(page.locator(".turn-words")).to_have_count(2 + 2 * number)
        await page.locator("[name=answer]").fill("I measured it first, and then we moved it.")
        await page.locator(".trial-form button").click()
    await expect(page.locator(".trial-form")).to_have_count(0)


async def publish_unread(page: Page) -> None:
    await page.locator(".publish-act button").click()
    await expect(page.locator("[name=read_cautions]")).to_have_attribute("aria-invalid", "true")


async def report_nothing(page: Page) -> None:
    await page.locator(".report button").click()
    await expect(page.locator(".report fieldset")).to_have_attribute("aria-invalid", "true")


async def hide_without_a_reason(page: Page) -> None:
    await page.locator(".queue-why button").first.click()
    await expect(page.locator("[name=reason][aria-invalid]")).to_be_focused()


@dataclass(frozen=True)
class Sight:
    """A page and who looks at it; ``act`` is done before it is looked at."""

    path: str
    who: Literal["ines", "bo", "sol", "visitor"] = "ines"
    status: int = 200
    act: Act | None = None
    refused: int = 0
    """What the act is answered with, which the browser mentions in the console."""


SIGHTS = {
    "landing": Sight("/", "visitor"),
    "sign-in": Sight("/sign-in", "visitor"),
    "sign-in, half an address": Sight("/sign-in", "visitor", act=half_an_address, refused=422),
    "code": Sight("/sign-in", "visitor", act=ask_for_code),
    "privacy": Sight("/privacy", "visitor"),
    "terms": Sight("/terms", "visitor"),
    "nowhere": Sight("/nowhere", "visitor", 404),
    "not theirs": Sight("/interviews/{ready}/lobby", "bo", 404),
    "unreadable": Sight("/interviews?before=yesterday", status=422),
    "first day": Sight("/dashboard", "bo"),
    "first set-up": Sight("/interviews/new", "bo"),
    "no interviews": Sight("/interviews", "bo"),
    "dashboard": Sight("/dashboard"),
    "plan": Sight("/interviews/new/{ready}"),
    "plan, begun": Sight("/interviews/new/{live}"),
    "practise": Sight("/interviews/practise"),
    "menu": Sight("/dashboard", act=open_menu),
    "panels": Sight("/panels"),
    "panels, none": Sight("/panels", "bo"),
    "panel, new": Sight("/panels/new"),
    "panel, add": Sight("/panels/add?persona={long}"),
    "panel": Sight("/panels/{panel}?did=made"),
    "panel, any order": Sight("/panels/{panel_free}"),
    "panel, put away": Sight("/panels/{panel_away}"),
    "panel, empty": Sight("/panels/{panel_empty}"),
    "panel, editing": Sight("/panels/{panel_free}/edit"),
    "panel, a stage": Sight("/panels/{panel}/edit?form={panel_stage}"),
    "panel, a new stage": Sight("/panels/{panel_empty}/edit?form=new"),
    "panel, about it": Sight("/panels/{panel}/edit?form=about"),
    "settings": Sight("/settings"),
    "interviews": Sight("/interviews"),
    "jobs": Sight("/job-descriptions"),
    "job": Sight("/job-descriptions/{job}"),
    "resumes": Sight("/resumes"),
    "resumes, none": Sight("/resumes", "bo"),
    "resume": Sight("/resumes/{resume}?did=kept"),
    "resume, scanned": Sight("/resumes/{resume_scanned}"),
    "resume, confirmed": Sight("/resumes/{resume_confirmed}"),
    "resume, correcting": Sight("/resumes/{resume}/correct"),
    "resume, refused": Sight("/resumes/{resume}/correct", act=end_last_spring, refused=422),
    "share": Sight("/job-descriptions/{noted}/share"),
    "shared": Sight("/job-descriptions/shared"),
    "shared-one": Sight("/job-descriptions/shared/{posting}", "bo"),
    "postings": Sight("/admin/postings", "sol"),
    "posting": Sight("/admin/postings/{posting}", "sol"),
    "job, editing": Sight("/job-descriptions/{job}?edit=facts"),
    "set-up": Sight("/interviews/new"),
    "set-up, searched": Sight("/interviews/new?q=engineer"),
    "set-up, refused": Sight("/interviews/new", act=only_a_title, refused=422),
    "lobby": Sight("/interviews/{ready}/lobby"),
    "lobby, begun": Sight("/interviews/{live}/lobby"),
    "lobby, held": Sight("/interviews/{held}/lobby"),
    "lobby, with a resume": Sight("/interviews/{fitted}/lobby"),
    "fit": Sight("/interviews/{fitted}/fit"),
    "fit, none": Sight("/interviews/{ready}/fit"),
    "report, claims": Sight("/interviews/{claimed}/feedback"),
    "report, unconfirmed": Sight("/interviews/{unconfirmed}/feedback"),
    "resume, delete": Sight("/resumes/{resume}", act=ask_to_delete),
    "door": Sight("/interviews/{ready}/session"),
    "room": Sight("/interviews/{room}/session", act=go_on_listening),
    "report": Sight("/interviews/{report}/feedback"),
    "report, typed": Sight("/interviews/{typed}/feedback"),
    "report, not enough": Sight("/interviews/{short}/feedback"),
    "report on its way": Sight("/interviews/{waiting}/feedback"),
    "report failed": Sight("/interviews/{failed}/feedback"),
    "personas": Sight("/personas?did=published&about={persona_public}"),
    "personas, none": Sight("/personas", "bo"),
    "builder": Sight("/personas/new"),
    "builder, refused": Sight("/personas/new", act=write_nothing, refused=422),
    "builder, public": Sight("/personas/{persona_public}/edit"),
    "try": Sight("/personas/{persona}/try"),
    "tried": Sight("/personas/{persona_draft}/try", act=answer_three_times),
    "publish": Sight("/personas/{persona}/publish"),
    "publish, unread": Sight(
        "/personas/{persona_remarked}/publish", act=publish_unread, refused=422
    ),
    "publish, must go": Sight("/personas/{persona_draft}/publish"),
    "hub": Sight("/hub", "visitor"),
    "hub, nobody": Sight("/hub?q=lion+tamer&language=ko", "bo"),
    "persona": Sight("/personas/{long}?thanks=rating", "bo"),
    "persona, hidden": Sight("/personas/{persona_hidden}"),
    "report a persona": Sight("/personas/{long}/report", "bo", act=report_nothing, refused=422),
    "queue": Sight("/admin", "sol", act=hide_without_a_reason, refused=422),
    "delete": Sight("/interviews/{report}/feedback", act=ask_to_delete),
}


async def arrive(visit: Visit, sight: Sight, seeded: Seeded, language: str) -> None:
    """Go there as who looks, and wait until all is drawn."""
    if sight.who != "visitor":
        await visit.cookie("preppal", seeded.tokens[sight.who])
    await visit.cookie("preppal_locale", language)
    ids = seeded.ids | {"room": seeded.ids[f"room_{language}"]}
    await visit.go(sight.path.format(**ids), status=sight.status)
    if sight.act is not None:
        await sight.act(visit.page)
    await visit.page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("name", SIGHTS)
async def test_page(server: Server, visiting: Visiting, seeded: Seeded, name: str) -> None:
    """Light, titled, whole at both widths; axe finds nothing; the console is silent."""
    sight = SIGHTS[name]
    found: list[str] = []
    async with visiting(server.url, reduced_motion="reduce") as visit:
        for language in LANGUAGES:
            scales = await Scales.under(visit.page)
            await arrive(visit, sight, seeded, language)
            if language == "en" and (name in LIMITS or sight.act is None):
                assert any(path.endswith(".woff2") for path in scales.bytes)
                assert scales.kilobytes <= LIMITS.get(name, LIMIT), scales.told()
            await check_words(visit.page, language)
            found += [f"{language}, {what}" async for what in faults(visit, language)]
            await visit.page.set_viewport_size({"width": 1440, "height": SIZES[1440]})
        assert not found, "\n" + "\n".join(found)
        refusals = [status for status in (sight.refused, sight.status) if status >= 400]
        assert [line for line in visit.console if not is_about(line, refusals)] == []


async def check_words(page: Page, language: str) -> None:
    """There is a title, a heading, and the language that was asked for."""
    assert await page.locator("html").get_attribute("lang") == LANGUAGES[language]
    title = await page.title()
    assert title.endswith(" · Preppal") and len(title) > len(" · Preppal")
    heading = page.locator("h1")
    await expect(heading).to_have_count(1)
    assert (await heading.inner_text()).strip()


async def faults(visit: Visit, language: str) -> AsyncIterator[str]:
    """What does not fit at either width, and what the accessibility rules find."""
    page = visit.page
    for width, height in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        for what in await visit.misfits():
            yield f"{width}: {what}"
        # Themes differ in colours alone, languages in words alone.
        if language == "en":
            for theme in ("light", "dark"):
                await page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                for what in await visit.faint():
                    yield f"{width}, {theme}: {what}"
            await page.emulate_media(color_scheme="light")
            for what in await visit.axe(colours=width == 1440):
                yield f"{width}: {what}"
        elif width == 390:
            for what in await visit.axe(colours=False):
                yield f"{width}: {what}"


def is_about(line: str, statuses: list[int]) -> bool:
    """Chromium mentions the status of a page that is a refusal."""
    return any(f"responded with a status of {status} " in line for status in statuses)


class Scales:
    """Weighs what a page loads as it goes over the line: headers, compressed bodies, fonts."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self.bytes: Counter[str] = Counter()

    @classmethod
    async def under(cls, page: Page) -> Self:
        scales = cls()
        network = await page.context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", scales._asked)
        network.on("Network.loadingFinished", scales._answered)
        await network.send("Network.enable")
        return scales

    def _asked(self, event: dict[str, Any]) -> None:
        self.paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _answered(self, event: dict[str, Any]) -> None:
        self.bytes[self.paths.get(event["requestId"], "?")] += int(event["encodedDataLength"])

    @property
    def kilobytes(self) -> float:
        return self.bytes.total() / 1024

    def told(self) -> str:
        return "\n".join(f"{size:7} {path}" for path, size in self.bytes.most_common())
