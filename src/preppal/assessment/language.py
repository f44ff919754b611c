"""Whether words are English: this reviewer reads nothing else, and must not judge what it cannot read."""

from __future__ import annotations

import re
from collections.abc import Collection

from preppal.assessment.cues import COMMON_ENGLISH
from preppal.assessment.sentences import words_in

# English prose has about half of its words among the commonest ones; other languages a few by chance.
LEAST_ENGLISH = 0.15
LEAST_WORDS = 12  # below this a name and a number may be all there is
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")


def mostly_english(words: Collection[str]) -> bool:
    """Whether enough of these lower-case words are common English ones."""
    return sum(word in COMMON_ENGLISH for word in words) >= LEAST_ENGLISH * len(words)


def in_other_script(text: str) -> bool:
    """Whether most of its letters are not Latin."""
    others = len(_OTHER_SCRIPT.findall(text))
    return others > 0 and 0 < len(_LETTER.findall(text)) < 2 * others


def can_read(text: str) -> bool:
    """False where an answer is in another script, or long enough to tell and not English."""
    if in_other_script(text):
        return False
    words = [word.text for word in words_in(text)]
    return len(words) < LEAST_WORDS or mostly_english(words)
