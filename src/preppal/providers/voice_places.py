"""How many people may talk at once in this process, who waits for a place, and who is offered one.

First come, first served: a place that becomes free is offered to whoever waits longest and kept for them
for a while, so that nobody answers an offer in vain. For one event loop; no threads.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable

OFFER_SECONDS = 30.0


class Offer:
    """A place kept for somebody. `over` is set when it was `taken`, or was not in time."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.taken = False


class Place:
    """One person's place; give it back when they are done. Giving back twice is harmless."""

    def __init__(self, places: VoicePlaces) -> None:
        self._places: VoicePlaces | None = places

    def release(self) -> None:
        places, self._places = self._places, None
        if places is not None:
            places._free_one()


class VoicePlaces:
    """`capacity` places. `who` is the same object in `take` and `wait`: an interview's id."""

    def __init__(self, capacity: int, *, offer_seconds: float = OFFER_SECONDS) -> None:
        self.capacity = capacity
        self.in_use = 0
        self._offer_seconds = offer_seconds
        self._offers: dict[Hashable, Offer] = {}
        self._waiting: deque[tuple[Hashable, asyncio.Future[Offer]]] = deque()

    @property
    def free(self) -> int:
        """Neither taken nor kept for anybody."""
        return max(0, self.capacity - self.in_use - len(self._offers))

    @property
    def waiting(self) -> int:
        return sum(not offered.done() for _, offered in self._waiting)

    def take(self, who: Hashable = None) -> Place | None:
        """A place, or None when all are taken or kept for others."""
        offer = self._offers.pop(who, None)
        if offer is not None:
            offer.taken = True
            offer.over.set()
        elif self.free == 0:
            return None
        self.in_use += 1
        return Place(self)

    async def wait(self, who: Hashable) -> Offer:
        """Returns when a place is kept for `who`. Cancelling it gives up one's turn."""
        if who in self._offers:
            return self._offers[who]
        offered: asyncio.Future[Offer] = asyncio.get_running_loop().create_future()
        self._waiting.append((who, offered))
        self._offer()
        return await offered

    def _free_one(self) -> None:
        self.in_use -= 1
        self._offer()

    def _offer(self) -> None:
        while self._waiting and self.free > 0:
            who, offered = self._waiting.popleft()
            if offered.done():
                continue
            self._offers[who] = offer = Offer()
            offered.set_result(offer)
            loop = asyncio.get_running_loop()
            loop.call_later(self._offer_seconds, self._expire, who, offer)

    def _expire(self, who: Hashable, offer: Offer) -> None:
        if self._offers.get(who) is offer:
            del self._offers[who]
            offer.over.set()
            self._offer()
