"""The lobby: can we hear you, and if not, why not; and every way from here into the room."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Visit, Visiting
from tests.serving import Server

LOUD = """() => {
    // Strokes that are taller than half the meter: at rest they are short.
    const meter = document.querySelector('[data-part=meter]');
    const {data} = meter.getContext('2d').getImageData(0, 0, meter.width, meter.height);
    const row = Math.floor(meter.height / 4) * meter.width * 4;
    return data.slice(row, row + meter.width * 4).some(value => value > 0);
}"""


@asynccontextmanager
async def in_lobby(
    server: Server, visiting: Visiting, email: str, **options: Any
) -> AsyncIterator[Visit]:
    """A newcomer, two clicks later."""
    async with visiting(server.url, **options) as visit:
        await visit.sign_in(email)
        await visit.page.get_by_role("button", name="A disagreement at work").click()
        await visit.page.wait_for_url("**/lobby")
        yield visit


def check(page: Page, words: str) -> Locator:
    """The microphone check, headed by what it has found."""
    return page.get_by_role("region", name=words)


async def test_heard_recorded_and_played_back(server: Server, visiting: Visiting) -> None:
    """Chromium's own microphone beeps once a second."""
    async with in_lobby(server, visiting, "heard@example.org", microphone=True) as visit:
        page = visit.page
        await expect(check(page, "We can hear you")).to_be_visible()
        await page.wait_for_function(LOUD)
        assert await visit.axe() == []
        await page.get_by_role("button", name="Record three seconds").click()
        await expect(check(page, "Recording")).to_be_visible()
        await expect(check(page, "This is how you sound")).to_be_visible()
        await expect(check(page, "We can hear you")).to_be_visible()
        await page.get_by_role("button", name="Play two notes").click()
        await expect(page.get_by_text("That was two notes.")).to_be_visible()
        await expect(page.get_by_role("button", name="Go in", exact=True)).to_be_visible()
        assert visit.console == []


async def test_another_microphone(server: Server, visiting: Visiting) -> None:
    async with in_lobby(server, visiting, "another@example.org", microphone=True) as visit:
        page = visit.page
        device = page.locator("[data-part=device]")
        await expect(device).to_have_text("Fake Default Audio Input")
        await page.get_by_role("button", name="Change").click()
        await page.get_by_label("Microphone", exact=True).select_option("Fake Audio Input 2")
        await expect(device).to_have_text("Fake Audio Input 2")
        await expect(check(page, "We can hear you")).to_be_visible()


async def test_microphone_refused(server: Server, visiting: Visiting) -> None:
    async with in_lobby(server, visiting, "refused@example.org") as visit:
        page = visit.page
        await expect(check(page, "Can we hear you?")).to_be_visible()
        assert not await page.evaluate(LOUD)
        await page.get_by_role("button", name="Check the microphone").click()
        await expect(check(page, "Your microphone")).to_be_visible()
        trouble = page.locator("[data-trouble=refused]")
        await expect(trouble).to_contain_text("switched off for this page")
        await expect(page.get_by_text("In Chrome: choose the icon left")).to_be_visible()
        await expect(page.get_by_text("In Firefox:")).to_be_hidden()
        await expect(page.get_by_role("button", name="Go in, in writing")).to_be_visible()
        assert await visit.axe() == []
        # Then it is allowed, as the help says.
        await page.context.grant_permissions(["microphone"])
        await page.get_by_role("button", name="Try again").click()
        await expect(check(page, "We can hear you")).to_be_visible()
        await expect(page.get_by_role("button", name="Go in", exact=True)).to_be_visible()
        assert visit.console == []


async def test_no_microphone_there(server: Server, visiting: Visiting) -> None:
    async with in_lobby(server, visiting, "missing@example.org", sound_card=False) as visit:
        page = visit.page
        await expect(check(page, "Your microphone")).to_be_visible()
        await expect(page.locator("[data-trouble=missing]")).to_contain_text("was found")
        await expect(page.locator("[data-trouble=refused]")).to_be_hidden()
        assert await visit.axe() == []
        await page.get_by_role("button", name="Go in, in writing").click()
        await page.wait_for_url("**/session")
        await expect(page.get_by_role("log").locator("li")).to_have_count(1)
        assert visit.console == []


async def test_microphone_in_use(server: Server, visiting: Visiting) -> None:
    async with in_lobby(
        server,
        visiting,
        "busy@example.org",
        microphone=True,
        flags=("--fail-audio-stream-creation",),
    ) as visit:
        await expect(visit.page.locator("[data-trouble=busy]")).to_contain_text("did not open")
        assert await visit.axe() == []


async def test_in_writing_and_then_to_the_report(server: Server, visiting: Visiting) -> None:
    async with in_lobby(server, visiting, "writing@example.org") as visit:
        page = visit.page
        lobby = page.url
        await page.get_by_role("button", name="Hold it in writing").click()
        await page.wait_for_url("**/session")
        await expect(page.get_by_role("log").locator("li")).to_have_count(1)
        await page.get_by_role("button", name="End the interview").click()
        await page.get_by_role("button", name="End it").click()
        await page.wait_for_url("**/feedback")
        # What is over has no lobby any more.
        await page.goto(lobby)
        await expect(page).to_have_url(re.compile("/feedback$"))
        assert visit.console == []


async def test_taking_it_over_from_the_lobby(server: Server, visiting: Visiting) -> None:
    async with in_lobby(server, visiting, "twice@example.org") as visit:
        first = visit.page
        lobby = first.url
        await first.get_by_role("button", name="Hold it in writing").click()
        await first.wait_for_url("**/session")
        said = first.get_by_role("log").locator("li")
        await expect(said).to_have_count(1)
        second = await first.context.new_page()
        await second.goto(lobby)
        await expect(second.get_by_role("heading", name="Where you left off")).to_be_visible()
        await expect(second.get_by_text("is open in another tab")).to_be_visible()
        await second.get_by_role("button", name="Take it over").click()
        await second.wait_for_url("**/session")
        # Who took it over is not asked again, and the first tab is told.
        await expect(second.get_by_role("log")).to_contain_text(
            await said.first.locator("p").last.inner_text()
        )
        await expect(second.locator("live-room")).to_have_attribute("data-phase", "live")
        await expect(first.get_by_text("It goes on in another tab")).to_be_visible()
        assert visit.console == []
