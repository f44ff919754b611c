"""The room when things happen to it: a refresh, another tab, a dead server, a change of mind."""

import asyncio
import re
import signal
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Page, expect

from tests import voices
from tests.browser.conftest import Visit, Visiting, visit_in
from tests.serving import Server, environment, running

BACK = 60_000
"""Milliseconds: a server starts, and the page knocks again, after ten seconds at most."""
LOADING = 120_000
"""Milliseconds: the speech models load once, on a machine that may have other things to do."""
HEARD = "() => document.querySelector('[data-part=said]').textContent.length > 40"
# The room takes no Enter in the first second of a line: that was meant for "I'm done".
CAN_CUT_IN = "() => performance.now() - document.querySelector('live-room').speakingSince > 1000"
Words = list[tuple[str, str]]


async def sit_down(visit: Visit, email: str, *, by: str = "Hold it in writing") -> Page:
    """Sign in and go into a typed interview by this button; the interviewer has said hello."""
    page = visit.page
    await visit.sign_in(email)
    await page.get_by_role("button", name="Telling your story").click()
    await page.wait_for_url("**/lobby")
    await page.get_by_role("button", name=by).click()
    await page.wait_for_url("**/session")
    await hears(page, 1)
    return page


async def hears(page: Page, count: int) -> None:
    """The interviewer has said ``count`` things, all of them final, and listens."""
    said = page.get_by_role("log").locator("[data-speaker=interviewer]")
    await expect(said).to_have_count(count)
    await expect(page.locator("live-room")).to_have_attribute("data-floor", "listening")


async def say(page: Page, words: str) -> None:
    await page.get_by_label("Your answer").fill(words)
    await page.get_by_label("Your answer").press("Enter")


async def words_in(page: Page) -> Words:
    """Who said what, in order."""
    rows = (
        await page.get_by_role("log")
        .locator("li")
        .evaluate_all(
            "rows => rows.map(row => [row.dataset.speaker, row.lastElementChild.textContent])"
        )
    )
    return [(speaker, text) for speaker, text in rows]


