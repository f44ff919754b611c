"""An interview that has lost its voice goes on in writing, in the same visit, where it was."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from preppal.interviewer.transcript import Mind, SpokenTurn
from preppal.interviews.live import engine as say
from preppal.interviews.live.channel import Channel
from preppal.interviews.live.engine import MonotonicClock, Opening
from preppal.interviews.live.typed import TypedEngine


class GoingOnTyped:
    """`engine` takes the calls from here on; its events go into the channel of the one before."""

    def __init__(self, mind: Mind, *, clock: MonotonicClock) -> None:
        self.engine = TypedEngine(mind, clock=clock)

    async def begin(self, opening: Opening, said: list[SpokenTurn], now: int) -> None:
        """Where the interview is `now`, after what was `said`."""
        resumed = replace(opening, transcript=tuple(said), elapsed_ms=now, resumed=bool(said))
        await self.engine.open(resumed)

    async def pass_on(
        self,
        channel: Channel,
        said: list[SpokenTurn],
        finish: Callable[[say.Ended], Awaitable[None]],
    ) -> None:
        """Every event until the last one, which `finish` gets."""
        async for event in self.engine.events():
            match event:
                case say.Ended():
                    await finish(event)
                case say.TurnEnded(turn=turn):
                    if turn.speaker == "interviewer":
                        await channel.put(say.Speaking(len(said) + 1))
                    said.append(turn)
                    await channel.put(event)
                case _:
                    await channel.put(event)
