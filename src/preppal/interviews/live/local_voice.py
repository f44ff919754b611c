"""The local voice engine: activity → recognition → mind → synthesis, held together by the turn machine.

One task does everything in order (`Actor`): it takes sound and calls from one queue, tells the turn
machine (`interviewer.turns`) what happened and does what it answers. Models work elsewhere and post
their results to the same queue, so no state is ever touched from two places. Of unheard sound at most
2 s are kept; events wait for the room in a bounded channel. No sound is stored or logged.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from typing import Literal

from preppal.foundation.log import log
from preppal.interviewer import turn_events, turns
from preppal.interviewer.patience import Patience, asks_for
from preppal.interviewer.transcript import Mind, Occasion
from preppal.interviewer.turns import TurnState
from preppal.interviews.live import engine as say
from preppal.interviews.live.actor import Actor, Sleep
from preppal.interviews.live.candidate import Candidate, CandidateTurn
from preppal.interviews.live.channel import Channel, TooSlow
from preppal.interviews.live.echo import repeats
from preppal.interviews.live.engine import MonotonicClock, Opening
from preppal.interviews.live.interviewer_side import InterviewerSide
from preppal.interviews.live.microphone import Microphone
from preppal.interviews.live.notices import ECHO, NO_LINE, NO_SPEECH, SLOW, STOPPED
from preppal.interviews.live.segmenting import Piece, Signal, VoiceOff, VoiceOn
from preppal.interviews.live.speaking import NextLine
from preppal.providers.protocols import SpeechSlot, SpeechUnavailable

LAST_WORDS_SECONDS = 3.0


class LocalVoice:
    """An `Engine` on this machine's speech models."""

    def __init__(
        self,
        speech: SpeechSlot,
        mind: Mind,
        *,
        clock: MonotonicClock,
        sleep: Sleep = asyncio.sleep,
        hears: bool = True,
        read_aloud: bool = False,
    ) -> None:
        """`read_aloud`: the browser's own voice speaks. Without `hears` answers come in writing."""
        self._speech = speech
        self._hears = hears
        self._read_aloud = read_aloud
        self._mind = mind
        self._clock = clock
        self._sleep = sleep
        self._channel = Channel()
        self._actor = Actor(sleep)
        self._state = TurnState()
        self._pending: CandidateTurn | None = None
        self._unread: deque[str] = deque()  # typed answers on their way to `_read`
        self._early: list[str] = []
        self._noticed: set[str] = set()
        self._works = True
        self._microphone = Microphone()

    # -- what the room calls ---------------------------------------------------------------------

    async def open(self, opening: Opening) -> None:
        self._opening = opening
        self._opened = self._clock()
        self._transcript = list(opening.transcript)
        self._patience = Patience.of(opening.interviewer.manner, opening.stretch)
        post = self._actor.post
        self._candidate = Candidate(
            self._speech,
            opening,
            changed=lambda text, upto: post(lambda: self._words(text, upto)),
            failed=lambda problem: post(lambda: self._voice_failed(problem)),
        )
        self._interviewer = InterviewerSide(
            self._mind,
            None if self._read_aloud else self._speech.synthesizer,
            opening,
            channel=self._channel,
            actor=self._actor,
            echo=self._candidate.echo,
            now=self._now,
            sleep=self._sleep,
            ready=lambda making: post(lambda: self._line_ready(making)),
            failed=lambda making: post(lambda: self._line_failed(making)),
            voice_failed=lambda problem: post(lambda: self._voice_failed(problem)),
            sent=lambda: post(self._check_heard),
            too_slow=lambda: post(self._too_slow),
        )
        begin = turn_events.Resume if opening.resumed else turn_events.Begin
        self._tell_later(turn_events.Mute(self._now(), True))  # until the first frame arrives
        self._tell_later(begin(self._now()))
        self._actor.start(self._run())

    def hear(self, pcm16k: bytes) -> None:
        if self._actor.over or not self._works or self._microphone.muted or not self._hears:
            return
        arrived = self._now()
        if self._microphone.arrives(pcm16k, arrived):
            self._actor.post(lambda: self._listen(pcm16k, arrived))
        elif "microphone_slow" not in self._noticed:
            self._actor.post(lambda: self._notice("microphone_slow", SLOW))

    async def read(self, text: str) -> bool:
        answer = text.strip()
        unread = [*self._unread, *self._early, *self._candidate.typed, answer]
        if self._actor.over or say.weight(unread) > say.MOST_UNREAD:
            return False
        if answer:
            self._unread.append(answer)
            self._actor.post(lambda: self._read(self._unread.popleft()))
        return True

    async def interrupt(self) -> None:
        self._tell_later(turn_events.Interrupt(self._now()))

    async def hold(self, on: bool) -> None:
        self._tell_later(turn_events.Hold(self._now(), on))

    async def done(self) -> None:
        self._tell_later(turn_events.Done(self._now()))

    async def mute(self, on: bool) -> None:
        self._microphone.muted = on
        self._actor.post(self._microphone_changed)

    async def device_changed(self) -> None:
        self._actor.post(self._forget_echo)

    async def playback(self, turn: int, ms: int) -> None:
        if self._interviewer.acknowledge(turn, ms):
            self._actor.post(self._check_heard)

    async def wrap_up(self) -> None:
        self._tell_later(turn_events.WrapUp(self._now()))

    async def end(self, reason: Literal["completed", "time_up"] = "completed") -> None:
        self._actor.post(lambda: self._end(reason))

    def events(self, take: say.Take | None = None) -> AsyncIterator[say.EngineEvent]:
        return self._channel.events(take)

    async def close(self) -> None:
        await self._channel.close(keep=False)
        await self._actor.close()
        if hasattr(self, "_candidate"):
            self._candidate.forget(self._now())

    @property
    def working(self) -> bool:
        """Something is still to be done about what came in; False while only time can pass."""
        return self._actor.busy or self._candidate.working or self._interviewer.making

    # -- what happens ----------------------------------------------------------------------------

    async def _run(self) -> None:
        try:
            await self._actor.run(self._set_alarm)
        except TooSlow:
            self._channel.take_back_sound()  # turns that wait behind it are kept
            with contextlib.suppress(TooSlow):
                await self._keep_everything()
            await self._channel.close(say.Notice("too_slow", STOPPED))
        except Exception:
            # a defect here must cost this interview's voice, never the server or what was said
            log(__name__).exception("the local voice engine stopped")
            await self._channel.close(say.Notice("speech_failed", NO_SPEECH))

    async def _listen(self, frame: bytes, arrived: int) -> None:
        self._microphone.listened(frame, arrived)
        if self._state.muted:
            await self._microphone_changed()
        if self._read_aloud and self._state.phase == "speaking":
            # no browser cancels the echo of its own voice, and nobody here knows its sound:
            # who wants to cut in presses the button
            self._candidate.deafen()
            return
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
            await self._tell(turn_events.Tick(self._candidate.known_until(arrived)))

    async def _take_signal(self, signal: Signal) -> None:
        match signal:
            case VoiceOn(at=at):
                if self._state.phase == "speaking" and self._interviewer.is_nearly_heard():
                    await self._tell(turn_events.LineHeard(self._now()))
                await self._tell(turn_events.SpeechStarted(at))
            case VoiceOff(at=at):
                await self._tell(turn_events.SpeechEnded(at))
                if self._state.phase == "speaking":  # too short to be anybody taking the floor
                    self._candidate.forget(self._now())
            case Piece():
                if self._state.phase != "speaking":
                    self._candidate.recognise(signal)

    async def _words(self, text: str, upto: int) -> None:
        spoken = self._interviewer.words_sent
        if self._state.phase == "interrupted" and spoken and repeats(text, spoken):
            text = ""  # the interviewer's own words, through the loudspeaker
            self._candidate.echo.admit()
            await self._notice("echo", ECHO)
        await self._tell(turn_events.Recognised(self._heard_until(), text, upto))
        if text and self._state.phase in turns.FLOOR:
            await self._channel.put(say.Caption("candidate", text))

    async def _read(self, text: str) -> None:
        first = self._state.occasion in ("start", "resumed")
        if self._state.phase == "waiting" or (self._state.phase == "thinking" and first):
            self._early.append(text)  # the interviewer opens; then this is the answer
            return
        self._candidate.write(text)
        await self._tell(turn_events.Typed(self._now()))

    async def _tell(self, event: turn_events.Event) -> None:
        self._state, actions = turns.step(self._state, event, self._patience)
        for action in actions:
            await self._act(action)

    def _tell_later(self, event: turn_events.Event) -> None:
        self._actor.post(lambda: self._tell(event))

    # -- what is done about it -------------------------------------------------------------------

    async def _act(self, action: turns.Action) -> None:
        match action:
            case turns.AskMind(occasion=occasion):
                await self._ask(occasion)
            case "speak" | "commit":
                await self._commit_candidate()
                if action == "speak":
                    await self._speak()
            case "drop_line":
                self._interviewer.drop()
                self._pending = None
            case "hush":
                await self._interviewer.hush()
            case "keep_line" | "cut_line":
                await self._commit_interviewer(cut=action == "cut_line")
            case "resume_line":
                await self._resume_line()
            case "hear_out":
                self._candidate.hear_out(self._now())
            case "give_floor" | "take_time":
                await self._give_floor(say.Listening() if action == "give_floor" else say.Held())
            case "finish":
                await self._finish("completed")

    async def _ask(self, occasion: Occasion) -> None:
        self._pending = self._candidate.turn(self._state.floor_at, self._now())
        await self._channel.put(say.Thinking())
        said = [*self._transcript, *([self._pending.turn] if self._pending else [])]
        self._interviewer.make(occasion, said, works=self._works)

    async def _line_ready(self, making: NextLine) -> None:
        line = making.line
        if making is self._interviewer.line and line is not None:
            asks = asks_for(line, self._opening.plan)
            await self._tell(turn_events.LineReady(self._now(), asks, line.ends_interview))

    async def _line_failed(self, making: NextLine) -> None:
        if making is self._interviewer.line:
            await self._channel.put(say.Notice("mind_failed", NO_LINE))
            await self._tell(turn_events.LineFailed(self._now()))

    async def _speak(self) -> None:
        if not await self._interviewer.speak(len(self._transcript) + 1):
            self._tell_later(turn_events.LineHeard(self._now()))
        if self._candidate.voiced:
            self._tell_later(turn_events.SpeechStarted(self._now()))

    async def _check_heard(self) -> None:
        if self._state.phase == "speaking" and self._interviewer.is_heard():
            await self._tell(turn_events.LineHeard(self._now()))

    async def _resume_line(self) -> None:
        """It was no barge-in: go on with the sentence that was cut."""
        self._candidate.forget(self._now())
        if not await self._interviewer.resume():
            self._tell_later(turn_events.LineHeard(self._now()))

    async def _commit_interviewer(self, *, cut: bool) -> None:
        turn = await self._interviewer.take(cut=cut)
        if turn is not None:
            self._transcript.append(turn)
            await self._channel.put(say.TurnEnded(turn))

    async def _commit_candidate(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:  # a word may have come since the mind was asked
            pending = self._candidate.turn(self._state.floor_at, self._now()) or pending
        self._candidate.forget(self._now())
        if pending is not None:
            self._transcript.append(pending.turn)
            await self._channel.put(say.TurnEnded(pending.turn, pending.delivery))

    async def _give_floor(self, event: say.EngineEvent) -> None:
        await self._channel.put(event)
        if self._early:
            self._unread.append(" ".join(self._early))
            self._early = []
            self._actor.post(lambda: self._read(self._unread.popleft()))

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
        deaf = self._microphone.is_silent_at(now) or not self._works
        if deaf and not self._state.muted:
            off = self._candidate.deafen()
            if off is not None:
                await self._take_signal(off)
        await self._tell(turn_events.Mute(now, deaf))

    async def _forget_echo(self) -> None:
        self._candidate.echo.forget_delay()

    async def _too_slow(self) -> None:
        raise TooSlow

    async def _notice(self, code: say.NoticeCode, text: str) -> None:
        """Said once an interview."""
        if code not in self._noticed:
            self._noticed.add(code)
            await self._channel.put(say.Notice(code, text))

    async def _end(self, reason: Literal["completed", "time_up"]) -> None:
        await self._keep_everything()
        await self._finish(reason)

    async def _keep_everything(self) -> None:
        """What was said so far becomes turns."""
        if self._state.phase == "speaking":
            self._candidate.forget(self._now())
            await self._interviewer.hush()
        if self._state.phase in ("speaking", "interrupted"):
            await self._commit_interviewer(cut=True)
        self._interviewer.drop()
        self._candidate.hear_out(self._now())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await self._candidate.settle()
        for answer in self._early:
            self._candidate.write(answer)
        self._early = []
        self._pending = self._candidate.turn(self._state.floor_at, self._now())
        await self._commit_candidate()

    async def _finish(self, reason: Literal["completed", "time_up"]) -> None:
        self._interviewer.stop()
        self._actor.stop()
        await self._channel.close(say.Ended(reason))

    # -- time ------------------------------------------------------------------------------------

    def _now(self) -> int:
        return self._opening.elapsed_ms + int((self._clock() - self._opened) * 1000)

    def _heard_until(self) -> int:
        return self._now() if self._state.muted else self._microphone.heard_until(self._now())

    def _set_alarm(self) -> None:
        """Wake up when time alone may change something. While a microphone sends, its frames are
        the clock: what has not been listened to yet may hold a word."""
        due = [turns.next_wake(self._state, self._patience)] if self._state.muted else []
        if self._state.phase == "speaking":
            due.append(self._interviewer.end_ms())
        if not self._state.muted:
            due.append(self._microphone.silent_from)
        wake = min((at for at in due if at is not None), default=None)
        self._actor.ring(wake, self._now, self._time_passed)

    async def _time_passed(self) -> None:
        await self._microphone_changed()
        await self._tell(turn_events.Tick(self._heard_until()))
        await self._check_heard()
