"""Coming back to the room: a refresh in mid-answer, a network that is cut or goes silent, a day later."""

import asyncio
import re
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Page, WebSocket, expect

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.interviews.ending import abandon_dropped
from preppal.interviews.model import GRACE, InterviewSession, Status
from tests import voices
from tests.browser.conftest import Visiting
from tests.browser.test_room import hears, say, sit_down, words_in
from tests.browser.test_spoken_interview import PATIENCE, go_in_by_voice, ready_to_talk, turns
from tests.chaos.proxy import proxied
from tests.serving import Server

__all__ = ["ready_to_talk"]

KNOCKS = ("WebSocket connection", "ERR_")
"""What the browser itself says when a line breaks."""
DOUBTED = "() => { dispatchEvent(new Event('online')); return performance.now(); }"
LONG_SINCE = "asked => performance.now() > asked + 3000"
"""By the page's own clock, longer than an answer may take."""


def complaints(console: list[str]) -> list[str]:
    return [line for line in console if not any(knock in line for knock in KNOCKS)]


@pytest.mark.usefixtures("ready_to_talk")
async def test_a_refresh_in_mid_answer_keeps_the_words_on_both_sides(
    server: Server, visiting: Visiting, tmp_path: Path
) -> None:
    recording = tmp_path / "answer.wav"
    voices.write_wav(recording, voices.silence(16), voices.pcm("answer_1"), voices.silence(60))
    async with visiting(server.url, microphone=recording) as visit:
        await visit.sign_in("mid-answer@example.org")
        page = await go_in_by_voice(visit, "Telling your story")
        answering = page.locator("[data-part=answer][data-now] .room-answer-text")
        await expect(answering).to_contain_text("engineer", timeout=PATIENCE)
        # The recognition of what was said since is still under way, and the microphone starts anew.
        await page.reload()
        mine = page.locator("[data-part=all-words] [data-speaker=candidate]")
        await expect(mine.filter(has_text="engineer")).to_have_count(1, timeout=PATIENCE)
        before = await turns(page, "candidate")
        await expect(mine.last).to_contain_text(re.compile("tools|python", re.I), timeout=PATIENCE)
        said = await turns(page, "candidate")
        assert said[: len(before)] == before
        assert len(said) > len(before) == 1
        assert visit.console == []


async def test_a_line_that_is_cut_again_and_again(server: Server, visiting: Visiting) -> None:
    async with proxied(server.url) as proxy, visiting(proxy.url) as visit:
        page = await sit_down(visit, "cut@example.org")
        for number in range(1, 4):
            answer = f"Answer {number}: I was a baker, and now I plan routes."
            await say(page, answer)
            proxy.closed = True  # so that it is seen to be down before it is seen to be back
            proxy.cut()  # with the answer on its way, or just there, or the reply
            await expect(page.locator("live-room")).to_have_attribute("data-phase", "dropped")
            proxy.closed = False
            await expect(page.locator("live-room")).to_have_attribute("data-phase", "live")
            mine = page.get_by_role("log").locator("[data-speaker=candidate]")
            await expect(mine.filter(has_text=answer)).to_have_count(1)
            await expect(page.get_by_text("You, on its way")).to_have_count(0)
            last = page.get_by_role("log").locator("li").last
            await expect(last).to_have_attribute("data-speaker", "interviewer")
            await expect(page.locator("live-room")).to_have_attribute("data-floor", "listening")
        seen = await words_in(page)
        assert len(seen) == len(set(seen)), "something is there twice"
        await page.reload()
        await hears(page, len([1 for speaker, _ in seen if speaker == "interviewer"]) + 1)
        assert (await words_in(page))[: len(seen)] == seen
        assert complaints(visit.console) == []


async def test_an_answer_written_while_the_line_is_down_is_said_when_it_is_back(
    server: Server, visiting: Visiting
) -> None:
    async with proxied(server.url) as proxy, visiting(proxy.url) as visit:
        page = await sit_down(visit, "line-down@example.org")
        proxy.closed = True
        proxy.cut()
        await expect(page.get_by_text("The line dropped.")).to_be_visible()
        await say(page, "I was a baker, and now I plan routes.")
        await expect(page.get_by_role("log").get_by_text("You, on its way")).to_be_visible()
        await expect(page.get_by_label("Your answer")).to_have_value("")
        proxy.closed = False
        mine = page.get_by_role("log").locator("[data-speaker=candidate]")
        await expect(page.get_by_role("log").get_by_text("You, on its way")).to_have_count(0)
        await expect(mine).to_have_count(1)
        await expect(mine).to_contain_text("now I plan routes")
        assert complaints(visit.console) == []


