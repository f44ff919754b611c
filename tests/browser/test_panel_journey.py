"""A hiring loop by the keyboard alone: made, put in another order, held in writing, summed up, redone, printed."""

import re

import pypdfium2
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Visit, Visiting
from tests.browser.test_typed_interview import ANSWER, your_turn
from tests.serving import Server

SERVED_WITH = {"PREPPAL_VOICE": "text"}
ANSWERS = 3
"""Of the usual two questions of ten minutes one is answered in full, which is enough to be judged."""
THE_CASE = re.compile(r"^In writing ?: Case$")
MOST_STOPS = 80
HAS_FOCUS = "element => element === document.activeElement"


async def tab_to(page: Page, wanted: Locator) -> None:
    """Along the page's own order, as somebody without a mouse."""
    await expect(wanted).to_be_visible()
    for _ in range(MOST_STOPS):
        if await wanted.evaluate(HAS_FOCUS):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {wanted}")


async def press(page: Page, wanted: Locator) -> None:
    await tab_to(page, wanted)
    await page.keyboard.press("Enter")


async def press_button(page: Page, name: str | re.Pattern[str]) -> None:
    await press(page, page.get_by_role("button", name=name, exact=True))


async def hold(page: Page) -> None:
    """From the lobby: a few answers, then the end, until the report can be read."""
    await page.wait_for_url("**/lobby")
    await press_button(page, "Go in")
    await page.wait_for_url("**/session")
    for answered in range(ANSWERS):
        assert await your_turn(page, answered)
        await tab_to(page, page.get_by_label("Your answer"))
        await page.keyboard.insert_text(ANSWER)
        await page.keyboard.press("Enter")
    assert await your_turn(page, ANSWERS)
    await press_button(page, "End the interview")
    await press_button(page, "End it")
    await page.wait_for_url(re.compile("/feedback$"))
    await expect(page.locator("main mark").first).to_be_visible()


async def make_it_of(page: Page, button: str) -> None:
    """Ask for the summary and wait until it is there, and knows of everything."""
    await press_button(page, button)
    await expect(page.get_by_role("heading", name="Who heard what")).to_be_visible()
    await expect(page.get_by_role("button", name="Make it again")).to_have_count(0)
    await expect(page.locator("status-watch")).to_have_count(0)


async def heat_is_a_table(page: Page, titles: list[str]) -> None:
    """With heads for rows and columns, and words in each cell."""
    heat = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="Together"))
    heads = await heat.get_by_role("columnheader").all_inner_texts()
    assert [head.strip() for head in heads] == ["Competency", *titles, "Together"]
    rows = await heat.locator("tbody tr").count()
    assert rows > 0
    assert await heat.get_by_role("rowheader").count() == rows
    cells = await heat.get_by_role("cell").all_inner_texts()
    assert len(cells) == rows * (len(titles) + 1)
    assert all(cell.strip() for cell in cells)
    assert any(re.match(r"\d", cell) for cell in cells), cells


async def printed(visit: Visit) -> str:
    """What stands on paper."""
    page = visit.page
    await page.emulate_media(media="print")
    for gone in ("nav", ".site-footer", ".no-print"):
        for found in await page.locator(gone).all():
            await expect(found).to_be_hidden()
    await expect(page.locator("table.heat")).to_be_visible()
    paper = pypdfium2.PdfDocument(await page.pdf(format="A4"))
    await page.emulate_media(media="screen")
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in paper)


async def test_a_loop_by_keyboard_from_the_template_to_the_print(
    server: Server, visiting: Visiting
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("loop-by-keys@example.org")
        await visit.go("/panels/new?template=graduate_assessment")
        await tab_to(page, page.get_by_role("radio", name="Graduate assessment"))
        await tab_to(page, page.get_by_label("Name of the panel"))
        await page.keyboard.insert_text("First job")
        await press_button(page, "Make this panel")
        await expect(page.get_by_role("heading", name="First job", level=1)).to_be_visible()
        panel = page.url.partition("?")[0]

        await press(page, page.get_by_role("status").get_by_role("link", name="Change the stages"))
        await page.wait_for_url("**/edit")
        await press_button(page, "Move Case up")
        await expect(page.get_by_role("status").first).to_have_text("“Case” is stage 1 of 4 now.")
        # Who came there by keys goes on where they were.
        await expect(page.get_by_role("button", name="Move Case up")).to_be_focused()
        titles = await page.locator(".editing h2").all_inner_texts()
        assert titles == ["Case", "Why here", "Group and teamwork", "Future manager"]
        await press(page, page.get_by_role("link", name="Back to the panel"))
        await page.wait_for_url(panel)
        assert await visit.axe() == []

        await press_button(page, THE_CASE)
        await hold(page)
        await press_button(page, "Go on to the next stage")
        await hold(page)
        await press(page, page.get_by_role("link", name="Back to the panel"))
        await expect(page.get_by_text("2 of 4 stages held.")).to_be_visible()
        await make_it_of(page, "Make the Panel Summary")
        await heat_is_a_table(page, ["Case", "Why here"])
        assert await visit.axe() == []

        await press(page, page.get_by_role("link", name="First job"))
        await press_button(page, THE_CASE)
        await hold(page)
        await press(page, page.get_by_role("link", name="Back to the panel"))
        await expect(page.get_by_text("a stage was held again")).to_be_visible()
        await press(page, page.get_by_role("link", name="Read the Panel Summary"))
        await expect(page.get_by_text("This summary does not know of them.")).to_be_visible()
        await make_it_of(page, "Make it again")
        await expect(page.get_by_text("This summary does not know of them.")).to_have_count(0)

        paper = await printed(visit)
        assert "Who heard what" in paper and "Together" in paper
        assert "Make it again" not in paper and "Read the report" not in paper
        assert visit.console == []
