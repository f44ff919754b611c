"""What happens in a speech-to-speech interview, on both sides and in time, told to the turn machine.

The provider's side is noted at once and dealt with in order. A line that comes before the candidate's
turn is over waits in `_next`: it is spoken if nothing more is said, and never heard if something is.
"""

from __future__ import annotations

from dataclasses import replace

from preppal.foundation.log import log
from preppal.interviewer import directions, turn_events, turns
from preppal.interviewer.turns import FLOOR
from preppal.interviews.live import engine as say
from preppal.interviews.live.channel import TooSlow
from preppal.interviews.live.interviewer_side import NEARLY_DONE_MS
from preppal.interviews.live.notices import ECHO, NO_LINE
from preppal.interviews.live.segmenting import VoiceOff, VoiceOn
from preppal.interviews.live.speech_to_speech.streamed_line import StreamedLine
from preppal.interviews.live.speech_to_speech.turn_keeping import NEVER, TurnKeeping
from preppal.providers.protocols import ConversationLost, Crossed

RESUME_MS = 500  # quiet after a hum before the line goes on
SETTLED_MS = 750  # quiet after which words that are owed are no longer waited for
STALLED_MS = 4_000  # a line of which nothing more comes for so long is at its end
MORE_WORDS_MS = 400


class Dialogue(TurnKeeping):
    """A `Course`: what the provider does, what the room passes on, and time."""

    wake = NEVER
    """When a frame of the microphone is to be followed by `time_passed`."""
    _grew_at = 0  # when more of a line came
    _nudge_at = NEVER

    @property
    def is_deaf(self) -> bool:
        """The machine takes the microphone for off or gone."""
        return self._state.muted

    def looked(self) -> None:
        """`time_passed` is on its way."""
        self.wake = NEVER

    def played(self, turn: int, ms: int) -> None:
        """The browser has played so much of a turn."""
        line = self._line
        if line is not None and turn == line.number:
            line.acknowledge(ms, self._now())
            if line.complete:
                self._actor.post(self._check_heard)

    # -- the provider ----------------------------------------------------------------------------

    def line_came(self, line: StreamedLine) -> None:
        self._drop_next()
        self._grew_at = self._now()
        line.voice_before = self._candidate.gate.voice_ms
        self._next = line
        self._actor.post(self._line_here)

    def line_grew(self, line: StreamedLine) -> None:
        self._grew_at = self._now()
        if line is self._sender.line:
            try:
                self._sender.send()
            except TooSlow:
                self._actor.post(self._too_slow)
        if line.complete:
            self._actor.post(self._check_heard)

    def line_cut(self, line: StreamedLine | None) -> None:
        newest = line or self._next or self._line
        if newest is self._next:
            self._next = None
        is_spoken = newest is not None and newest is self._line
        self._actor.post(lambda: self._cut_in(is_spoken))

    def line_unfit(self, line: StreamedLine, reason: str) -> None:
        self._actor.post(lambda: self._stop_unfit(line, reason))

    def nothing_said(self) -> None:
        if self._state.phase == "thinking" and self._next is None:
            self._asking.cancelled(self._now())

    def words_heard(self, text: str) -> None:
        # While the interviewer speaks nothing goes up: these are of what was said before.
        late = self._state.phase in ("speaking", "interrupted")
        self._candidate.hear_words(text, late=late)
        self._actor.post(self._words_here)

    def crossed(self, event: Crossed, line: StreamedLine | None) -> None:
        self._candidate.sent_again()
        if line is not None and line is self._next:
            self._next = None
        self._actor.post(lambda: self._crossed(event))

    def lost(self, problem: ConversationLost) -> None:
        self._actor.post(lambda: self._lost(problem))

    # -- the candidate ---------------------------------------------------------------------------

    async def take_signal(self, signal: VoiceOn | VoiceOff) -> None:
        """The voice begins, or was last heard."""
        if isinstance(signal, VoiceOn):
            self._settle_at = NEVER
            if self._state.phase == "speaking" and self._nearly_done():
                await self.tell(turn_events.LineHeard(self._now()))
            await self.tell(turn_events.SpeechStarted(signal.at))
            return
        await self.tell(turn_events.SpeechEnded(signal.at))
        if self._state.phase == "speaking":  # too short to be anybody taking the floor
            self._candidate.forget_times(self._now())
        else:
            wait = RESUME_MS if self._state.phase == "interrupted" else SETTLED_MS
            self._settle_at = signal.at + wait
            self._nudge_at = signal.at + self._patience.unfinished_ms

    async def done(self) -> None:
        """*I'm done*: the provider is told at once; words may come a little later."""
        now, candidate = self._now(), self._candidate
        said = self._state.phase in FLOOR and (candidate.spoke or bool(candidate.answer.heard))
        if said and self._next is None:
            pending = candidate.turn(self._state.floor_at, now)
            await self._asking.ask("answered", self._transcript, pending, candidate, now)
        await self.tell(turn_events.Done(now))
        self._settle_at = now + (SETTLED_MS if said and candidate.owes_words else 0)

    async def interrupt(self) -> None:
        """Barge-in by button: the provider has heard nothing of it."""
        line, now = self._line, self._now()
        if line is not None and self._state.phase in ("speaking", "interrupted"):
            heard = line.heard_text(line.hushed or now)
            told = directions.direction(directions.interrupted(heard))
            await self._provider.tell(told, answer=False)
        await self.tell(turn_events.Interrupt(now))

    async def mute_changed(self) -> None:
        if self._candidate.muted and self._state.phase in FLOOR and self._candidate.spoke:
            await self._provider.silence()
        await self.microphone_changed()

    async def microphone_changed(self) -> None:
        """On, off, gone or back: the turn machine must know what silence means."""
        now = self._now()
        deaf = self._candidate.is_silent_at(now)
        if deaf == self._state.muted:
            return
        if deaf:
            off = self._candidate.deafen()
            if off is not None:
                await self.take_signal(off)
        await self.tell(turn_events.Mute(now, deaf))

    async def _words_here(self) -> None:
        now, phase = self._now(), self._state.phase
        if self._ending is not None:
            self._end_at = min(self._end_at, now + MORE_WORDS_MS)
        if phase not in FLOOR and phase != "thinking":
            return
        if phase in FLOOR and self._candidate.is_stray():
            await self.tell(turn_events.SpeechStarted(now))
            await self.tell(turn_events.SpeechEnded(now))
        text = self._candidate.answer.heard
        await self.tell(turn_events.Recognised(self._candidate.known_until(now), text, now))
        if text:
            await self._channel.put(say.Caption("candidate", text))

    # -- time ------------------------------------------------------------------------------------

    async def time_passed(self) -> None:
        """Look whether anybody's patience is at an end."""
        await self.microphone_changed()
        await self._look()
        await self.tell(turn_events.Tick(self._candidate.known_until(self._now())))
        await self._check_heard()
        if self._candidate.echo.heard_often:
            await self._notice("echo", ECHO)

    def set_alarm(self) -> None:
        """Wake up when time alone may change something. While a microphone sends, its frames are
        the clock: what has not been listened to yet may hold a word."""
        machine = turns.next_wake(self._state, self._patience)
        self.wake = min(self._settle_at, self._nudge_at, NEVER if machine is None else machine)
        alarms = [self._asking.due, self._settle_at, self._end_at]
        alarms.append(self.wake if self._state.muted else self._candidate.silent_from)
        if self._state.phase == "speaking" and self._line is not None:
            line = self._line
            alarms.append(line.end_ms() if line.complete else self._grew_at + STALLED_MS)
        at = min(at for at in (*alarms, NEVER) if at is not None)
        self._actor.ring(None if at >= NEVER else at, self._now, self.time_passed)

    async def _look(self) -> None:
        """What time alone decides, beside the turn machine."""
        now = self._now()
        if self._ending is not None:
            if now >= self._end_at:
                await self._finish_ending()
            return
        if now >= self._settle_at:
            self._settle_at = NEVER
            text = "" if self._state.phase == "interrupted" else self._candidate.answer.heard
            await self.tell(turn_events.Recognised(self._candidate.known_until(now), text, now))
        if now >= self._nudge_at:
            self._nudge_at = NEVER
            await self._nudge()
        await self._look_at_next()
        if self._asking.due is not None and now >= self._asking.due:
            await self._no_line()
        line = self._line
        if line is not None and not line.complete and now - self._grew_at >= STALLED_MS:
            line.close(broken=True)
            self._provider.give_up_line()

    async def _nudge(self) -> None:
        """Somebody spoke and no word of it came: the provider may be waiting for silence."""
        floor = self._state.phase in FLOOR and not self._state.held
        if floor and self._candidate.spoke and not self._candidate.answer.heard:
            await self._provider.silence()

    async def _look_at_next(self) -> None:
        """A line waits: is the turn over by now, or was more said?"""
        line, state = self._next, self._state
        if line is None or state.phase not in FLOOR:
            return
        if self._candidate.gate.voice_ms - line.voice_before >= self._patience.barge_in_ms:
            self._drop_next()
            self._asking.forget()
        elif not state.held and state.speech_at is None:
            quiet = self._candidate.known_until(self._now()) - state.quiet_at
            if quiet >= turns.wait_of(state, self._patience):
                await self.tell(turn_events.Done(self._now()))

    def _nearly_done(self) -> bool:
        line = self._line
        if line is None or line.broken:
            return False
        remaining = line.remaining_ms(self._now())
        return remaining is not None and remaining <= NEARLY_DONE_MS

    # -- lines -----------------------------------------------------------------------------------

    async def _line_here(self) -> None:
        if self._ending is not None:
            self._end_at = min(self._end_at, self._now())
        if self._state.phase == "thinking" and self._next is not None:
            await self._line_ready()
        else:
            await self.time_passed()

    def _drop_next(self) -> None:
        if self._next is not None:
            self._next.void = True
            self._next = None
            self._steering.mention(directions.not_heard())

    async def _cut_in(self, is_spoken: bool) -> None:
        if is_spoken and self._state.phase in ("speaking", "interrupted"):
            await self.tell(turn_events.Interrupt(self._now()))
        elif self._state.phase == "thinking":
            self._asking.cancelled(self._now())

    async def _no_line(self) -> None:
        """The provider owes one and has none."""
        if self._state.phase != "thinking" or self._next is not None:
            self._asking.forget()
        elif not await self._asking.again(self._now()):
            await self._channel.put(say.Notice("mind_failed", NO_LINE))
            await self.tell(turn_events.LineFailed(self._now()))

    async def _stop_unfit(self, line: StreamedLine, reason: str) -> None:
        """Before it is heard, or to its end at least."""
        log(__name__).warning("a line was stopped", reason=reason)
        if not self._asking.stop_for(reason):
            return
        line.void = True
        self._next = None if line is self._next else self._next
        if line is self._line and self._state.phase in ("speaking", "interrupted"):
            line.close(broken=True)
            await self.tell(turn_events.Typed(self._now()))
        elif self._state.phase == "thinking" and self._next is None:
            await self._ask_provider()

    async def _crossed(self, event: Crossed) -> None:
        """Whatever was said the new connection knows; an answer that was owed has to be asked for."""
        owed = self._state.phase == "thinking" or self._asking.is_owed
        if event.unfinished and owed and self._next is None:
            await self._asking.once_more(self._now())

    async def _lost(self, problem: ConversationLost) -> None:
        if self._ending is not None:
            await self._finish_ending()
        elif self._state.phase != "over":
            await self.keep_everything()
            self._state = replace(self._state, phase="over")
            await self._gone(problem)

    async def _too_slow(self) -> None:
        raise TooSlow
