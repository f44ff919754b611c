"""Events on their way to whoever holds the conversation: in order, each once, bounded."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable

from preppal.providers.protocols import (
    SPOKEN_RATE,
    ConversationEvent,
    ConversationLost,
    InterviewerSound,
)

MOST_SOUND = 120 * 2 * SPOKEN_RATE
"""Bytes: two minutes that nobody has taken."""
MOST_EVENTS = 20_000
NEARLY = 0.9
"""Of either, beyond which nobody should count on room for another message."""


class Outbox:
    """For one reader."""

    def __init__(self) -> None:
        self._events: deque[ConversationEvent] = deque()
        self._sound = 0
        self._ended = False
        self._lost: ConversationLost | None = None
        self._reader: asyncio.Future[None] | None = None
        self._take: Callable[[ConversationEvent], bool] | None = None

    @property
    def is_nearly_full(self) -> bool:
        return self._sound > NEARLY * MOST_SOUND or len(self._events) > NEARLY * MOST_EVENTS

    def put(self, event: ConversationEvent) -> None:
        """Raises `ConversationLost` when nobody takes the events; after `end` they are dropped."""
        if self._ended:
            return
        if self._take is not None and not self._events and self._is_awaited and self._take(event):
            return
        if type(event) is InterviewerSound:
            self._sound += len(event.pcm24k)
        self._events.append(event)
        if self._sound > MOST_SOUND or len(self._events) > MOST_EVENTS:
            raise ConversationLost("protocol", "events of two minutes were not taken")
        self._wake()

    def end(self, lost: ConversationLost | None = None) -> None:
        """No more events; the reader still gets those that wait, then `lost` if it is given."""
        if not self._ended:
            self._ended, self._lost = True, lost
            self._wake()

    async def events(
        self, take: Callable[[ConversationEvent], bool] | None = None
    ) -> AsyncIterator[ConversationEvent]:
        self._take = take
        while True:
            while self._events:
                event = self._events.popleft()
                if type(event) is InterviewerSound:
                    self._sound -= len(event.pcm24k)
                yield event
            if self._ended:
                if self._lost is not None:
                    raise self._lost
                return
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader

    @property
    def _is_awaited(self) -> bool:
        return self._reader is not None and not self._reader.done()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
