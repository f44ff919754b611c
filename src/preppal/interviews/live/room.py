"""The room: one visit to one interview, from the browser's hello to the goodbye or the dropped line.

Strands run side by side: what the browser sends goes to the engine, what the engine says is
committed and then announced, the room's clock beats, cues the wrap-up and keeps the hard end, and
the lease is asked for when another visit comes in.
The first strand to finish ends the visit; `Room.run` says how.
"""

import asyncio
import contextlib
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.interviewer.conversation import SpokenTurn, progress
from preppal.interviews.ending import end_interview
from preppal.interviews.lease import TakenOver, beat, keep_turn, leave_room
from preppal.interviews.live import engine as said
from preppal.interviews.live import protocol
from preppal.interviews.live.engine import Engine, MonotonicClock, Opening
from preppal.interviews.model import NotLive

BEAT_SECONDS = 5.0
WRAP_UP_MS = 60_000
SEND_SECONDS = 10.0
"""A browser that takes no frame for this long is gone."""
LAST_WORDS_SECONDS = 4.0
"""How long a dropped line's unfinished words may take to be recognised and kept."""
GOODBYE_MS = 20_000
"""How far past the end a goodbye that has begun may run."""
GOODBYE_BEAT_SECONDS = 1.0
"""How often the clock looks whether that goodbye is over."""

Outcome = Literal["ended", "dropped", "taken_over", "not_live", "bad_frame", "too_slow"]


class Line(Protocol):
    """The socket, as the room needs it."""

    async def send_text(self, text: str) -> None: ...
    async def send_bytes(self, data: bytes) -> None: ...
    async def receive(self) -> str | bytes | None:
        """The next frame, or None when the line is gone."""
        ...


class TooSlow(Exception):
    """The browser did not take what was sent."""


class Dropped(Exception):
    """The line is gone; raised by a `Line` that is asked to send."""


