"""Signs that a recogniser made words up: loops, repetitions, silence, its own prompt. Pure."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

LOOP_RATIO = 2.2  # how far text that repeats itself compresses (Radford et al. 2022, §4.5)
LOOP_CHARACTERS_PER_SECOND = 28  # nobody speaks faster
SAID_AGAIN_WORDS = 4  # people repeat a word or three, not a sentence
SILENCE_PROBABILITY = 0.6
SILENCE_LOG_PROBABILITY = -0.8
SURELY_SILENCE = 0.9

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    log_probability: float  # mean over tokens
    silence: float  # probability that nobody spoke


def is_loop(text: str, seconds: float) -> bool:
    """Does this look like a decoder that repeats itself rather than like speech?"""
    raw = text.encode()
    if not raw:
        return False
    return (
        len(raw) / len(zlib.compress(raw)) > LOOP_RATIO
        or len(text) / max(seconds, 0.5) > LOOP_CHARACTERS_PER_SECOND
    )


def says_it_twice(text: str) -> bool:
    """Are there words, as many as a short sentence has, and then the same again at once?"""
    words = [word.lower() for word in WORD.findall(text)]
    for length in range(SAID_AGAIN_WORDS, len(words) // 2 + 1):
        same = 0
        for before, after in zip(words, words[length:], strict=False):
            same = same + 1 if before == after else 0
            if same == length:
                return True
    return False


def is_silence(decoded: Decoded) -> bool:
    """Words for sound in which the model itself hears nobody."""
    return decoded.silence > SURELY_SILENCE or (
        decoded.silence > SILENCE_PROBABILITY and decoded.log_probability < SILENCE_LOG_PROBABILITY
    )


def echoes(prompt: str, decoded: Decoded) -> bool:
    """On faint sounds the decoder likes to say what it was prompted with."""
    said = decoded.text.strip(" .").lower()
    return decoded.silence > 0.3 and len(said) > 3 and said in prompt.lower()
