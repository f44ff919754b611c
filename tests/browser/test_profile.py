"""The profile, by the keyboard alone: a second resume is compared with it and taken in; marks follow the form."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Visiting
from tests.browser.test_upload import a_file
from tests.documents import pdf_of
from tests.resumes import ANA
from tests.serving import Server

SERVED_WITH = {"PREPPAL_VOICE": "text", "PREPPAL_TASKS": "worker"}
# Reading and drawing start processes: a busy machine takes its time over it.
SLOWLY = 60_000
OTHER = (
    ANA.replace("Ana Ito", "Ana M. Ito")
    .replace("Python, PostgreSQL", "Rust, Python")
    .replace("English (C1)", "English (B2)")
)


async def press(at: Locator, key: str) -> None:
    """Press a key on what is then the focus."""
    await at.focus()
    await expect(at).to_be_focused()
    await at.press(key)


async def paste(page: Page, url: str, words: str) -> None:
    await page.goto(url + "/resumes")
    await press(page.get_by_text("Paste its words instead"), "Enter")
    field = page.get_by_label("The words of your resume")
    await expect(field).to_be_visible()
    await field.fill(words)
    await press(page.get_by_role("button", name="Read them"), "Enter")
    await page.wait_for_url("**/resumes/*?did=kept", timeout=SLOWLY)


async def test_compared_and_taken_in_by_keyboard(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        await visit.sign_in("compares@example.org")
        page = visit.page
        await page.goto(server.url + "/profile")
        await expect(page.locator("main")).to_contain_text("No profile yet")
        assert await visit.axe() == []
        await paste(page, server.url, ANA)
        await press(page.get_by_role("button", name="This is right"), "Enter")
        await page.wait_for_url("**/resumes/*?did=filled")
        await paste(page, server.url, OTHER)
        await press(page.get_by_role("button", name="This is right"), "Enter")
        await page.wait_for_url("**/resumes/*?did=confirmed")
        await expect(page.locator("main")).to_contain_text("differ in 3 things")
        await press(page.get_by_role("link", name="Compare it with your profile"), "Enter")
        await page.wait_for_url("**/merge")
        assert await visit.axe() == []
        assert await visit.misfits() == []

        name = page.get_by_role("group", name="Name")
        kept = name.get_by_role("radio", name="Keep what your profile has")
        await expect(kept).to_be_checked()
        await expect(kept).to_have_accessible_description(re.compile("Ana Ito"))
        await press(kept, "ArrowDown")
        taken = name.get_by_role("radio", name="Take what the resume says")
        await expect(taken).to_be_focused()
        await expect(taken).to_be_checked()
        skills = page.get_by_role("group", name="Skills").get_by_role("radio", name="Have both")
        await expect(skills).to_be_checked()
        level = page.get_by_role("group", name="Language: English")
        await expect(level.get_by_role("radio", name="Keep what your profile has")).to_be_checked()
        await press(page.get_by_role("button", name="Take over what is chosen"), "Enter")
        await page.wait_for_url("**/profile?did=merged")

        said = page.get_by_role("region", name="What you confirmed")
        await expect(said).to_contain_text("Ana M. Ito")
        await expect(said).to_contain_text("Rust")
        await expect(said).to_contain_text("English (C1)")
        origins = page.get_by_role("region", name="Where it is from").get_by_role("listitem")
        await expect(origins).to_have_count(2)
        assert await visit.axe() == []
        assert await visit.misfits() == []

        await press(page.get_by_role("button", name="Delete my profile"), "Enter")
        dialog = page.get_by_role("dialog", name="Delete your profile?")
        await expect(dialog).to_be_visible()
        assert await visit.axe() == []
        await press(dialog.get_by_role("button", name="Delete my profile"), "Enter")
        await page.wait_for_url("**/profile?did=deleted")
        await expect(page.locator("main")).to_contain_text("No profile yet")
        assert visit.console == []


async def test_on_a_phone_without_scripts(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, width=390, height=844, java_script_enabled=False) as visit:
        await visit.sign_in("compares-plainly@example.org")
        page = visit.page
        for words, button in ((ANA, "filled"), (OTHER, "confirmed")):
            await paste(page, server.url, words)
            await page.get_by_role("button", name="This is right").click()
            await page.wait_for_url(f"**/resumes/*?did={button}")
        await page.get_by_role("link", name="Compare it with your profile").click()
        await page.get_by_role("radio", name="Take what the resume says").first.check()
        await page.get_by_role("button", name="Take over what is chosen").click()
        await page.wait_for_url("**/profile?did=merged")
        await page.get_by_role("link", name="Correct it").click()
        await expect(page.get_by_label("Name", exact=True)).to_have_value("Ana M. Ito")
        await page.get_by_label("Email").fill("ana@")
        await page.get_by_role("button", name="Save it").click()
        await expect(page.get_by_label("Email")).to_have_attribute("aria-invalid", "true")
        await page.get_by_label("Email").fill("ana@example.org")
        await page.get_by_role("button", name="Save it").click()
        await page.wait_for_url("**/profile?did=corrected")
        await expect(page.locator("main")).to_contain_text("ana@example.org")


async def test_the_line_one_corrects_is_marked(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        await visit.sign_in("looks-closely@example.org")
        page = visit.page
        await page.goto(server.url + "/resumes")
        picker = page.get_by_label("A file: drop it here, or choose it")
        file = a_file(pdf_of(ANA, *["Nothing here."] * 2), "Ana.pdf")
        await picker.set_input_files(file)  # type: ignore[arg-type]
        await page.wait_for_url("**/resumes/*?did=kept", timeout=SLOWLY)
        await expect(page.locator("[data-pages]")).to_have_attribute("data-ready", "")
        await page.get_by_text("Built the appointment service").first.hover()
        await expect(page.locator("rect[data-now]")).to_have_count(3)
        await page.get_by_role("link", name="Correct it").click()
        pages = page.locator("[data-pages]")
        await expect(pages).to_have_attribute("data-ready", "")
        role = page.get_by_role("group", name="Role 2")
        await role.get_by_label("From").focus()
        now = page.locator("rect[data-now]")
        await expect(now).to_have_count(1)
        await expect(now).to_have_attribute("data-of", re.compile("role_1_start"))
        await page.get_by_label("Skills").focus()
        await expect(now).to_have_attribute("data-of", "skills")
        await expect(now).to_be_in_viewport()
        assert await visit.axe() == []
        assert visit.console == []
