"""The speech-to-speech engine: a provider listens and speaks; turns, patience, plan and end are kept here.

Sound is dealt with where it comes in: a frame of the microphone is weighed and passed on
(`CandidateSide`), the interviewer's sound leaves as it arrives (`ProviderSide`, `LineSender`).
Everything else is done by one task, in order (`Actor`, `Dialogue`). The provider answers when it is
told that the turn is over, and the turn machine says when that is. When the provider is lost, the
interview goes on in writing. No sound is stored or logged.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable

from preppal.foundation.log import log
from preppal.interviewer import turn_events
from preppal.interviewer.instruction import instruct
from preppal.interviewer.marking import as_words
from preppal.interviewer.patience import Patience
from preppal.interviewer.transcript import Mind, SpokenTurn
from preppal.interviews.live import engine as say
from preppal.interviews.live.actor import Actor, Sleep
from preppal.interviews.live.channel import Channel, TooSlow
from preppal.interviews.live.engine import MonotonicClock, Opening
from preppal.interviews.live.notices import NO_SPEECH, STOPPED
from preppal.interviews.live.speech_to_speech.candidate_side import CandidateSide
from preppal.interviews.live.speech_to_speech.dialogue import Dialogue
from preppal.interviews.live.speech_to_speech.going_on_typed import GoingOnTyped
from preppal.interviews.live.speech_to_speech.line_sender import LineSender
from preppal.interviews.live.speech_to_speech.provider_side import ProviderSide
from preppal.interviews.live.speech_to_speech.steering import Steering
from preppal.interviews.live.speech_to_speech.turn_keeping import EndReason
from preppal.interviews.live.speech_to_speech.voices import voice_for
from preppal.providers.protocols import (
    ConversationLost,
    Conversations,
    ConversationSetup,
    SaidBefore,
)


class SpeechToSpeech:
    """An `Engine` on somebody else's model. `connect` first, to know whether it can be reached."""

    def __init__(
        self,
        conversations: Conversations,
        mind: Mind,
        *,
        clock: MonotonicClock,
        sleep: Sleep = asyncio.sleep,
        typed: Mind | None = None,
    ) -> None:
        """``mind`` says what the model is told to say next, ``typed`` what is written once it is lost."""
        self._conversations = conversations
        self._mind = mind
        self._mind_typed = typed or mind
        self._clock = clock
        self._sleep = sleep
        self._opened = clock()
        self._channel = Channel()
        self._actor = Actor(sleep)
        self._candidate = CandidateSide()
        self._transcript: list[SpokenTurn] = []
        self._provider: ProviderSide | None = None
        self._dialogue: Dialogue | None = None
        self._typed: GoingOnTyped | None = None
        self._unread: deque[str] = deque()
        self._wrapping_up = False

    # -- what the room calls ---------------------------------------------------------------------

    async def connect(self, opening: Opening) -> None:
        """Open the conversation. Raises `ConversationLost`."""
        self._opening = opening
        self._transcript[:] = opening.transcript
        patience = Patience.of(opening.interviewer.manner, opening.stretch)
        conversation = await self._conversations.open(self._setup(opening, patience))
        self._provider = ProviderSide(conversation, self._conversations.model)
        self._dialogue = Dialogue(
            self._transcript,
            patience,
            channel=self._channel,
            actor=self._actor,
            candidate=self._candidate,
            sender=LineSender(
                self._channel,
                self._candidate.echo,
                self._actor,
                now=self._now,
                sleep=self._sleep,
            ),
            provider=self._provider,
            steering=Steering(self._mind, opening, self._now),
            now=self._now,
            gone=self._go_on_typed,
        )

    async def open(self, opening: Opening) -> None:
        self._opened = self._clock()
        if self._provider is None:
            try:
                await self.connect(opening)
            except ConversationLost as lost:
                problem = lost
                self._actor.post(lambda: self._go_on_typed(problem))
        if self._provider is not None and self._dialogue is not None:
            begin = turn_events.Resume if opening.resumed else turn_events.Begin
            self._dialogue.tell_later(
                turn_events.Mute(self._now(), True)
            )  # until the first frame arrives
            self._dialogue.tell_later(begin(self._now()))
            self._actor.start(self._provider.listen(self._dialogue))
        self._actor.start(self._run())

    def hear(self, pcm16k: bytes) -> None:
        provider, dialogue, candidate = self._provider, self._dialogue, self._candidate
        if provider is None or dialogue is None or candidate.muted or self._actor.over:
            return
        signal, frames = candidate.hear(pcm16k, self._now())
        if signal is not None:
            self._actor.post(lambda: dialogue.take_signal(signal))
        for frame in frames:
            provider.hear(frame)
        if candidate.gate.at >= dialogue.wake or dialogue.is_deaf:
            dialogue.looked()
            self._actor.post(dialogue.time_passed)

    async def read(self, text: str) -> bool:
        answer = text.strip()
        if self._actor.over or say.weight([*self._unread, answer]) > say.MOST_UNREAD:
            return False
        if answer:
            self._unread.append(answer)
            self._actor.post(lambda: self._read(self._unread.popleft()))
        return True

    async def interrupt(self) -> None:
        self._post(lambda dialogue: dialogue.interrupt())

    async def hold(self, on: bool) -> None:
        self._actor.post(lambda: self._hold(on))

    async def done(self) -> None:
        self._post(lambda dialogue: dialogue.done())

    async def mute(self, on: bool) -> None:
        self._candidate.muted = on
        self._post(lambda dialogue: dialogue.mute_changed())

    async def device_changed(self) -> None:
        """Another microphone or loudspeaker: what was learnt about the echo between them is void."""
        self._candidate.echo.forget()

    async def playback(self, turn: int, ms: int) -> None:
        if self._dialogue is not None:
            self._dialogue.played(turn, ms)

    async def wrap_up(self) -> None:
        self._actor.post(self._wrap_up)

    async def end(self, reason: EndReason = "completed") -> None:
        self._actor.post(lambda: self._end(reason))

    def events(self, take: say.Take | None = None) -> AsyncIterator[say.EngineEvent]:
        return self._channel.events(take)

    async def close(self) -> None:
        await self._channel.close(keep=False)
        await self._actor.close()
        if self._typed is not None:
            await self._typed.engine.close()
        if self._provider is not None:
            provider, self._provider = self._provider, None
            await provider.close()

    @property
    def working(self) -> bool:
        """Something is still to be done about what came in; False while only time can pass."""
        return self._actor.busy

    # -- what is done about it -------------------------------------------------------------------

    async def _run(self) -> None:
        try:
            await self._actor.run(self._set_alarm)
        except TooSlow:
            self._channel.take_back_sound()  # turns that wait behind it are kept
            if self._dialogue is not None:
                with contextlib.suppress(TooSlow):
                    await self._dialogue.keep_everything()
            await self._channel.close(say.Notice("too_slow", STOPPED))
        except Exception:
            # a defect here must cost this interview's voice, never the server or what was said
            log(__name__).exception("the speech-to-speech engine stopped")
            await self._channel.close(say.Notice("speech_failed", NO_SPEECH))

    def _set_alarm(self) -> None:
        if self._dialogue is not None and self._typed is None:
            self._dialogue.set_alarm()

    def _post(self, call: Callable[[Dialogue], Awaitable[None]]) -> None:
        """For the dialogue, in order; in writing it means nothing."""

        async def do() -> None:
            if self._typed is None and self._dialogue is not None:
                await call(self._dialogue)

        self._actor.post(do)

    async def _read(self, text: str) -> None:
        if self._typed is not None:
            await self._typed.engine.read(text)
        elif self._dialogue is not None:
            await self._dialogue.read(text)

    async def _hold(self, on: bool) -> None:
        if self._typed is not None:
            await self._typed.engine.hold(on)
        elif self._dialogue is not None:
            await self._dialogue.tell(turn_events.Hold(self._now(), on))

    async def _wrap_up(self) -> None:
        self._wrapping_up = True
        if self._typed is not None:
            await self._typed.engine.wrap_up()
        elif self._dialogue is not None:
            await self._dialogue.tell(turn_events.WrapUp(self._now()))

    async def _end(self, reason: EndReason) -> None:
        if self._typed is not None:
            await self._typed.engine.end(reason)
        elif self._dialogue is not None:
            await self._dialogue.end(reason)

    async def _go_on_typed(self, problem: ConversationLost) -> None:
        """The provider is gone; all that was said is kept."""
        log(__name__).warning("going on in writing", reason=problem.reason, problem=str(problem))
        await self._channel.put(say.Notice("speech_failed", NO_SPEECH))
        if self._provider is not None:
            provider, self._provider = self._provider, None
            self._actor.start(provider.close())
        self._typed = typed = GoingOnTyped(self._mind_typed, clock=self._clock)
        await typed.begin(self._opening, self._transcript, self._now())
        if self._wrapping_up:
            await typed.engine.wrap_up()
        self._actor.start(typed.pass_on(self._channel, self._transcript, self._finish))

    async def _finish(self, last: say.Ended) -> None:
        self._actor.stop()
        await self._channel.close(last)

    def _setup(self, opening: Opening, patience: Patience) -> ConversationSetup:
        return ConversationSetup(
            instruction=instruct(
                opening.plan,
                opening.interviewer,
                job_title=opening.job_title,
                company=opening.company,
                job_text=opening.job_text,
                resume=opening.resume,
                hand_over=opening.hand_over,
                language=opening.language,
            ),
            voice=voice_for(self._conversations.voices(), opening.voice, opening.interviewer.name),
            language=opening.language,
            # The silence that the provider hears is ours; this is for voices too soft for the gate.
            silence_ms=patience.unfinished_ms,
            transcript=self._said_before,
        )

    def _said_before(self) -> tuple[SaidBefore, ...]:
        return tuple(SaidBefore(turn.speaker, as_words(turn.text)) for turn in self._transcript)

    def _now(self) -> int:
        return self._opening.elapsed_ms + int((self._clock() - self._opened) * 1000)
