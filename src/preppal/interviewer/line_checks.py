"""Whether words that a model wrote may be spoken as the interviewer's (INTERVIEWING §5, LLM mode). Pure.

Certain faults only, and in doubt against the model: the built-in line stands behind it and is always fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from preppal.interviewer.attribution import is_farewell
from preppal.interviewer.line_cues import ENDS, JUDGES, LINK, NO_PERSON, PRIVATE, WEIGHS
from preppal.interviewer.line_words import COMMON, NO_NAMES
from preppal.interviewer.questions import load_bank
from preppal.interviewer.unfit import unfit

MOST_WORDS = 30
MOST_SIGNS = 60  # of Chinese or Japanese, which count as half a word
INTRODUCTION_WORDS = 12
LEAK_WORDS = 5
MOST_CHARACTERS = 400

_MARKUP = re.compile(r"[*_#`<>{}\[\]|~^\\/@()]|https?:|www\.|^\s*(?:[-•]|\d+[.)])\s", re.M)
_LABEL = re.compile(r"^\s*(?:interviewer|assistant|me|line|answer|[A-Z][a-z]+ ?):", re.I)
_QUESTION = re.compile(r"[?？]+")
_ASKS = re.compile(
    r"[?？]|(?:^|[.,!;:—–-]\s+|\b(?:and|then|so|please) )"
    r"(?:tell|describe|walk|take|explain|give|think of|help|show|talk|say|set|name|pick|start)\b",
    re.I,
)
_TELLS = re.compile(r"\b(?:tell|describe|explain|walk|talk) (?:me|us|to|what|how|who|why)\b", re.I)
_OPENS = re.compile(
    r"(?:^|[.,;:!?—–]\s+|\band )(?:and |so |then |but )?(?:what|how|who|when|where|why|which)\b",
    re.I,
)
_MOST_OPENINGS = 2
""""Who did what, and where do you come in?" is one question; a third clause makes a list."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]*)[\"“”«»„]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[^\s.!?…:\"”’)]\s)[“\"‘]?([A-Z][^\W\d_]+)")
_OWNER = re.compile(r"(?:^|[.!?…:]\s+)([A-Z][^\W\d_]+)['’]s\b")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one line is held to, made once a line by `limits_of`.

    ``built_in`` is the line that stands behind it: its language, its subject. ``heard`` are the candidate's
    words, which alone may be quoted, as `_flat` has them; ``numbers`` those that were said or written, ``names``
    all words that were, in lower case.
    ``asks``: whether it must ask something, may, or must not.
    """

    built_in: str
    heard: str
    numbers: frozenset[str]
    names: frozenset[str]
    points: tuple[str, ...]
    asks: Literal["must", "may", "not"]
    most_words: int = MOST_WORDS


def limits_of(
    built_in: str,
    said: Iterable[str],
    known: Iterable[str],
    points: Iterable[str],
    asks: Literal["must", "may", "not"],
    most_words: int = MOST_WORDS,
) -> Limits:
    """``said`` are the candidate's words, ``known`` other texts that a number or a name may come from."""
    spoken = " ".join(said)
    everything = " ".join((built_in, spoken, *known))
    return Limits(
        built_in=built_in,
        heard=_flat(spoken),
        numbers=frozenset(_numbers(everything)),
        names=frozenset(_stem(word) for word in _WORD.findall(everything)),
        points=tuple(points),
        asks=asks,
        most_words=most_words,
    )


def fault(text: str, limits: Limits, *, whole: bool) -> str:
    """Why ``text`` must not be spoken, or "". Not ``whole``: more of it is still to come."""
    plain = text.strip()
    if not plain:
        return "empty" if whole else ""
    asked = len(_QUESTION.findall(plain))
    found = {
        "markup": _MARKUP.search(plain) or "\n" in plain or LINK.search(plain),
        "a sign nobody can speak": not _speakable(plain),
        "a label": _label(plain) not in ("", _label(limits.built_in)),
        "too long": length_of(plain) > limits.most_words or len(plain) > MOST_CHARACTERS,
        "two questions": asked > 1 or _asks_twice(plain),
        "a question of its own": limits.asks == "not"
        and (asked or _ASKS.search(plain) or _OPENS.search(plain)),
        "no person": NO_PERSON.search(plain),
        "a judgement": JUDGES.search(plain) or WEIGHS.search(plain),
        "a private matter": _private(plain, limits),
        "unfit": unfit(plain),
        "an end": ENDS.search(plain) or is_farewell(plain),
        "another language": _another_language(plain, limits.built_in),
        "leaks what is looked for": leaks(plain, limits.points, limits.built_in),
        "a quotation nobody said": _misquotes(plain, limits.heard),
        "a number nobody said": _numbers(_ended(plain, whole)) - limits.numbers,
        "a name nobody said": _names(_ended(text.lstrip(), whole), limits.built_in) - limits.names,
        "asks nothing": whole and limits.asks == "must" and not _ASKS.search(plain),
    }
    return next((name for name, there in found.items() if there), "")


