"""Sound in which every 40 ms carries its number, so that what is lost, doubled or moved shows.

The number sits in four samples too small to be heard; the rest is a tone, or silence.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

UP_SAMPLES = 640
"""40 ms at 16 kHz."""
DOWN_SAMPLES = 960
"""40 ms at 24 kHz."""
UP_BYTES, DOWN_BYTES = 2 * UP_SAMPLES, 2 * DOWN_SAMPLES
DIGITS, BASE = 4, 32
LOUD = 0.02
"""Root mean square, of 1, from which the double takes sound for speech."""

_UP_TONE = (6000 * np.sin(np.arange(UP_SAMPLES) * 0.15)).astype("<i2")
_DOWN_TONE = (6000 * np.sin(np.arange(DOWN_SAMPLES) * 0.1)).astype("<i2")


def heard(number: int, *, loud: bool) -> bytes:
    """A microphone frame of the candidate's."""
    return _marked(_UP_TONE if loud else np.zeros(UP_SAMPLES, "<i2"), number)


def spoken(number: int) -> bytes:
    """40 ms of the interviewer's voice."""
    return _marked(_DOWN_TONE, number)


def _marked(samples: np.ndarray, number: int) -> bytes:
    marked = samples.copy()
    for place in range(DIGITS):
        marked[place] = number // BASE**place % BASE
    return marked.tobytes()


def numbers(pcm: bytes | bytearray, frame_bytes: int) -> list[int]:
    """The numbers in whole frames of sound, in order."""
    assert len(pcm) % frame_bytes == 0, "a frame was torn"
    samples = np.frombuffer(pcm, "<i2").reshape(-1, frame_bytes // 2)[:, :DIGITS].astype(int)
    return [int(sum(row[place] * BASE**place for place in range(DIGITS))) for row in samples]


def loudness(pcm: bytes) -> float:
    samples = np.frombuffer(pcm[: len(pcm) & ~1], "<i2").astype(np.float32) / 32768
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0


def without_repeats(received: Iterable[int], *, reach: int) -> list[int]:
    """What was heard, when after a broken connection the newest frames were sent again.

    A step back of at most `reach` frames begins such a repeat; anything else stays, to be seen.
    """
    whole: list[int] = []
    for number in received:
        back = whole[-1] - number + 1 if whole else 0
        if not (0 < back <= min(reach, len(whole)) and whole[-back] == number):
            whole.append(number)
    return whole
