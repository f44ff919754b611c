"""Recorded voices: what a candidate's microphone hears, made by `make.py` with Debian's synthesisers.

`truth.json` has the words and the pauses of each recording.
"""

from __future__ import annotations

import json
import re
import wave
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent
RATE = 16_000
FRAME_BYTES = 1_280  # 40 ms of PCM16
FRAME_MS = 40

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
SAME = {str(number): word for number, word in enumerate(ONES)} | {
    "behavior": "behaviour",
    "200": "two hundred",
    "10%": "ten percent",
    "40%": "forty percent",
}


@cache
def truth() -> dict[str, dict[str, Any]]:
    facts: dict[str, dict[str, Any]] = json.loads((FOLDER / "truth.json").read_text())
    return facts


@cache
def samples(name: str) -> NDArray[np.float32]:
    """The recording as float32 in -1..1, 16 kHz mono."""
    return np.frombuffer(pcm(name), "<i2").astype(np.float32) / 32768.0


@cache
def pcm(name: str) -> bytes:
    """The recording as PCM16, 16 kHz mono."""
    lossless = FOLDER / f"{name}.flac"
    return decoded(lossless if lossless.exists() else FOLDER / f"{name}.ogg")


def decoded(file: Path) -> bytes:
    """A sound file as PCM16, 16 kHz mono."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(file) as recording:
        pieces = [
            piece.to_ndarray()[0]
            for frame in [*recording.decode(audio=0), None]
            for piece in resampler.resample(frame)
        ]
    return bytes(np.concatenate(pieces).astype("<i2").tobytes())


def silence(seconds: float) -> bytes:
    return bytes(2 * int(seconds * RATE))


def write_wav(target: Path, *parts: bytes) -> None:
    """A WAV file of PCM16 parts, as Chromium's fake microphone wants it."""
    with wave.open(str(target), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(parts))


def plain_words(text: str) -> list[str]:
    """Words as they are compared: lower case, no punctuation, numbers spelled out."""
    spelled = " ".join(SAME.get(w.strip(".,?!"), w) for w in text.lower().replace("-", " ").split())
    return re.sub(r"[^a-z0-9' ]", " ", spelled).split()


def word_errors(said: str, heard: str) -> float:
    """Word error rate: substitutions, insertions and deletions over the words that were said."""
    wanted, got = plain_words(said), plain_words(heard)
    row = list(range(len(got) + 1))
    for count, word in enumerate(wanted, 1):
        before, row = row, [count]
        for column, other in enumerate(got, 1):
            substitution = before[column - 1] + (word != other)
            row.append(min(before[column] + 1, row[column - 1] + 1, substitution))
    return row[-1] / max(1, len(wanted))
