"""A posting's text as a set of hashed three-word pieces, without what job boards put around it."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from preppal.job_descriptions import vocabulary as v

Shingles = NDArray[np.uint32]
"""Sorted and without repetition."""

WIDTH = 3
"""Words in a piece. Scripts without spaces: characters."""
_TOKEN = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+(?:[+#]+(?!\\w))?"
)
_HYPHEN = re.compile(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])")
_NUMBERING = re.compile(r"^(?:- )?\d{1,2}[.)]\s+", re.MULTILINE)
_REST_OF_THE_PAGE = re.compile(
    r"^\W*(?:(?:more|similar|related|other|recommended|suggested|matching|nearby|further) (?:jobs|roles|vacancies|positions|openings|opportunities|postings)\b.*"
    r"|jobs (?:like this|you (?:may|might) (?:also )?like|similar to this).*|people (?:also|who) (?:viewed|searched|applied).*|candidates also viewed.*"
    r"|(?:popular|related|recent|trending|top) searches.*|you (?:may|might) also (?:like|be interested in).*|explore (?:similar|more|other) (?:jobs|roles).*"
    r"|ähnliche (?:jobs|stellen).*|weitere (?:jobs|stellen).*|(?:empleos|ofertas|trabajos) (?:similares|relacionad[oa]s).*|相似职位.*|类似职位.*)\W*$",
    re.IGNORECASE,
)
LONGEST_BUTTON = 50
"""Characters of what a board writes in a line of its own. Longer lines are the posting's."""
_GLUED = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
"""Where copying from a page lost the end of a line: "DutiesAnswer calls". Also splits "GitHub", always."""
FURNITURE_AFTER = 0.3
"""Where the text's first part ends, in which a heading of a board cannot begin the rest of its page."""


def own_text(content: str) -> str:
    """A cleaned posting without the board's furniture: buttons, counts, and other jobs below it."""
    lines = _HYPHEN.sub("", content).split("\n")
    return "\n".join(
        line
        for line, is_furniture in zip(lines, furniture(lines), strict=True)
        if line and not is_furniture
    )


def furniture(lines: Sequence[str]) -> list[bool]:
    """Which lines of a cleaned posting are the board's and not the posting's."""
    length = sum(map(len, lines))
    found: list[bool] = []
    passed, is_rest = 0, False
    for line in lines:
        is_rest = is_rest or (
            passed > FURNITURE_AFTER * length and _REST_OF_THE_PAGE.fullmatch(line) is not None
        )
        passed += len(line)
        button = len(line) <= LONGEST_BUTTON and v.NOISE.fullmatch(line.strip(" -|·•"))
        found.append(is_rest or bool(line and button))
    return found


def tokens(text: str) -> list[str]:
    """The words of `own_text`, folded; numbers of a list left out."""
    folded = unicodedata.normalize("NFKC", _GLUED.sub(" ", _NUMBERING.sub("", text)))
    return _TOKEN.findall(folded.casefold())


def shingle(words: list[str]) -> Shingles:
    """Every run of `WIDTH` words, hashed; of a shorter text the whole."""
    last = max(1, len(words) - WIDTH + 1)
    return hashed({" ".join(words[start : start + WIDTH]) for start in range(last)} - {""})


def hashed(pieces: Collection[str]) -> Shingles:
    """Each piece as 32 bits of its BLAKE2 digest: the same in every process, and in the database."""
    digests = b"".join(hashlib.blake2b(piece.encode(), digest_size=4).digest() for piece in pieces)
    return np.unique(np.frombuffer(digests, np.dtype("<u4")).astype(np.uint32))
