"""Content policy, cross-origin guard, request ids and the body limit."""

import asyncio
import secrets
from collections import deque
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from preppal.foundation.errors import NotAllowed, TooLarge
from preppal.foundation.i18n import N_
from preppal.foundation.settings import LOOPBACK
from preppal.web.assets import PREFIX

BODY_LIMIT = 512 * 1024
BODY_SECONDS = 30.0
"""For a body to arrive, beside the time that its bytes take on the slowest line that is waited for."""
SLOWEST_LINE = 4 * 1024
"""Bytes a second: a tenth of what an early mobile network carried."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def content_policy(nonce: str) -> str:
    """Scripts by nonce, everything else from this site, nothing inline (STYLE: front end)."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; "
        "img-src 'self'; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


class Envelope:
    """Gives every request its reference and nonce, and every response its protective headers."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["nonce"] = nonce = secrets.token_urlsafe(16)
        state["reference"] = reference = secrets.token_hex(4)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=reference)

        is_file = scope["path"].startswith(f"{PREFIX}/")

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["x-content-type-options"] = "nosniff"
                if is_file and message["status"] < 400:
                    # A policy rules documents; on forty small files it would only be weight.
                    await send(message)
                    return
                headers["content-security-policy"] = content_policy(nonce)
                headers["referrer-policy"] = "same-origin"
                headers["cross-origin-opener-policy"] = "same-origin"
                headers["permissions-policy"] = "microphone=(self), camera=(), geolocation=()"
                headers["x-request-id"] = reference
                if self.https:
                    headers["strict-transport-security"] = "max-age=31536000"
            await send(message)

        if scope["type"] == "http" and scope["method"] == "HEAD":
            # Monitors ask so. The server, which keeps its own scope, leaves the body out.
            scope = {**scope, "method": "GET"}
        await self.app(scope, receive, send_protected)


class BodyLimit:
    """Refuses bodies over ``limit`` bytes, also when no length was announced, and those that do not arrive:
    half a minute (``seconds``), and what the slowest line needs for what has come, is waited for more.

    ``larger`` maps the paths of uploads to limits of their own, each with the sentence that says it. Every other
    body is read before the application begins: nobody who is slow to send it holds a connection to the
    database meanwhile.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limit: int = BODY_LIMIT,
        larger: Mapping[str, tuple[int, str]] = MappingProxyType({}),
        seconds: float = BODY_SECONDS,
    ) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit, sentence = self.larger.get(scope["path"], (self.limit, None))
        body = _Body(receive, Headers(scope=scope), limit, sentence, self.seconds)
        if scope["method"] not in SAFE_METHODS and scope["path"] not in self.larger:
            await body.read_ahead()

        async def send_noting(message: Message) -> None:
            body.answered = True
            await send(message)

        await self.app(scope, body.receive, send_noting)


class _Body:
    """What one request sends: `receive` gives it in pieces and raises what it is refused for."""

    def __init__(
        self, receive: Receive, headers: Headers, limit: int, sentence: str | None, seconds: float
    ) -> None:
        self.answered = False
        self._receive = receive
        self._sentence = sentence
        self._limit = limit
        announced = headers.get("content-length", "0")
        self._is_too_large = announced.isdigit() and int(announced) > limit
        self._received = 0
        self._more = True
        self._until = asyncio.get_running_loop().time() + seconds
        self._ahead: deque[Message] = deque()
        self._refused: Exception | None = None

    async def read_ahead(self) -> None:
        """Wait for all of it; what it is refused for is raised to whoever wants to read it."""
        try:
            while self._more:
                self._ahead.append(await self._next())
        except (HTTPException, TooLarge) as problem:
            self._refused = problem

    async def receive(self) -> Message:
        if self._ahead:
            return self._ahead.popleft()
        if self._refused is not None:
            raise self._refused
        return await self._next()

    async def _next(self) -> Message:
        if not self._more:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until + self._received / SLOWEST_LINE):
                message = await self._receive()
        except TimeoutError:
            if self.answered:  # a page that is being sent to somebody whose own end never comes
                return {"type": "http.disconnect"}
            raise HTTPException(408, headers={"Connection": "close"}) from None
        self._more = bool(message.get("more_body"))
        self._received += len(message.get("body", b""))
        if self._received > self._limit or self._is_too_large:
            raise TooLarge(self._sentence) if self._sentence else HTTPException(413)
        return message


def _parts(address: str) -> SplitResult:
    """An address taken apart; one that is none has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def same_origin(connection: HTTPConnection) -> bool:
    """Whether a browser on this very site sent it; programs that send neither header are no browser.

    Looks at ``Sec-Fetch-Site``, else at ``Origin``.
    """
    site = connection.headers.get("sec-fetch-site")
    if site is not None and connection.scope["type"] == "http":
        return site in ("same-origin", "none")
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    ours = {
        connection.headers.get("host", ""),
        _parts(connection.app.state.settings.public_url).netloc,
    }
    return _parts(origin).netloc in ours - {""}


def known_name(connection: HTTPConnection) -> bool:
    """In local mode, whether the browser calls this machine by a name of its own.

    A hostile page can make its own name lead to 127.0.0.1 (DNS rebinding). Its scripts then are
    same-origin with us, and could read the sign-in code that local mode shows on the page.
    """
    settings = connection.app.state.settings
    if not settings.local_mode:
        return True
    called = _parts(f"//{connection.headers.get('host', '')}").hostname
    return called in LOOPBACK | {_parts(settings.public_url).hostname}


def guard_origin(connection: HTTPConnection) -> None:
    """For every route: only under our own name, and a form of another site changes nothing here."""
    if not known_name(connection):
        raise NotAllowed(N_("This server answers under its own address only."))
    unsafe = connection.scope["type"] == "http" and connection.scope["method"] not in SAFE_METHODS
    if unsafe and not same_origin(connection):
        raise NotAllowed(N_("That came from another site, so nothing was done."))