async def test_an_answer_on_its_way_outlives_a_refresh(server: Server, visiting: Visiting) -> None:
    async with proxied(server.url) as proxy, visiting(proxy.url) as visit:
        page = await sit_down(visit, "on-its-way@example.org")
        proxy.silence(True)
        await say(page, "I was a baker, and now I plan routes.")
        await expect(page.get_by_role("log").get_by_text("You, on its way")).to_be_visible()
        proxy.cut()  # it never arrives
        proxy.silence(False)
        await page.reload()
        mine = page.get_by_role("log").locator("[data-speaker=candidate]")
        await expect(mine).to_have_count(1)
        await expect(page.get_by_role("log").get_by_text("You, on its way")).to_have_count(0)
        await expect(mine).to_contain_text("now I plan routes")
        assert complaints(visit.console) == []


async def test_a_network_that_changed_is_noticed_at_once(
    server: Server, visiting: Visiting
) -> None:
    async with proxied(server.url) as proxy, visiting(proxy.url) as visit:
        sockets: list[WebSocket] = []
        sent: list[str] = []
        answers: asyncio.Queue[str] = asyncio.Queue()

        def opened(socket: WebSocket) -> None:
            sockets.append(socket)
            socket.on("framesent", lambda frame: sent.append(str(frame)))
            socket.on(
                "framereceived", lambda frame: '"time"' in frame and answers.put_nowait(frame)
            )

        visit.page.on("websocket", opened)
        page = await sit_down(visit, "network@example.org")
        room = page.locator("live-room")
        before = await words_in(page)

        while not answers.empty():
            answers.get_nowait()
        asked = await page.evaluate(DOUBTED)
        async with asyncio.timeout(PATIENCE / 1000):
            await answers.get()
        await page.wait_for_function(LONG_SINCE, arg=asked)
        assert sum('"ping"' in frame for frame in sent) == 1
        await expect(room).to_have_attribute("data-phase", "live")
        assert len(sockets) == 1, "the line was there, and it was let go"

        proxy.silence(True)
        await page.evaluate("dispatchEvent(new Event('online'))")
        await expect(page.get_by_text("The line dropped.")).to_be_visible()
        assert await words_in(page) == before
        proxy.silence(False)
        await expect(page.get_by_text("Back on the line.")).to_be_visible()
        await hears(page, 2)
        assert (await words_in(page))[: len(before)] == before
        assert complaints(visit.console) == []


async def test_continued_after_the_grace(
    server: Server, visiting: Visiting, behind: Database
) -> None:
    """The line is down for more than two minutes: the room says so and leads back in."""
    async with proxied(server.url) as proxy, visiting(proxy.url) as visit:
        page = await sit_down(visit, "continued@example.org")
        await say(page, "I was a baker, and now I plan routes.")
        await hears(page, 2)
        before = await words_in(page)
        proxy.closed = True
        proxy.cut()
        await expect(page.get_by_text("The line dropped.")).to_be_visible()
        await grace_is_over(behind, page)
        proxy.closed = False
        await expect(page.get_by_text("for a day you can go on where you were")).to_be_visible()
        await expect(page.get_by_role("button", name="Continue")).to_be_focused()
        assert await visit.axe() == []
        assert await visit.misfits() == []
        await page.get_by_role("button", name="Continue").click()
        await page.wait_for_url("**/lobby")
        await page.get_by_role("button", name="Go back in").click()
        await hears(page, 3)
        assert (await words_in(page))[: len(before)] == before
        await page.get_by_role("button", name="End").click()
        await page.get_by_role("button", name="End it").click()
        await page.wait_for_url(re.compile("/feedback$"))
        await expect(page.get_by_text("The line was down for 4 minutes at").first).to_be_visible()
        assert await visit.axe() == []
        assert complaints(visit.console) == []


async def grace_is_over(behind: Database, page: Page) -> None:
    """As if it had been down for four minutes."""
    found = re.search(r"/interviews/([0-9a-f-]{36})/", page.url)
    assert found
    async with behind.transaction() as db:
        row = await db.get_one(InterviewSession, UUID(found[1]), with_for_update=True)
        row.last_seen_at = utc_now() - 2 * GRACE
        row.held_by = row.held_until = None
        await db.flush()
        # Others at this server may have left theirs, too.
        assert await abandon_dropped(db, now=utc_now()) >= 1
        await db.refresh(row)
        assert row.status == Status.ABANDONED
