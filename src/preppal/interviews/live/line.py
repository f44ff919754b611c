"""The line to one browser, as the room needs it, and how it fails."""

from typing import Protocol


class Line(Protocol):
    """The socket, as the room needs it. Sending raises `Dropped` and `TooSlow`."""

    async def send_text(self, text: str) -> None: ...
    async def send_bytes(self, data: bytes) -> None: ...
    async def receive(self) -> str | bytes | None:
        """The next frame, or None when the line is gone."""
        ...


class TooSlow(Exception):
    """The browser does not take what is sent."""


class Dropped(Exception):
    """The line is gone."""
