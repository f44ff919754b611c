"""The candidate's side of a speech-to-speech interview: microphone in, sound for the provider out.

Every frame comes through `hear`, so it does next to nothing: one mean square, a few comparisons.
"""

from __future__ import annotations

from preppal.interviews.live.candidate import CandidateTurn
from preppal.interviews.live.delivery import SpeechTimes
from preppal.interviews.live.microphone import DEAF_AFTER_MS
from preppal.interviews.live.segmenting import VoiceOff, VoiceOn
from preppal.interviews.live.speech_to_speech.spoken_answer import SpokenAnswer
from preppal.interviews.live.speech_to_speech.suspected_echo import SuspectedEcho
from preppal.interviews.live.speech_to_speech.uplink import BYTES_A_MS, Uplink
from preppal.interviews.live.speech_to_speech.voice_gate import VoiceGate, loudness

SPOKE_MS = 300  # of voice that may be an answer, even before any words of it are known
STRAY_MS = 1_500  # words this long after the last voice are of a voice too soft for the gate


class CandidateSide:
    def __init__(self) -> None:
        self.gate = VoiceGate()
        self.uplink = Uplink(self.gate)
        self.echo = SuspectedEcho()
        self.times = SpeechTimes()
        self.answer = SpokenAnswer(self.times)
        self.muted = False
        self.words_at = 0
        """When words of them last came."""
        self._arrived: int | None = None  # when the last frame came in
        self._sent_again_at = -1  # how much had been spoken when sound may have gone up again

    @property
    def voiced(self) -> bool:
        return self.gate.voiced

    @property
    def spoke(self) -> bool:
        """There may be an answer in what was heard since the turn began."""
        return self.gate.voiced or self.times.voiced_ms >= SPOKE_MS

    @property
    def owes_words(self) -> bool:
        """Something was said of which no words can have come yet."""
        return self.spoke and self.words_at <= self.gate.loud_until

    def is_silent_at(self, now: int) -> bool:
        """No microphone: off, gone, or never there."""
        there = self._arrived is not None and now - self._arrived < DEAF_AFTER_MS
        return self.muted or not there

    @property
    def silent_from(self) -> int | None:
        """When it has to be taken for gone, unless a frame comes."""
        return None if self.muted or self._arrived is None else self._arrived + DEAF_AFTER_MS

    def known_until(self, now: int) -> int:
        """Up to when silence is known to be silence, and voice to be voice."""
        if self.is_silent_at(now):
            return now
        return self.gate.loud_until if self.gate.voiced else self.gate.at

    def hear(self, frame: bytes, now: int) -> tuple[VoiceOn | VoiceOff | None, tuple[bytes, ...]]:
        """What a frame that arrived `now` tells, and what of the sound goes up."""
        self._arrived = now
        level = loudness(frame)
        if self.echo.is_playing(now):
            if not self.gate.is_loud(level):
                self.echo.quiet(frame, now)
            elif self._may_be_echo and self.echo.explains(frame, now):
                level, frame = 0.0, bytes(len(frame))
        signal = self.gate.feed(level, len(frame) // BYTES_A_MS, now)
        if signal is not None:
            self._note(signal)
        return signal, self.uplink.passed(frame)

    def hear_words(self, text: str, *, late: bool) -> None:
        """The provider's next words of it; `late` when their turn is over already."""
        again = self._sent_again_at == self.gate.voice_ms
        if again and self.answer.repeats(text):
            return
        self.words_at = self.gate.at
        self.answer.hear(text, late=late)

    def sent_again(self) -> None:
        """A connection broke: what was said last goes up once more, and its words may come twice."""
        self._sent_again_at = self.gate.voice_ms
        self.answer.sent_again()

    def is_stray(self) -> bool:
        """Words come although nothing was loud enough: they are spoken about now."""
        return not self.gate.voiced and self.gate.at - self.gate.loud_until > STRAY_MS

    def deafen(self) -> VoiceOff | None:
        """The microphone is off or gone."""
        off = self.gate.stop()
        if off is not None:
            self._note(off)
        return off

    def turn(self, floor_at: int, now: int) -> CandidateTurn | None:
        """What was said (and typed) since `floor_at`, up to now; None when it is no turn."""
        if self.gate.voiced:
            self.times.off(self.gate.loud_until)
        return self.answer.turn(floor_at, now)

    def begin_anew(self, now: int) -> None:
        """The turn was committed: the next one begins, with whoever speaks already."""
        self.answer.begin_anew()
        self.forget_times(now)

    def forget_times(self, now: int) -> None:
        """What was heard was nobody taking the floor."""
        self.times.forget()
        if self.gate.voiced:
            self.times.on(now)

    @property
    def _may_be_echo(self) -> bool:
        """With the floor theirs it is the candidate, unless this room is known for its echo."""
        return self.echo.is_known or not self.uplink.is_open

    def _note(self, signal: VoiceOn | VoiceOff) -> None:
        if isinstance(signal, VoiceOn):
            self.times.on(signal.at)
        else:
            self.times.off(signal.at)
