"""The transcript is corrected by keyboard alone, and the report made again of it."""

from uuid import UUID

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.interviews.feedback import make_feedback
from tests.browser.conftest import Houses, Visit, Visiting
from tests.serving import Server
from tools.sample_interviews import make_corrections, make_person

SERVED_WITH = {"PREPPAL_VOICE": "text", "PREPPAL_TASKS": "worker"}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def corrected(server: Server, behind: Database, houses: Houses) -> dict[str, UUID | str]:
    """Noor's interviews: one to be made again, one that was; her browser's token under "token"."""
    key = server.url + " corrected"
    if key not in houses.furniture:
        noor, token = await make_person(behind, "Noor Haddad", utc_now())
        houses.furniture[key] = {**await make_corrections(behind, noor), "token": token}
    corrected: dict[str, UUID | str] = houses.furniture[key]
    return corrected


async def read(visit: Visit, corrected: dict[str, UUID | str], name: str, page: str) -> None:
    await visit.cookie("preppal", str(corrected["token"]))
    await visit.go(f"/interviews/{corrected[name]}/{page}")


async def press_to(page: Page, name: str, role: str = "link") -> None:
    """Tab until what is called ``name`` has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await wanted.evaluate_all("found => found.includes(document.activeElement)"):
            return
    pytest.fail(f"No way to {name} by keyboard.")


async def test_by_keyboard_alone(
    server: Server, visiting: Visiting, behind: Database, corrected: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await read(visit, corrected, "pending", "feedback")
        await press_to(page, "Correct the transcript")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/transcript")
        await press_to(page, "Correct what you said at 0:08")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/transcript?turn=2")
        words = page.get_by_role("textbox", name="What you said")
        await expect(words).to_be_focused()
        before = await words.input_value()
        assert before.startswith("I build data pipelines")
        await page.keyboard.press("Control+Home")
        await page.keyboard.press("Shift+End")
        await page.keyboard.insert_text("I built data pipelines for a fright firm.")
        await press_to(page, "Save", "button")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/transcript?did=saved#turn-2")
        turn = page.locator("#turn-2")
        await expect(turn).to_be_in_viewport()
        await expect(turn).to_contain_text("corrected by you")
        await expect(turn.locator(".turn-words ins").first).to_have_text("built ")
        await expect(turn.locator(".turn-heard")).to_contain_text("I build data pipelines")

        await press_to(page, "Back to what was heard at 0:08", "button")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/transcript?did=reverted#turn-2")
        await expect(page.locator("#turn-2 .turn-words")).to_have_text(before)

        await page.reload()
        await press_to(page, "Make the report again", "button")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("The report appears here by itself.")).to_be_visible()
        await make_feedback(behind, UUID(str(corrected["pending"])), clock=utc_now)
        await expect(page.get_by_text("This is report 2 of this interview.")).to_be_visible()
        await press_to(page, "What changed")
        await page.keyboard.press("Enter")
        await expect(
            page.get_by_role("heading", name="What changed from report 1 to 2")
        ).to_be_visible()
        await expect(page.locator(".changes mark").first).to_be_visible()
        assert visit.console == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("where", ["transcript", "transcript?turn=2", "reports", "feedback"])
async def test_nothing_is_in_the_way(
    where: str,
    width: int,
    server: Server,
    visiting: Visiting,
    corrected: dict[str, UUID | str],
) -> None:
    async with visiting(server.url) as visit:
        await visit.page.set_viewport_size({"width": width, "height": 900})
        await read(visit, corrected, "mended", where)
        assert await visit.axe() == []
        await visit.page.emulate_media(color_scheme="dark")
        assert await visit.axe() == []
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await visit.page.evaluate(overflow) <= 0
        assert visit.console == []
