"""A posting from a file: picked, dropped, by keys alone, stopped, refused, and with scripts switched off."""

import asyncio
import re

from playwright.async_api import Locator, Page, Route, expect

from tests.browser.conftest import Visit, Visiting
from tests.browser.test_setup import tab_to
from tests.documents import docx_of, pdf_of
from tests.serving import Server
from tools.sample_interviews import POSTING

SERVED_WITH = {"PREPPAL_VOICE": "text", "PREPPAL_TASKS": "worker"}
# Reading starts a process: a busy machine takes its time over it.
LOOKED_OVER = re.compile("Look them over")
SLOWLY = 30_000
DROP = """(field, [name, bytes]) => {
    const held = new DataTransfer();
    held.items.add(new File([new Uint8Array(bytes)], name));
    for (const kind of ['dragenter', 'dragover', 'drop']) {
        field.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
    }
}"""


def a_file(data: bytes, name: str = "posting.pdf") -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def field(page: Page) -> Locator:
    return page.get_by_label("The job description")


def picker(page: Page) -> Locator:
    return page.get_by_label("Or take the words from a file")


async def pick(page: Page, data: bytes, name: str = "posting.pdf") -> None:
    await picker(page).set_input_files(a_file(data, name))  # type: ignore[arg-type]


def state(page: Page) -> Locator:
    return page.locator(".upload-state")


async def arrive(visit: Visit, email: str, path: str = "/interviews/new") -> Page:
    await visit.sign_in(email)
    await visit.go(path)
    return visit.page


async def test_picked_looked_over_and_used(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = await arrive(visit, "picks@example.org")
        await page.get_by_role("radio", name="60 min").check()
        await pick(page, pdf_of(POSTING))
        await expect(state(page)).to_have_text(LOOKED_OVER, timeout=SLOWLY)
        await expect(field(page)).to_have_value(re.compile(r"^Senior Data Engineer\n"))
        await expect(page.locator("[data-name]")).to_have_text("posting.pdf")
        await expect(picker(page)).to_have_accessible_description(LOOKED_OVER)
        assert await visit.axe() == []
        assert await visit.misfits() == []
        await page.get_by_role("button", name="Go to the lobby").click()
        await page.wait_for_url("**/lobby")
        await expect(page.locator("main")).to_contain_text(
            "Senior Data Engineer at Fernhill Health."
        )
        await expect(page.locator("main")).to_contain_text("One hour")
        # The next time it is known, from another kind of file too.
        await visit.go("/interviews/new")
        await page.get_by_role("radio", name="Paste a new one").check()
        await pick(page, docx_of(POSTING), "posting.docx")
        await expect(page.locator(".alike")).to_contain_text(
            "You keep this posting already", timeout=SLOWLY
        )
        assert visit.console == []


async def test_dropped_on_the_field_and_put_back(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, width=390, height=844) as visit:
        page = await arrive(visit, "drops@example.org", "/job-descriptions/new")
        await field(page).fill("What I wrote myself")
        await field(page).evaluate(DROP, ["posting.docx", list(docx_of(POSTING))])
        await expect(state(page)).to_have_text(LOOKED_OVER, timeout=SLOWLY)
        await expect(field(page)).to_have_value(re.compile("Senior Data Engineer"))
        assert await visit.misfits() == []
        await page.get_by_role("button", name="Put back what was there before").click()
        await expect(field(page)).to_be_focused()
        await expect(field(page)).to_have_value("What I wrote myself")
        await field(page).evaluate(DROP, ["posting.docx", list(docx_of(POSTING))])
        await expect(state(page)).to_have_text(LOOKED_OVER, timeout=SLOWLY)
        await page.get_by_role("button", name="Keep it").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Senior Data Engineer")
        assert visit.console == []


async def test_refused_with_a_sentence_beside_the_field(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = await arrive(visit, "refused@example.org")
        await field(page).fill("What I wrote myself")
        await pick(page, pdf_of("x", password="secret"))
        await expect(state(page)).to_contain_text("protected by a password", timeout=SLOWLY)
        await expect(picker(page)).to_have_attribute("aria-invalid", "true")
        await expect(picker(page)).to_have_accessible_description(
            re.compile("protected by a password")
        )
        await expect(field(page)).to_have_value("What I wrote myself")
        assert await visit.axe() == []
        await pick(page, b"x" * (10 * 1024 * 1024 + 1), "large.txt")
        await expect(state(page)).to_contain_text("larger than 10 MB")
        await pick(page, POSTING.encode(), "posting.txt")
        await expect(state(page)).to_have_text(LOOKED_OVER, timeout=SLOWLY)
        await expect(picker(page)).not_to_have_attribute("aria-invalid", "true")


async def test_stopped_by_keys_alone(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = await arrive(visit, "stops@example.org", "/job-descriptions/new")
        arrived = asyncio.Event()

        async def hold(route: Route) -> None:
            arrived.set()  # and never answered

        await page.route("**/job-descriptions/file", hold)
        await tab_to(page, picker(page))
        await expect(picker(page)).to_be_focused()
        # The window that Enter opens here is the browser's own.
        await picker(page).set_input_files(a_file(pdf_of(POSTING)))  # type: ignore[arg-type]
        await asyncio.wait_for(arrived.wait(), 30)
        stop = page.get_by_role("button", name="Stop")
        await expect(stop).to_be_visible()
        assert await visit.axe() == []
        await tab_to(page, stop)
        await expect(stop).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(picker(page)).to_be_focused()
        await expect(state(page)).to_have_text("Stopped.")
        await expect(stop).to_be_hidden()
        await expect(field(page)).to_have_value("")


async def test_without_scripts(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, java_script_enabled=False) as visit:
        page = await arrive(visit, "plain@example.org")
        await page.get_by_label("60 min").check()
        await page.get_by_label("In writing").check()
        await field(page).fill("What I wrote myself")
        take = page.get_by_role("button", name="Take its words")
        await take.click()
        await expect(state(page)).to_have_text("Choose a file first.")
        await expect(field(page)).to_have_value("What I wrote myself")
        await expect(page.get_by_label("60 min")).to_be_checked()
        await pick(page, docx_of(POSTING), "posting.docx")
        await take.click()
        await expect(state(page)).to_have_text(LOOKED_OVER, timeout=SLOWLY)
        await expect(field(page)).to_have_value(re.compile(r"^Senior Data Engineer\n"))
        await expect(page.get_by_label("60 min")).to_be_checked()
        # Enter sends the form, not the file's button.
        await page.get_by_label("In writing").focus()
        await expect(page.get_by_label("In writing")).to_be_focused()
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/lobby")
        await expect(page.locator("main")).to_contain_text(
            "Senior Data Engineer at Fernhill Health."
        )
