"""A resume picked, read, corrected beside its pages, confirmed and deleted; dropped; and without scripts."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Visit, Visiting
from tests.browser.test_upload import DROP, a_file
from tests.documents import docx_of, pdf_of
from tests.resumes import ANA
from tests.serving import Server

SERVED_WITH = {"PREPPAL_VOICE": "text", "PREPPAL_TASKS": "worker"}
# Reading and drawing start processes: a busy machine takes its time over it.
SLOWLY = 60_000


NOTING_STEPS = """() => {
    const list = document.querySelector('[data-steps]');
    new MutationObserver(() => {
        const done = [...list.querySelectorAll('[data-done]')].map((item) => item.dataset.step);
        sessionStorage.setItem('steps', JSON.stringify([!list.hidden, done]));
    }).observe(list, { attributes: true, subtree: true });
}"""


def picker(page: Page) -> Locator:
    return page.get_by_label("A file: drop it here, or choose it")


async def arrive(visit: Visit, email: str) -> Page:
    await visit.sign_in(email)
    await visit.go("/resumes")
    return visit.page


async def test_uploaded_read_corrected_confirmed_and_deleted(
    server: Server, visiting: Visiting
) -> None:
    async with visiting(server.url) as visit:
        page = await arrive(visit, "corrects@example.org")
        await expect(page.locator("main")).to_contain_text("No resumes yet")
        await expect(page.locator("[data-steps]")).to_be_hidden()
        await page.evaluate(NOTING_STEPS)
        await picker(page).set_input_files(a_file(pdf_of(ANA), "Ana_Ito.pdf"))  # type: ignore[arg-type]
        await page.wait_for_url("**/resumes/*?did=kept", timeout=SLOWLY)
        noted = await page.evaluate("() => JSON.parse(sessionStorage.getItem('steps'))")
        assert noted == [True, ["received", "read", "understood"]]
        await expect(page.locator("main")).to_contain_text("Your turn: look over what was read")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Ana Ito")
        await expect(page.locator("main")).to_contain_text("Senior Backend Engineer · Marrow Bank")
        picture = page.get_by_role("img", name="Page 1 of the resume")
        await expect(picture).to_have_js_property("naturalWidth", 900, timeout=SLOWLY)
        assert await visit.axe() == []
        assert await visit.misfits() == []
        await page.get_by_role("link", name="Correct it").click()
        first = page.get_by_role("group", name="Role 1")
        await first.get_by_label("Role", exact=True).fill("Staff Engineer")
        await first.get_by_label("Until").fill("last spring")
        school = page.get_by_role("group", name="School 1")
        await school.get_by_role("button", name="Take this entry out").click()
        await expect(school).to_have_count(0)
        await page.get_by_role("button", name="This is right").click()
        await expect(first.get_by_label("Until")).to_have_attribute("aria-invalid", "true")
        await expect(first.get_by_label("Until")).to_have_value("last spring")
        await expect(first.get_by_label("Until")).to_have_accessible_description(
            re.compile("Write a year")
        )
        assert await visit.axe() == []
        await first.get_by_label("Until").fill("today")
        await page.get_by_role("button", name="This is right").click()
        await page.wait_for_url("**/resumes/*?did=filled")
        await expect(page.locator("main")).to_contain_text("Staff Engineer · Marrow Bank")
        await page.get_by_role("button", name="Delete it for good").click()
        await page.get_by_role("button", name="Delete it", exact=True).click()
        await page.wait_for_url("**/resumes?did=deleted")
        await expect(page.locator("main")).to_contain_text("No resumes yet")
        assert [line for line in visit.console if "422" not in line] == []


async def test_dropped_and_refused_on_a_phone(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, width=390, height=844) as visit:
        page = await arrive(visit, "drops-one@example.org")
        place = page.locator("[data-resume-upload]")
        await expect(place).to_have_attribute("data-ready", "")
        await place.evaluate(DROP, ["odd.pdf", list(b"%PDF-1.7 and then nothing")])
        state = page.locator(".upload-state")
        await expect(state).to_contain_text("damaged", timeout=SLOWLY)
        await expect(picker(page)).to_have_attribute("aria-invalid", "true")
        assert await visit.axe() == []
        assert await visit.misfits() == []
        await place.evaluate(DROP, ["ana.docx", list(docx_of(ANA))])
        await page.wait_for_url("**/resumes/*?did=kept", timeout=SLOWLY)
        assert await visit.misfits() == []


async def test_without_scripts(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, java_script_enabled=False) as visit:
        page = await arrive(visit, "plain-one@example.org")
        await page.get_by_role("button", name="Read it").click()
        await expect(page.locator(".upload-state")).to_have_text("Choose a file first.")
        await picker(page).set_input_files(a_file(docx_of(ANA), "ana.docx"))  # type: ignore[arg-type]
        await page.get_by_role("button", name="Read it").click()
        await page.wait_for_url("**/resumes/*?did=kept", timeout=SLOWLY)
        await page.get_by_role("link", name="Correct it").click()
        await page.get_by_role("button", name="Add a role").click()
        await expect(page.get_by_role("group", name="Role 3")).to_be_visible()
        # Enter confirms, and takes no entry out.
        field = page.get_by_role("group", name="Role 1").get_by_label("Role", exact=True)
        await field.fill("Baker")
        await field.press("Enter")
        await page.wait_for_url("**/resumes/*?did=filled")
        await expect(page.locator("main")).to_contain_text("Baker")
