"""What a speech-to-speech provider hears of the microphone. Pure: frames in, sound that goes up out.

Providers end a turn after a fixed silence, which is what cuts people off while they think. So the
silence is ours: speech goes up, and a little silence after it; the rest is withheld until somebody
decides that the turn is over. While the interviewer has the floor nothing goes up; what turns out to
be the candidate cutting in goes up from its first sound.
"""

from __future__ import annotations

from collections import deque

from preppal.interviews.live.speech_to_speech.voice_gate import VoiceGate
from preppal.providers.protocols import HEARD_RATE

BYTES_A_MS = 2 * HEARD_RATE // 1000
PASSED_MS = 480
"""Silence after speech that still goes up: recognition wants to hear a word end."""
BEFORE_MS = 320  # soft first sounds belong to the word
MOST_MS = 2_000  # of sound kept back


class Uplink:
    """`gate` has to be fed with each frame before the frame is passed on."""

    def __init__(self, gate: VoiceGate) -> None:
        self.doubted = False
        """Somebody may be cutting in: keep all of it until that is known."""
        self._gate = gate
        self._open = False
        self._spoken_from = 0
        self._kept: deque[bytes] = deque()
        self._kept_bytes = 0

    @property
    def is_open(self) -> bool:
        return self._open

    def open(self) -> None:
        """The floor is the candidate's; who is speaking already is heard from the beginning."""
        if self._open:
            return
        if not (self._gate.voiced or self.doubted):
            self._drop()
        self._open, self.doubted = True, False
        self._spoken_from = self._gate.voice_ms

    def shut(self) -> None:
        """The interviewer has it."""
        self._open = self.doubted = False
        self._drop()

    def passed(self, frame: bytes) -> tuple[bytes, ...]:
        """What goes up now: this frame after those that were kept before it, or nothing."""
        if not (self._open and self._is_wanted()):
            self._keep(frame)
            return ()
        if not self._kept:
            return (frame,)
        frames = (*self._kept, frame)
        self._drop()
        return frames

    def _is_wanted(self) -> bool:
        """Before the first word everything is: a voice too soft for the gate is still heard."""
        gate = self._gate
        if gate.voiced or gate.at - gate.loud_until <= PASSED_MS:
            return True
        return gate.voice_ms == self._spoken_from

    def _keep(self, frame: bytes) -> None:
        self._kept.append(frame)
        self._kept_bytes += len(frame)
        most = MOST_MS if self._gate.voiced or self.doubted else BEFORE_MS
        while self._kept_bytes > most * BYTES_A_MS and len(self._kept) > 1:
            self._kept_bytes -= len(self._kept.popleft())

    def _drop(self) -> None:
        self._kept.clear()
        self._kept_bytes = 0