async def test_a_refresh_loses_nothing(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = await sit_down(visit, "refresh@example.org")
        await say(page, "I was a baker, and now I plan routes.")
        await hears(page, 2)
        before = await words_in(page)
        assert len(before) == 3
        await page.reload()
        # Back in without a question, because this very tab held the room.
        await hears(page, 3)
        after = await words_in(page)
        assert after[:3] == before
        assert [speaker for speaker, _ in after[3:]] == ["interviewer"]
        await say(page, "As I said, routes.")
        await hears(page, 4)
        assert visit.console == []


async def test_another_tab_takes_over_and_gives_back(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        first = await sit_down(visit, "tabs@example.org")
        await say(first, "I was a baker.")
        await hears(first, 2)
        before = await words_in(first)
        other = await visit_in(await first.context.new_page(), visit.url)
        await other.page.goto(first.url)
        second = other.page
        await expect(second.get_by_text("This interview is open in another tab")).to_be_visible()
        assert await other.axe() == []
        await expect(first.locator("live-room")).to_have_attribute("data-phase", "live")
        await second.get_by_role("button", name="Take it over").click()
        await hears(second, 3)
        assert (await words_in(second))[:3] == before
        await expect(first.get_by_text("It goes on in another tab")).to_be_visible()
        assert await visit.axe() == []
        there = await words_in(second)
        await first.get_by_role("button", name="Go on here").click()
        await hears(first, 4)
        await expect(second.get_by_text("It goes on in another tab")).to_be_visible()
        assert (await words_in(first))[: len(there)] == there
        assert visit.console + other.console == []


async def test_ended_from_elsewhere(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = await sit_down(visit, "elsewhere@example.org")
        await page.request.post(page.url.replace("/session", "/end"))
        await expect(page.get_by_text("This interview is over.")).to_be_visible()
        await page.get_by_role("link", name="Read the report").click()
        await page.wait_for_url("**/feedback")
        assert visit.console == []


async def test_the_server_is_killed_and_comes_back(
    visiting: Visiting, fresh_url: str, tmp_path: Path
) -> None:
    """Once while nothing happens, once with an answer on its way; nothing is lost or doubled."""
    variables = environment(fresh_url, tmp_path, PREPPAL_VOICE="text")
    with ExitStack() as servers:
        server = await asyncio.to_thread(servers.enter_context, running(variables, tmp_path))
        variables |= {"PREPPAL_PORT": str(urlsplit(server.url).port)}
        async with visiting(server.url, accounts=None) as visit:
            page = await sit_down(visit, "dropped@example.org", by="Go in")
            await say(page, "I was a baker.")
            await hears(page, 2)
            before = await words_in(page)
            server.kill()
            await expect(page.get_by_text("The line dropped.")).to_be_visible()
            assert await words_in(page) == before
            assert await visit.axe() == []
            server = await asyncio.to_thread(servers.enter_context, running(variables, tmp_path))
            await expect(page.get_by_text("Back on the line.")).to_be_visible(timeout=BACK)
            await hears(page, 3)
            assert (await words_in(page))[:3] == before

            # It stands still, so that the answer leaves the page and never arrives.
            server.process.send_signal(signal.SIGSTOP)
            await say(page, "Then I planned routes.")
            log = page.get_by_role("log")
            await expect(log.get_by_text("You, on its way")).to_be_visible()
            server.kill()
            await expect(page.get_by_text("The line dropped.")).to_be_visible()
            await asyncio.to_thread(servers.enter_context, running(variables, tmp_path))
            mine = page.get_by_role("log").locator("[data-speaker=candidate]")
            await expect(page.get_by_text("Back on the line.")).to_be_visible(timeout=BACK)
            await expect(log.get_by_text("You, on its way")).to_have_count(0)
            await expect(mine).to_have_count(2)
            await expect(mine.last).to_contain_text("Then I planned routes.")
            await expect(page.locator("live-room")).to_have_attribute("data-floor", "listening")
            after = await words_in(page)
            assert after[:3] == before
            assert len(after) == len(set(after)), "something is there twice"
            await page.reload()
            await expect(page.locator("live-room")).to_have_attribute("data-floor", "listening")
            assert (await words_in(page))[: len(after)] == after
            # The browser itself mentions each knock at the closed door.
            assert [line for line in visit.console if "WebSocket connection" not in line] == []


async def test_voice_then_writing_then_voice(
    server: Server, visiting: Visiting, tmp_path: Path
) -> None:
    """Keys, the words so far, cutting in, and an end that is asked about once."""
    silent = tmp_path / "silent.wav"
    voices.write_wav(silent, voices.silence(1))
    async with visiting(server.url, microphone=silent) as visit:
        page = visit.page
        room = page.locator("live-room")
        await visit.sign_in("changing@example.org")
        await page.get_by_role("button", name="Telling your story").click()
        await page.wait_for_url("**/lobby")
        await page.get_by_role("button", name="Go in", exact=True).click()
        await expect(room).to_have_attribute("data-floor", "speaking", timeout=LOADING)
        await cut_in(page)
        assert await visit.axe() == []
        await use_the_keys(page)

        await page.get_by_role("button", name="Write", exact=True).click()
        await expect(page.get_by_label("Your answer")).to_be_focused()
        await page.keyboard.type("mt")  # keys of the room, but one is writing
        await expect(page.get_by_role("button", name="Mute")).to_be_hidden()
        await say(page, "I was a baker, and now I plan routes.")
        await expect(page.get_by_role("log")).to_contain_text("now I plan routes.")
        await page.get_by_role("button", name="Speak", exact=True).click()
        await expect(page.get_by_role("button", name="Mute")).to_be_focused()
        await expect(room).to_have_attribute("data-mode", "voice")
        await expect(room).to_have_attribute("data-floor", "speaking")
        await cut_in(page)

        await page.get_by_role("button", name="Words so far").click()
        spoken = page.get_by_role("dialog", name="Words so far")
        await expect(spoken).to_contain_text("now I plan routes.")
        await expect(spoken.locator("[data-speaker=interviewer]").first).to_contain_text(
            "cut short"
        )
        assert await visit.axe() == []
        await page.keyboard.press("Escape")
        await expect(spoken).to_be_hidden()
        assert await visit.faint() == []
        await page.set_viewport_size({"width": 390, "height": 844})
        await page.emulate_media(color_scheme="dark")
        assert await visit.faint() == []
        assert await visit.misfits() == []
        assert await visit.axe() == []

        await page.get_by_role("button", name="End").click()
        ending = page.get_by_role("dialog", name="End the interview?")
        await ending.get_by_role("button", name="Keep going").click()
        await expect(ending).to_be_hidden()
        await page.get_by_role("button", name="End").click()
        await ending.get_by_role("button", name="End it").click()
        await page.wait_for_url(re.compile("/feedback$"))
        assert visit.console == []


async def cut_in(page: Page) -> None:
    """Enter stops the interviewer, once some words were heard."""
    await page.wait_for_function(HEARD)
    await page.wait_for_function(CAN_CUT_IN)
    await page.locator("body").press("Enter")
    await expect(page.locator("live-room")).to_have_attribute("data-floor", "listening")


async def use_the_keys(page: Page) -> None:
    mute = page.locator("[data-act=mute]")
    press = page.keyboard.press
    await press("m")
    await expect(mute).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_text("You are muted.")).to_be_visible()
    await press("m")
    await expect(mute).to_have_attribute("aria-pressed", "false")
    await press("t")
    await expect(page.get_by_role("status").filter(has_text="is waiting")).to_be_visible()
    await press("t")
    await expect(page.get_by_role("status").filter(has_text="is listening")).to_be_visible()
    await switch_the_keys(page, on=False)
    await press("m")
    await expect(mute).to_have_attribute("aria-pressed", "false")
    await switch_the_keys(page, on=True)
    await press("m")
    await expect(mute).to_have_attribute("aria-pressed", "true")
    await press("m")
    await expect(mute).to_have_attribute("aria-pressed", "false")


async def switch_the_keys(page: Page, *, on: bool) -> None:
    await page.get_by_role("button", name="Words so far").click()
    words = page.get_by_role("dialog", name="Words so far")
    await words.get_by_label("The keys M, T and Enter work in the room").set_checked(on)
    await page.keyboard.press("Escape")
    await expect(words).to_be_hidden()
