"""A whole interview in writing, in a real browser, from the sign-in to the report."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import Visiting
from tests.serving import Server

ANSWER = (
    "Last winter on the night shift two of our pumps failed within an hour. I moved both patients to"
    " the side room and called the technician, because the spare pump was on another floor. In the"
    " end nobody missed a dose, and since then I check the spares at the start of every shift."
)


YOUR_TURN = """answered => {
    const room = document.querySelector('live-room');
    if (!room || room.dataset.phase === 'ended') return 'over';
    const said = room.querySelectorAll('[role=log] [data-speaker=interviewer]').length;
    return room.dataset.floor === 'listening' && said > answered ? 'yours' : '';
}"""


async def your_turn(page: Page, answered: int) -> bool:
    """Wait for the interviewer; False when that was the goodbye."""
    whose = await page.wait_for_function(YOUR_TURN, arg=answered)
    return bool(await whose.json_value() == "yours")


async def test_from_sign_in_to_the_report(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in_by_code("typed@example.org")
        await page.get_by_role("button", name="Mistakes and what came of them").click()
        await page.wait_for_url("**/lobby")
        await page.get_by_role("button", name="Hold it in writing").click()
        await page.wait_for_url("**/session")
        answer = page.get_by_label("Your answer")
        answered = 0
        while await your_turn(page, answered):
            await answer.fill(ANSWER)
            await answer.press("Enter")
            answered += 1
        assert answered >= 4
        await page.wait_for_url(re.compile("/feedback$"))
        await expect(page.locator("main mark").first).to_be_visible()
        for quote in await visit.quotes():
            assert quote in ANSWER
        assert visit.console == []
