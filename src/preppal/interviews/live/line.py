"""The line to one browser, as the room needs it, and how it fails."""

from collections.abc import Callable
from typing import Protocol


class Line(Protocol):
    """The socket, as the room needs it. Sending raises `Dropped` and `TooSlow`."""

    async def send_text(self, text: str) -> None: ...
    async def send_bytes(self, data: bytes) -> None: ...
    async def receive(self) -> str | bytes | None:
        """The next frame, or None when the line is gone."""
        ...

    def send_at_once(self, data: bytes | str) -> bool:
        """Send one frame if that needs no waiting; False: nothing was sent."""
        ...

    def take_sound(self, take: Callable[[bytes], bool]) -> None:
        """From now on `take(frame)` may be asked about a frame of sound where it arrives, while `receive`
        waits and nothing came before it. False: `receive` gives it. It does not wait, and what it raises
        is met again by whoever receives the frame."""
        ...


class TooSlow(Exception):
    """The browser does not take what is sent."""


class Dropped(Exception):
    """The line is gone."""
