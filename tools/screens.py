"""Write a picture of every page, at both widths and themes, to ``build/screens/`` (``make screens``).

The product runs as people run it, on an embedded database of its own, with an invented candidate who
has a history (`sample_interviews`). What no visit can call up at will (a server that fails, a code
that is over …) is rendered from page objects (`sample_pages`) through the same templates.

    make screens                                      every page
    .venv/bin/python -m tools.screens feedback new    some of them
    .venv/bin/python -m tools.screens --only 390-dark --locale es
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    async_playwright,
)

from preppal.foundation.clock import utc_now
from preppal.foundation.connecting import open_database
from preppal.foundation.settings import Settings
from preppal.web.pages import build_pages
from tests.documents import pdf_of
from tests.serving import environment, running
from tools.sample_community import make_community
from tools.sample_fit import make_fits
from tools.sample_interviews import POSTING, begin, make_corrections, make_history, make_person
from tools.sample_loops import make_loops
from tools.sample_pages import SAMPLES
from tools.sample_panels import make_panels
from tools.sample_personas import make_personas
from tools.sample_postings import make_library
from tools.sample_purchases import make_purchases
from tools.sample_resumes import make_resumes
from tools.sample_waiting import make_waiting

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = {"1440": (1440, 900), "390": (390, 844)}
THEMES = ("light", "dark")
FLAGS = [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]
LOCALES = {"en": "en-GB", "es": "es-ES", "zh": "zh-CN"}
PAINTED_MS = 250
"""After fonts and scripts: the drawing of threads and the first frame of a figure."""

LOADING_MS = 120_000

Act = Callable[[Page], Awaitable[object]]


@dataclass(frozen=True)
class Shot:
    """A page and who looks at it: "" is a visitor. ``act`` is done before the picture."""

    path: str
    who: str = "ines"
    act: Act | None = None
    full: bool = True


async def ask_for_code(page: Page) -> None:
    await page.locator("[name=email]").fill("mara@example.org")
    await page.locator("main button[type=submit]").click()
    await page.wait_for_url("**/sign-in/code*")


async def only_a_title(page: Page) -> None:
    if await page.locator("[name=job_id]").count():
        await page.locator("[name=job_id][value='']").check()
    await page.locator("[name=job_text]").fill("Data Engineer")
    await page.locator(".set-up-go button").click()
    await page.wait_for_selector(".field-error")


async def have_an_outline(page: Page) -> None:
    await only_a_title(page)
    await page.locator("[name=outline_company]").fill("Fernhill Health")
    await page.locator("[data-outline]").click()
    await page.wait_for_selector(".set-up-note")


async def look_for_a_job(page: Page) -> None:
    await page.locator("[name=q]").fill("zebra")
    await page.get_by_text("Nothing like that among your jobs").wait_for()


async def start_a_topic(page: Page) -> None:
    await page.locator(".topic").first.click()
    await page.wait_for_url("**/lobby")


async def walk_in_without(page: Page) -> None:
    await start_a_topic(page)
    await page.goto(page.url.replace("/lobby", "/session"))
    await page.locator('[data-panel="closed"]').wait_for()


async def give_nothing(page: Page) -> None:
    await page.locator("[id=grant-count]").fill("many")
    await page.locator(".credits-by-hand button").first.click()
    await page.wait_for_selector(".field-error")


async def open_menu(page: Page) -> None:
    await page.locator(".site-menu-button").click()


async def ask_to_delete(page: Page) -> None:
    await page.locator("[commandfor=delete]").first.click()


async def open_all(page: Page) -> None:
    await page.locator("main details").evaluate_all(
        "found => { for (const one of found) one.open = true; }"
    )


async def on_paper(page: Page) -> None:
    await page.emulate_media(media="print")


async def look_at_second_row(page: Page) -> None:
    rows = page.locator("[data-thread]")
    await rows.nth(min(1, await rows.count() - 1)).scroll_into_view_if_needed()
    await rows.nth(min(1, await rows.count() - 1)).locator("a").first.focus()


async def wait_for_the_question(page: Page) -> None:
    await page.wait_for_timeout(6_000)


async def go_on_by_voice(page: Page) -> None:
    """The room was left typed; the speech models load once."""
    await page.locator("live-room[data-phase=live]").wait_for()
    if await page.locator("live-room[data-mode=text]").count():
        await page.locator("[data-act=speak]").click()
    await page.locator("live-room[data-mode=voice][data-floor=speaking]").wait_for(
        timeout=LOADING_MS
    )
    await wait_for_the_question(page)


async def open_sound(page: Page) -> None:
    await go_on_by_voice(page)
    await page.locator("[data-act=sound]").first.click()


async def press_the_switch(page: Page) -> None:
    """As the mute key of a headset does."""
    await go_on_by_voice(page)
    await page.evaluate(
        """() => {
            const { track } = document.querySelector('live-room').sound.microphone;
            Object.defineProperty(track, 'muted', { get: () => true });
            track.dispatchEvent(new Event('mute'));
        }"""
    )


async def look_for_the_switch(page: Page) -> None:
    await press_the_switch(page)
    await page.locator("[data-part=notice-act]").click()


async def paste_a_version(page: Page) -> None:
    await page.locator("[name=job_id][value='']").check()
    await page.locator("[name=job_text]").fill(
        POSTING.replace("Airflow", "Dagster") + "\nYou look after the lift on Fridays.\n"
    )
    await page.locator(".alike summary").first.click()


def picks(data: bytes) -> Act:
    """Pick a file with these bytes for its words, and wait for what is said."""

    async def pick(page: Page) -> None:
        if await page.locator("[name=job_id]").count():
            await page.locator("[name=job_id][value='']").check()
        await page.locator("[name=job_file]").set_input_files(
            {"name": "posting.pdf", "mimeType": "application/pdf", "buffer": data}
        )
        await page.locator(".upload-state[data-kind]").wait_for()

    return pick


async def press_without_a_file(page: Page) -> None:
    """As a browser without scripts does."""
    await page.evaluate("document.querySelector('[data-plain]').click()")
    await page.locator(".upload-state[data-kind=fault]").wait_for()


async def send_for_ever(page: Page) -> None:
    """A file that is on its way."""
    await page.locator("[name=job_text]").fill("What was there before.")
    await page.evaluate("XMLHttpRequest.prototype.send = () => {}")
    await page.locator("[name=job_file]").set_input_files(
        {"name": "posting.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    )
    await page.locator("[data-stop]").wait_for()


async def unname_the_job(page: Page) -> None:
    await page.locator("[name=title]").fill("")
    await page.locator("[name=company]").fill("Somewhere else")
    await page.locator("[name=skills]").fill("a sentence that is much longer than a skill")
    await page.locator(".library-form button").click()
    await page.wait_for_selector(".field-error")


async def correct_the_job(page: Page) -> None:
    await page.locator("[name=seniority]").select_option("junior")
    await page.locator("[name=salary]").fill("")
    await page.locator("[name=location]").fill("Leeds, two days a week")
    musts = await page.locator("[name=must_haves]").input_value()
    await page.locator("[name=must_haves]").fill(musts + "\nCan be on call one week in six")
    await page.locator(".library-form button").click()
    await page.wait_for_selector(".library-yours")


async def leave_out_the_name(page: Page) -> None:
    await page.locator("[name=name]").fill("")
    await page.locator("[name=headline]").fill(
        "Runs a bakery that opens at five, seven days a week. " * 3
    )
    await page.locator("[name=stage_hiring_manager]").uncheck()
    await page.get_by_role("button", name="Save").click()
    await page.wait_for_selector(".field-error")


async def answer_three_times(page: Page) -> None:
    for text in (
        "I lead a team of four in a kitchen that feeds two hundred people a day.",
        "The delivery was two hours late and the team sorted it out.",
        "I called the second supplier myself, because lunch was at twelve. We served at ten past.",
    ):
        await page.locator("[name=answer]").fill(text)
        await page.get_by_role("button", name="Answer").click()
        await page.wait_for_load_state()


async def hear_the_voice(page: Page) -> None:
    await page.get_by_label("Style of the voice").fill("lively")
    await page.locator("[data-part=hear]").click()
    await page.wait_for_function("document.querySelector('[data-part=said]').textContent.trim()")
    await page.locator("[data-part=hear]").scroll_into_view_if_needed()


async def answer_nothing(page: Page) -> None:
    await page.get_by_role("button", name="Answer").click()
    await page.wait_for_selector(".field-error")


async def take_it_over(page: Page) -> None:
    """The other resume is taken into the profile, if it was not yet."""
    compare = page.get_by_role("link", name="Compare it with your profile").first
    if await compare.count():
        await compare.click()
        await page.get_by_role("button", name="Take over what is chosen").click()
        await page.wait_for_url("**/profile?did=merged")


async def confirm_nonsense(page: Page) -> None:
    await page.locator("[name=role_0_end]").fill("last spring")
    await page.get_by_role("button", name="This is right").click()
    await page.wait_for_selector(".field-error")


async def open_a_turn(page: Page) -> None:
    await page.locator(".turn-acts a").nth(1).click()
    await page.locator("textarea").wait_for()


async def write_too_much(page: Page) -> None:
    await open_a_turn(page)
    await page.locator("textarea").fill("And then I did another thing, and another. " * 40)
    await page.get_by_role("button", name="Save").click()
    await page.locator(".field-error").wait_for()


async def wait_for_pages(page: Page) -> None:
    for picture in await page.locator(".resume-pages img").all():
        await picture.scroll_into_view_if_needed()
        await picture.evaluate("image => image.decode()")
    await page.evaluate("scrollTo(0, 0)")


PAGES: dict[str, Shot] = {
    "landing": Shot("/", ""),
    "sign-in": Shot("/sign-in", ""),
    "sign-in-code": Shot("/sign-in", "", ask_for_code),
    "privacy": Shot("/privacy", ""),
    "terms": Shot("/terms", ""),
    "nowhere": Shot("/nowhere", ""),
    "first-day": Shot("/dashboard", "bo"),
    "first-set-up": Shot("/interviews/new", "bo"),
    "no-interviews": Shot("/interviews", "bo"),
    "dashboard": Shot("/dashboard"),
    "menu": Shot("/dashboard", act=open_menu, full=False),
    "settings": Shot("/settings"),
    "interviews": Shot("/interviews"),
    "panels": Shot("/panels"),
    "panels-none": Shot("/panels", "bo"),
    "panels-away": Shot("/panels?archived=1"),
    "panel-new": Shot("/panels/new"),
    "panel-new-guest": Shot("/panels/new?persona=dev-malhotra", "bo"),
    "panel-add": Shot("/panels/add?persona=hiro-tanabe"),
    "panel": Shot("/panels/{panel}?did=made"),
    "panel-free": Shot("/panels/{panel_free}"),
    "panel-empty": Shot("/panels/{panel_empty}"),
    "panel-away": Shot("/panels/{panel_away}"),
    "panel-edit": Shot("/panels/{panel}/edit"),
    "panel-edit-stage": Shot("/panels/{panel}/edit?form={panel_stage}"),
    "panel-edit-new": Shot("/panels/{panel_free}/edit?form=new"),
    "panel-edit-about": Shot("/panels/{panel}/edit?form=about"),
    "new": Shot("/interviews/new"),
    "new-refused": Shot("/interviews/new", act=only_a_title),
    "new-outline": Shot("/interviews/new", act=have_an_outline),
    "new-searched": Shot("/interviews/new?q=engineer", act=look_for_a_job),
    "new-found": Shot("/interviews/new?q=data"),
    "lobby": Shot("/interviews/{ready}/lobby", full=False),
    "lobby-stage": Shot("/interviews/{staged}/lobby"),
    "feedback-stage": Shot("/interviews/{stage_held}/feedback"),
    "plan": Shot("/interviews/new/{ready}"),
    "practise": Shot("/interviews/practise"),
    "lobby-resume": Shot("/interviews/{fitted}/lobby", full=False),
    "fit": Shot("/interviews/{fitted}/fit"),
    "fit-unconfirmed": Shot("/interviews/{unconfirmed}/fit"),
    "fit-none": Shot("/interviews/{ready}/fit"),
    "feedback-claims": Shot("/interviews/{claimed}/feedback"),
    "feedback-unconfirmed": Shot("/interviews/{unconfirmed}/feedback"),
    "session": Shot("/interviews/{live}/session", act=wait_for_the_question, full=False),
    "session-voice": Shot("/interviews/{live}/session", act=go_on_by_voice, full=False),
    "session-sound": Shot("/interviews/{live}/session", act=open_sound, full=False),
    "session-muted": Shot("/interviews/{live}/session", act=press_the_switch, full=False),
    "session-muted-sound": Shot("/interviews/{live}/session", act=look_for_the_switch, full=False),
    "feedback": Shot("/interviews/{report}/feedback"),
    "feedback-pending": Shot("/interviews/{pending}/feedback"),
    "feedback-mended": Shot("/interviews/{mended}/feedback"),
    "transcript": Shot("/interviews/{report}/transcript"),
    "transcript-open": Shot("/interviews/{pending}/transcript", act=open_a_turn),
    "transcript-saved": Shot("/interviews/{pending}/transcript?did=saved"),
    "transcript-refused": Shot("/interviews/{report}/transcript", act=write_too_much),
    "transcript-typed": Shot("/interviews/{typed}/transcript"),
    "reports": Shot("/interviews/{mended}/reports"),
    "reports-one": Shot("/interviews/{report}/reports"),
    "feedback-row": Shot("/interviews/{report}/feedback", act=look_at_second_row, full=False),
    "feedback-opened": Shot("/interviews/{report}/feedback", act=open_all),
    "feedback-print": Shot("/interviews/{report}/feedback", act=on_paper),
    "feedback-waiting": Shot("/interviews/{waiting}/feedback"),
    "feedback-rating": Shot("/interviews/{rating}/feedback"),
    "feedback-rated": Shot("/interviews/{rated}/feedback"),
    "feedback-again": Shot("/interviews/{again}/feedback"),
    "feedback-broken-off": Shot("/interviews/{broken_off}/feedback"),
    "feedback-broken-off-quick": Shot("/interviews/{broken_off_quick}/feedback"),
    "feedback-failed": Shot("/interviews/{failed}/feedback"),
    "feedback-typed": Shot("/interviews/{typed}/feedback"),
    "summary": Shot("/panels/{summed}/summary"),
    "summary-print": Shot("/panels/{summed}/summary", act=on_paper),
    "summary-stale": Shot("/panels/{summed_stale}/summary"),
    "summary-none": Shot("/panels/{loop_begun}/summary"),
    "summary-nothing": Shot("/panels/{loop_empty}/summary"),
    "summary-failed": Shot("/panels/{loop_failed}/summary"),
    "summary-waiting": Shot("/panels/{loop_waiting}/summary"),
    "feedback-short": Shot("/interviews/{short}/feedback"),
    "no-personas": Shot("/personas", "bo"),
    "new-alike": Shot("/interviews/new", act=paste_a_version),
    "jobs": Shot("/job-descriptions"),
    "jobs-archived": Shot("/job-descriptions?archived=1"),
    "jobs-empty": Shot("/job-descriptions", "bo"),
    "job-new": Shot("/job-descriptions/new"),
    "job-new-sending": Shot("/job-descriptions/new", act=send_for_ever),
    "job-new-file": Shot("/job-descriptions/new", act=picks(pdf_of(POSTING))),
    "job-new-no-file": Shot("/job-descriptions/new", act=press_without_a_file),
    "new-file": Shot("/interviews/new", act=picks(pdf_of(POSTING))),
    "new-file-refused": Shot("/interviews/new", act=picks(b"PK\x03\x04")),
    "job": Shot("/job-descriptions/{job}"),
    "job-share": Shot("/job-descriptions/{noted}/share"),
    "shared": Shot("/job-descriptions/shared"),
    "shared-none": Shot("/job-descriptions/shared?q=lion+tamer"),
    "shared-one": Shot("/job-descriptions/shared/{posting}", "bo"),
    "no-credit": Shot("/dashboard", "kai"),
    "no-credit-lobby": Shot("/dashboard", "kai", act=start_a_topic, full=False),
    "no-credit-room": Shot("/dashboard", "kai", act=walk_in_without, full=False),
    "admin-credits": Shot("/admin/credits?email=ines.almeida@example.org", "mara"),
    "admin-credits-nobody": Shot("/admin/credits", "mara"),
    "admin-credits-refused": Shot(
        "/admin/credits?email=ines.almeida@example.org", "mara", act=give_nothing
    ),
    "admin-postings": Shot("/admin/postings", "mara"),
    "admin-posting": Shot("/admin/postings/{posting}", "mara"),
    "job-edit": Shot("/job-descriptions/{job}?edit=facts"),
    "job-refused": Shot("/job-descriptions/{job}?edit=facts", act=unname_the_job),
    "job-corrected": Shot("/job-descriptions/{job}?edit=facts", act=correct_the_job),
    "resumes": Shot("/resumes"),
    "resumes-empty": Shot("/resumes", "bo"),
    "resume": Shot("/resumes/{resume}?did=kept", act=wait_for_pages),
    "resume-delete": Shot("/resumes/{resume}", act=ask_to_delete, full=False),
    "resume-scanned": Shot("/resumes/{resume_scanned}", act=wait_for_pages),
    "resume-confirmed": Shot("/resumes/{resume_confirmed}?did=confirmed"),
    "resume-other": Shot("/resumes/{resume_other}?did=confirmed"),
    "resume-merge": Shot("/resumes/{resume_other}/merge"),
    "profile": Shot("/profile", act=take_it_over),
    "profile-empty": Shot("/profile", "bo"),
    "profile-correct": Shot("/profile/correct"),
    "resume-correct": Shot("/resumes/{resume}/correct", act=wait_for_pages),
    "resume-refused": Shot("/resumes/{resume_confirmed}/correct", act=confirm_nonsense),
    "personas": Shot("/personas?did=saved"),
    "persona-new": Shot("/personas/new"),
    "persona-refused": Shot("/personas/new", act=leave_out_the_name),
    "persona-heard": Shot("/personas/{persona}/edit", act=hear_the_voice, full=False),
    "persona-edit": Shot("/personas/{persona}/edit"),
    "persona-edit-public": Shot("/personas/{persona_public}/edit"),
    "persona-try": Shot("/personas/{persona}/try"),
    "persona-try-empty": Shot("/personas/{persona}/try", act=answer_nothing),
    "persona-tried": Shot("/personas/{persona}/try", act=answer_three_times),
    "persona-publish": Shot("/personas/{persona}/publish"),
    "persona-publish-remarked": Shot("/personas/{persona_remarked}/publish"),
    "persona-publish-must-go": Shot("/personas/{persona_draft}/publish"),
    "hub": Shot("/hub", ""),
    "hub-found": Shot("/hub?trade=care&order=used"),
    "hub-nobody": Shot("/hub?q=lion+tamer"),
    "persona": Shot("/personas/{odile}"),
    "persona-built-in": Shot("/personas/samira-haddad", ""),
    "persona-report": Shot("/personas/{odile}/report"),
    "admin": Shot("/admin", "mara"),
    "credits": Shot("/credits"),
    "credits-none": Shot("/credits", "kai"),
    "purchase-test": Shot("/credits/purchases/{purchase_test}"),
    "purchase-open": Shot("/credits/purchases/{purchase_open}"),
    "purchase-cancelled": Shot("/credits/purchases/{purchase_open}?cancelled=1"),
    "purchase-confirming": Shot("/credits/purchases/{purchase_open}?paid=1"),
    "purchase-pending": Shot("/credits/purchases/{purchase_pending}"),
    "purchase-paid": Shot("/credits/purchases/{purchase_paid}"),
    "purchase-failed": Shot("/credits/purchases/{purchase_failed}"),
    "purchase-expired": Shot("/credits/purchases/{purchase_expired}"),
    "purchase-refunded": Shot("/credits/purchases/{purchase_refunded}"),
    "purchase-disputed": Shot("/credits/purchases/{purchase_disputed}"),
    "delete": Shot("/interviews/{report}/feedback", act=ask_to_delete, full=False),
}


@dataclass
class Studio:
    """A browser at the product; notes what goes wrong."""

    browser: Browser
    url: str
    tokens: dict[str, str]
    ids: dict[str, UUID]
    target: Path
    only: str
    locale: str
    problems: dict[str, None]

    async def shoot(self, name: str, shot: Shot) -> None:
        path = shot.path.format(**self.ids)
        for view, context in await self.views():
            await context.add_cookies(
                [{"name": "preppal", "value": self.tokens[shot.who], "url": self.url}]
                if shot.who
                else []
            )
            page = await self.page(context, name)
            await page.goto(self.url + path)
            await self.take(page, name, view, shot)
            await context.close()

    async def shoot_state(self, name: str, html: str, static: str) -> None:
        """A page rendered from a page object; its styles and scripts come from the server."""

        async def answer(route: Route) -> None:
            if route.request.is_navigation_request():
                await route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif static in route.request.url:
                await route.continue_()
            else:
                await route.fulfill(json={"state": "waiting"})

        for view, context in await self.views():
            page = await self.page(context, name)
            await page.route("**/*", answer)
            await page.goto(self.url + "/")
            await self.take(page, name, view, Shot("/"))
            await context.close()

    async def views(self) -> list[tuple[str, BrowserContext]]:
        return [
            (
                f"{width}-{theme}",
                await self.browser.new_context(
                    viewport={"width": w, "height": h},
                    color_scheme=theme,  # type: ignore[arg-type]
                    reduced_motion="reduce",
                    locale=LOCALES[self.locale],
                    permissions=["microphone"],
                ),
            )
            for width, (w, h) in WIDTHS.items()
            for theme in THEMES
            if self.only in f"{width}-{theme}"
        ]

    async def page(self, context: BrowserContext, name: str) -> Page:
        page = await context.new_page()

        def note(problem: str) -> None:
            self.problems[f"{name}: {problem}"] = None

        def listen(message: ConsoleMessage) -> None:
            # Chromium calls a page that refuses a failed resource.
            if message.type in ("error", "warning") and "status of 4" not in message.text:
                note(message.text)

        page.on("console", listen)
        page.on("pageerror", lambda error: note(str(error)))
        return page

    async def take(self, page: Page, name: str, view: str, shot: Shot) -> None:
        if shot.act:
            await shot.act(page)
        await page.evaluate("document.fonts.ready")
        await page.wait_for_timeout(PAINTED_MS)
        over = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            self.problems[f"{name} {view}: {over} px wider than the screen"] = None
        await page.screenshot(path=self.target / f"{name}-{view}.png", full_page=shot.full)


def render_states(locale: str, static: Callable[[str], str]) -> dict[str, str]:
    pages = build_pages(ROOT / "src/preppal/templates", static=static, facts={"local_mode": True})
    return {
        name: pages.get(locale)
        .get_template(sample.template)
        .render(
            page=sample.page,
            nonce="",
            viewer=sample.viewer,
            theme="auto",
            path=sample.path,
            reference="3f9a61c2",
        )
        for name, sample in SAMPLES.items()
    }


async def make_pictures(url: str, data_dir: Path, arguments: argparse.Namespace) -> dict[str, None]:
    settings = Settings(_env_file=None, data_dir=data_dir)  # type: ignore[call-arg]
    problems: dict[str, None] = {}
    async with open_database(settings) as database:
        ines, token = await make_person(database, "Ines Almeida", utc_now())
        _, other = await make_person(database, "Bo", utc_now())
        _, none = await make_person(database, "Kai", utc_now(), credits_given=0)
        _, staff = await make_person(database, "Mara", utc_now(), is_staff=True)
        ids = await make_history(database, ines) | await make_personas(database, ines)
        ids |= await make_corrections(database, ines)
        ids |= await make_community(database, ines, utc_now())
        ids |= await make_library(database, ines, now=utc_now())
        folder = settings.files_folder
        ids |= await make_resumes(database, ines, now=utc_now(), folder=folder)
        ids |= await make_fits(database, ines, now=utc_now())
        ids |= await make_panels(database, ines, now=utc_now())
        ids |= await make_waiting(database, ines)
        ids |= await make_loops(database, ines, now=utc_now())
        await begin(database, ines, ids["live"])
        ids |= await make_purchases(database, ines)
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        page = await browser.new_page()
        await page.goto(url)
        sheet = await page.locator("link[rel=stylesheet]").first.get_attribute("href") or ""
        static = sheet.removesuffix("css/layers.css")
        studio = Studio(
            browser, url, {"ines": token, "bo": other, "kai": none, "mara": staff}, ids,
            arguments.out, arguments.only, arguments.locale, problems,
        )  # fmt: skip
        for name, shot in PAGES.items():
            if not arguments.names or name in arguments.names:
                await studio.shoot(name, shot)
        for name, html in render_states(arguments.locale, lambda path: static + path).items():
            if not arguments.names or name in arguments.names:
                await studio.shoot_state(name, html, static)
        await browser.close()
    return problems


@contextmanager
def scratch_directory() -> Iterator[Path]:
    """Gone afterwards, as soon as the database in it has stopped: it outlives its last process."""
    scratch = Path(tempfile.mkdtemp(prefix="preppal-screens-"))
    scratch.chmod(0o711)  # PostgreSQL may run as another user than root
    try:
        yield scratch
    finally:
        for _ in range(40):
            shutil.rmtree(scratch, ignore_errors=True)
            time.sleep(0.25)
            if not scratch.exists():
                break


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="pages to draw; all by default")
    parser.add_argument("--locale", default="en", choices=LOCALES)
    parser.add_argument(
        "--only", default="", help="one view, such as 1440-light, or part of its name"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screens")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with scratch_directory() as scratch:
        variables = environment(
            "",
            scratch / "data",
            PREPPAL_LOG_FORMAT="text",
            PREPPAL_TASKS="worker",  # nobody closes the room that waits to be drawn
        )
        with running(variables, scratch) as server:
            problems = asyncio.run(make_pictures(server.url, scratch / "data", arguments))
    for problem in problems:
        print(problem)
    print(f"{len(list(arguments.out.glob('*.png')))} pictures in {arguments.out}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
