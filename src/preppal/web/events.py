"""Server-sent events: an answer that goes on, a line of JSON at a time."""

import contextlib
from collections.abc import AsyncGenerator

import msgspec
from starlette.responses import StreamingResponse
from starlette.types import Send

RETRY_MS = 3_000
"""How long a browser waits before it connects again."""
BEAT = ": \n\n"
"""A comment: nothing for the page, but the connection is used, and a browser that has gone is noticed."""


def event(name: str, data: object) -> str:
    """One event; JSON holds no line end, which would end it."""
    return f"event: {name}\ndata: {msgspec.json.encode(data).decode()}\n\n"


class EventStream(StreamingResponse):
    """Sends what ``events`` gives until that ends or the browser goes; then ``events`` is closed."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[str, None]) -> None:
        super().__init__(_with_retry(events))
        self.headers["cache-control"] = "no-store"
        self.headers["x-accel-buffering"] = "no"  # nginx would keep it back
        self.events = events

    async def stream_response(self, send: Send) -> None:
        async with contextlib.aclosing(self.events):
            await super().stream_response(send)


async def _with_retry(events: AsyncGenerator[str, None]) -> AsyncGenerator[str, None]:
    yield f"retry: {RETRY_MS}\n\n"
    async for one in events:
        yield one
