"""The local voice engine: activity → recognition → mind → synthesis, held together by the turn machine.

One task does everything in order (`Actor`): it takes sound and calls from one queue, tells the turn
machine (`interviewer.turns`) what happened and does what it answers. Models work elsewhere and post
their results to the same queue, so no state is ever touched from two places. Of unheard sound at most
2 s are kept; events wait for the room in a bounded channel. No sound is stored or logged.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Literal

from preppal.foundation.i18n import N_
from preppal.foundation.log import log
from preppal.interviewer import turns
from preppal.interviewer.patience import Patience
from preppal.interviewer.transcript import Mind, Occasion
from preppal.interviewer.turns import TurnState
from preppal.interviews.live import engine as say
from preppal.interviews.live.actor import Actor, Sleep
from preppal.interviews.live.candidate import Candidate, CandidateTurn
from preppal.interviews.live.channel import Channel, TooSlow
from preppal.interviews.live.echo import repeats
from preppal.interviews.live.engine import MonotonicClock, Opening
from preppal.interviews.live.playing import LinePlayback
from preppal.interviews.live.segmenting import Piece, Signal, VoiceOff, VoiceOn
from preppal.interviews.live.speaking import BRIEF_WELCOME, LineMaker, NextLine, play_line
from preppal.providers.protocols import HEARD_RATE, SpeechSlot, SpeechUnavailable

UPLINK_BYTES = 2 * 2 * HEARD_RATE  # 2 s of PCM16
DEAF_AFTER_MS = 2_000  # no frame for this long: there is no microphone
NEARLY_DONE_MS = 400  # who speaks into the last words of a line answers it, and does not interrupt
LAST_WORDS_SECONDS = 3.0

NO_SPEECH = N_("Voice has stopped working here. The interview goes on in writing; nothing is lost.")
NO_LINE = N_("The next question could not be made. Say or write a word to go on.")
SLOW = N_("Your microphone is faster than this server can listen; a few words were lost.")
STOPPED = N_("Your connection is too slow for the interviewer’s voice.")
ECHO = N_("The interviewer’s voice reaches your microphone. Headphones help.")


class LocalVoice:
    """An `Engine` on this machine's speech models."""

    def __init__(
        self,
        speech: SpeechSlot,
        mind: Mind,
        *,
        clock: MonotonicClock,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._speech = speech
        self._mind = mind
        self._clock = clock
        self._sleep = sleep
        self._channel = Channel()
        self._actor = Actor(sleep)
        self._state = TurnState()
        self._line = NextLine()
        self._player: asyncio.Task[None] | None = None
        self._pending: CandidateTurn | None = None
        self._early: list[str] = []
        self._noticed: set[str] = set()
        self._waiting_sound = 0
        self._works = True
        self._muted = False
        self._arrived: int | None = None  # when the last frame came in
        self._heard: int | None = None  # when the last frame that was listened to came in

    # -- what the room calls ---------------------------------------------------------------------

    async def open(self, opening: Opening) -> None:
        self._opening = opening
        self._opened = self._clock()
        self._transcript = list(opening.transcript)
        self._patience = Patience.of(opening.interviewer.manner)
        post = self._actor.post
        self._candidate = Candidate(
            self._speech,
            opening,
            changed=lambda text, upto: post(lambda: self._words(text, upto)),
            failed=lambda problem: post(lambda: self._voice_failed(problem)),
        )
        self._maker = LineMaker(
            self._mind,
            self._speech.synthesizer,
            opening,
            now=self._now,
            ready=lambda making: post(lambda: self._line_ready(making)),
            failed=lambda making: post(lambda: self._line_failed(making)),
            voice_failed=lambda problem: post(lambda: self._voice_failed(problem)),
        )
        begin = turns.Resume if opening.resumed else turns.Begin
        self._tell_later(turns.Mute(self._now(), True))  # until the first frame arrives
        self._tell_later(begin(self._now()))
        self._actor.start(self._run())

    async def hear(self, pcm16k: bytes) -> None:
        if self._actor.over or not self._works or self._muted:
            return
        if self._waiting_sound + len(pcm16k) > UPLINK_BYTES:
            self._actor.post(lambda: self._notice("microphone_slow", SLOW))
            return
        self._waiting_sound += len(pcm16k)
        arrived = self._arrived = self._now()
        self._actor.post(lambda: self._listen(pcm16k, arrived))

    async def read(self, text: str) -> None:
        if text.strip():
            self._actor.post(lambda: self._read(text.strip()))

    async def interrupt(self) -> None:
        self._tell_later(turns.Interrupt(self._now()))

    async def hold(self, on: bool) -> None:
        self._tell_later(turns.Hold(self._now(), on))

    async def done(self) -> None:
        self._tell_later(turns.Done(self._now()))

    async def mute(self, on: bool) -> None:
        self._muted = on
        self._actor.post(self._microphone_changed)

    async def playback(self, turn: int, ms: int) -> None:
        if turn == self._line.number and self._line.sound is not None:
            self._line.sound.acknowledge(ms, self._now())
            self._actor.post(self._check_heard)

    async def wrap_up(self) -> None:
        self._tell_later(turns.WrapUp(self._now()))

    async def end(self, reason: Literal["completed", "time_up"] = "completed") -> None:
        self._actor.post(lambda: self._end(reason))

    async def events(self) -> AsyncIterator[say.EngineEvent]:
        async for event in self._channel.events():
            yield event

    async def close(self) -> None:
        await self._channel.close(keep=False)
        await self._actor.close()
        if hasattr(self, "_candidate"):
            self._candidate.forget(self._now())

    @property
    def working(self) -> bool:
        """Something is still to be done about what came in; False while only time can pass."""
        making = self._line.task is not None and not self._line.task.done()
        return self._actor.busy or self._candidate.working or making

    # -- what happens ----------------------------------------------------------------------------

    async def _run(self) -> None:
        try:
            await self._actor.run(self._set_alarm)
        except TooSlow:
            await self._channel.close(say.Notice("too_slow", STOPPED), keep=False)
        except Exception:
            # a defect here must cost this interview's voice, never the server or what was said
            log(__name__).exception("the local voice engine stopped")
            await self._channel.close(say.Notice("speech_failed", NO_SPEECH))

    async def _listen(self, frame: bytes, arrived: int) -> None:
        self._waiting_sound -= len(frame)
        self._heard = arrived
        if self._state.muted:
            await self._microphone_changed()
        try:
            signals = await self._candidate.listen(frame, arrived)
        except SpeechUnavailable as problem:
            await self._voice_failed(problem)
            return
        for signal in signals:
            await self._take_signal(signal)
        if self._candidate.echo.heard_often:
            await self._notice("echo", ECHO)
        if self._candidate.voiced or not self._candidate.maybe_voiced:
            await self._tell(turns.Tick(arrived))

    async def _take_signal(self, signal: Signal) -> None:
        match signal:
            case VoiceOn(at=at):
                if self._state.phase == "speaking" and self._nearly_done():
                    await self._tell(turns.LineHeard(self._now()))
                await self._tell(turns.SpeechStarted(at))
            case VoiceOff(at=at):
                await self._tell(turns.SpeechEnded(at))
                if self._state.phase == "speaking":  # too short to be anybody taking the floor
                    self._candidate.forget(self._now())
            case Piece():
                if self._state.phase != "speaking":
                    self._candidate.recognise(signal)

    async def _words(self, text: str, upto: int) -> None:
        sound = self._line.sound
        if self._state.phase == "interrupted" and sound and repeats(text, sound.text_sent):
            text = ""  # the interviewer's own words, through the loudspeaker
            self._candidate.echo.admit()
            await self._notice("echo", ECHO)
        await self._tell(turns.Recognised(self._heard_until(), text, upto))
        if text and self._state.phase in turns.FLOOR:
            await self._channel.put(say.Caption("candidate", text))

    async def _read(self, text: str) -> None:
        first = self._state.occasion in ("start", "resumed")
        if self._state.phase == "waiting" or (self._state.phase == "thinking" and first):
            self._early.append(text)  # the interviewer opens; then this is the answer
            return
        self._candidate.write(text)
        await self._tell(turns.Typed(self._now()))

    async def _tell(self, event: turns.Event) -> None:
        self._state, actions = turns.step(self._state, event, self._patience)
        for action in actions:
            await self._act(action)

    def _tell_later(self, event: turns.Event) -> None:
        self._actor.post(lambda: self._tell(event))

    # -- what is done about it -------------------------------------------------------------------

    async def _act(self, action: turns.Action) -> None:
        match action:
            case turns.AskMind(occasion=occasion):
                await self._ask(occasion)
            case "speak":
                await self._commit_candidate()
                await self._speak()
            case "commit":
                await self._commit_candidate()
            case "drop_line":
                self._drop_line()
                self._pending = None
            case "hush":
                await self._hush()
            case "keep_line":
                await self._commit_interviewer(cut=False)
            case "cut_line":
                await self._commit_interviewer(cut=True)
            case "resume_line":
                await self._resume_line()
            case "hear_out":
                self._candidate.hear_out(self._now())
            case "give_floor":
                await self._give_floor(say.Listening())
            case "take_time":
                await self._give_floor(say.Held())
            case "finish":
                await self._finish("completed")

    async def _ask(self, occasion: Occasion) -> None:
        self._pending = self._candidate.turn(self._state.floor_at, self._now())
        await self._channel.put(say.Thinking())
        said = [*self._transcript, *([self._pending.turn] if self._pending else [])]
        self._line = making = NextLine()
        making.task = self._actor.start(self._maker.make(making, occasion, said, works=self._works))

    async def _line_ready(self, making: NextLine) -> None:
        line = making.line
        if making is self._line and line is not None:
            brief = line.intent in BRIEF_WELCOME
            await self._tell(turns.LineReady(self._now(), brief, line.ends_interview))

    async def _line_failed(self, making: NextLine) -> None:
        if making is self._line:
            await self._channel.put(say.Notice("mind_failed", NO_LINE))
            await self._tell(turns.LineFailed(self._now()))

    async def _speak(self) -> None:
        making = self._line
        making.number = len(self._transcript) + 1
        making.began = self._now()
        await self._channel.put(say.Speaking(making.number))
        if making.sound is not None:
            self._player = self._actor.start(self._play(making.sound, making.added))
        elif making.line is not None:
            await self._channel.put(say.Caption("interviewer", making.line.text))
            self._tell_later(turns.LineHeard(self._now()))
        if self._candidate.voiced:
            self._tell_later(turns.SpeechStarted(self._now()))

    async def _play(self, sound: LinePlayback, added: asyncio.Event) -> None:
        try:
            await play_line(
                sound, added, self._channel, self._candidate.echo, self._now, self._sleep
            )
        except TooSlow:
            self._actor.post(self._too_slow)
        else:
            self._actor.post(self._check_heard)

    async def _check_heard(self) -> None:
        sound = self._line.sound
        if self._state.phase == "speaking" and sound is not None and sound.is_heard(self._now()):
            await self._tell(turns.LineHeard(self._now()))

    def _nearly_done(self) -> bool:
        sound = self._line.sound
        remaining = None if sound is None else sound.remaining_ms(self._now())
        return remaining is not None and remaining <= NEARLY_DONE_MS

    async def _hush(self) -> None:
        self._stop_player()
        now = self._line.hushed = self._now()
        self._candidate.echo.flushed(now)
        self._channel.take_back_sound()
        await self._channel.put(say.Flush())

    async def _resume_line(self) -> None:
        """It was no barge-in: go on with the sentence that was cut."""
        self._candidate.forget(self._now())
        line = self._line
        if line.sound is None:
            self._tell_later(turns.LineHeard(self._now()))
            return
        line.sound.rewind(line.hushed)
        line.hushed = 0
        await self._channel.put(say.Speaking(line.number))
        self._player = self._actor.start(self._play(line.sound, line.added))

    async def _commit_interviewer(self, *, cut: bool) -> None:
        turn = self._line.turn(self._now(), cut=cut)
        self._stop_player()
        self._drop_line()
        if turn is not None:
            self._transcript.append(turn)
            await self._channel.put(say.TurnEnded(turn))

    async def _commit_candidate(self) -> None:
        pending, self._pending = self._pending, None
        self._candidate.forget(self._now())
        if pending is not None:
            self._transcript.append(pending.turn)
            await self._channel.put(say.TurnEnded(pending.turn, pending.delivery))

    async def _give_floor(self, event: say.EngineEvent) -> None:
        await self._channel.put(event)
        if self._early:
            early, self._early = " ".join(self._early), []
            self._actor.post(lambda: self._read(early))

    # -- troubles and ends -----------------------------------------------------------------------

    async def _voice_failed(self, problem: SpeechUnavailable) -> None:
        if not self._works:
            return
        self._works = False
        log(__name__).warning("voice failed, going on typed", reason=str(problem))
        await self._notice("speech_failed", NO_SPEECH)
        await self._microphone_changed()

    async def _microphone_changed(self) -> None:
        """On, off, gone or back: the turn machine must know what silence means."""
        now = self._now()
        there = self._arrived is not None and now - self._arrived < DEAF_AFTER_MS
        deaf = self._muted or not there or not self._works
        if deaf and not self._state.muted:
            off = self._candidate.deafen()
            if off is not None:
                await self._take_signal(off)
        await self._tell(turns.Mute(now, deaf))

    async def _too_slow(self) -> None:
        raise TooSlow

    async def _notice(self, code: say.NoticeCode, text: str) -> None:
        """Said once an interview."""
        if code not in self._noticed:
            self._noticed.add(code)
            await self._channel.put(say.Notice(code, text))

    async def _end(self, reason: Literal["completed", "time_up"]) -> None:
        """Everything said so far becomes turns, then the last event."""
        if self._state.phase == "speaking":
            self._candidate.forget(self._now())
            await self._hush()
        if self._state.phase in ("speaking", "interrupted"):
            await self._commit_interviewer(cut=True)
        self._drop_line()
        self._candidate.hear_out(self._now())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await self._candidate.settle()
        self._pending = self._candidate.turn(self._state.floor_at, self._now())
        await self._commit_candidate()
        await self._finish(reason)

    async def _finish(self, reason: Literal["completed", "time_up"]) -> None:
        self._stop_player()
        self._actor.stop()
        await self._channel.close(say.Ended(reason))

    def _drop_line(self) -> None:
        if self._line.task is not None:
            self._line.task.cancel()
        self._line = NextLine()

    def _stop_player(self) -> None:
        if self._player is not None:
            self._player.cancel()
            self._player = None

    # -- time ------------------------------------------------------------------------------------

    def _now(self) -> int:
        return self._opening.elapsed_ms + int((self._clock() - self._opened) * 1000)

    def _heard_until(self) -> int:
        """Up to when silence is known to be silence: with a microphone, its last frame looked at."""
        return self._now() if self._state.muted or self._heard is None else self._heard

    def _set_alarm(self) -> None:
        """Wake up when time alone may change something. While a microphone sends, its frames are
        the clock: what has not been listened to yet may hold a word."""
        due = [turns.next_wake(self._state, self._patience)] if self._state.muted else []
        if self._state.phase == "speaking" and self._line.sound is not None:
            due.append(self._line.sound.end_ms())
        if self._arrived is not None and not self._state.muted:
            due.append(self._arrived + DEAF_AFTER_MS)
        wake = min((at for at in due if at is not None), default=None)
        self._actor.ring(wake, self._now, self._time_passed)

    async def _time_passed(self) -> None:
        await self._microphone_changed()
        await self._tell(turns.Tick(self._heard_until()))
        await self._check_heard()
