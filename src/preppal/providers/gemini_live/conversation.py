"""One conversation over as many connections as it takes.

A connection lasts about ten minutes. A minute before, the provider says so (`goAway`); or it closes with
1011, or the path is cut. Told in time, the next connection is opened first, with the newest handle, at a
moment when nobody's turn is half way; what goes up waits meanwhile and what still comes down is passed
on. Cut, it is opened as soon as it can be had, and what the old one may not have heard goes up again.
When the session cannot be resumed, a fresh one is told the transcript.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Protocol

from preppal.foundation.log import log
from preppal.providers.gemini_live import wire
from preppal.providers.gemini_live.connection import Connection
from preppal.providers.gemini_live.floor import Floor
from preppal.providers.gemini_live.outbox import Outbox
from preppal.providers.gemini_live.refusals import Gone
from preppal.providers.gemini_live.uplink import HELD, SECOND, Uplink
from preppal.providers.protocols import (
    ConversationEvent,
    ConversationLost,
    ConversationSetup,
    Crossed,
    SaidBefore,
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient a conversation is, in seconds."""

    opening: float = 10.0
    """For the first connection."""
    give_up: float = 20.0
    """For a later one."""
    tries: int = 8
    first_wait: float = 0.25
    longest_wait: float = 4.0
    resuming: float = 5.0
    """How long a session that the provider will not resume is asked for, before it is begun anew."""
    beside: float = 6.0
    """For the next connection while the old one still works."""
    margin: float = 5.0
    """Before the end that `goAway` names, the old connection is left come what may."""
    unannounced: float = 10.0
    """What a `goAway` without a time is taken to mean."""
    pause: float = 0.4
    """Of silence, to leave in."""
    settle: float = 1.2
    """Nothing comes for this long: the words of what was said last are here. Waited for when leaving while
    somebody speaks or just has."""
    longest_settle: float = 1.9
    """However much still comes: what is held meanwhile may not grow beyond `uplink.HELD`."""
    stall: float = 12.0
    """Nothing comes although an answer is owed: the connection is given up."""
    poll: float = 0.05
    idle_poll: float = 1.0

    def wait(self, tries: int) -> float:
        """Before the next try; not the same for everybody."""
        longest = min(self.first_wait * 2 ** (tries - 1), self.longest_wait) if tries else 0.0
        return longest * random.uniform(0.6, 1.0)


STALL_WEIGHT = 3
"""A connection that never answers costs people more patience than one that is refused at once."""
FRUITFUL_SECONDS = 30.0
"""A connection that lasted this long was good, even if nobody spoke."""


class Opener(Protocol):
    """Opens connections of one provider; remembers what it has learnt about it."""

    one_at_a_time: bool
    """It resumes no session whose old connection is still open."""

    async def connect(
        self, setup: ConversationSetup, *, handle: str, history: tuple[SaidBefore, ...]
    ) -> Connection:
        """With a handle, or with what was said before. Raises `Gone`."""
        ...


@dataclass(frozen=True, slots=True)
class Next:
    """`cut`: what was sent on the old connection last may not have been heard there."""

    connection: Connection
    resumed: bool
    cut: bool


