"""What a person sees when too much was sent: nothing is lost, and there is a way on."""

import json
from collections.abc import Callable
from typing import Any

from playwright.async_api import Page, WebSocketRoute, expect

from tests.browser.conftest import Visiting
from tests.browser.test_room import hears, say, sit_down, words_in
from tests.serving import Server

Up = Callable[[dict[str, Any]], bool]


class Between:
    """Stands between the page and the server, passing everything on but what ``stops`` names."""

    def __init__(self) -> None:
        self.stops: Up = lambda _: False
        self.stopped: list[dict[str, Any]] = []
        self.page_side: WebSocketRoute | None = None
        self.server_side: WebSocketRoute | None = None

    async def stand(self, page: Page) -> None:
        await page.route_web_socket("**/live", self._open)

    def _open(self, line: WebSocketRoute) -> None:
        self.page_side, self.server_side = line, line.connect_to_server()
        line.on_message(self._up)

    def _up(self, data: str | bytes) -> None:
        assert self.server_side is not None
        message = json.loads(data)
        if self.stops(message):
            self.stopped.append(message)
        else:
            self.server_side.send(data)

    def send_down(self, **message: Any) -> None:
        assert self.page_side is not None
        self.page_side.send(json.dumps(message))


async def test_an_answer_that_could_not_be_taken_is_back_in_the_field(
    server: Server, visiting: Visiting
) -> None:
    async with visiting(server.url) as visit:
        between = Between()
        await between.stand(visit.page)
        page = await sit_down(visit, "crowded@example.org")
        field = page.get_by_label("Your answer")
        between.stops = lambda message: message["type"] == "say"
        for words in ("I was a baker.", "Then I planned routes."):
            await say(page, words)
        await expect(page.get_by_role("log").locator("[data-speaker=candidate]")).to_have_count(2)
        for message in between.stopped:
            between.send_down(
                type="notice", code="not_read", text="Too much is waiting.", answer=message["text"]
            )
        await expect(page.get_by_text("Too much is waiting.")).to_be_visible()
        await expect(page.get_by_role("log").locator("[data-speaker=candidate]")).to_have_count(0)
        between.stops = lambda _: False
        await expect(field).to_have_value("I was a baker.")
        await field.press("Enter")
        await expect(field).to_have_value("Then I planned routes.")
        await field.press("Enter")
        await hears(page, 3)
        mine = [text for speaker, text in await words_in(page) if speaker == "candidate"]
        assert mine == ["I was a baker.", "Then I planned routes."]
        assert visit.console == []


async def test_a_page_that_sends_far_too_much_is_told_and_loads_again(
    server: Server, visiting: Visiting
) -> None:
    async with visiting(server.url) as visit:
        between = Between()
        await between.stand(visit.page)
        page = await sit_down(visit, "flood@example.org")
        await say(page, "I was a baker.")
        await hears(page, 2)
        before = await words_in(page)
        assert between.server_side is not None
        # Many times what it takes: the server's gauge drains while these are under way.
        for number in range(2_000):
            between.server_side.send(json.dumps({"type": "playback", "turn": 1, "ms": number}))
        await expect(page.get_by_text("Far more came from this page")).to_be_visible()
        assert await visit.axe() == []
        await page.get_by_role("link", name="Load it again").click()
        await hears(page, 3)
        assert (await words_in(page))[: len(before)] == before
        # Said about the test's own frames, which came after the line was closed.
        assert [line for line in visit.console if "CLOSING or CLOSED" not in line] == []


async def test_control_characters_and_halves_arrive_as_what_can_be_kept(
    server: Server, visiting: Visiting
) -> None:
    async with visiting(server.url) as visit:
        page = await sit_down(visit, "odd@example.org")
        field = page.get_by_label("Your answer")
        await field.evaluate("field => { field.value = ' I \\u0001bake\\ud800.\\u0000\\u0085 '; }")
        await field.press("Enter")
        await hears(page, 2)
        mine = page.get_by_role("log").locator("[data-speaker=candidate]")
        await expect(mine).to_have_count(1)  # confirmed, and no longer on its way beside it
        await expect(mine).to_contain_text("I bake\ufffd.")
        assert visit.console == []
