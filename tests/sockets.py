"""A WebSocket at the application, in the test's own event loop."""

import asyncio
import json
from types import TracebackType
from typing import Any, Self

from starlette.types import ASGIApp, Message

PATIENCE = 30.0
"""Seconds for anything that should come, on a machine that has other things to do."""


class Closed(Exception):
    """The server closed the socket, or never accepted it."""

    def __init__(self, code: int, reason: str = "") -> None:
        self.code = code
        super().__init__(f"closed with {code} {reason}")


class Socket:
    """`async with browser.socket("/…/live") as socket:` opens it; leaving hangs up.

    Raises `Closed` when the server closes it while something is awaited, also from opening: an
    HTTP refusal of the handshake closes with its status.
    """

    def __init__(
        self, app: ASGIApp, path: str, *, headers: dict[str, str], subprotocols: list[str]
    ) -> None:
        self.app = app
        self.scope: dict[str, Any] = {
            "type": "websocket",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "ws",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("203.0.113.7", 40000),
            "server": ("127.0.0.1", 8000),
            "subprotocols": subprotocols,
            "state": {},
            "extensions": {"websocket.http.response": {}},
        }
        self.to_app: asyncio.Queue[Message] = asyncio.Queue()
        self.from_app: asyncio.Queue[Message] = asyncio.Queue()
        self.subprotocol: str | None = None
        self.running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.to_app.put_nowait({"type": "websocket.connect"})
        self.running = asyncio.create_task(self._run())
        try:
            message = await self._next()
        except Closed:
            await self.hang_up()
            raise
        assert message["type"] == "websocket.accept", message
        self.subprotocol = message.get("subprotocol")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.hang_up()

    async def hang_up(self) -> None:
        """Drop the line, and wait until the application has noticed."""
        self.to_app.put_nowait({"type": "websocket.disconnect", "code": 1006})
        if self.running is not None:
            async with asyncio.timeout(PATIENCE):
                await self.running

    async def send(self, **frame: Any) -> None:
        """Send a JSON frame: `await socket.send(type="say", text="…")`."""
        self.to_app.put_nowait({"type": "websocket.receive", "text": json.dumps(frame)})

    async def send_text(self, text: str) -> None:
        self.to_app.put_nowait({"type": "websocket.receive", "text": text})

    async def send_bytes(self, frame: bytes) -> None:
        self.to_app.put_nowait({"type": "websocket.receive", "bytes": frame})

    async def receive(self) -> Any:
        """The next frame: a dict for JSON, bytes for audio."""
        message = await self._next()
        return json.loads(message["text"]) if message.get("text") is not None else message["bytes"]

    async def receive_type(self, wanted: str) -> Any:
        """The next JSON frame of this type; others are passed over."""
        while True:
            frame = await self.receive()
            if isinstance(frame, dict) and frame["type"] == wanted:
                return frame

    async def _run(self) -> None:
        try:
            await self.app(self.scope, self.to_app.get, self.from_app.put)
        finally:
            self.from_app.put_nowait({"type": "websocket.close", "code": 1006})

    async def _next(self) -> Message:
        async with asyncio.timeout(PATIENCE):
            message = await self.from_app.get()
        if message["type"] == "websocket.close":
            raise Closed(message.get("code", 1000), message.get("reason") or "")
        if message["type"] == "websocket.http.response.start":
            raise Closed(message["status"])
        return message
