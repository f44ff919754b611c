"""A real browser at a real server: Debian's Chromium, no network but loopback.

Tests of one file share an event loop, a server on a database of its own, and a Chromium; each visit
is a new browser profile. `SERVED_WITH` in a test file holds settings of its server.
"""

import base64
import inspect
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, Page, Playwright, async_playwright, expect

from preppal.foundation.addresses import Address
from preppal.foundation.database import Database
from tests.database import TestDatabases
from tests.serving import Server, environment, running

expect.set_options(timeout=20_000)

# Without the flag that grants every wish: a visit has the microphone's permission or has not.
FLAGS = [
    "--no-sandbox",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
NO_SOUND_CARD = {"ALSA_CONFIG_PATH": "/dev/null", "PULSE_SERVER": "unix:/nowhere"}
LAYOUT = (Path(__file__).parent / "layout.js").read_text()
CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
COLOURS = ["color-contrast", "link-in-text-block"]
AXE = """async options => {
    // Preloading writes style elements, which the content policy of the page refuses.
    const common = {resultTypes: ['violations'], preload: false, elementRef: false};
    const found = await axe.run(document, {...common, ...options});
    return found.violations.flatMap(({id, nodes}) =>
        nodes.map(node => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and inspect.iscoroutinefunction(
            getattr(item, "function", None)
        ):
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("There is no Chromium: install the package chromium (make test does it as root).")


@pytest.fixture(scope="module")
def served_database(databases: TestDatabases) -> Iterator[Address]:
    """The database of `server`."""
    address = databases.clone()
    yield address
    databases.drop(address)


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest,
    served_database: Address,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """One server for a file of tests, in local mode, with local speech."""
    directory = tmp_path_factory.mktemp("served")
    settings = {"PREPPAL_ECHO_CANCELLATION": "false"} | getattr(request.module, "SERVED_WITH", {})
    variables = environment(served_database.as_text(), directory, **settings)
    with running(variables, directory) as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def behind(served_database: Address) -> AsyncIterator[Database]:
    """What `server` reads and writes, for rows that no visit makes quickly."""
    database = Database(served_database.as_text())
    yield database
    await database.dispose()


@dataclass
class Visit:
    """A person at the browser. What the console says and what fails to load is kept."""

    page: Page
    url: str
    console: list[str] = field(default_factory=list)

    async def go(self, path: str, *, status: int = 200) -> None:
        response = await self.page.goto(self.url + path)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"

    async def sign_in(self, email: str = "ana@example.org") -> None:
        """Through the pages, as a person does: in local mode the code is shown."""
        await self.go("/sign-in")
        await self.page.get_by_label("Email").fill(email)
        await self.page.locator("main button[type=submit]").click()
        await self.page.wait_for_url("**/sign-in/code*")
        shown = (await self.page.locator("main output").inner_text()).strip()
        await expect(self.page.get_by_label("Code")).to_have_value(shown)
        await self.page.get_by_role("button", name="Sign in").click()
        await self.page.wait_for_url("**/dashboard")

    async def cookie(self, name: str, value: str) -> None:
        await self.page.context.add_cookies([{"name": name, "value": value, "url": self.url}])

    async def quotes(self) -> list[str]:
        """Every marked quote of the page, without what only screen readers are told."""
        found: list[str] = await self.page.locator("main mark").evaluate_all(
            """marks => marks.map(mark => {
                const words = mark.cloneNode(true);
                for (const aside of words.querySelectorAll('.sr-only')) aside.remove();
                return words.textContent.replace(/\\s+/g, ' ').trim();
            })"""
        )
        return found

    async def axe(self, *, colours: bool = True) -> list[str]:
        """What the accessibility rules find: rule, element, what to do about it.

        Rules about colours take half of the time; what they leave open `faint` looks at.
        """
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE_SCRIPT)
        rules = {"target-size": {"enabled": True}}
        rules |= {rule: {"enabled": colours} for rule in COLOURS}
        found: list[str] = await self.page.evaluate(AXE, {"rules": rules})
        return found

    async def misfits(self) -> list[str]:
        """What sticks out of the window, is cut off, or lies on other words."""
        found: list[str] = await self.page.evaluate(LAYOUT)
        return found

    async def faint(self) -> list[str]:
        """Words that stand out too little from what is painted behind them (WCAG 1.4.3)."""
        await self.page.evaluate(CONTRAST, {})
        picture = await self.page.screenshot(full_page=True, animations="disabled")
        png = base64.b64encode(picture).decode()
        found: list[str] = await self.page.evaluate(CONTRAST, {"png": png})
        return found


Visiting = Callable[..., AbstractAsyncContextManager[Visit]]


@dataclass
class Browsers:
    """Opens Chromium once for each way of starting it."""

    playwright: Playwright
    stack: AsyncExitStack
    open: dict[tuple[str, ...], Browser] = field(default_factory=dict)

    async def launch(self, *flags: str, **options: Any) -> Browser:
        return await self.playwright.chromium.launch(
            executable_path=chromium(), args=list(flags), **options
        )

    async def shared(self, *flags: str) -> Browser:
        if flags not in self.open:
            self.open[flags] = browser = await self.launch(*flags)
            self.stack.push_async_callback(browser.close)
        return self.open[flags]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visiting() -> AsyncIterator[Visiting]:
    """``async with visiting(server.url, microphone=wav, width=390) as visit:``

    ``microphone`` is a recording, or True for Chromium's own, which beeps; without one there is a
    microphone that the page is not allowed to use. ``sound_card=False`` takes it away altogether.
    ``flags`` are more words for Chromium; other options are Playwright's for a context.
    """
    async with async_playwright() as playwright, AsyncExitStack() as stack:
        browsers = Browsers(playwright, stack)

        @asynccontextmanager
        async def open_visit(
            url: str,
            *,
            microphone: Path | bool = False,
            sound_card: bool = True,
            flags: tuple[str, ...] = (),
            width: int = 1440,
            height: int = 1000,
            dark: bool = False,
            **options: Any,
        ) -> AsyncIterator[Visit]:
            async with AsyncExitStack() as closing:
                if not sound_card:
                    kept = [flag for flag in FLAGS if "fake-device" not in flag]
                    browser = await browsers.launch(*kept, *flags, env=NO_SOUND_CARD)
                    closing.push_async_callback(browser.close)
                elif isinstance(microphone, Path):
                    # The recording plays from its beginning once in a browser's life.
                    recording = f"--use-file-for-fake-audio-capture={microphone}%noloop"
                    browser = await browsers.launch(*FLAGS, *flags, recording)
                    closing.push_async_callback(browser.close)
                else:
                    browser = await browsers.shared(*FLAGS, *flags)
                context = await browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if dark else "light",
                    locale=options.pop("locale", "en-GB"),
                    permissions=["microphone"] if microphone or not sound_card else [],
                    **options,
                )
                closing.push_async_callback(context.close)
                yield await visit_in(await context.new_page(), url)

        yield open_visit


async def visit_in(page: Page, url: str) -> Visit:
    """A visit in this page, whose console is listened to."""
    visit = Visit(page, url)

    def note(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            visit.console.append(f"{kind}: {text}")

    page.on("console", lambda message: note(message.type, message.text))
    page.on("pageerror", lambda error: note("error", str(error)))
    return visit
