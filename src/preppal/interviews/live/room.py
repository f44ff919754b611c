"""The room: one visit to one interview, from the browser's hello to the goodbye or the dropped line.

Strands run side by side: what the browser sends goes to the engine, what the engine says is
committed and then announced, the room's clock beats, cues the wrap-up and keeps the hard end, and
the lease is asked for when another visit comes in.
The first strand to finish ends the visit; `Room.run` says how.
"""

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.i18n import N_
from preppal.foundation.outage import DatabaseAway
from preppal.interviewer.conversation import SpokenTurn, progress
from preppal.interviews.lease import TakenOver
from preppal.interviews.live import engine as said
from preppal.interviews.live import protocol
from preppal.interviews.live.engine import Engine, MonotonicClock, Opening
from preppal.interviews.live.figures import LiveFigures
from preppal.interviews.live.limits import Uplink
from preppal.interviews.live.line import Dropped, Line, TooSlow
from preppal.interviews.live.outcomes import Outcome, outcome_of
from preppal.interviews.live.record import Record
from preppal.interviews.model import NotLive

BEAT_SECONDS = 5.0
WRAP_UP_MS = 60_000
SILENT_SECONDS = 10.0
"""A page that answered the time and then leaves two of them unanswered is gone: its lid was closed, or its
network has changed, and nobody says goodbye then. It is noticed within 12 s or so."""
LAST_WORDS_SECONDS = 4.0
"""How long a dropped line's unfinished words may take to be recognised and kept."""
GOODBYE_MS = 20_000
"""How far past the end a goodbye that has begun may run."""
USUAL_FRAME = 4_096
"""Bytes of sound that are heard where they arrive. Browsers send 1,280."""
GOODBYE_BEAT_SECONDS = 1.0
"""How often the clock looks whether that goodbye is over."""

EARLY = N_("More sound came from this page than a microphone makes; some of it was left out.")
CROWDED = N_("Too much is waiting to be read. Your answer is back in the field: send it again.")
Written = TypeVar("Written")

AWAY = N_("The server cannot write down what is said just now. Wait a moment; nothing is lost.")


