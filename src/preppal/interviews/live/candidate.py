"""The candidate's side of the local voice engine: from microphone frames to the words of a turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from preppal.interviewer.endings import says_something
from preppal.interviewer.fit.resume_text import resume_text
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.live.delivery import SpeechTimes
from preppal.interviews.live.echo import EchoGuard
from preppal.interviews.live.engine import Delivery, Opening
from preppal.interviews.live.hearing import Hearing
from preppal.interviews.live.segmenting import (
    SILENCE,
    Piece,
    Segmenter,
    Signal,
    VoiceOff,
    VoiceOn,
    Windows,
    samples_of,
)
from preppal.interviews.live.vocabulary import expected_words
from preppal.providers.protocols import SpeechSlot, SpeechUnavailable


@dataclass(frozen=True, slots=True)
class CandidateTurn:
    turn: SpokenTurn
    delivery: Delivery


class Candidate:
    """`changed(text, upto)` and `failed(problem)` as in `Hearing`."""

    def __init__(
        self,
        speech: SpeechSlot,
        opening: Opening,
        *,
        changed: Callable[[str, int], None],
        failed: Callable[[SpeechUnavailable], None],
    ) -> None:
        self.echo = EchoGuard()
        self._windows = Windows()
        self._stream = speech.activity.stream()
        self._segmenter = Segmenter()
        self._times = SpeechTimes()
        self.typed: list[str] = []
        self._hearing = Hearing(
            speech.recognizer,
            prompt=expected_words(
                job_title=opening.job_title,
                company=opening.company,
                job_text=opening.job_text,
                resume=resume_text(opening.resume),
                competencies=[lead.competency for lead in opening.plan.leads],
            ),
            language=opening.language,
            urgent=lambda: not self._segmenter.voiced,
            changed=changed,
            failed=failed,
        )

    @property
    def voiced(self) -> bool:
        """They are speaking right now."""
        return self._segmenter.voiced

    @property
    def maybe_voiced(self) -> bool:
        """They speak, or the last sound may be the beginning of it."""
        return self._segmenter.voiced or self._segmenter.beginning

    def known_until(self, arrived: int) -> int:
        """How far what is heard is known, with everything looked at that had `arrived`: a voice that
        pauses may be over, and is only known to have lasted until its last sound."""
        return min(arrived, self._segmenter.last_voice) if self.voiced else arrived

    @property
    def working(self) -> bool:
        return self._hearing.working

    async def listen(self, frame: bytes, now: int) -> list[Signal]:
        """What a frame of PCM16 that arrived `now` brings. Raises `SpeechUnavailable`."""
        samples = samples_of(frame)
        windows, ended = self._windows.feed(samples, now)
        probabilities = await self._stream.probability(samples)
        signals: list[Signal] = []
        for window, probability, at in zip(windows, probabilities, ended, strict=False):
            echo = self.echo.is_echo(window, at, speech=probability >= SILENCE)
            heard = 0.0 if echo else probability
            signals += self._segmenter.feed(window, heard, at)
        for signal in signals:
            match signal:
                case VoiceOn(at=at):
                    self._times.on(at)
                case VoiceOff(at=at):
                    self._times.off(at)
                case Piece():
                    pass
        return signals

    def recognise(self, piece: Piece) -> None:
        self._hearing.take(piece)

    def hear_out(self, now: int) -> None:
        """Recognise everything heard until now."""
        self._hearing.take(self._segmenter.hear_out(now))

    def deafen(self) -> VoiceOff | None:
        """The microphone is off or gone."""
        self._windows.reset()
        self._stream.reset()
        off = self._segmenter.stop()
        if off is not None:
            self._times.off(off.at)
        return off

    def write(self, text: str) -> None:
        self.typed.append(text)

    def turn(self, floor_at: int, now: int) -> CandidateTurn | None:
        """What was said (and typed) since `floor_at`; None when it is no turn."""
        heard = self._hearing.text
        text = " ".join(part for part in (heard, *self.typed) if part)
        if not text or not (self.typed or says_something(text)):
            return None
        started, ended = self._times.span(floor_at, now)
        turn = SpokenTurn("candidate", text, started, max(started, ended))
        spoken = bool(heard) and not self.typed
        facts = self._times.facts(floor_at) if spoken else {}
        if facts:
            facts = {**facts, "sure": round(self._hearing.sure, 2)}
        return CandidateTurn(turn, facts)

    def forget(self, now: int) -> None:
        """The turn is over, or was none: the next one begins, with whoever speaks right now."""
        self.typed = []
        self._hearing.forget()
        self._segmenter.forget()
        self._times.forget()
        if self._segmenter.voiced:
            self._times.on(now)

    async def settle(self) -> None:
        await self._hearing.settle()