@dataclass(slots=True)
class Room:
    """One visit. ``transcript`` holds the committed turns, and only those."""

    interview_id: uuid.UUID
    user_id: uuid.UUID
    visit: uuid.UUID
    opening: Opening
    line: Line
    engine: Engine
    database: Database
    clock: Clock
    monotonic: MonotonicClock
    translate: Callable[[str], str]
    transcript: list[SpokenTurn] = field(default_factory=list)
    started: float = 0.0
    speaking: bool = False
    wrapped_up: bool = False
    end_asked: bool = False
    keeping: asyncio.Task[int] | None = None
    doubted: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def elapsed_ms(self) -> int:
        return self.opening.elapsed_ms + int((self.monotonic() - self.started) * 1000)

    @property
    def remaining_ms(self) -> int:
        return max(0, self.opening.total_ms - self.elapsed_ms)

    def check_lease(self) -> None:
        """Another visit of this process came in: ask the database at once who holds the lease."""
        self.doubted.set()

    async def run(self) -> Outcome:
        """Hold the visit; returns when it is over, whatever the reason."""
        self.transcript = list(self.opening.transcript)
        self.started = self.monotonic()
        try:
            await self.engine.open(self.opening)
            outcome = await self._first_of_the_strands()
            if outcome in ("dropped", "too_slow", "bad_frame"):
                await self._keep_last_words()
            await self._leave()
        finally:
            await self.engine.close()
        return outcome

    async def _first_of_the_strands(self) -> Outcome:
        strands = [
            asyncio.create_task(strand, name=name)
            for name, strand in (
                ("browser", self._read_browser()),
                ("engine", self._pump_engine()),
                ("clock", self._keep_clock()),
                ("lease", self._watch_lease()),
            )
        ]
        try:
            done, _ = await asyncio.wait(strands, return_when=asyncio.FIRST_COMPLETED)
            return self._outcome_of(done)
        finally:
            for strand in strands:
                strand.cancel()
            await asyncio.gather(*strands, return_exceptions=True)
            if self.keeping is not None:
                await asyncio.gather(self.keeping, return_exceptions=True)

    def _outcome_of(self, done: set[asyncio.Task[Outcome]]) -> Outcome:
        outcomes: list[Outcome] = []
        for strand in done:
            problem = strand.exception()
            match problem:
                case None:
                    outcomes.append(strand.result())
                case TakenOver():
                    outcomes.append("taken_over")
                case NotLive():
                    outcomes.append("not_live")
                case protocol.BadFrame():
                    outcomes.append("bad_frame")
                case TooSlow():
                    outcomes.append("too_slow")
                case Dropped():
                    outcomes.append("dropped")
                case _:
                    raise problem
        return "ended" if "ended" in outcomes else outcomes[0]

    async def _watch_lease(self) -> Outcome:
        while True:
            await self.doubted.wait()
            self.doubted.clear()
            await self._beat()

    async def _read_browser(self) -> Outcome:
        while (frame := await self.line.receive()) is not None:
            if isinstance(frame, bytes):
                await self.engine.hear(protocol.checked_audio(frame))
            else:
                await self._obey(protocol.decode(frame))
        return "dropped"

    async def _obey(self, message: protocol.ClientMessage) -> None:
        match message:
            case protocol.Say(text=text):
                if len(text) > protocol.LONGEST_ANSWER:
                    raise protocol.BadFrame(f"an answer of {len(text)} characters")
                await self.engine.read(text.replace("\x00", ""))
            case protocol.Interrupt():
                await self.engine.interrupt()
            case protocol.Hold(on=on):
                await self.engine.hold(on)
            case protocol.Done():
                await self.engine.done()
            case protocol.Mute(on=on):
                await self.engine.mute(on)
            case protocol.Playback(turn=turn, ms=ms):
                await self.engine.playback(turn, ms)
            case protocol.End():
                self.end_asked = True
                await self.engine.end("completed")
            case protocol.Hello():
                pass

    async def _pump_engine(self) -> Outcome:
        async for event in self.engine.events():
            match event:
                case said.Audio(pcm24k=pcm):
                    await self._send_bytes(pcm)
                case said.TurnEnded(turn=turn, delivery=delivery):
                    await self._keep_and_announce(turn, delivery)
                case said.Ended(reason=reason):
                    await self._end(reason)
                    return "ended"
                case _:
                    await self._pass_on(event)
        return "dropped"

    async def _pass_on(self, event: said.EngineEvent) -> None:
        """What is announced without being kept."""
        if not isinstance(event, said.Caption | said.Notice):
            self.speaking = isinstance(event, said.Speaking)
        match event:
            case said.Speaking(turn=turn):
                await self.send("state", state="speaking", turn=turn)
            case said.Listening():
                await self.send("state", state="listening")
            case said.Thinking():
                await self.send("state", state="thinking")
            case said.Held():
                await self.send("state", state="held")
            case said.Flush():
                await self.send("flush")
            case said.Caption(speaker=speaker, text=text):
                await self.send("caption", speaker=speaker, text=text)
            case said.Notice(code=code, text=text):
                await self.send("notice", code=code, text=self.translate(text))

    async def _keep_and_announce(self, turn: SpokenTurn, delivery: said.Delivery) -> None:
        # Shielded: a line that drops at this very moment must not undo what was said.
        self.keeping = asyncio.create_task(self._keep(turn, delivery))
        seq = await asyncio.shield(self.keeping)
        await self.send("turn", **protocol.turn_fields(seq, turn))
        if turn.speaker == "interviewer":
            now = progress(self.opening.plan, self.transcript)
            await self.send("progress", **protocol.progress_fields(now))

    async def _keep(self, turn: SpokenTurn, delivery: said.Delivery) -> int:
        async with self.database.transaction() as db:
            seq = await keep_turn(
                db, self.interview_id, self.visit, turn, delivery, now=self.clock()
            )
        self.transcript.append(turn)
        return seq

    async def _keep_clock(self) -> Outcome:
        while True:
            left = self.remaining_ms / 1000
            await asyncio.sleep(min(BEAT_SECONDS, left + 0.05) if left else GOODBYE_BEAT_SECONDS)
            await self._beat()
            await self.send("time", remaining_ms=self.remaining_ms)
            if self.remaining_ms <= WRAP_UP_MS and not self.wrapped_up:
                self.wrapped_up = True
                await self.engine.wrap_up()
            overtime = self.elapsed_ms - self.opening.total_ms
            if overtime >= (GOODBYE_MS if self.speaking else 0):
                await self.engine.end("time_up")
                await asyncio.sleep(BEAT_SECONDS)
                await self._end("time_up")
                return "ended"

    async def _beat(self) -> None:
        async with self.database.transaction() as db:
            await beat(
                db,
                self.interview_id,
                self.visit,
                elapsed_ms=self.elapsed_ms,
                now=self.clock(),
            )

    async def _end(self, reason: str) -> None:
        async with self.database.transaction() as db:
            await end_interview(
                db,
                self.interview_id,
                user_id=self.user_id,
                reason=reason,
                now=self.clock(),
                visit=self.visit,
                elapsed_ms=self.elapsed_ms,
            )
        url = f"/interviews/{self.interview_id}/feedback"
        with contextlib.suppress(TooSlow, Dropped):
            await self.send("ended", reason=reason, feedback_url=url)

    async def _keep_last_words(self) -> None:
        """The line dropped in mid-sentence: what was said so far is kept."""
        with contextlib.suppress(TimeoutError, TakenOver, NotLive):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await self.engine.end("completed")
                async for event in self.engine.events():
                    if isinstance(event, said.TurnEnded):
                        await self._keep(event.turn, event.delivery)
                    elif isinstance(event, said.Ended):
                        if self.end_asked:
                            await self._end(event.reason)
                        return

    async def _leave(self) -> None:
        try:
            async with self.database.transaction() as db:
                await leave_room(
                    db,
                    self.interview_id,
                    self.visit,
                    elapsed_ms=self.elapsed_ms,
                    now=self.clock(),
                )
        except Exception:
            # The lease runs out by itself; the visit's own outcome matters more.
            log(__name__).exception("the lease could not be given back")

    async def send(self, kind: str, **fields: object) -> None:
        """One message, in the candidate's language where it holds a sentence."""
        await self._bounded(self.line.send_text(protocol.encode(kind, **fields)))

    async def _send_bytes(self, data: bytes) -> None:
        await self._bounded(self.line.send_bytes(data))

    async def _bounded(self, sending: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await sending
        except TimeoutError as problem:
            raise TooSlow() from problem