@dataclass(slots=True)
class Room:
    """One visit. ``transcript`` holds the committed turns, and only those."""

    interview_id: uuid.UUID
    user_id: uuid.UUID
    visit: uuid.UUID
    device_id: uuid.UUID
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
    writing: set[asyncio.Task[Any]] = field(default_factory=set)
    doubted: asyncio.Event = field(default_factory=asyncio.Event)
    told_early: bool = False
    making_way: bool = False
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """Nothing of this visit is under way any more."""
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    heard_at: float = 0.0
    """When the page was last heard of, and when it was last told the time."""
    told_at: float = 0.0
    answers: bool = False
    """The page answers the time; older ones do not, and their silence means nothing."""
    gone_at: float | None = None
    """The line is gone, and since when; last words may still be on their way into the record."""
    figures: LiveFigures = field(default_factory=LiveFigures)
    said_at: int | None = None
    """When the candidate's answer ended, on the interview's clock, until the next line is heard."""
    record: Record = field(init=False)

    def __post_init__(self) -> None:
        self.record = Record(
            interview_id=self.interview_id,
            user_id=self.user_id,
            visit=self.visit,
            device_id=self.device_id,
            database=self.database,
            clock=self.clock,
            monotonic=self.monotonic,
            away=self._say_away,
        )

    @property
    def elapsed_ms(self) -> int:
        return self.opening.elapsed_ms + int((self.monotonic() - self.started) * 1000)

    @property
    def silence(self) -> float:
        """Seconds since the page was last heard of, when it owes an answer; else it is there, and 0."""
        if self.gone_at is not None:
            return self.monotonic() - self.gone_at
        if not self.answers or self.heard_at >= self.told_at:
            return 0.0
        return self.monotonic() - self.heard_at

    @property
    def shared_ms(self) -> int:
        """The clock as far as both were there: it stands still from the last sign of life on."""
        return self.elapsed_ms - int(self.silence * 1000)

    @property
    def remaining_ms(self) -> int:
        return max(0, self.opening.total_ms - self.elapsed_ms)

    def check_lease(self) -> None:
        """Another visit of this process came in: ask the database at once who holds the lease."""
        self.doubted.set()

    def make_way(self) -> None:
        """The same person comes in elsewhere: keep the last words and go, before they take over."""
        self.making_way = True
        self.doubted.set()

    async def run(self) -> Outcome:
        """Hold the visit; returns when it is over, whatever the reason."""
        self.transcript = list(self.opening.transcript)
        self.started = self.heard_at = self.told_at = self.monotonic()
        try:
            await self.engine.open(self.opening)
            outcome = await self._first_of_the_strands()
            self.figures.visits[outcome] += 1
            self.gone_at = self.monotonic() - self.silence
            taken = outcome == "taken_over" and not self.making_way
            if not taken and outcome not in ("ended", "not_live", "away"):
                await self._keep_last_words()
            await self.record.leave(self.shared_ms, self.silence)
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
            return outcome_of(done)
        finally:
            for strand in strands:
                strand.cancel()
            await asyncio.gather(*strands, return_exceptions=True)
            await self._finish_writing()

    async def _watch_lease(self) -> Outcome:
        while True:
            await self.doubted.wait()
            self.doubted.clear()
            if self.making_way:
                return "taken_over"
            await self._beat()

    async def _read_browser(self) -> Outcome:
        uplink = Uplink(self.monotonic)
        self.line.take_sound(partial(self._hear_at_once, uplink))
        while (frame := await self.line.receive()) is not None:
            self.heard_at = self.monotonic()
            self.heard.set()
            if isinstance(frame, str):
                uplink.count(frame)
                await self._obey(protocol.decode(frame))
            elif uplink.takes(protocol.checked_audio(frame)):
                self.engine.hear(frame)
            else:
                self.figures.dropped += 1
                if not self.told_early:
                    self.told_early = True
                    await self.send("notice", code="too_fast", text=self.translate(EARLY))
        return "dropped"

    def _hear_at_once(self, uplink: Uplink, frame: bytes) -> bool:
        """The usual frame of sound, where it arrives; anything else is read in its turn."""
        if len(frame) & 1 or not 0 < len(frame) <= USUAL_FRAME or not uplink.takes_surely(frame):
            return False
        before, self.heard_at = self.heard_at, self.monotonic()
        if before <= self.told_at:  # the first since then
            self.heard.set()
        self.engine.hear(frame)
        return True

    async def _obey(self, message: protocol.ClientMessage) -> None:
        match message:
            case protocol.Say(text=text):
                if not await self.engine.read(protocol.checked_answer(text)):
                    words = self.translate(CROWDED)
                    await self.send("notice", code="not_read", text=words, answer=text)
            case protocol.Interrupt():
                await self.engine.interrupt()
            case protocol.Hold(on=on):
                await self.engine.hold(on)
            case protocol.Done():
                await self.engine.done()
            case protocol.Mute(on=on):
                await self.engine.mute(on)
            case protocol.Device():
                await self.engine.device_changed()
            case protocol.Playback(turn=turn, ms=ms):
                await self.engine.playback(turn, ms)
            case protocol.End():
                self.end_asked = True
                await self.engine.end("completed")
            case protocol.Ping():
                await self.send("time", remaining_ms=self.remaining_ms)
            case protocol.Here():
                self.answers = True
            case protocol.Hello():
                pass

    async def _pump_engine(self) -> Outcome:
        async for event in self.engine.events(self._send_at_once):
            match event:
                case said.Audio(pcm24k=pcm):
                    await self.line.send_bytes(pcm)
                    self._line_is_heard()
                case said.ReadAloud(text=text, language=language, rate=rate, ms=ms):
                    self._line_is_heard()
                    await self.send("speak", text=text, lang=language, rate=rate, ms=ms)
                case said.TurnEnded(turn=turn, delivery=delivery):
                    self.said_at = turn.ended_ms if delivery else None  # typed turns have none
                    await self._keep_and_announce(turn, delivery)
                case said.Used():
                    self.record.used.append(event)
                case said.Ended(reason=reason):
                    await self._end(reason)
                    return "ended"
                case said.Notice(code="too_slow"):
                    raise TooSlow()
                case _:
                    await self._pass_on(event)
        return "dropped"

    def _send_at_once(self, event: said.EngineEvent) -> bool:
        match event:
            case said.Audio(pcm24k=pcm):
                if self.line.send_at_once(pcm):
                    self._line_is_heard()
                    return True
            case said.Caption(speaker=speaker, text=text):
                return self.line.send_at_once(
                    protocol.encode("caption", speaker=speaker, text=text)
                )
        return False

    def _line_is_heard(self) -> None:
        if self.said_at is not None:
            self.figures.answered.add(max(0, self.elapsed_ms - self.said_at) / 1000)
            self.said_at = None

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
                self.figures.notices[code] += 1
                await self.send("notice", code=code, text=self.translate(text))

    async def _keep_and_announce(self, turn: SpokenTurn, delivery: said.Delivery) -> None:
        seq = await self._keep(turn, delivery)
        await self.send("turn", **protocol.turn_fields(seq, turn))
        if turn.speaker == "interviewer":
            now = progress(self.opening.plan, self.transcript)
            await self.send("progress", **protocol.progress_fields(now))

    async def _keep(self, turn: SpokenTurn, delivery: said.Delivery) -> int:
        seq = await self._write(self.record.keep(turn, delivery, self.silence))
        self.transcript.append(turn)
        return seq

    async def _write(self, work: Coroutine[Any, Any, Written]) -> Written:
        """Shielded: a line that drops at this very moment must neither undo what was said nor cost a
        connection in the middle of its transaction."""
        task = asyncio.create_task(work)
        self.writing.add(task)
        task.add_done_callback(self.writing.discard)
        return await asyncio.shield(task)

    async def _finish_writing(self) -> None:
        await asyncio.gather(*self.writing, return_exceptions=True)

    async def _keep_clock(self) -> Outcome:
        while True:
            left = self.remaining_ms / 1000
            await asyncio.sleep(min(BEAT_SECONDS, left + 0.05) if left else GOODBYE_BEAT_SECONDS)
            await self._tell_time()
            if self.silence > SILENT_SECONDS:
                return "dropped"
            await self._beat()
            if self.remaining_ms <= WRAP_UP_MS and not self.wrapped_up:
                self.wrapped_up = True
                await self.engine.wrap_up()
            overtime = self.elapsed_ms - self.opening.total_ms
            if overtime >= (GOODBYE_MS if self.speaking else 0):
                await self.engine.end("time_up")
                await asyncio.sleep(BEAT_SECONDS)
                while self.writing:  # what was said last waits for its database
                    await self._finish_writing()
                    await asyncio.sleep(BEAT_SECONDS)
                await self._end("time_up")
                return "ended"

    async def _tell_time(self) -> None:
        """Give the page a moment to answer, so that the heartbeat knows whether it is there."""
        self.told_at = self.monotonic()
        self.heard.clear()
        await self.send("time", remaining_ms=self.remaining_ms)
        if self.answers:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(BEAT_SECONDS / 5):
                    await self.heard.wait()

    async def _beat(self) -> None:
        await self._write(self.record.beat(self.shared_ms, self.silence))

    async def _say_away(self) -> None:
        with contextlib.suppress(TooSlow, Dropped):
            await self.send("notice", code="away", text=self.translate(AWAY))

    async def _end(self, reason: str) -> None:
        await self._write(self.record.end(reason, self.elapsed_ms))
        url = f"/interviews/{self.interview_id}/feedback"
        with contextlib.suppress(TooSlow, Dropped):
            await self.send("ended", reason=reason, feedback_url=url)

    async def _keep_last_words(self) -> None:
        """The line dropped in mid-sentence: what was said so far is kept."""
        self.record.leaving = True
        with contextlib.suppress(TimeoutError, TakenOver, NotLive, DatabaseAway):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await self._beat()
                await self.engine.end("completed")
                async for event in self.engine.events():
                    if isinstance(event, said.TurnEnded):
                        await self._keep(event.turn, event.delivery)
                    elif isinstance(event, said.Used):
                        self.record.used.append(event)
                    elif isinstance(event, said.Ended):
                        if self.end_asked:
                            await self._end(event.reason)
                        break
        await self._finish_writing()

    async def send(self, kind: str, **fields: object) -> None:
        """One message, in the candidate's language where it holds a sentence."""
        await self.line.send_text(protocol.encode(kind, **fields))
