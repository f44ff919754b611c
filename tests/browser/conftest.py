"""A real browser at a real server: Debian's Chromium, no network but loopback.

All tests of this process share an event loop and a Chromium; files with the same settings share a server on
a database of its own, too, so that its speech models load once. Each visit is a new browser profile, and each
test has people of its own, by address. `SERVED_WITH` in a test file holds settings of its server.
"""

import base64
import inspect
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, Page, Playwright, async_playwright, expect
from sqlalchemy import select

from preppal.accounts.model import User
from preppal.accounts.signing_in import add_device
from preppal.foundation.addresses import Address
from preppal.foundation.clock import utc_now
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
MICROPHONE = (Path(__file__).parent / "microphone.js").read_text()
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
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("There is no Chromium: install the package chromium (make test does it as root).")


@dataclass
class Houses:
    """The servers of this process, each started when it is first asked for; one for each choice of settings."""

    databases: TestDatabases
    directories: pytest.TempPathFactory
    stack: ExitStack
    open: dict[tuple[tuple[str, str], ...], tuple[Server, Address]] = field(default_factory=dict)
    talking: set[str] = field(default_factory=set)
    """Addresses of those whose speech models are known to be loaded."""
    furniture: dict[str, Any] = field(default_factory=dict)
    """What files have put into the database of a server, by its address: a worker may come back to a file."""

    def house(self, settings: dict[str, str]) -> tuple[Server, Address]:
        """A server with these settings, in local mode, with local speech, and its database."""
        key = tuple(sorted(settings.items()))
        if key not in self.open:
            address = self.databases.clone()
            directory = self.directories.mktemp("served")
            chosen = {"PREPPAL_ECHO_CANCELLATION": "false"} | settings
            variables = environment(address.as_text(), directory, **chosen)
            self.open[key] = self.stack.enter_context(running(variables, directory)), address
        return self.open[key]


@pytest.fixture(scope="session")
def houses(databases: TestDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Houses]:
    with ExitStack() as stack:
        yield Houses(databases, tmp_path_factory, stack)


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, houses: Houses) -> tuple[Server, Address]:
    return houses.house(getattr(request.module, "SERVED_WITH", {}))


@pytest.fixture(scope="module")
def server(house: tuple[Server, Address]) -> Server:
    """The server for the tests of this file."""
    return house[0]


@pytest.fixture(scope="module")
def served_database(house: tuple[Server, Address]) -> Address:
    """The database of `server`."""
    return house[1]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
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
    behind: Database | None = None
    console: list[str] = field(default_factory=list)

    async def go(self, path: str, *, status: int = 200) -> None:
        response = await self.page.goto(self.url + path)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"

    async def sign_in(self, email: str) -> None:
        """As who has signed in on this device before: with the cookie that is kept of it. A newcomer otherwise."""
        if self.behind is None:
            await self.sign_in_by_code(email)
            return
        now = utc_now()
        async with self.behind.transaction() as db:
            user = await db.scalar(select(User).where(User.email == email))
            if user is None:
                db.add(user := User(email=email, created_at=now))
                await db.flush()
            token = await add_device(db, user, now=now, label="Chrome, Linux")
        await self.cookie("preppal", token)
        await self.go("/dashboard")

    async def sign_in_by_code(self, email: str) -> None:
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

    async def speak(self, pcm16k: bytes, *, to_the_end: bool = False) -> None:
        """Say it into a microphone ``"by hand"``; returns as it begins, or when it has been said."""
        said = base64.b64encode(pcm16k).decode()
        how = "said => speak(said)" if to_the_end else "said => { speak(said); }"
        await self.page.evaluate(how, said)

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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browsers() -> AsyncIterator[Browsers]:
    async with async_playwright() as playwright, AsyncExitStack() as stack:
        yield Browsers(playwright, stack)


@pytest.fixture(scope="module")
def visiting(browsers: Browsers, behind: Database) -> Visiting:
    """``async with visiting(server.url, microphone=wav, width=390) as visit:``

    ``microphone`` is a recording, which plays once, or over and over with ``loops``; or True for
    Chromium's own, which beeps; or "by hand", to `Visit.speak` into when it is time. Without one there is
    a microphone that the page is not allowed to use. ``sound_card=False`` takes it away altogether.
    ``flags`` are more words for Chromium; other options are Playwright's for a context. ``accounts`` is the
    database of a server that is not `server`; None: who signs in does so through its pages.
    """

    @asynccontextmanager
    async def open_visit(
        url: str,
        *,
        microphone: Path | bool | Literal["by hand"] = False,
        loops: bool = False,
        sound_card: bool = True,
        flags: tuple[str, ...] = (),
        width: int = 1440,
        height: int = 1000,
        dark: bool = False,
        accounts: Database | None = behind,
        **options: Any,
    ) -> AsyncIterator[Visit]:
        async with AsyncExitStack() as closing:
            if not sound_card:
                kept = [flag for flag in FLAGS if "fake-device" not in flag]
                browser = await browsers.launch(*kept, *flags, env=NO_SOUND_CARD)
                closing.push_async_callback(browser.close)
            elif isinstance(microphone, Path):
                # The recording plays from its beginning once in a browser's life.
                recording = f"--use-file-for-fake-audio-capture={microphone}"
                recording += "" if loops else "%noloop"
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
            if microphone == "by hand":
                await context.add_init_script(MICROPHONE)
            yield await visit_in(await context.new_page(), url, accounts)

    return open_visit


async def visit_in(page: Page, url: str, accounts: Database | None = None) -> Visit:
    """A visit in this page, whose console is listened to."""
    visit = Visit(page, url, accounts)

    def note(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            visit.console.append(f"{kind}: {text}")

    page.on("console", lambda message: note(message.type, message.text))
    page.on("pageerror", lambda error: note("error", str(error)))
    return visit
