"""The double's server."""

from __future__ import annotations

import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from tests.gemini_live.memory import Memory
from tests.gemini_live.script import Fault, HttpRefusal, Script
from tests.gemini_live.talk import Talk, close

PATH = re.compile(
    r"//?ws/google\.ai\.generativelanguage\.(v1|v1beta|v1alpha)\.GenerativeService\.BidiGenerateContent"
)
BAD_KEY = "API key not valid. Please pass a valid API key."
NO_KEY = (
    "Method doesn't allow unregistered callers (callers without established identity). "
    "Please use API Key or other form of API consumer identity to call this API."
)


class Upstream:
    """Where it listens, how it behaves, and what it remembers."""

    def __init__(self, how: Script) -> None:
        self.how = how
        self.memory = Memory()
        self.port = 0
        self.secure = False
        self.dialled = 0
        self.talks: list[Talk] = []

    @property
    def url(self) -> str:
        return f"{'wss' if self.secure else 'ws'}://127.0.0.1:{self.port}"

    def _greet(self, link: ServerConnection, request: Request) -> Response | None:
        number, self.dialled = self.dialled, self.dialled + 1
        link.username = str(number)  # websockets' place for whom a handshake is about
        if not PATH.fullmatch(urlsplit(request.path).path):
            return link.respond(HTTPStatus.NOT_FOUND, "Not Found")
        for refusal in self.how.for_connection(number):
            if isinstance(refusal, HttpRefusal):
                return link.respond(HTTPStatus(refusal.status), refusal.body)
        return None

    async def _serve(self, link: ServerConnection) -> None:
        request = link.request
        assert request is not None
        asked = parse_qs(urlsplit(request.path).query).get("key", [""])[0]
        key = request.headers.get("x-goog-api-key") or asked
        if not key:
            await close(link, 1008, NO_KEY)
        elif key != self.how.key:
            await close(link, 1007, BAD_KEY)
        else:
            number = int(link.username or "0")
            faults = [f for f in self.how.for_connection(number) if isinstance(f, Fault)]
            talk = Talk(link, number, self.how, self.memory, faults)
            self.talks.append(talk)
            await talk.hold()


@asynccontextmanager
async def running(how: Script, tls: ssl.SSLContext | None = None) -> AsyncIterator[Upstream]:
    upstream = Upstream(how)
    async with serve(
        upstream._serve,
        "127.0.0.1",
        0,
        ssl=tls,
        compression=None,
        max_size=1 << 20,
        process_request=upstream._greet,
        ping_interval=None,
        close_timeout=1,
    ) as server:
        upstream.port = next(iter(server.sockets)).getsockname()[1]
        upstream.secure = tls is not None
        yield upstream
