"""Content policy, cross-origin guard, request ids and the body limit."""

import secrets
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
    """Refuses bodies over ``limit`` bytes, also when no length was announced.

    ``larger`` maps the paths of uploads to limits of their own, each with the sentence that says it.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limit: int = BODY_LIMIT,
        larger: Mapping[str, tuple[int, str]] = MappingProxyType({}),
    ) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        limit, sentence = self.larger.get(scope["path"], (self.limit, None))
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit or (announced.isdigit() and int(announced) > limit):
                raise TooLarge(sentence) if sentence else HTTPException(413)
            return message

        await self.app(scope, receive_limited, send)


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
