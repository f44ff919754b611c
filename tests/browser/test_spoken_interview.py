"""Talking: a recorded voice is the browser's microphone, the product's own speech answers."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests import voices
from tests.browser.conftest import Houses, Visit, Visiting
from tests.serving import Server

PATIENCE = 150_000
"""Milliseconds: a spoken interview lasts as long as its recording."""
IN_THE_MIDDLE = "() => document.querySelector('live-room').state.speech.heardMs > 4000"
"""Of what has come to the ear: three seconds of it have to be known before a voice is told from an echo."""


async def go_in_by_voice(visit: Visit, topic: str) -> Page:
    """From the dashboard in two clicks."""
    page = visit.page
    await page.get_by_role("button", name=topic).click()
    await page.wait_for_url("**/lobby")
    await page.get_by_role("button", name="Go in", exact=True).click()
    await page.wait_for_url("**/session")
    return page


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def ready_to_talk(server: Server, visiting: Visiting, houses: Houses) -> None:
    """The models are loaded, so that the recording of the test proper does not run ahead."""
    if server.url in houses.talking:
        return
    async with visiting(server.url, microphone="by hand") as visit:
        await visit.sign_in("early@example.org")
        page = await go_in_by_voice(visit, "Telling your story")
        room = page.locator("live-room")
        await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
    houses.talking.add(server.url)


async def is_speaking(page: Page) -> None:
    """The interviewer is in the middle of a line, and how loud it comes back here has been learnt."""
    room = page.locator("live-room")
    await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
    await page.wait_for_function(IN_THE_MIDDLE)


async def turns(page: Page, speaker: str) -> list[str]:
    rows = page.locator(f"[data-part=all-words] [data-speaker={speaker}] .room-turn-text")
    return [" ".join(text.split()) for text in await rows.all_text_contents()]


@pytest.mark.usefixtures("ready_to_talk")
async def test_three_spoken_answers_and_a_report_that_quotes_them(
    server: Server, visiting: Visiting
) -> None:
    answers = ["answer_1", "answer_2", "answer_3"]
    async with visiting(server.url, microphone="by hand") as visit:
        sounds: list[int] = []

        def heard(frame: str | bytes) -> None:
            if isinstance(frame, bytes):
                sounds.append(len(frame))

        visit.page.on("websocket", lambda socket: socket.on("framereceived", heard))
        await visit.sign_in("spoken@example.org")
        page = await go_in_by_voice(visit, "A disagreement at work")
        room = page.locator("live-room")
        for answer in answers:
            await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
            await expect(room).to_have_attribute("data-floor", "listening", timeout=PATIENCE)
            await visit.speak(voices.pcm(answer), to_the_end=True)
        last = page.locator("[data-part=all-words] [data-speaker=candidate]").filter(
            has_text=re.compile("numbers", re.IGNORECASE)
        )
        await expect(last).to_have_count(1, timeout=PATIENCE)
        said = await turns(page, "candidate")
        wanted = " ".join(voices.truth()[answer]["text"] for answer in answers)
        assert voices.word_errors(wanted, " ".join(said)) <= 0.15, said
        assert sum(sounds) > 24_000 * 2 * 10, "less than ten seconds of the interviewer's voice"

        await page.get_by_role("button", name="End the interview").click()
        await page.get_by_role("button", name="End it").click()
        await page.wait_for_url(re.compile("/feedback$"))
        marks = page.locator("main mark")
        await expect(marks.first).to_be_visible(timeout=30_000)
        everything = " ".join(said)
        for quote in await visit.quotes():
            assert quote in everything
        assert visit.console == []


@pytest.mark.usefixtures("ready_to_talk")
async def test_cutting_in_stops_the_interviewer(server: Server, visiting: Visiting) -> None:
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
        words = voices.truth()["barge_in"]["text"]
        assert voices.word_errors(words, (await turns(page, "candidate"))[0]) <= 0.25
        assert visit.console == []
