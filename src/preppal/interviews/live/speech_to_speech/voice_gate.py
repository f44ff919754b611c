"""Is anybody speaking? By loudness alone, for a microphone whose sound others look at more closely.

Pure, and cheap enough for every frame of every session: a few samples squared and a few comparisons. The
background is the quietest sound of late; speech stands out from it. Speech dips to the background
several times a second, so a long answer does not raise it.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from functools import lru_cache

from preppal.interviews.live.segmenting import VoiceOff, VoiceOn

EVERY = 5
"""One sample in so many is looked at: 128 of 40 ms. What they miss of a hiss is half a decibel, which is
little beside 10. Between frames a processor forgets numpy, whose three calls took half as long again."""
LOUDER_ON, LOUDER_OFF = 10.0, 4.0  # times the background's power (10 dB, 6 dB)
LEAST_ON, LEAST_OFF = 120.0**2, 70.0**2  # mean squares of PCM16: −49 and −53 dB of full scale
QUIETEST = 12.0**2
RISE_A_MS = 0.00046  # the background rises by 2 dB a second while nothing quieter is heard
ONSET_MS = 60
HANG_MS = 240  # a shorter quiet belongs to the word
GAP_MS = 300  # a larger difference to the clock: sound was lost or stood still


def loudness(frame: bytes) -> float:
    """Mean square of PCM16 samples, by every fifth of them; an odd last byte is left out."""
    count = (len(frame) // 2 + EVERY - 1) // EVERY
    return math.hypot(*_picking(count)(frame)) ** 2 / count if count else 0.0


@lru_cache(8)
def _picking(count: int) -> Callable[[bytes], tuple[int, ...]]:
    """Reads so many samples of a frame, that far from each other."""
    between = f"h{2 * (EVERY - 1)}x"
    return struct.Struct("<" + between * (count - 1) + "h").unpack_from


class VoiceGate:
    """One microphone. Times are ms on the interview clock, counted in samples between gaps."""

    def __init__(self) -> None:
        self.voiced = False
        self.at = 0
        """Everything up to here was heard."""
        self.loud_until = 0
        """When a voice was last heard."""
        self.voice_ms = 0
        """How much of it, so far."""
        self._background = LEAST_OFF / LOUDER_OFF
        self._onset_ms = 0

    def is_loud(self, level: float) -> bool:
        return level > max(LEAST_ON, LOUDER_ON * self._background)

    def feed(self, level: float, ms: int, arrived: int) -> VoiceOn | VoiceOff | None:
        """A frame of `ms` that `arrived` now and is this loud."""
        at = self.at + ms
        if at > arrived or arrived - at > GAP_MS:
            at = arrived
        self.at = at
        if level < self._background:
            self._background = max(QUIETEST, level)
        else:
            self._background *= 1.0 + RISE_A_MS * ms
        return self._while_voiced(level, ms) if self.voiced else self._while_quiet(level, ms)

    def stop(self) -> VoiceOff | None:
        """The microphone is off or gone."""
        self._onset_ms = 0
        if not self.voiced:
            return None
        self.voiced = False
        return VoiceOff(self.loud_until)

    def _while_voiced(self, level: float, ms: int) -> VoiceOff | None:
        if level > max(LEAST_OFF, LOUDER_OFF * self._background):
            self.loud_until = self.at
            self.voice_ms += ms
            return None
        if self.at - self.loud_until < HANG_MS:
            return None
        self.voiced = False
        self._onset_ms = 0
        return VoiceOff(self.loud_until)

    def _while_quiet(self, level: float, ms: int) -> VoiceOn | None:
        if not self.is_loud(level):
            self._onset_ms = 0
            return None
        self._onset_ms += ms
        if self._onset_ms < ONSET_MS:
            return None
        self.voiced = True
        self.loud_until = self.at
        self.voice_ms += self._onset_ms
        return VoiceOn(self.at - self._onset_ms)
