"""Talking through Gemini Live: a recorded voice in a real browser, the double at the provider's end."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from preppal.foundation.addresses import Address
from tests import voices
from tests.browser.conftest import Visiting
from tests.browser.test_spoken_interview import PATIENCE, go_in_by_voice, is_speaking, turns
from tests.database import TestDatabases
from tests.gemini_live.script import Line, Script
from tests.gemini_live.upstream import Upstream, running
from tests.serving import Server, environment
from tests.serving import running as serving

QUESTION = "Hello. Tell me about a change you made at work. What came of it?"
LINES = [
    Line(QUESTION, 100),
    *(Line(f"I see. And what happened then, in part {n}?", 60) for n in range(20)),
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def upstream() -> AsyncIterator[Upstream]:
    async with running(Script(LINES)) as upstream:
        yield upstream


@pytest.fixture(scope="module")
def served_database(databases: TestDatabases) -> Iterator[Address]:
    address = databases.clone()
    yield address
    databases.drop(address)


@pytest.fixture(scope="module")
def server(
    upstream: Upstream, served_database: Address, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    directory = tmp_path_factory.mktemp("served")
    variables = environment(
        served_database.as_text(),
        directory,
        PREPPAL_ECHO_CANCELLATION="false",
        PREPPAL_VOICE="gemini-live",
        GEMINI_API_KEY=upstream.how.key,
        PREPPAL_GEMINI_LIVE_URL=upstream.url,
    )
    with serving(variables, directory) as server:
        yield server


async def test_a_spoken_answer_with_a_thinking_pause_is_one_turn(
    server: Server, visiting: Visiting, upstream: Upstream
) -> None:
    async with visiting(server.url, microphone="by hand") as visit:
        await visit.sign_in("spoken@example.org")
        page = visit.page
        await page.get_by_role("button", name="A disagreement at work").click()
        await page.wait_for_url("**/lobby")
        await expect(page.get_by_text("Your voice goes to Google")).to_be_visible()
        await page.get_by_role("button", name="Go in", exact=True).click()
        await page.wait_for_url("**/session")
        room = page.locator("live-room")
        await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
        await expect(room).to_have_attribute("data-floor", "listening", timeout=PATIENCE)
        await visit.speak(voices.pcm("answer_2"))  # 1.2 s of silence after "decided to"
        mine = page.locator("[data-part=all-words] [data-speaker=candidate]")
        await expect(mine).to_have_count(1, timeout=PATIENCE)
        assert (await turns(page, "interviewer"))[0] == QUESTION
        reply = page.locator(
            "[data-part=all-words] [data-speaker=candidate] ~ [data-speaker=interviewer]"
        )
        await expect(reply.first).to_be_attached(timeout=PATIENCE)
        assert await mine.count() == 1
        heard_seconds = len(upstream.memory.sound) / 32_000
        assert heard_seconds < 60
        await page.get_by_role("button", name="End the interview").click()
        await page.get_by_role("button", name="End it").click()
        await page.wait_for_url(re.compile("/feedback$"))
        assert visit.console == []


async def test_cutting_in_stops_the_interviewer(
    server: Server, visiting: Visiting, upstream: Upstream
) -> None:
    upstream.how.lines = [Line(f"{QUESTION} " * 6, 700), *LINES]
    async with visiting(server.url, microphone="by hand") as visit:
        frames: list[str] = []
        visit.page.on(
            "websocket",
            lambda socket: socket.on(
                "framereceived", lambda f: frames.append(f) if isinstance(f, str) else None
            ),
        )
        await visit.sign_in("hasty@example.org")
        page = await go_in_by_voice(visit, "Telling your story")
        await is_speaking(page)
        await visit.speak(voices.pcm("barge_in"))
        mine = page.locator("[data-part=all-words] [data-speaker=candidate]")
        await expect(mine).to_have_count(1, timeout=PATIENCE)
        assert any('"flush"' in frame for frame in frames)
        cut = next(f for f in frames if '"type":"turn"' in f and '"seq":1,' in f)
        assert '"interrupted":true' in cut
        assert visit.console == []
