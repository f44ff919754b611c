"""Words, sentences and rare terms of what was said."""

import re
from collections.abc import Iterable
from functools import lru_cache

# Longer answers are read at both ends: a result stands at the end, a scene at the beginning.
_HEAD, _TAIL = 9_000, 4_000


def spoken(text: str) -> str:
    """The part of an answer that is read, apostrophes made straight, spaces made single."""
    if len(text) > _HEAD + _TAIL:
        text = f"{text[:_HEAD]} {text[-_TAIL:]}"
    return " ".join(text.replace("’", "'").replace("‘", "'").split())


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*%?")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FILLERS = frozenset(["um", "uh", "er", "erm", "uhm", "hmm", "hm", "mm", "ah", "eh", "mhm"])
COMMON = frozenset(
    [
        *(
            "the",
            "a",
            "an",
            "and",
            "or",
            "but",
            "of",
            "to",
            "in",
            "on",
            "at",
            "for",
            "with",
            "from",
        ),
        *(
            "by",
            "as",
            "that",
            "this",
            "it",
            "its",
            "i",
            "you",
            "we",
            "they",
            "he",
            "she",
            "me",
            "my",
        ),
        *(
            "our",
            "us",
            "them",
            "their",
            "his",
            "her",
            "was",
            "were",
            "is",
            "are",
            "be",
            "been",
            "am",
        ),
        *("had", "have", "has", "do", "did", "does", "not", "no", "so", "then", "there", "which"),
        *("who", "what", "when", "where", "how", "if", "because", "about", "would", "could", "can"),
        *("will", "just", "very", "really", "also", "all", "some", "one", "up", "out", "after"),
    ]
)


def words_of(text: str) -> list[str]:
    """Lower-case words without fillers; of Chinese, Japanese and Korean every two characters."""
    cjk = _CJK.findall(text) if not text.isascii() else []
    found = _WORD.findall((_CJK.sub(" ", text) if cjk else text).lower())
    kept = [word for word in found if word not in _FILLERS]
    return kept + ["".join(cjk[i : i + 2]) for i in range(0, len(cjk), 2)]


def rare_terms(texts: Iterable[str]) -> frozenset[str]:
    """The words a story is recognised by."""
    return frozenset[str]().union(*(_rare_terms(text) for text in texts))


@lru_cache(maxsize=256)
def _rare_terms(text: str) -> frozenset[str]:
    return frozenset(
        word for word in words_of(spoken(text)) if len(word) > 3 and word not in COMMON
    )


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Jaccard similarity, 0 to 1."""
    return len(left & right) / len(left | right) if left and right else 0.0


_LONG_SENTENCE = 32
_SPLIT_LONG = re.compile(
    r"\s+(?=(?:and then|and so|so i|but|and i|because|after that|in the end)\b)", re.I
)


def sentences_of(text: str) -> list[str]:
    """Sentences; long unpunctuated speech is cut before "and then", "so I" and the like."""
    pieces: list[str] = []
    for sentence in re.split(r"(?<=[.!?。！？])\s*|\n+", text):
        if len(sentence.split()) > _LONG_SENTENCE:
            pieces += _SPLIT_LONG.split(sentence)
        elif sentence.strip():
            pieces.append(sentence)
    return pieces
