"""An answer that goes on (server-sent events), read as it comes, in the test's own event loop."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.types import Message

from tests.people import Browser

PATIENCE = 30.0
"""Seconds for anything that should come, on a machine that has other things to do."""


@dataclass
class Stream:
    """``status`` and ``headers`` are those of the answer."""

    status: int
    headers: dict[str, str]
    arriving: "asyncio.Queue[Message]"
    text: str = ""
    comments: int = 0
    over: bool = False
    _waiting: list[tuple[str, Any]] = field(default_factory=list)

    async def event(self) -> tuple[str, Any] | None:
        """The next event's name and data; None when the answer is over."""
        while not self._waiting:
            if self.over:
                return None
            async with asyncio.timeout(PATIENCE):
                message = await self.arriving.get()
            self.over = not message.get("more_body", False)
            self.text += message.get("body", b"").decode()
            *blocks, self.text = self.text.split("\n\n")
            for block in blocks:
                self._read(block)
        return self._waiting.pop(0)

    def _read(self, block: str) -> None:
        fields = dict(
            line.split(": ", 1) for line in block.split("\n") if line[:1] not in ("", ":")
        )
        self.comments += block.startswith(":")
        if "event" in fields:
            self._waiting.append((fields["event"], json.loads(fields["data"])))


@asynccontextmanager
async def streamed(browser: Browser, path: str) -> AsyncIterator[Stream]:
    """Ask for it; leaving hangs up."""
    to_app: asyncio.Queue[Message] = asyncio.Queue()
    from_app: asyncio.Queue[Message] = asyncio.Queue()
    cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    headers = {"host": browser.base_url.netloc.decode(), "cookie": cookie, "accept": "*/*"}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("203.0.113.7", 40000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }
    to_app.put_nowait({"type": "http.request", "body": b"", "more_body": False})
    running = asyncio.create_task(browser.app(scope, to_app.get, from_app.put))
    try:
        async with asyncio.timeout(PATIENCE):
            start = await from_app.get()
        yield Stream(
            start["status"],
            {name.decode(): value.decode() for name, value in start["headers"]},
            from_app,
        )
    finally:
        to_app.put_nowait({"type": "http.disconnect"})
        async with asyncio.timeout(PATIENCE):
            await running