class GeminiConversation:
    """A `Conversation`."""

    def __init__(self, setup: ConversationSetup, opener: Opener, pace: Pace) -> None:
        self._setup = setup
        self._opener = opener
        self._pace = pace
        self._floor = Floor()
        self._uplink = Uplink()
        self.hear: Callable[[bytes], None] = self._uplink.sound
        """`Conversation.hear`, with nothing between: it is called 25 times a second."""
        self._outbox = Outbox()
        self._leave_by: float | None = None
        self._leave_from = 0.0
        self._nudge = asyncio.Event()
        self._last_message = 0.0
        self._since = 0.0
        self._fruitful = False
        self._fruitless = 0
        self._parting: set[asyncio.Task[None]] = set()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def dropped_ms(self) -> int:
        """Sound of the candidate that could not be kept while there was no connection."""
        return self._uplink.dropped * 1000 // SECOND

    async def begin(self) -> None:
        """Open the first connection. Raises `ConversationLost`."""
        first = await self._open_after(None)
        self._uplink.attach(first.connection)
        self._keeper = asyncio.create_task(self._keep(first.connection), name="gemini-live")

    async def silence(self) -> None:
        spoke = self._floor.heard or not self._uplink.quiet(HELD / SECOND)
        self._uplink.end_sound(self._ask if spoke else _nothing)

    async def tell(self, text: str, *, answer: bool) -> None:
        said = SaidBefore("candidate", text)
        message = wire.content_message([said], complete=answer)
        self._uplink.message(message, lambda: self._told(text, answer))

    def events(
        self, take: Callable[[ConversationEvent], bool] | None = None
    ) -> AsyncIterator[ConversationEvent]:
        return self._outbox.events(take)

    async def close(self) -> None:
        """Let go; waits for the provider's goodbye, a second at most."""
        self._outbox.end()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await asyncio.gather(*self._parting, return_exceptions=True)

    def _told(self, text: str, answer: bool) -> None:
        self._floor.told(text)
        if answer:
            self._ask()

    def _ask(self) -> None:
        self._floor.asked()
        self._last_message = self._now()
        self._nudge.set()

    async def _keep(self, connection: Connection) -> None:
        """Stay on each connection while it is good, then cross to the next."""
        lost: ConversationLost | None = None
        try:
            while True:
                connection = await self._stay(connection)
        except ConversationLost as problem:
            lost = problem
        except Exception:
            log(__name__).exception("the conversation failed")
            lost = ConversationLost("protocol", "our side failed")
        finally:
            self._uplink.hold()
            self._outbox.end(lost)

    async def _stay(self, connection: Connection) -> Connection:
        """Until the connection is gone or left: then the next one, crossed to."""
        self._leave_by, self._fruitful, self._since = None, False, self._now()
        reading = asyncio.create_task(self._read(connection), name="gemini-live-read")
        reading.add_done_callback(lambda _: self._nudge.set())
        try:
            tries = 0
            while (following := await self._next(connection, reading)) is None:
                self._uplink.release(connection)
                tries += 1
                await asyncio.wait({reading}, timeout=self._pace.wait(tries))
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            self._part(connection)
        self._cross(following)
        return following.connection

    async def _read(self, connection: Connection) -> Gone:
        """Pass on what comes, until nothing comes any more."""
        try:
            while True:
                self._take(await connection.receive(self._take_at_once))
        except Gone as gone:
            return gone

    def _take_at_once(self, message: wire.ServerMessage) -> bool:
        if self._outbox.is_nearly_full:
            return False
        self._take(message)
        return True

    def _take(self, message: wire.ServerMessage) -> None:
        self._last_message = self._now()
        for event in self._floor.take(message):
            self._outbox.put(event)
        if message.server_content is not None:
            self._fruitful = True
            self._uplink.confirm()
        if message.go_away is not None:
            self._plan_to_leave(message.go_away)

    def _plan_to_leave(self, notice: wire.GoAway) -> None:
        left = wire.seconds(notice.time_left)
        left = self._pace.unannounced if left is None else max(0.0, left)
        stay = left - min(self._pace.margin, left / 2)
        self._leave_by = self._now() + stay
        self._leave_from = self._now() + stay / 2
        self._nudge.set()

    async def _next(self, connection: Connection, reading: asyncio.Task[Gone]) -> Next | None:
        """Wait until it is time, and open the next connection; None: stay on this one for now."""
        gone = await self._until_leaving(reading)
        self._uplink.hold()
        if gone is None:
            return await self._open_beside(connection, reading)
        good = self._fruitful or self._now() - self._since > FRUITFUL_SECONDS
        self._fruitless = 0 if good else self._fruitless + 1
        if not reading.done():  # it stalled
            self._fruitless += STALL_WEIGHT
        return await self._open_after(gone)

    async def _until_leaving(self, reading: asyncio.Task[Gone]) -> Gone | None:
        """Why it is gone, or None when it is time to leave."""
        while True:
            self._nudge.clear()
            if reading.done():
                return reading.result()
            if self._leave_by is not None and self._may_leave(self._leave_by):
                return None
            if self._floor.owed and self._now() - self._last_message > self._pace.stall:
                return Gone("unreachable", f"no answer for {self._pace.stall:g} s")
            poll: float | None = self._pace.poll
            if self._leave_by is None:  # and while nothing is owed, nothing can be late
                poll = self._pace.idle_poll if self._floor.owed else None
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(poll):
                    await self._nudge.wait()

    def _may_leave(self, leave_by: float) -> bool:
        """Nobody's turn is half way; or, when that does not come, in a pause of the answer."""
        now, floor = self._now(), self._floor
        if now >= leave_by:
            return True
        if not floor.idle() and (now < self._leave_from or floor.speaking or floor.owed):
            return False
        return self._uplink.quiet(self._pace.pause)

    async def _open_beside(
        self, connection: Connection, reading: asyncio.Task[Gone]
    ) -> Next | None:
        """The next connection while this one still works; None: it cannot be had now."""
        # Words come after their sound: some may be owed of which none has come yet.
        spoke = self._floor.heard or not self._uplink.quiet(self._pace.settle)
        held_since = self._now()
        if not (self._opener.one_at_a_time and self._floor.handle):
            try:
                async with asyncio.timeout(self._pace.beside):
                    following = await self._attempt()
            except TimeoutError:
                if not reading.done() and self._now() < (self._leave_by or 0.0):
                    return None
            except Gone as gone:
                if gone.final:
                    raise gone.lost() from None
                if self._floor.handle and gone.crowded:
                    self._opener.one_at_a_time = True
                elif self._floor.handle and gone.forgotten:
                    self._floor.forget()
                    return await self._open_beside(connection, reading)
                elif not reading.done() and self._now() < (self._leave_by or 0.0):
                    return None
            else:
                if spoke:
                    await self._until_quiet(reading, held_since)
                return replace(following, cut=reading.done())
        if spoke:
            await self._until_quiet(reading, held_since)
        cut = reading.done()
        reading.cancel()
        await connection.close()
        return replace(await self._open_after(None), cut=cut)

    async def _until_quiet(self, reading: asyncio.Task[Gone], since: float) -> None:
        """Until nothing has come for `settle` seconds, the connection is gone, or it took too long.

        What has arrived and was not read yet is something that comes: a busy machine reads late.
        """
        pace, looked_again = self._pace, False
        while not reading.done():
            quiet_at = max(since, self._last_message) + pace.settle
            left = min(quiet_at, since + pace.longest_settle) - self._now()
            if left <= 0 and looked_again:
                return
            looked_again = left <= 0
            await asyncio.wait({reading}, timeout=max(left, pace.poll))

    async def _open_after(self, gone: Gone | None) -> Next:
        """The next connection, as soon as it can be had. Raises `ConversationLost`."""
        pace, first = self._pace, self._keeper is None
        deadline = self._now() + (pace.opening if first else pace.give_up)
        tries, refused_since = self._fruitless, None
        while True:
            if gone is not None and (tries >= pace.tries or self._now() >= deadline):
                raise gone.lost()
            await asyncio.sleep(pace.wait(tries))
            try:
                async with asyncio.timeout_at(deadline):
                    return await self._attempt()
            except TimeoutError:
                gone = gone or Gone("unreachable", "no connection in time")
                raise gone.lost() from None
            except Gone as problem:
                gone = problem
            if gone.final or (first and gone.reason == "limit"):
                raise gone.lost()
            tries += 1
            if gone.refused and refused_since is None:
                refused_since = self._now()
            if self._floor.handle and (
                gone.forgotten
                or (refused_since is not None and self._now() - refused_since >= pace.resuming)
            ):
                self._floor.forget()
                tries = 0

    async def _attempt(self) -> Next:
        handle = self._floor.handle
        history: tuple[SaidBefore, ...] = ()
        if not handle:
            history = tuple(said for said in self._setup.transcript() if said.text)
            if self._floor.heard:
                history += (SaidBefore("candidate", self._floor.heard),)
            self._floor.forget()
        connection = await self._opener.connect(self._setup, handle=handle, history=history)
        return Next(connection, resumed=bool(handle), cut=True)

    def _cross(self, following: Next) -> None:
        """Say that another connection has taken over, and let everything that waits go up."""
        floor, uplink = self._floor, self._uplink
        silence = self._setup.silence_ms / 1000
        unfinished = floor.unfinished(quiet=uplink.quiet(silence))
        # Sound that goes up again must not sound like a turn of its own when an answer is owed.
        again = (
            0.0 if not following.cut else silence if unfinished and floor.heard else HELD / SECOND
        )
        told = floor.since
        for event in floor.leave():
            self._outbox.put(event)
        self._outbox.put(Crossed(following.resumed, unfinished))
        before = [wire.content_message(told, complete=False)] if told else []
        uplink.attach(following.connection, *before, again=again)
        log(__name__).info(
            "the conversation crossed to another connection",
            resumed=following.resumed,
            cut=following.cut,
            unfinished=unfinished,
            dropped_ms=self.dropped_ms,
        )

    def _part(self, connection: Connection) -> None:
        """Close it without waiting."""
        parting = asyncio.create_task(connection.close(), name="gemini-live-goodbye")
        self._parting.add(parting)
        parting.add_done_callback(self._parting.discard)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _nothing() -> None:
    """Nothing was said of which an answer could be owed."""
