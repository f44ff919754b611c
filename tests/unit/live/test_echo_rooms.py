"""The interviewer through loudspeakers in simulated rooms: nobody is taken for cutting in who does not,
and whoever does is heard. Voices are recordings; rooms have delay, reverberation, a small loudspeaker that
distorts, and hiss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from preppal.interviewer.patience import Patience
from preppal.interviews.live.echo import EchoGuard
from preppal.interviews.live.segmenting import Segmenter, VoiceOff, VoiceOn
from tests import voices

Sound = NDArray[np.float64]

RATE = 16_000
SECONDS = 10
LOUD = 0.004  # a voice activity network takes an echo for speech, as it should
CUTS_IN_AT = 6.0


@dataclass(frozen=True)
class Room:
    """`gain` of the loudspeaker at the microphone; `reverberation_s` until it is 60 dB down; `drive` bends
    the loudspeaker's cone: 0 is none."""

    gain: float
    delay_ms: int
    reverberation_s: float = 0.3
    drive: float = 0.0

    def hears(self, played: Sound) -> Sound:
        rng = np.random.default_rng(7)
        sound = small_loudspeaker(played, self.drive)
        length = int(self.reverberation_s * RATE)
        tail = rng.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
        tail /= np.sqrt((tail**2).sum())
        tail[0] += 1.4  # the direct way is 3 dB louder than all others
        late = np.concatenate((np.zeros(self.delay_ms * RATE // 1000), sound))
        size = len(late) + length
        heard = np.fft.irfft(np.fft.rfft(late, size) * np.fft.rfft(tail, size), size)[: len(played)]
        return self.gain * heard + rng.standard_normal(len(played)) * 0.0008


def small_loudspeaker(sound: Sound, drive: float) -> Sound:
    """Nothing under 250 Hz, and a cone that does not follow loud sounds."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    thin = np.fft.irfft(spectrum * np.minimum(1.0, hertz / 250.0) ** 2, len(sound))
    return np.tanh(drive * thin) / drive if drive else thin


def interviewer() -> Sound:
    return voices.samples("answer_3")[: SECONDS * RATE].astype(np.float64)


def candidate(loudness: float) -> Sound:
    sound = np.zeros(SECONDS * RATE)
    begin = int(CUTS_IN_AT * RATE)
    voice = voices.samples("barge_in")[int(0.4 * RATE) :].astype(np.float64)[: len(sound) - begin]
    sound[begin : begin + len(voice)] = loudness * voice
    return sound


def cut_in(played: Sound, microphone: Sound) -> list[float]:
    """Seconds at which the interviewer would have fallen silent."""
    guard, segmenter, found = EchoGuard(), Segmenter(), []
    at_24k = np.interp(np.arange(SECONDS * 24_000) / 1.5, np.arange(len(played)), played)
    pcm = (at_24k * 32_767).astype("<i2").tobytes()
    since: int | None = None
    sent = 0
    for start in range(0, len(microphone) - 512, 512):
        at = (start + 512) // 16
        while sent * 40 < at + 240:  # the browser has a quarter of a second in hand
            guard.played(pcm[sent * 1_920 : (sent + 1) * 1_920], sent * 40)
            sent += 1
        window = microphone[start : start + 512].astype(np.float32)
        speech = float(np.sqrt(np.mean(window**2))) > LOUD
        echo = guard.is_echo(window, at, speech=speech)
        for signal in segmenter.feed(window, float(speech and not echo), at):
            if isinstance(signal, VoiceOn):
                since = signal.at
            elif isinstance(signal, VoiceOff):
                since = None
        if since is not None and segmenter.last_voice - since >= Patience().barge_in_ms:
            found.append(at / 1000)
            since = None
    return found


ROOMS = [
    Room(gain=0.05, delay_ms=180, reverberation_s=0.4),
    Room(gain=0.1, delay_ms=60, reverberation_s=0.2, drive=3.0),
    Room(gain=0.1, delay_ms=350, reverberation_s=0.6),
    Room(gain=0.3, delay_ms=180, reverberation_s=0.4, drive=3.0),
    Room(gain=0.6, delay_ms=60, reverberation_s=0.2),
    Room(gain=0.6, delay_ms=350, reverberation_s=0.6, drive=3.0),
]
"""Under 0.03 an echo is hardly over the hiss and not always learnt: its words give it away (`repeats`)."""


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_the_interviewer_does_not_cut_in_on_themselves(room: Room) -> None:
    assert cut_in(interviewer(), room.hears(interviewer())) == []


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_whoever_cuts_in_is_heard_through_the_echo(room: Room) -> None:
    voice = candidate(2.0 * max(room.gain, 0.25))
    found = cut_in(interviewer(), room.hears(interviewer()) + voice)
    assert found
    assert CUTS_IN_AT + 0.19 <= found[0] <= CUTS_IN_AT + 0.6
