"""The words that a correction takes out and puts in. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

Kind = Literal["same", "out", "in"]
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# Chinese and Japanese signs are words of their own; others end at a space, which they keep.
_TOKEN = re.compile(rf"[{_UNSPACED}]\s*|[^\s{_UNSPACED}]+\s*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both have, that were only heard ("out"), or that are only written ("in").

    ``text`` keeps the spaces behind its words.
    """

    kind: Kind
    text: str
    words: int


def stretches(heard: str, written: str) -> tuple[Stretch, ...]:
    """From what was heard to what is written, with as many words kept as can be.

    Without those that are "out" it is ``written``, without those that are "in" it is ``heard``, but for
    spaces. Where words are replaced, those that were heard come first.
    """
    old, new = _tokens(heard), _tokens(written)
    return tuple(
        Stretch(kind, "".join(tokens), len(tokens))
        for kind, tokens in _differences(old, new)
        if tokens
    )


def changed_words(found: Sequence[Stretch]) -> tuple[int, int]:
    """How many words were taken out and how many put in."""
    out, put = (sum(one.words for one in found if one.kind == kind) for kind in ("out", "in"))
    return out, put


def words_in(text: str) -> int:
    """As they are counted here."""
    return len(_tokens(text))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(f"{text.strip()} ")


def _differences(old: list[str], new: list[str]) -> Iterator[tuple[Kind, list[str]]]:
    edits = LCSseq.opcodes([token.rstrip() for token in old], [token.rstrip() for token in new])
    out: list[str] = []
    put: list[str] = []
    for edit in edits:
        if edit.tag == "equal":
            yield "out", out
            yield "in", put
            yield "same", new[edit.dest_start : edit.dest_end]
            out, put = [], []
        else:
            out = out + old[edit.src_start : edit.src_end]
            put = put + new[edit.dest_start : edit.dest_end]
    yield "out", out
    yield "in", put
