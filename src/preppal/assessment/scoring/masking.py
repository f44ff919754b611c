"""What the reader is given of an answer: its carrying sentences without names, sex or figures.

Whose name it is, whether "she" or "he" did it, and how large a number is cannot move a score then
(INTERVIEWING.md §6.7: swapped or doubled, the same).
"""

from __future__ import annotations

import re

from preppal.assessment.findings import Heard
from preppal.assessment.scoring.hearing import HeardAnswer
from preppal.assessment.scoring.naming import is_initials

SOMEBODY = "Sam"
SOME_NUMBER = "12"
_ABBREVIATION = re.compile(
    r"[A-Z](?:[A-Z\d-]|$)"
)  # SQL, HR, B-tree, plan C: of a trade, not of a person
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SEXLESS = {
    "he": "they",
    "she": "they",
    "him": "their",
    "her": "their",
    "his": "their",
    "hers": "their",
    "himself": "themself",
    "herself": "themself",
    "mr": "dear",
    "mrs": "dear",
    "ms": "dear",
    "man": "person",
    "woman": "person",
    "men": "people",
    "women": "people",
    "gentleman": "person",
    "lady": "person",
}
_SEXED = re.compile(rf"\b(?:{'|'.join(_SEXLESS)})\b", re.IGNORECASE)


def masked_sentences(heard: HeardAnswer) -> list[str]:
    """One text for each of ``heard.carrying``, each with a full stop or the mark that was said."""
    names = heard.names
    return [_masked(heard.text, item, names) for item in heard.carrying]


def masked_question(question: str) -> str:
    """The question by the same rules, but for its names: they are the interviewer's."""
    return _plain(question)


def _masked(text: str, item: Heard, names: frozenset[int]) -> str:
    words = item.labelled.sentence.words
    parts, at, after_name = [], words[0].start, False
    for word in words:
        written = text[word.start : word.end]
        is_name = word.start in names and (is_initials(written) or not _ABBREVIATION.match(written))
        if is_name:
            # "Li Wei" is one person, as "Li" is.
            parts += ["" if after_name else text[at : word.start] + SOMEBODY]
            at = word.end
        after_name = is_name
    end = words[-1].end
    mark = text[end : end + 1]
    return _plain("".join((*parts, text[at:end]))) + (mark if mark in ("?", "!") else ".")


def _plain(text: str) -> str:
    numbered = _NUMBER.sub(SOME_NUMBER, text)
    return _SEXED.sub(lambda found: _SEXLESS[found[0].lower()], numbered)
