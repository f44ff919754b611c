"""Events from an engine to its room: in order, bounded, with a way to take sound back."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from preppal.interviews.live.engine import Audio, EngineEvent, ReadAloud, Take

ROOM = 256  # events: more than the sound that is ever sent ahead
PATIENCE_SECONDS = 10.0


class TooSlow(Exception):
    """The room has been far behind for ten seconds."""


class Channel:
    """For one reader and any number of writers, in one event loop.

    Full, it is `room` events behind: with sound in it, ten seconds. It is no longer behind once half
    of it has been taken, so somebody who reads a little too slowly does not stay for ever.
    """

    def __init__(self, room: int = ROOM, patience: float = PATIENCE_SECONDS) -> None:
        self._events: deque[EngineEvent] = deque()
        self._room = room
        self._patience = patience
        self._came = asyncio.Event()
        self._went = asyncio.Event()
        self._closed = False
        self._take: Take | None = None
        self._awaited = False
        self._behind_since: float | None = None

    def __len__(self) -> int:
        return len(self._events)

    def offer(self, event: EngineEvent) -> None:
        """Without waiting: raises `TooSlow` when there is no room. After `close` it is dropped."""
        if self._closed or self._taken(event):
            return
        if len(self._events) >= self._room:
            raise TooSlow
        self._events.append(event)
        self._came.set()

    def has_room(self) -> bool:
        """Whether `offer` would be taken. Raises `TooSlow` when there was none for as long as `put` waits."""
        if self._closed or len(self._events) < self._room:
            return True
        now = asyncio.get_running_loop().time()
        self._behind_since = self._behind_since or now
        if now - self._behind_since > self._patience:
            raise TooSlow
        return False

    async def put(self, event: EngineEvent) -> None:
        """Wait for room, not forever: raises `TooSlow`. After `close` events are dropped."""
        if len(self._events) >= self._room and not self._closed:
            self._behind_since = self._behind_since or asyncio.get_running_loop().time()
            try:
                async with asyncio.timeout_at(self._behind_since + self._patience):
                    while len(self._events) >= self._room and not self._closed:
                        self._went.clear()
                        await self._went.wait()
            except TimeoutError:
                raise TooSlow from None
        self.offer(event)

    def take_back_sound(self) -> None:
        """Drop all sound that the room has not taken yet."""
        self._events = deque(
            event for event in self._events if not isinstance(event, Audio | ReadAloud)
        )
        self._caught_up()

    async def close(self, *last: EngineEvent, keep: bool = True) -> None:
        """No more events after these; `keep` what is waiting."""
        if not self._closed:
            if not keep:
                self._events.clear()
            self._events.extend(last)
            self._closed = True
        self._came.set()
        self._went.set()

    async def events(self, take: Take | None = None) -> AsyncIterator[EngineEvent]:
        """`take` as in `Engine.events`."""
        self._take = take
        while True:
            while not self._events:
                if self._closed:
                    return
                self._came.clear()
                self._awaited = True
                try:
                    await self._came.wait()
                finally:
                    self._awaited = False
            event = self._events.popleft()
            self._caught_up()
            yield event

    def _taken(self, event: EngineEvent) -> bool:
        """The reader waits, nothing came before this, and it was dealt with at once."""
        return self._take is not None and self._awaited and not self._events and self._take(event)

    def _caught_up(self) -> None:
        """There is room again; with half of it free, nobody is behind."""
        if len(self._events) <= self._room // 2:
            self._behind_since = None
        self._went.set()
