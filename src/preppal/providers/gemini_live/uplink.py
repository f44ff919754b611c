"""What goes up: to the connection of the moment, or held back for the next one, two seconds at most."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from preppal.providers.gemini_live.connection import Connection
from preppal.providers.gemini_live.wire import AUDIO_STREAM_END, audio_message
from preppal.providers.protocols import HEARD_RATE

SECOND = 2 * HEARD_RATE
"""Bytes of a second of sound."""
HELD = 2 * SECOND
"""Sound kept while it cannot leave; beyond it the oldest is dropped."""
UNCONFIRMED = SECOND
"""How far words may be behind their sound: what is older than this when words come was heard. A word
too many in the transcript is better than one that is missing."""
RETRY_SECONDS = 0.04
STUCK_SECONDS = 10.0
MOST_MESSAGES = 256
QUIET = 0.006
"""Root mean square, of 1: below it nobody speaks (a quiet room is at 0.001, speech at 0.05)."""


class Waiting(NamedTuple):
    message: bytes
    pcm16k: bytes
    """Of which it is made, when it is sound."""
    sent: Callable[[], None] | None
    """Told when it has left."""


class Uplink:
    """Messages and sound in order, none of them waited for.

    After a connection broke, the newest sound it took may never have been heard there: it goes up
    again on the next one. What the provider has shown to have heard (`confirm`) does not.
    """

    def __init__(self) -> None:
        self.dropped = 0
        """Bytes of sound that could not be kept."""
        self._connection: Connection | None = None
        self._waiting: deque[Waiting] = deque()
        self._waiting_sound = 0
        self._sent: deque[bytes] = deque()
        self._sent_bytes = 0
        self._unconfirmed = 0
        self._ended = False
        self._retry: asyncio.TimerHandle | None = None
        self._stuck_since = 0.0

    def sound(self, pcm16k: bytes) -> None:
        if not pcm16k:
            return
        self._ended = False
        connection = self._connection
        if connection is None or self._waiting or connection.full:
            self._wait(Waiting(audio_message(pcm16k), pcm16k, None))
        else:
            connection.send(audio_message(pcm16k))
            self._remember(pcm16k)

    def end_sound(self, sent: Callable[[], None]) -> None:
        self._ended = True
        self.message(AUDIO_STREAM_END, sent)

    def message(self, message: bytes, sent: Callable[[], None]) -> None:
        """`sent` is called when it has left, now or later."""
        if self._connection is None or self._waiting or self._connection.full:
            self._wait(Waiting(message, b"", sent))
        else:
            self._connection.send(message)
            sent()

    def hold(self) -> None:
        """From now on nothing leaves."""
        self._connection = None
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None

    def release(self, connection: Connection) -> None:
        """Go on with the connection that was held back."""
        self._connection = connection
        self._flush()

    def attach(self, connection: Connection, *before: bytes, again: float = 0.0) -> None:
        """Go on with this connection: first `before`, then what may not have been heard, `again`
        seconds of it at most."""
        for message in before:
            connection.send(message)
        self._unconfirmed = min(self._unconfirmed, int(again * SECOND))
        place = self._sent_bytes
        for pcm in self._sent:
            if place <= self._unconfirmed:
                connection.send(audio_message(pcm))
            place -= len(pcm)
        self._connection = connection
        self._flush()

    def confirm(self) -> None:
        """The provider has words of what was said up to about now."""
        self._unconfirmed = min(self._unconfirmed, UNCONFIRMED)

    def quiet(self, seconds: float) -> bool:
        """Nobody has spoken for this long; two seconds are remembered."""
        if self._ended:
            return True
        wanted = min(round(seconds * SECOND), HELD)
        newest = [waiting.pcm16k for waiting in self._waiting if waiting.pcm16k]
        frames = [*self._sent, *newest]
        recent = b"".join(frames[-(wanted // min(map(len, frames)) + 1) :] if frames else [])
        recent = recent[-wanted:]
        samples = np.frombuffer(recent[: len(recent) & ~1], np.int16).astype(np.float32) / 32768
        return not len(samples) or float(np.sqrt(np.mean(samples**2))) < QUIET

    def _wait(self, waiting: Waiting) -> None:
        self._waiting.append(waiting)
        self._waiting_sound += len(waiting.pcm16k)
        while self._waiting_sound > HELD:
            self._drop(next(n for n, each in enumerate(self._waiting) if each.pcm16k))
        while len(self._waiting) > MOST_MESSAGES:
            self._drop(0)
        self._flush()

    def _drop(self, place: int) -> None:
        lost = len(self._waiting[place].pcm16k)
        del self._waiting[place]
        self._waiting_sound -= lost
        self.dropped += lost

    def _flush(self) -> None:
        connection = self._connection
        if connection is None:
            return
        while self._waiting and not connection.full:
            message, pcm, sent = self._waiting.popleft()
            self._waiting_sound -= len(pcm)
            connection.send(message)
            if pcm:
                self._remember(pcm)
            if sent is not None:
                sent()
        self._watch(connection)

    def _watch(self, connection: Connection) -> None:
        """Try again while something waits; give up a connection that takes nothing for long."""
        loop = asyncio.get_running_loop()
        if not connection.full:
            self._stuck_since = 0.0
        elif not self._stuck_since:
            self._stuck_since = loop.time()
        elif loop.time() - self._stuck_since > STUCK_SECONDS:
            self._stuck_since = 0.0
            connection.abort()
        if self._waiting and self._retry is None:
            self._retry = loop.call_later(RETRY_SECONDS, self._try_again)

    def _try_again(self) -> None:
        self._retry = None
        self._flush()

    def _remember(self, pcm16k: bytes) -> None:
        self._sent.append(pcm16k)
        self._sent_bytes += len(pcm16k)
        self._unconfirmed = min(self._unconfirmed + len(pcm16k), HELD)
        while self._sent_bytes > HELD:
            self._sent_bytes -= len(self._sent.popleft())
