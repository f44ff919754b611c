"""A real browser at a real server: Debian's Chromium, no network but loopback."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from tests.database import TestDatabases
from tests.serving import Server, environment, running

expect.set_options(timeout=15_000)

FLAGS = [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
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


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("There is no Chromium: install the package chromium (make test does it as root).")


@pytest.fixture(scope="module")
def server(databases: TestDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for a file of tests, in local mode, with local speech."""
    address = databases.clone()
    directory = tmp_path_factory.mktemp("served")
    variables = environment(address.as_text(), directory, PREPPAL_ECHO_CANCELLATION="false")
    try:
        with running(variables, directory) as server:
            yield server
    finally:
        databases.drop(address)


@dataclass
class Visit:
    """A person at the browser. What the console says and what fails to load is kept."""

    page: Page
    url: str
    console: list[str] = field(default_factory=list)

    async def go(self, path: str) -> None:
        response = await self.page.goto(self.url + path)
        assert response is not None
        assert response.status < 400, f"{path}: {response.status}"

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

    async def axe(self) -> list[str]:
        """What the accessibility rules find: rule, and the elements it is about."""
        results = await Axe().run(self.page)
        return [
            f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]


Visiting = Callable[..., AbstractAsyncContextManager[Visit]]


@pytest.fixture
async def visiting() -> AsyncIterator[Visiting]:
    """``async with visiting(server.url, microphone=wav, width=390) as visit:``"""
    async with async_playwright() as playwright:

        @asynccontextmanager
        async def open_browser(
            url: str,
            *,
            microphone: Path | None = None,
            width: int = 1440,
            height: int = 1000,
            dark: bool = False,
            **options: Any,
        ) -> AsyncIterator[Visit]:
            flags = list(FLAGS)
            if microphone is not None:
                flags.append(f"--use-file-for-fake-audio-capture={microphone}%noloop")
            browser = await playwright.chromium.launch(executable_path=chromium(), args=flags)
            try:
                context: BrowserContext = await browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if dark else "light",
                    locale=options.pop("locale", "en-GB"),
                    permissions=["microphone"] if microphone else [],
                    **options,
                )
                page = await context.new_page()
                visit = Visit(page, url)
                page.on("console", lambda message: _note(visit, message.type, message.text))
                page.on("pageerror", lambda error: visit.console.append(f"error: {error}"))
                yield visit
            finally:
                await browser.close()

        yield open_browser


def _note(visit: Visit, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        visit.console.append(f"{kind}: {text}")
