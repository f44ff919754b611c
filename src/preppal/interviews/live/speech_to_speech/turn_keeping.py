"""What is done about whose turn it is, in a speech-to-speech interview: the turn machine's actions.

`tell` steps the machine (`interviewer.turns`) and does what it answers; `Dialogue` tells it what
happened. One task calls all of this.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Literal

from preppal.foundation.log import log
from preppal.interviewer import turn_events, turns
from preppal.interviewer.patience import Patience
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviewer.turns import TurnState
from preppal.interviews.live import engine as say
from preppal.interviews.live.actor import Actor
from preppal.interviews.live.channel import Channel
from preppal.interviews.live.echo import repeats
from preppal.interviews.live.notices import ECHO
from preppal.interviews.live.speech_to_speech.asking import Asking
from preppal.interviews.live.speech_to_speech.candidate_side import CandidateSide
from preppal.interviews.live.speech_to_speech.line_sender import LineSender
from preppal.interviews.live.speech_to_speech.provider_side import ProviderSide
from preppal.interviews.live.speech_to_speech.steering import Steering
from preppal.interviews.live.speech_to_speech.streamed_line import StreamedLine
from preppal.providers.protocols import ConversationLost

HUM_MS = 800  # "mm-hm", "yeah, right": a voice that ends before this was not cutting in
LAST_WORDS_MS = 1_500
NEVER = 1 << 60

EndReason = Literal["completed", "time_up"]


class TurnKeeping:
    """`gone(problem)` is called when the provider is lost, after all that was said was kept."""

    def __init__(
        self,
        transcript: list[SpokenTurn],
        patience: Patience,
        *,
        channel: Channel,
        actor: Actor,
        candidate: CandidateSide,
        sender: LineSender,
        provider: ProviderSide,
        steering: Steering,
        now: Callable[[], int],
        gone: Callable[[ConversationLost], Awaitable[None]],
    ) -> None:
        self._transcript = transcript
        self._patience = replace(patience, confirm_ms=HUM_MS)
        self._channel = channel
        self._actor = actor
        self._candidate = candidate
        self._sender = sender
        self._provider = provider
        self._steering = steering
        self._asking = Asking(provider, steering)
        self._now = now
        self._gone = gone
        self._state = TurnState()
        self._line: StreamedLine | None = None  # being spoken
        self._next: StreamedLine | None = None  # came, and was not spoken yet
        self._settle_at = self._end_at = NEVER
        self._ending: EndReason | None = None
        self._barged_into = ""
        self._early: list[str] = []
        self._noticed: set[str] = set()

    async def tell(self, event: turn_events.Event) -> None:
        """Something happened."""
        if self._ending is not None:
            return
        self._state, actions = turns.step(self._state, event, self._patience)
        for action in actions:
            await self._act(action)

    def tell_later(self, event: turn_events.Event) -> None:
        self._actor.post(lambda: self.tell(event))

    async def read(self, text: str) -> None:
        """A typed answer."""
        first = self._state.occasion in ("start", "resumed")
        if self._state.phase == "waiting" or (self._state.phase == "thinking" and first):
            self._early.append(text)  # the interviewer opens; then this is the answer
            return
        self._candidate.answer.write(text)
        self._asking.forget()
        await self.tell(turn_events.Typed(self._now()))

    async def end(self, reason: EndReason) -> None:
        """Everything said so far becomes turns, then the last event."""
        if self._ending is not None:
            return
        await self._commit_interviewer_now()
        self._ending = reason
        self._end_at = self._now()
        if self._candidate.owes_words and await self._provider.silence():
            self._end_at += LAST_WORDS_MS
        else:
            await self._finish_ending()

    async def keep_everything(self) -> None:
        """What was said so far becomes turns."""
        await self._commit_interviewer_now()
        await self._commit_candidate()
        await self._report_use()

    async def _act(self, action: turns.Action) -> None:
        match action:
            case turns.AskMind():
                await self._channel.put(say.Thinking())
                self._candidate.uplink.shut()
                if self._next is not None:
                    self._actor.post(self._line_ready)
                elif not self._asking.is_owed:
                    await self._ask_provider()
            case "speak":
                self._line, self._next = self._next, None
                await self._commit_candidate()
                await self._speak()
            case "commit":
                await self._commit_candidate()
            case "drop_line":
                self._asking.forget()
            case "hush":
                await self._hush()
            case "keep_line":
                await self._commit_interviewer(cut=False)
            case "cut_line":
                if self._state.speech_at is not None and self._line is not None:
                    self._barged_into = self._line.words
                await self._commit_interviewer(cut=True)
            case "resume_line":
                await self._resume_line()
            case "hear_out":
                self._settle_at = min(self._settle_at, self._now())
            case "give_floor":
                await self._give_floor(say.Listening())
            case "take_time":
                await self._give_floor(say.Held())
            case "finish":
                await self._finish("completed")

    async def _ask_provider(self) -> None:
        now = self._now()
        pending = self._candidate.turn(self._state.floor_at, now)
        await self._asking.ask(
            self._state.occasion, self._transcript, pending, self._candidate, now
        )

    async def _line_ready(self) -> None:
        """The line that came can be spoken, unless it was cut in the meantime."""
        if self._state.phase != "thinking":
            return
        if self._next is not None:
            await self.tell(turn_events.LineReady(self._now(), self._steering.asks))
        elif not self._asking.is_owed:
            await self._ask_provider()

    async def _speak(self) -> None:
        line = self._line
        if line is None:
            return
        line.number = len(self._transcript) + 1
        line.began = self._now()
        self._settle_at = NEVER
        self._asking.forget()
        await self._channel.put(say.Speaking(line.number))
        await self._sound(line)
        if self._candidate.voiced:
            self.tell_later(turn_events.SpeechStarted(self._now()))

    async def _sound(self, line: StreamedLine) -> None:
        if line.has_sound:
            self._sender.start(line)
        else:
            await self._channel.put(say.Caption("interviewer", line.words))
        self._actor.post(self._check_heard)

    async def _check_heard(self) -> None:
        line = self._line
        if self._state.phase != "speaking" or line is None or not line.is_heard(self._now()):
            return
        if line.broken:
            self._asking.broke(line.heard_text(self._now()))
            await self.tell(turn_events.Typed(self._now()))  # nobody's turn: it goes on
            return
        if self._steering.is_last(line.words):
            self._state = replace(self._state, last=True)
        await self.tell(turn_events.LineHeard(self._now()))

    async def _hush(self) -> None:
        self._sender.stop()
        now = self._now()
        if self._line is not None:
            self._line.hushed = now
        self._candidate.echo.flushed(now)
        self._candidate.uplink.doubted = True
        self._channel.take_back_sound()
        await self._channel.put(say.Flush())

    async def _resume_line(self) -> None:
        """It was no barge-in: go on with the sentence that was cut."""
        self._candidate.uplink.shut()
        self._candidate.forget_times(self._now())
        line = self._line
        if line is None:
            return
        line.rewind(line.hushed)
        line.hushed = 0
        await self._channel.put(say.Speaking(line.number))
        await self._sound(line)

    async def _give_floor(self, event: say.EngineEvent) -> None:
        self._candidate.uplink.open()
        await self._channel.put(event)
        if self._early:
            early, self._early = " ".join(self._early), []
            self._actor.post(lambda: self.read(early))

    # -- what becomes a turn ---------------------------------------------------------------------

    async def _commit_interviewer(self, *, cut: bool) -> None:
        line, self._line = self._line, None
        self._sender.stop()
        if line is None:
            return
        line.void = True  # whatever may still come of it
        self._candidate.echo.flushed(self._now())
        ended = max(line.began, line.hushed or self._now())
        heard = line.heard_text(ended) if cut else line.words
        if not heard:
            if not cut:
                log(__name__).warning("a line had a sound and no words")
                await self._channel.put(say.Flush())
            return
        words = heard if line.broken else line.words
        was = self._steering.what_it_was(words, self._transcript, whole=not line.broken)
        await self._keep(
            SpokenTurn(
                "interviewer",
                heard,
                line.began,
                ended,
                interrupted=cut and (line.broken or not line.complete or heard != line.words),
                intent=was.intent,
                lead_id=was.lead_id,
                phrasing=was.phrasing,
            )
        )

    async def _commit_candidate(self) -> None:
        now = self._now()
        turn = self._candidate.turn(self._state.floor_at, now)
        self._candidate.begin_anew(now)
        barged_into, self._barged_into = self._barged_into, ""
        if turn is None:
            return
        if barged_into and turn.delivery and repeats(turn.turn.text, barged_into):
            await self._notice("echo", ECHO)  # the interviewer, through the loudspeaker
            return
        await self._keep(turn.turn, turn.delivery)

    async def _keep(self, turn: SpokenTurn, delivery: say.Delivery | None = None) -> None:
        await self._report_use()
        self._transcript.append(turn)
        await self._channel.put(say.TurnEnded(turn, delivery or {}))

    async def _commit_interviewer_now(self) -> None:
        """What was heard of the line that is being spoken."""
        if self._state.phase == "speaking":
            self._candidate.forget_times(self._now())
            await self._hush()
        if self._state.phase in ("speaking", "interrupted"):
            await self._commit_interviewer(cut=True)

    async def _finish_ending(self) -> None:
        await self._commit_candidate()
        await self._finish(self._ending or "completed")

    async def _finish(self, reason: EndReason) -> None:
        self._sender.stop()
        await self._report_use()
        self._actor.stop()
        await self._channel.close(say.Ended(reason))

    async def _report_use(self) -> None:
        used = self._provider.used()
        if used is not None:
            await self._channel.put(used)

    async def _notice(self, code: say.NoticeCode, text: str) -> None:
        """Said once an interview."""
        if code not in self._noticed:
            self._noticed.add(code)
            await self._channel.put(say.Notice(code, text))
