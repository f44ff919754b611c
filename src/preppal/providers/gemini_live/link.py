"""Our end of the WebSocket to the provider: the library's, with a short way for what comes most."""

from __future__ import annotations

from collections.abc import Callable

from websockets.asyncio.client import ClientConnection
from websockets.protocol import State

from preppal.foundation.whole_messages import LENGTH_FOLLOWS, WHOLE, between


class Link(ClientConnection):
    """Messages that are read whole, while somebody waits for one and none is there, are offered where they
    arrive: past the parser, a queue and a task's turn."""

    _take: Callable[[bytes], bool] | None = None
    """None as well while what the parser was given may hold a message: that one comes first."""
    _stands_between: bool | None = None
    """Where the parser stands, as long as it has not been given anything since that was last looked at."""

    async def next_message(self, take: Callable[[bytes], bool] | None) -> bytes:
        """The next message that `take` did not take; raises as `recv` does.

        `take(message)` is called while this waits. False: the message is given here. What it raises is met
        again by whoever takes the message then.
        """
        self._take = take
        try:
            return await self.recv(decode=False)
        finally:
            self._take = None

    def data_received(self, data: bytes) -> None:
        take = self._take
        if take is not None and self.protocol.state is State.OPEN and self._is_between():
            data = self._rest(data, take)
        if data:
            self._take = self._stands_between = None
            super().data_received(data)

    def _is_between(self) -> bool:
        if self._stands_between is None:
            self._stands_between = between(self.protocol)
        return self._stands_between

    def _rest(self, data: bytes, take: Callable[[bytes], bool]) -> bytes:
        """What was not taken. A provider masks nothing (RFC 6455 §5.1)."""
        at, end = 0, len(data)
        while end - at >= 4 and data[at] in WHOLE:
            length, body = data[at + 1], at + 2
            if length == LENGTH_FOLLOWS:
                length, body = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif length > LENGTH_FOLLOWS:
                break
            following = body + length
            if following > end or not _took(take, data[body:following]):
                break
            at = following
        return data[at:] if at else data


def _took(take: Callable[[bytes], bool], message: bytes) -> bool:
    try:
        return take(message)
    except Exception:
        return False
