"""Events from an engine to its room: in order, bounded, with a way to take sound back."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from preppal.interviews.live.engine import Audio, EngineEvent

ROOM = 256  # events: more than the sound that is ever sent ahead
PATIENCE_SECONDS = 10.0


class TooSlow(Exception):
    """The room took no event for ten seconds."""


class Channel:
    def __init__(self, room: int = ROOM, patience: float = PATIENCE_SECONDS) -> None:
        self._events: deque[EngineEvent] = deque()
        self._room = room
        self._patience = patience
        self._changed = asyncio.Condition()
        self._closed = False

    def __len__(self) -> int:
        return len(self._events)

    async def put(self, event: EngineEvent) -> None:
        """Wait for room, not forever: raises `TooSlow`. After `close` events are dropped."""
        async with self._changed:
            if len(self._events) >= self._room and not self._closed:
                try:
                    async with asyncio.timeout(self._patience):
                        await self._changed.wait_for(
                            lambda: len(self._events) < self._room or self._closed
                        )
                except TimeoutError:
                    raise TooSlow from None
            if not self._closed:
                self._events.append(event)
                self._changed.notify_all()

    def take_back_sound(self) -> None:
        """Drop all sound that the room has not taken yet."""
        self._events = deque(event for event in self._events if not isinstance(event, Audio))

    async def close(self, *last: EngineEvent, keep: bool = True) -> None:
        """No more events after these; `keep` what is waiting."""
        async with self._changed:
            if not self._closed:
                if not keep:
                    self._events.clear()
                self._events.extend(last)
                self._closed = True
            self._changed.notify_all()

    async def events(self) -> AsyncIterator[EngineEvent]:
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: self._events or self._closed)
                if not self._events:
                    return
                event = self._events.popleft()
                self._changed.notify_all()
            yield event
