"""Getting the next line out of the provider: what it is told, and how long it may take."""

from __future__ import annotations

from collections.abc import Sequence

from preppal.interviewer.directions import direction
from preppal.interviewer.marking import as_words
from preppal.interviewer.transcript import Occasion, SpokenTurn
from preppal.interviews.live.candidate import CandidateTurn
from preppal.interviews.live.speech_to_speech.candidate_side import CandidateSide
from preppal.interviews.live.speech_to_speech.provider_side import ProviderSide
from preppal.interviews.live.speech_to_speech.steering import Steering

ANSWER_MS = 15_000  # for a line to begin; usually one second, after a broken connection several
CANCELLED_MS = 3_000  # the same, after the provider broke off what it was about to say
TRIES = 3
STOPS = 6
"""Lines of one interview that are stopped for what they say; a model that does it more often is let be."""
GO_ON = direction("the candidate has finished and waits for you; go on with the interview")


class Asking:
    """`due` is when a line that was asked for has to be there; None when none was."""

    def __init__(self, provider: ProviderSide, steering: Steering) -> None:
        self.due: int | None = None
        self._provider = provider
        self._steering = steering
        self._tries = 0
        self._stops = 0
        self._is_repeated = False  # the last line broke off, or was stopped
        self._heard = ""  # of a line that broke off
        self._stopped_for = ""

    @property
    def is_owed(self) -> bool:
        return self.due is not None

    async def ask(
        self,
        occasion: Occasion,
        transcript: Sequence[SpokenTurn],
        pending: CandidateTurn | None,
        candidate: CandidateSide,
        now: int,
    ) -> None:
        """Have the provider speak; `pending` is the candidate's turn that it answers."""
        self.due = now + ANSWER_MS
        if self._is_repeated:
            await self.once_more(now)
        else:
            await self._ask(occasion, transcript, pending, candidate, now)

    async def once_more(self, now: int) -> None:
        """The line that was asked for broke off, was stopped, or never came."""
        self.due = now + ANSWER_MS
        if self._heard:
            await self._tell(self._steering.after_the_break(self._heard))
        elif self._stopped_for:
            await self._tell(self._steering.instead(self._stopped_for))
        else:
            await self._tell(self._steering.again())

    async def again(self, now: int) -> bool:
        """No line came: ask once more; False when that was asked often enough."""
        self._tries += 1
        self._provider.give_up_line()
        if self._tries >= TRIES:
            self.forget()
            return False
        await self.once_more(now)
        return True

    def cancelled(self, now: int) -> None:
        """The provider broke off before it had said anything; it may begin again by itself."""
        if self.due is not None:
            self.due = min(self.due, now + CANCELLED_MS)

    def broke(self, heard: str) -> None:
        """The line broke off; the next one goes on where it was."""
        self._is_repeated, self._heard = True, heard

    def stop_for(self, reason: str) -> bool:
        """The next line says the same without what must not be heard; False: let it be."""
        self._stops += 1
        if self._stops > STOPS:
            return False
        self._is_repeated, self._stopped_for = True, reason
        return True

    def forget(self) -> None:
        """A line is being spoken, or the candidate goes on: nothing is owed."""
        self.due, self._tries = None, 0
        self._is_repeated, self._heard, self._stopped_for = False, "", ""

    async def _ask(
        self,
        occasion: Occasion,
        transcript: Sequence[SpokenTurn],
        pending: CandidateTurn | None,
        candidate: CandidateSide,
        now: int,
    ) -> None:
        if occasion == "silence" and candidate.spoke:
            occasion = "answered"
        if occasion == "answered" and pending is None:
            told = self._steering.mentions()  # what they said is not known here yet
        else:
            said = [*transcript, *([pending.turn] if pending else [])]
            told = await self._steering.next_direction(occasion, said)
        if pending is None and not candidate.spoke:
            await self._tell(told)
            return
        if told:
            await self._provider.tell(told, answer=False)
        if candidate.answer.written:
            await self._provider.tell(as_words(candidate.answer.written), answer=True)
        elif not await self._provider.silence():
            self.cancelled(now)  # told before, when the microphone was muted: soon, or not at all

    async def _tell(self, text: str) -> None:
        await self._provider.tell(text or GO_ON, answer=True)
