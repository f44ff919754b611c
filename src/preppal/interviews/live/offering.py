"""Tells somebody who writes because all voice places were taken that one is free now."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Protocol

from preppal.foundation.i18n import N_, Words
from preppal.interviews.live.hosting import Hosted
from preppal.interviews.live.line import Dropped, TooSlow

SETTLED_SECONDS = 2.0  # the page has just said that there is none
FREE = N_("A voice place is free now. It is kept for you for half a minute.")
GONE = N_("Somebody else has the voice place now. You are told when the next one is free.")


class Told(Protocol):
    async def send(self, kind: str, **fields: object) -> None: ...


async def offer_place(hosted: Hosted, room: Told, speak: Words) -> None:
    """Runs beside the room, until the place is taken or the visit is over."""
    if hosted.place is None:
        return
    await asyncio.sleep(SETTLED_SECONDS)
    with contextlib.suppress(Dropped, TooSlow):  # the room notices that by itself
        while True:
            offer = await hosted.place()
            await room.send("voice_place", free=True, text=speak(FREE))
            await offer.over.wait()
            if offer.taken:
                return
            await room.send("voice_place", free=False, text=speak(GONE))
