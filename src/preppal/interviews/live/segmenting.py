"""Cut what the microphone hears into pieces worth recognising, while the person still speaks.

Pure: windows of 32 ms with their probability of speech go in, signals come out. A piece is handed out
early, at 250 ms of silence, so that its words are there when the turn turns out to be over; at 350 ms
it is closed if it is long enough to be recognised well. Somebody who never pauses is cut where they
nearly did.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from preppal.providers.protocols import HEARD_RATE, Samples

WINDOW = 512  # samples
WINDOW_MS = 32
SPEECH, SILENCE = 0.5, 0.35  # probabilities; between them nothing changes
ONSET_WINDOWS = 2
PAUSE_MS = 250  # recognise what there is
CUT_MS = 350  # and close the piece, if it is long enough
LONG_PAUSE_MS = 1_000  # or if nothing came for this long
ENOUGH_MS = 2_500  # shorter pieces lose the words around them
LONG_MS = 6_000  # longer ones are closed at the first pause
TOO_LONG_MS = 11_000  # the recogniser's window is 12 s
LOOK_BACK_MS = 3_000
BREATH_WINDOWS = 7
BEFORE_WINDOWS = 10  # 320 ms before the first sure window belong to the piece: soft first sounds
CLICK_MS = 120  # less voice than this is a click or a knock, not a word


@dataclass(frozen=True, slots=True)
class VoiceOn:
    at: int


@dataclass(frozen=True, slots=True)
class VoiceOff:
    """`at` is when the voice was last heard, not when that was noticed."""

    at: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Sound number `number`, complete up to `upto` ms. A later piece of the same number replaces it."""

    number: int
    samples: Samples
    upto: int
    voiced_ms: int


Signal = VoiceOn | VoiceOff | Piece


class Segmenter:
    """One microphone. `voiced` says whether somebody is speaking right now."""

    def __init__(self) -> None:
        self.voiced = False
        self._number = 0
        self._before: deque[Samples] = deque(maxlen=BEFORE_WINDOWS)
        self._onset = 0
        self._last_voice = 0
        self._windows: list[Samples] = []
        self._probabilities: list[float] = []
        self._open = False

    @property
    def beginning(self) -> bool:
        """The last window may be the first of a word."""
        return self._onset > 0

    @property
    def last_voice(self) -> int:
        """When a voice was last heard."""
        return self._last_voice

    def feed(self, window: Samples, probability: float, at: int) -> list[Signal]:
        """`window` (512 samples) ended at `at` ms on the interview clock."""
        if self._open:
            self._windows.append(window)
            self._probabilities.append(probability)
        else:
            self._before.append(window)
        if self.voiced:
            return self._while_voiced(probability, at)
        return self._while_quiet(probability, at)

    def hear_out(self, at: int) -> Piece:
        """Everything not yet closed, as a piece, now; without sound when nothing is open."""
        piece = self._piece(len(self._windows), at)
        self._close()
        return piece

    def forget(self) -> None:
        """Drop what is open, unless somebody is speaking: then it begins now."""
        if self.voiced:
            kept = BEFORE_WINDOWS + ONSET_WINDOWS
            self._number += 1
            self._windows = self._windows[-kept:]
            self._probabilities = self._probabilities[-kept:]
        else:
            self._close()

    def stop(self) -> VoiceOff | None:
        """The microphone is gone: whoever spoke no longer does."""
        self._before.clear()
        self._onset = 0
        if not self.voiced:
            return None
        self.voiced = False
        return VoiceOff(self._last_voice)

    def _while_voiced(self, probability: float, at: int) -> list[Signal]:
        if probability >= SILENCE:
            self._last_voice = at
            if len(self._windows) * WINDOW_MS >= TOO_LONG_MS:
                return [self._cut_inside(at)]
            return []
        if at - self._last_voice < PAUSE_MS:
            return []
        self.voiced = False
        self._onset = 0
        piece = self._piece(len(self._windows), at)
        if len(self._windows) * WINDOW_MS >= LONG_MS:
            self._close()
        return [VoiceOff(self._last_voice), piece]

    def _while_quiet(self, probability: float, at: int) -> list[Signal]:
        if probability >= SPEECH:
            self._onset += 1
            if self._onset >= ONSET_WINDOWS:
                return [self._begin(at)]
            return []
        self._onset = 0
        quiet = at - self._last_voice
        length = len(self._windows) * WINDOW_MS
        if self._open and (
            (quiet >= CUT_MS and length - quiet >= ENOUGH_MS) or quiet >= LONG_PAUSE_MS
        ):
            self._close()
        return []

    def _begin(self, at: int) -> VoiceOn:
        self.voiced = True
        self._last_voice = at
        if not self._open:
            self._open = True
            self._windows = list(self._before)
            self._probabilities = [0.0] * (len(self._windows) - ONSET_WINDOWS)
            self._probabilities += [1.0] * min(ONSET_WINDOWS, len(self._windows))
            self._before.clear()
        return VoiceOn(at - ONSET_WINDOWS * WINDOW_MS)

    def _cut_inside(self, at: int) -> Piece:
        """Close the piece at the likeliest breath of its last seconds; the rest begins the next."""
        look_back = LOOK_BACK_MS // WINDOW_MS
        recent = self._probabilities[-look_back:]
        # a breath is a fifth of a second; the stop in "card" is not
        around = np.convolve(recent, np.ones(BREATH_WINDOWS), "valid")
        place = len(self._windows) - look_back + int(np.argmin(around)) + BREATH_WINDOWS // 2
        piece = self._piece(place, at - (len(self._windows) - place) * WINDOW_MS)
        self._windows = self._windows[place:]
        self._probabilities = self._probabilities[place:]
        self._number += 1
        return piece

    def _piece(self, count: int, upto: int) -> Piece:
        voiced = sum(p >= SPEECH for p in self._probabilities[:count]) * WINDOW_MS
        sound = self._windows[:count]
        samples = np.concatenate(sound) if sound else np.zeros(0, np.float32)
        return Piece(self._number, samples, upto, voiced)

    def _close(self) -> None:
        if self._open:
            self._before.extend(self._windows[-BEFORE_WINDOWS:])
        self._open = False
        self._windows = []
        self._probabilities = []
        self._number += 1


class Windows:
    """Frames of any length in, whole windows with their times out; follows the clock of arrival.

    Time is counted in samples, because frames arrive in bunches; a difference of more than 300 ms means
    that sound was lost or stood still, and the count is set right.
    """

    def __init__(self) -> None:
        self._rest = np.zeros(0, np.float32)
        self._heard_ms: float | None = None

    def feed(self, samples: Samples, arrived_ms: int) -> tuple[Samples, list[int]]:
        """Windows, shape (n, 512), and the time at which each ended. `arrived_ms` is now."""
        length = len(samples) * 1000 / HEARD_RATE
        expected = arrived_ms if self._heard_ms is None else self._heard_ms + length
        if abs(expected - arrived_ms) > 300:
            expected = arrived_ms
        self._heard_ms = expected
        together = np.concatenate((self._rest, samples))
        count = len(together) // WINDOW
        self._rest = together[count * WINDOW :]
        end = expected - len(self._rest) * 1000 / HEARD_RATE
        times = [round(end - (count - 1 - n) * WINDOW_MS) for n in range(count)]
        return together[: count * WINDOW].reshape(count, WINDOW), times

    def reset(self) -> None:
        self._rest = np.zeros(0, np.float32)
        self._heard_ms = None


def samples_of(pcm: bytes) -> Samples:
    """PCM16 little-endian as float32 in -1..1; an odd last byte is dropped."""
    return np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / 32768.0
