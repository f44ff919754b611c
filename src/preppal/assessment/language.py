"""Whether words are English: this reviewer reads nothing else, and must not judge what it cannot read.

``common_words.txt`` has the words that English speakers use in their answers, one a line: ``training/words.py``
makes it from the graded answers. Of 11,165 sentences by authors it was not made from, none had fewer than half of its
words in it, and no answer fewer than three quarters; sentences in other languages, in leetspeak or in code had 0 to 50
in a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from preppal.assessment.cues import COMMON_ENGLISH, GENERIC, STOP_WORDS
from preppal.assessment.sentences import Word, sentences, word_set, words_in

COMMON_WORDS = Path(__file__).with_name("common_words.txt")
# English prose has about half of its words among the commonest ones; other languages a few by chance.
LEAST_ENGLISH = 0.15
LEAST_WORDS = 12  # below this a name and a number may be all there is
LEAST_KNOWN = 0.5  # of a sentence's words
LEAST_KNOWN_OF_ALL = 0.6  # of an answer's
LEAST_SHARE = 0.5  # of an answer's words in English sentences, where these are few
LEAST_COUNTED = 4  # words: below this a sentence may be a list of tools
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_INNER = re.compile(r"['’\-]")


@cache
def common_words() -> frozenset[str]:
    """What English speakers say, in small letters; no names."""
    return word_set(COMMON_WORDS.read_text("utf-8")) | STOP_WORDS | GENERIC


def mostly_english(words: Collection[str]) -> bool:
    """Whether enough of these lower-case words are common English ones."""
    return sum(word in COMMON_ENGLISH for word in words) >= LEAST_ENGLISH * len(words)


def in_other_language(text: str, words: Sequence[Word]) -> bool:
    """Whether ``text``, whose words these are, is in another script, or most of its words are unknown. Figures, and names
    within it, say nothing of a language."""
    return _is_other(text, words, LEAST_KNOWN)


def _is_other(text: str, words: Sequence[Word], least: float) -> bool:
    if _in_other_script(text[words[0].start : words[-1].end]):
        return True
    telling = [
        word.text
        for at, word in enumerate(words)
        if not word.text.isdigit() and not (at and text[word.start].isupper())
    ]
    known = sum(map(_is_known, telling))
    return len(telling) >= LEAST_COUNTED and known < least * len(telling)


def can_read(text: str) -> bool:
    """False where an answer is in another language, as far as its length tells. A sentence in another one
    beside English ones is none of the answer, and takes nothing from it."""
    words = words_in(text)
    if not words or _is_english(text, words):
        return True
    english = [
        word
        for sentence in sentences(text)
        if not in_other_language(text, sentence.words)
        for word in sentence.words
    ]
    if len(english) < min(LEAST_WORDS, LEAST_SHARE * len(words)):
        return False
    return bool(english) and _is_english(text, english)


def _is_english(text: str, words: Sequence[Word]) -> bool:
    if _is_other(text, words, LEAST_KNOWN_OF_ALL):
        return False
    return len(words) < LEAST_WORDS or mostly_english([word.text for word in words])


def _is_known(word: str) -> bool:
    known = common_words()
    return word in known or all(part in known for part in _INNER.split(word)[: 1 + word.count("-")])


def _in_other_script(text: str) -> bool:
    """Whether most of its letters are not Latin."""
    others = len(_OTHER_SCRIPT.findall(text))
    return others > 0 and 0 < len(_LETTER.findall(text)) < 2 * others
