"""The people of every test: Ana owns, Bo is a stranger, Sol is staff, the visitor is signed out.

    async def test_…(owner: Browser, stranger: Browser, visitor: Browser, staff: Browser): ...

Each is a browser (an httpx client) at the whole application, inside the test's outer transaction.
They are signed in through a real row. `browsers` opens more of them, e.g. at another database.
"""

import asyncio
import functools
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute

from preppal.accounts.model import User
from preppal.accounts.signing_in import add_device
from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.log import configure_logging
from preppal.foundation.settings import Settings
from preppal.interviewer.conversation import BuiltInMind
from preppal.main import HERE, Vendors, create_app
from preppal.providers.file_store import LocalFiles
from preppal.providers.payments import Payments
from preppal.providers.protocols import (
    LoadProgress,
    Mailer,
    MailNotSent,
    PlaceOffer,
    ReadyLine,
    SpeechSlot,
    SpeechUnavailable,
    Voice,
)
from preppal.web.assets import Assets
from preppal.web.pages import Pages
from tests.sockets import Socket

configure_logging(json=True)

COMPILED: dict[bool, Pages] = {}
ROUTES: list[BaseRoute] = []
FOLDER = tempfile.TemporaryDirectory(prefix="preppal-files-of-a-test-")
FILES = LocalFiles(Path(FOLDER.name))
"""Where the applications of this process keep files; gone with it."""
MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class TestClock:
    """The application's clock; it stands still until a test moves it."""

    __test__ = False

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str


@dataclass
class Postbox:
    """A mail server that keeps everything, or refuses everything while `refuses` is set."""

    mails: list[Mail] = field(default_factory=list)
    refuses: bool = False

    async def send(self, *, to: str, subject: str, text: str) -> None:
        if self.refuses:
            raise MailNotSent("550 no such mailbox")
        self.mails.append(Mail(to, subject, text))


class NoSpeech:
    """Speech models on a machine that cannot load them."""

    capacity = 0
    in_use = 0
    free = 0
    waiting = 0

    def hears(self, language: str) -> bool:
        return language.startswith("en")

    def speaks(self, language: str) -> bool:
        return language.startswith("en")

    def start(self) -> None:
        """There is nothing to start."""

    def progress(self) -> LoadProgress:
        return LoadProgress(ready=False, fraction=0.0, step="", failed="No models here.")

    async def wait_ready(self) -> None:
        raise SpeechUnavailable("No models here.")

    def acquire(self, who: Hashable = None) -> SpeechSlot | None:
        return None

    async def wait_for_place(self, who: Hashable) -> PlaceOffer:
        return await asyncio.Future()

    def prepare(self, lines: Iterable[ReadyLine]) -> None:
        """Nothing can be rendered."""

    def voices(self) -> tuple[Voice, ...]:
        return ()

    async def close(self) -> None:
        """There is nothing to close."""


class Browser(httpx.AsyncClient):
    """A browser at the application; `user` is who is signed in, `token` what its cookie holds."""

    def __init__(self, app: FastAPI, *, host: str = "203.0.113.7", **options: Any) -> None:
        settings: Settings = app.state.settings
        super().__init__(
            transport=httpx.ASGITransport(app, client=(host, 40000)),
            base_url=settings.public_url,
            headers={
                "sec-fetch-site": "same-origin",
                "accept": "text/html,*/*;q=0.8",
                "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Firefox/146.0",
            },
            **options,
        )
        self.app = app
        self.user: User | None = None
        self.token = ""

    @property
    def me(self) -> User:
        assert self.user is not None, "The visitor is nobody."
        return self.user

    async def sign_in(self, user: User) -> None:
        """Put `user`'s row where it is missing, add a device, keep its cookie."""
        state = self.app.state
        async with state.database.transaction() as db:
            kept = await db.get(User, user.id) if user.id else None
            if kept is None:
                db.add(user)
                await db.flush()
            self.token = await add_device(db, user, now=state.clock(), label="Firefox, Linux")
        self.user = user
        name = "__Host-preppal" if state.settings.secure_cookies else "preppal"
        self.cookies.set(name, self.token, domain=self.base_url.host, path="/")

    def socket(self, path: str, *, origin: str | None = None) -> Socket:
        """The WebSocket at `path`, not yet open, with this browser's cookies."""
        cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies.jar)
        return Socket(
            self.app,
            path,
            headers={
                "host": self.base_url.netloc.decode(),
                "origin": origin if origin is not None else str(self.base_url).rstrip("/"),
                "cookie": cookie,
            },
            subprotocols=["preppal.live.v1"],
        )


def a_user(name: str, *, is_staff: bool = False) -> User:
    return User(
        email=f"{name.lower()}@example.org",
        name=name,
        is_staff=is_staff,
        locale=None,
        theme=None,
        created_at=MONDAY,
    )


Browsers = Callable[..., Awaitable[Browser]]


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def settings() -> Settings:
    """Local mode. `mail_settings` is a server that sends mail."""
    return Settings(_env_file=None, port=8000, voice="text")  # type: ignore[call-arg]


def mail_settings(base_url: str = "https://practice.example.org") -> Settings:
    return Settings(  # type: ignore[call-arg]
        _env_file=None,
        base_url=base_url,
        smtp_host="mail.example.org",
        mail_from="Preppal <codes@example.org>",
        voice="text",
    )


@functools.cache
def assets() -> Assets:
    """Read once a run, not once a test."""
    return Assets(HERE / "static")


def an_app(
    settings: Settings,
    database: Database,
    mailer: Mailer,
    clock: TestClock,
    *,
    payments: Payments | None = None,
) -> FastAPI:
    vendors = Vendors(
        mailer=mailer, speech=NoSpeech(), mind=BuiltInMind(), files=FILES, payments=payments
    )
    app = create_app(settings, database, vendors, clock=clock, assets=assets())
    # So are templates compiled, and routes, which ask the request for the application that it came to.
    app.state.pages = COMPILED.setdefault(settings.local_mode, app.state.pages)
    ROUTES.extend([] if ROUTES else app.router.routes)
    app.router.routes[:] = ROUTES
    return app


@pytest.fixture
def app(
    settings: Settings, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> FastAPI:
    """The application in the test's outer transaction."""
    return an_app(settings, database, postbox, clock)


@pytest.fixture
async def browsers(app: FastAPI) -> AsyncIterator[Browsers]:
    """Opens browsers: `await browsers()`, `await browsers(a_user("Cy"))`, `await browsers(app=…)`."""
    async with AsyncExitStack() as opened:

        async def browse(
            user: User | None = None, *, app: FastAPI = app, **options: Any
        ) -> Browser:
            browser = await opened.enter_async_context(Browser(app, **options))
            if user is not None:
                await browser.sign_in(user)
            return browser

        yield browse


@pytest.fixture
async def visitor(browsers: Browsers) -> Browser:
    """Nobody: signed out."""
    return await browsers()


@pytest.fixture
async def owner(browsers: Browsers) -> Browser:
    """Ana, whose things the test is about."""
    return await browsers(a_user("Ana"))


@pytest.fixture
async def stranger(browsers: Browsers) -> Browser:
    """Bo, who has an account and nothing to do with Ana."""
    return await browsers(a_user("Bo"))


@pytest.fixture
async def staff(browsers: Browsers) -> Browser:
    """Sol, the operator."""
    return await browsers(a_user("Sol", is_staff=True))
