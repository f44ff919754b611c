"""A panel put together with the keyboard, with the hand, and without scripts."""

import re

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Visit, Visiting
from tests.serving import Server

SERVED_WITH = {"PREPPAL_TASKS": "worker"}
TITLES = [
    "First call",
    "Technical",
    "System design",
    "Hiring manager",
    "Somebody from another team",
]


async def press_to(page: Page, target: Locator, *, most: int = 200) -> None:
    """With the Tab key alone."""
    for _ in range(most):
        if await target.evaluate("target => target === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by Tab.")


async def begin(visit: Visit, email: str) -> Page:
    """Sign in and make the first template's panel; at its editor."""
    page = visit.page
    await visit.sign_in(email)
    await visit.go("/panels/new")
    await page.locator(".new-panel button[data-fill]").click()
    await expect(page.locator("h1")).to_have_text("Standard Tech Loop")
    await page.locator(".notice a").click()
    await expect(page.locator("loop-editor")).to_be_visible()
    return page


def titles(page: Page) -> Locator:
    return page.locator(".editing h2")


async def test_with_the_keyboard_alone(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("keys@example.org")
        await visit.go("/panels")
        await press_to(page, page.locator(".list-head .button"))
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/panels/new")
        await press_to(page, page.locator("[name=template]").first)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("ArrowUp")
        await press_to(page, page.locator(".new-panel button[data-fill]"))
        await page.keyboard.press("Enter")
        await expect(page.locator(".loop-title")).to_have_text(TITLES)
        await press_to(page, page.locator(".notice a"))
        await page.keyboard.press("Enter")
        await expect(titles(page)).to_have_text(TITLES)
        await page.evaluate("globalThis.stayed = true")
        stage = page.locator(".editing", has_text="Hiring manager")
        up = stage.locator("button[value=up]")
        await press_to(page, up)
        for place in (3, 2, 1):
            await page.keyboard.press("Enter")
            told = f"“Hiring manager” is stage {place} of 5 now."
            await expect(page.locator("[data-told]")).to_have_text(told)
            await expect(up).to_be_focused()
        await expect(titles(page)).to_have_text(["Hiring manager", *TITLES[:3], TITLES[4]])
        await expect(page.locator(".coverage th[scope=col]").first).to_have_text("Hiring manager")
        remarks = page.locator("[data-remarks]")
        await expect(remarks).to_contain_text("Nobody asks about integrity and judgement.")
        skip = page.locator(".editing", has_text="First call").get_by_role("button", name="Skip")
        await press_to(page, skip)
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-told]")).to_have_text("“First call” is skipped.")
        await expect(remarks).to_contain_text(re.compile("Nobody asks about .*motivation"))
        await expect(page.locator(".coverage th[scope=col]")).to_have_count(4)
        assert await page.evaluate("globalThis.stayed"), "The page was loaded anew."
        assert visit.console == []


async def test_a_focus_fills_a_gap(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = await begin(visit, "focus@example.org")
        await page.evaluate("globalThis.stayed = true")
        await page.locator(".editing", has_text="Technical").first.get_by_text("Change").click()
        await expect(page.locator("[name=persona_id]")).to_be_focused()
        await page.locator("[name=focus_integrity_judgement]").check()
        await page.locator("[name=minutes][value='10']").check()
        await page.locator(".stage-form button").click()
        await expect(page.locator(".stage-form .field-error")).to_contain_text("room for two")
        await page.locator("[name=minutes][value='60']").check()
        await page.locator(".stage-form button").click()
        await expect(page.locator("[data-told]")).to_have_text("Saved.")
        await expect(page.locator(".stage-form")).to_have_count(0)
        remarks = page.locator("[data-remarks]")
        await expect(remarks).not_to_contain_text("integrity and judgement")
        await page.get_by_text("Add a stage").click()
        await page.locator("[name=persona_id]").select_option(label="Dev Malhotra, Sales director")
        await page.locator(".stage-form button").click()
        await expect(titles(page)).to_have_count(6)
        assert await page.evaluate("globalThis.stayed"), "The page was loaded anew."


async def test_with_the_hand(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = await begin(visit, "hand@example.org")
        last, first = page.locator("[data-grip]").last, page.locator("[data-grip]").first
        await last.scroll_into_view_if_needed()
        await page.set_viewport_size({"width": 1440, "height": 1600})
        start, end = await last.bounding_box(), await first.bounding_box()
        assert start is not None and end is not None
        await page.mouse.move(start["x"] + 8, start["y"] + 20)
        await page.mouse.down()
        await page.mouse.move(end["x"] + 8, end["y"] + 60, steps=8)
        await page.mouse.move(end["x"] + 8, end["y"] - 10, steps=4)
        await page.mouse.up()
        told = f"“{TITLES[4]}” is stage 1 of 5 now."
        await expect(page.locator("[data-told]")).to_have_text(told)
        await page.reload()
        await expect(titles(page)).to_have_text([TITLES[4], *TITLES[:4]])


async def test_without_scripts(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, java_script_enabled=False) as visit:
        page = await begin(visit, "plain@example.org")
        await expect(page.locator("[data-grip]").first).to_be_hidden()
        stage = page.locator(".editing", has_text="Hiring manager")
        await stage.locator("button[value=up]").click()
        await page.wait_for_url("**did=moved**")
        await expect(stage.locator("button[value=up]")).to_be_focused()
        await expect(titles(page)).to_have_text([*TITLES[:2], TITLES[3], TITLES[2], TITLES[4]])
        await stage.get_by_text("Change").click()
        await page.locator("[name=title]").fill("My future boss")
        await page.locator(".stage-form button").click()
        await expect(titles(page).nth(2)).to_have_text("My future boss")