def written_wrong(text: str, built_in: str) -> str:
    """What is wrong in any language with ``text`` as something to speak in the place of ``built_in``, or ""."""
    plain = text.strip()
    if "\n" in plain or LINK.search(plain):
        return "markup"
    if _MARKUP.search(plain) and not _MARKUP.search(built_in):
        return "markup"
    if not _speakable(plain):
        return "a sign nobody can speak"
    return "unfit" if unfit(plain) else ""


def english_words(text: str) -> float:
    """The share of its words that are among the commonest English ones; 0 of a few words."""
    words = [word.lower() for word in _WORD.findall(text)]
    return sum(word in COMMON["en"] for word in words) / len(words) if len(words) > 3 else 0.0


def _label(text: str) -> str:
    """ "interviewer:" before what is said; "Context:" of a built-in line is one of its words."""
    found = _LABEL.search(text)
    return found[0].strip().lower() if found else ""


def _asks_twice(text: str) -> bool:
    """Two things to tell, something to tell behind a question, or three questions under one mark."""
    tells = [found.start() for found in _TELLS.finditer(text)]
    mark = _QUESTION.search(text)
    behind = mark is not None and any(at > mark.end() for at in tells)
    return len(tells) > 1 or behind or len(_OPENS.findall(text)) > _MOST_OPENINGS


def _speakable(text: str) -> bool:
    """Neither pictures nor signs that nobody sees."""
    if text.isascii():
        return text.isprintable() or "\n" in text
    return not any(unicodedata.category(sign) in ("So", "Cf", "Cc", "Co", "Cs") for sign in text)


def length_of(text: str) -> int:
    """Words; two Chinese or Japanese signs are one."""
    signs = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + (signs + 1) // 2


def leaks(text: str, points: Iterable[str], built_in: str) -> bool:
    """Five words in a row of an anchor, or of what an answer to this question should hold."""
    ours = _runs(built_in)
    said = _runs(text) - ours
    return bool(said & _anchors()) or any(said & _runs(point) for point in points)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    return {tuple(words[i : i + LEAK_WORDS]) for i in range(len(words) - LEAK_WORDS + 1)}


@cache
def _anchors() -> frozenset[tuple[str, ...]]:
    competencies = load_bank().competencies.values()
    texts = [text for competency in competencies for text in competency.anchors.values()]
    return frozenset(run for text in texts for run in _runs(text))


def _private(text: str, limits: Limits) -> bool:
    """A private matter that our own line does not name: "customers with children" may be the subject."""
    own = {word.lower() for word in PRIVATE.findall(limits.built_in)}
    return any(word.lower() not in own for word in PRIVATE.findall(text))


def _misquotes(text: str, heard: str) -> bool:
    """Words in quotation marks that the candidate did not say."""
    return any(_flat(words) not in heard for words in _QUOTED.findall(text) if _flat(words))


def _flat(text: str) -> str:
    return " ".join(word.lower().replace("’", "'") for word in _WORD.findall(text))


def _numbers(text: str) -> set[str]:
    return {number.strip(".,") for number in _NUMBER.findall(text)}


def _ended(text: str, whole: bool) -> str:
    """What is said so far without a last word that may go on: "15" comes in one piece or two."""
    return text if whole else re.sub(r"[\w'’.,]+$", "", text)


def _names(text: str, built_in: str) -> set[str]:
    """Words with a capital in the middle of a sentence, or that own something; of German none, for all nouns have one."""
    if _language_of(built_in) == "de":
        return set()
    found = {_stem(word) for word in (*_NAME.findall(text), *_OWNER.findall(text))}
    return found - NO_NAMES


def _stem(word: str) -> str:
    return word.lower().replace("’", "'").partition("'")[0]


def _another_language(text: str, built_in: str) -> bool:
    """Another script than the built-in line's, or more everyday words of another language than of its own."""
    signs, ours = len(_CJK.findall(text)), len(_CJK.findall(built_in))
    if bool(signs) != bool(ours) and (signs or len(text) > 20):
        return True
    letters = [sign for sign in text if sign.isalpha() and not _CJK.match(sign)]
    if letters and sum(ord(sign) > 0x24F for sign in letters) > len(letters) / 4:
        return True
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {key: sum(word in common for word in words) for key, common in COMMON.items()}
    own = _language_of(built_in)
    return own != "" and any(count > counts[own] + 1 for count in counts.values())


def _language_of(text: str) -> str:
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {key: sum(word in common for word in words) for key, common in COMMON.items()}
    best = max(counts, key=lambda key: counts[key])
    return best if counts[best] > 0 else ""
