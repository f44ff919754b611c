"""Is the microphone hearing the candidate, or the interviewer through the loudspeaker?

Energies in twelve bands, every 32 ms, of what is played and of what is heard. An echo is the played
pattern again, some constant time later and some constant factor weaker. Once a delay stands out, the
factors are learnt per band, and the candidate is heard only where the microphone has clearly more than
the echo explains. Without a standing-out delay (headphones, or a browser that cancels echo well) the
guard does nothing. What it lets through before it has learnt, the words give away: `repeats`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from preppal.interviewer.endings import words
from preppal.providers.protocols import HEARD_RATE, SPOKEN_RATE, Samples

SLOT_MS = 32
BANDS = 12
LAGS = 28  # slots: the echo comes up to 0.9 s after it was due at the ear
KEPT = 256  # slots of what was and will be played: 8 s
FORGET = 0.985  # a slot: about 2 s of memory
ENOUGH_SLOTS = 16  # of sound to learn from: half a second
GREETING_SLOTS = 30  # nobody interrupts the first second of a greeting; an echo would
REMEMBERED = 64  # windows of the microphone: 2 s
STANDS_OUT = 0.7  # correlation at the echo's delay …
ABOVE_OTHERS = 0.2  # … how much more than elsewhere …
FOR_SLOTS = 6  # … and for how long: two people who begin together look alike for a moment
FADED = 0.25  # correlation at which the delay is forgotten again
DECAY = 0.6  # a slot: how fast a room falls silent
LOUDER = 4.0  # energy over the explained echo (6 dB) that makes it somebody's voice
OFTEN_SLOTS = 60  # of echo heard: 2 s
LOUD_ENOUGH = 1e-6  # energy of a played window worth learning from
LOUD_SLOTS = 6
WEIGH_EVERY = 4  # slots
LITTLE = 10.0  # of variation: steady sounds and silence are like nothing
NEVER = -1_000_000
FLOOR = 1e-9

LAG = np.arange(LAGS)
WHISPER = 1e-7  # added to every energy, so that silence has a logarithm
SILENCE = float(np.log10(WHISPER))

Bands = NDArray[np.float64]


class EchoGuard:
    """One candidate's room. Feed everything played, ask about windows in which there is speech."""

    def __init__(self) -> None:
        self._spoken_bands = _band_matrix(SPOKEN_RATE, SPOKEN_RATE * SLOT_MS // 1000)
        self._heard_bands = _band_matrix(HEARD_RATE, HEARD_RATE * SLOT_MS // 1000)
        self._played = np.zeros((KEPT, BANDS))
        self._played_log = np.full((KEPT, BANDS), SILENCE)
        self._slots = np.full(KEPT, NEVER)
        self._rest = np.zeros(0, np.float32)
        self._rest_at = 0.0
        self._heard_mean: Bands | None = None
        self._played_mean: Bands | None = None
        self._xy, self._yy = np.zeros(LAGS), np.zeros(LAGS)
        self._xx = 0.0
        self._learnt_slots = 0
        self._delay: int | None = None
        self._candidate_delay = 0
        self._for_slots = 0
        self._gain: Bands | None = None
        self._lately: deque[tuple[int, Bands]] = deque(maxlen=REMEMBERED)
        self._loudest = 0.0
        self._echoes = 0

    @property
    def heard_often(self) -> bool:
        """Enough echo that headphones are worth a hint."""
        return self._echoes >= OFTEN_SLOTS

    @property
    def delay_ms(self) -> int | None:
        """How long after it was due the echo is heard, once that is known."""
        return None if self._delay is None else self._delay * SLOT_MS

    def played(self, pcm24k: bytes, at: float) -> None:
        """This chunk leaves for the loudspeaker, to be heard from about `at` ms on."""
        self.played_all(((pcm24k, at),))

    def played_all(self, chunks: Iterable[tuple[bytes, float]]) -> None:
        """So did these, one after the other."""
        cut = [window for pcm24k, at in chunks for window in self._cut(pcm24k, at)]
        if cut:
            slots = np.array([slot for slot, _ in cut])
            energies = _energies(np.stack([window for _, window in cut]), self._spoken_bands)
            self._slots[slots % KEPT] = slots  # of two with one place the later stays
            self._played[slots % KEPT] = energies
            self._played_log[slots % KEPT] = np.log10(energies + WHISPER)

    def _cut(self, pcm24k: bytes, at: float) -> list[tuple[int, Samples]]:
        """The windows that are whole now, each with its slot."""
        samples = np.frombuffer(pcm24k, "<i2").astype(np.float32) / 32768.0
        if abs(self._rest_at + len(self._rest) * 1000 / SPOKEN_RATE - at) > SLOT_MS:
            self._rest = samples
            self._rest_at = at
        else:
            self._rest = np.concatenate((self._rest, samples))
        length, cut = SPOKEN_RATE * SLOT_MS // 1000, []
        while len(self._rest) >= length:
            cut.append((round(self._rest_at / SLOT_MS), self._rest[:length]))
            self._rest = self._rest[length:]
            self._rest_at += SLOT_MS
        return cut

    def flushed(self, now: int) -> None:
        """What was to be heard later than now never will be."""
        later = self._slots * SLOT_MS > now
        self._slots[later] = NEVER
        self._rest = np.zeros(0, np.float32)

    def is_echo(self, window: Samples, at: int, *, speech: bool) -> bool:
        """Does what was played explain this window (512 samples that ended at `at`)?

        To be asked about every window, because silence teaches too; only windows with `speech` can be
        called echo.
        """
        return self.are_echoes([window], [at], speech=speech)[0]

    def are_echoes(
        self, windows: Sequence[Samples], ends: Sequence[int], *, speech: bool
    ) -> list[bool]:
        """`is_echo` of these, one after the other."""
        if not windows:
            return []
        energies = _energies(np.stack(windows), self._heard_bands)
        return [
            self._judge(heard, round((at - SLOT_MS) / SLOT_MS), speech=speech)
            for heard, at in zip(energies, ends, strict=True)
        ]

    def _judge(self, heard: Bands, slot: int, *, speech: bool) -> bool:
        if not self._playing(slot):
            return False
        voice = speech and not self._explains(heard, slot)
        if not voice or self._gain is None:
            self._lately.append((slot, heard))
        self._learn(heard, slot)
        self._echoes += speech and not voice
        return speech and not voice

    def admit(self) -> None:
        """What was taken for the candidate lately was an echo: from now on only louder sounds count,
        until the delay and the factors are known better."""
        self._loudest = max((float(heard.sum()) for _, heard in self._lately), default=0.0)
        self._gain = None

    def forget_delay(self) -> None:
        """Another device: learn anew."""
        self._delay = None
        self._gain = None
        self._loudest = 0.0
        self._lately.clear()
        self._learnt_slots = self._for_slots = 0
        self._xy[:] = self._yy[:] = 0.0
        self._xx = 0.0
        self._heard_mean = self._played_mean = None

    def _explains(self, heard: Bands, slot: int) -> bool:
        if self._delay is not None and self._gain is not None:
            explained = float((self._gain * self._recent(slot - self._delay)).sum())
        elif self._learnt_slots < GREETING_SLOTS:
            return True
        else:
            explained = self._loudest
        return explained > FLOOR and bool(heard.sum() <= LOUDER * explained)

    def _playing(self, slot: int) -> bool:
        past = slot - LAG
        return bool((self._slots[past % KEPT] == past).any())

    def _at(self, slots: NDArray[np.int64]) -> Bands:
        """Played energies of these slots; silence where nothing was played."""
        known = self._slots[slots % KEPT] == slots
        return np.asarray(np.where(known[..., None], self._played[slots % KEPT], 0.0))

    def _recent(self, slot: int) -> Bands:
        """What the room still holds of what was played up to this slot, give or take one slot."""
        energies = self._at(np.arange(slot - 6, slot + 2))
        fading = DECAY ** np.array([6, 5, 4, 3, 2, 1, 0, 0.0])
        return np.asarray((energies * fading[:, None]).max(axis=0))

    def _learn(self, heard: Bands, slot: int) -> None:
        now = np.log10(heard + WHISPER)
        past = slot - LAG
        known = self._slots[past % KEPT] == past
        before = np.where(known[:, None], self._played_log[past % KEPT], SILENCE)
        if self._heard_mean is None or self._played_mean is None:
            self._heard_mean, self._played_mean = now.copy(), before[0].copy()
        self._heard_mean += 0.02 * (now - self._heard_mean)
        self._played_mean += 0.02 * (before[0] - self._played_mean)
        x, y = now - self._heard_mean, before - self._played_mean
        self._xy = FORGET * self._xy + y @ x
        self._yy = FORGET * self._yy + (y * y).sum(axis=1)
        self._xx = FORGET * self._xx + float(x @ x)
        self._learnt_slots += 1
        if self._learnt_slots >= ENOUGH_SLOTS:
            self._find_delay()
        if self._delay is not None and (self._gain is None or slot % WEIGH_EVERY == 0):
            self._weigh(self._delay)

    def _find_delay(self) -> None:
        likeness = self._xy / np.sqrt((self._xx + LITTLE) * (self._yy + LITTLE))
        best = int(np.argmax(likeness))
        elsewhere = likeness.copy()
        elsewhere[max(0, best - 4) : best + 5] = -np.inf
        clear = likeness[best] > STANDS_OUT and likeness[best] > elsewhere.max() + ABOVE_OTHERS
        same = abs(best - self._candidate_delay) <= 1
        self._for_slots = self._for_slots + 1 if clear and same else int(clear)
        self._candidate_delay = best
        if self._for_slots >= FOR_SLOTS:
            self._delay = best
        elif self._delay is not None and likeness[self._delay] < FADED:
            self._delay = self._gain = None

    def _weigh(self, delay: int) -> None:
        """How much of what is played comes back, per band, over the loud windows of late in which
        nobody was heard to speak. Most of them, rather than half, because an echo has peaks."""
        echo = np.array([self._recent(slot - delay) for slot, _ in self._lately])
        heard = np.array([heard for _, heard in self._lately])
        total = echo.sum(axis=1)
        loud = total > 0.1 * total.max()
        if total.max() > LOUD_ENOUGH and loud.sum() >= LOUD_SLOTS:
            self._gain = np.quantile(heard[loud] / (echo[loud] + FLOOR), 0.75, axis=0)


def repeats(text: str, line: str) -> bool:
    """Are these recognised words the interviewer's own, come back through the loudspeaker?"""
    said, spoken = words(text), words(line)
    if len(said) < 2:
        return False
    known = set(spoken)
    return sum(word in known for word in said) >= 0.75 * len(said) and _in_order(said, spoken) >= (
        0.6 * len(said)
    )


def _in_order(said: list[str], spoken: list[str]) -> int:
    """Length of the longest common subsequence of words."""
    row = [0] * (len(spoken) + 1)
    for word in said:
        diagonal = 0
        for column, other in enumerate(spoken, 1):
            above = row[column]
            row[column] = diagonal + 1 if word == other else max(above, row[column - 1])
            diagonal = above
    return row[-1]


@cache
def _band_matrix(rate: int, length: int) -> Bands:
    edges = np.geomspace(150.0, 3_800.0, BANDS + 1)
    bins = np.fft.rfftfreq(length, 1.0 / rate)
    inside = (bins >= edges[:-1, None]) & (bins < edges[1:, None])
    return inside / float(length) ** 2


@cache
def _hann(length: int) -> NDArray[np.float64]:
    return np.hanning(length)


def _energies(windows: NDArray[np.float32], bands: Bands) -> Bands:
    """Of windows (rows of samples), a row of bands each."""
    spectrum = np.fft.rfft(windows * _hann(windows.shape[1]))
    return np.asarray((spectrum.real**2 + spectrum.imag**2) @ bands.T)
