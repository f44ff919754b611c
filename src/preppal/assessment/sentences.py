"""Speech into sentences and clauses, each a span of the raw text.

Recognised speech may come without punctuation or capitals, so long pieces are also cut before
spoken connectors (INTERVIEWING.md §6.1). Nothing is ever rewritten: a `Word` keeps the raw
offsets of what it normalises, so any run of words maps back to verbatim text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


def word_set(listed: str) -> frozenset[str]:
    """The words of a space-separated list."""
    return frozenset(listed.split())


# A word is a run of letters or digits, with inner apostrophes, hyphens or decimal marks. Accents may
# follow their letters as characters of their own. Chinese, Japanese and Korean characters count one
# each. A sign of money before and of per cent after belongs to the number, for who quotes it.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_LETTERS = rf"(?:[^\W_{_UNSPACED}][\u0300-\u036f]*)+"
_WORD = re.compile(
    rf"[$€£]?(?P<bare>[{_UNSPACED}]|{_LETTERS}(?:['’\-]{_LETTERS}|[.,:]\d+)*)(?: ?%)?", re.UNICODE
)
# A sentence ends at its mark, when a space, a closing quote or the end of the text follows.
# Looked for once in a row of marks: from each of them on, a long row would take its square.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?=\s|$)|[。！？]+|\n+")
_ABBREVIATIONS = word_set("mr mrs ms dr prof st vs e.g i.e eg ie approx dept")
_MAY_END = word_set("a.m p.m inc ltd etc")  # end a sentence only before a capital
# What stands before a full stop: "isn't" ends a sentence, the initial of a name does not, "a B" does.
_LAST_WORD = re.compile(r"(?P<article>\b(?:an?|the) )?(?P<last>[\w.'’\-]+)$", re.IGNORECASE)
_CLAUSE_MARK = re.compile(r"[,;:()–—\"“”]| - ")
_ONE_WORD_FILLERS = word_set("um umm uh uhm er erm eh hmm mm mhm ah äh")
_TWO_WORD_FILLERS = frozenset({("you", "know"), ("sort", "of"), ("kind", "of"), ("i", "mean")})
# "like" is a filler unless one of these stands before it ("I like", "looked like", "be like").
_BEFORE_REAL_LIKE = word_set(
    "i you we they he she it's would i'd we'd they'd you'd looks look looked looking feel feels"
    " felt sound sounds sounded seem seems seemed be is was were are something things stuff people"
    " much more just exactly don't didn't doesn't not to really also smell taste acted shaped"
)

# Spoken connectors at which an unpunctuated piece may be cut, longest first.
_CUT_BEFORE: tuple[tuple[str, ...], ...] = (
    ("at", "the", "end"),
    ("in", "the", "end"),
    ("and", "in"),
    ("and", "after"),
    ("and", "then"),
    ("and", "the"),
    ("and", "my"),
    ("and", "by"),
    ("and", "so"),
    ("and", "i"),
    ("and", "we"),
    ("and", "it"),
    ("and", "he"),
    ("and", "she"),
    ("and", "they"),
    ("so", "i"),
    ("so", "we"),
    ("so", "the"),
    ("then", "i"),
    ("then", "we"),
    ("after", "that"),
    ("which", "told"),
    ("which", "meant"),
    ("which", "is"),
    ("but",),
    ("because",),
    ("anyway",),
)
_CONNECTORS_BY_WORD = {
    first: tuple(connector for connector in _CUT_BEFORE if connector[0] == first)
    for first in {connector[0] for connector in _CUT_BEFORE}
}
LONG_PIECE = 32  # words: longer pieces are cut at connectors
WORDS_BEFORE_CUT = 7
HARD_LIMIT = 45  # words: where even connectors fail


@dataclass(frozen=True, slots=True)
class Word:
    """A normalised word (lower case, straight apostrophe) and its raw offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one turn.

    `words` leaves fillers out; `joined` is their texts with single spaces, for cue patterns;
    `breaks` are indexes into `words` at which a clause begins.
    """

    words: tuple[Word, ...]
    is_question: bool
    breaks: frozenset[int]
    joined: str = field(default="")
    starts: tuple[int, ...] = ()

    def text_in(self, turn: str) -> str:
        """Its words as they stand in the turn's text, first to last."""
        return turn[self.words[0].start : self.words[-1].end] if self.words else ""

    def word_at(self, position: int) -> int:
        """Index of the word that holds character `position` of `joined`."""
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.starts[middle] <= position:
                low = middle
            else:
                high = middle - 1
        return low


def words_in(text: str) -> list[Word]:
    """Every word of `text`, fillers included."""
    return [
        Word(match["bare"].lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]


def filler_flags(words: Sequence[Word]) -> list[bool]:
    """True for each word that belongs to a filler ("um", "you know", "like" as a filler)."""
    flags = [word.text in _ONE_WORD_FILLERS for word in words]
    for index, word in enumerate(words):
        before = words[index - 1].text if index else ""
        after = words[index + 1].text if index + 1 < len(words) else ""
        if (word.text, after) in _TWO_WORD_FILLERS and _is_aside(word.text, before, words, index):
            flags[index] = flags[index + 1] = True
        elif word.text == "like" and before not in _BEFORE_REAL_LIKE and after:
            flags[index] = index > 0
    return flags


def _is_aside(first: str, before: str, words: Sequence[Word], index: int) -> bool:
    """Whether a two-word filler is one here: not "do you know", "some kind of", "what I mean"."""
    if first in {"sort", "kind"}:
        return before not in {"a", "some", "this", "that", "any", "what", "the", "every", "same"}
    if first == "you":
        following = words[index + 2].text if index + 2 < len(words) else ""
        return before not in {
            "do",
            "did",
            "if",
            "as",
            "once",
            "when",
            "that",
        } and following not in {
            "how",
            "what",
            "why",
            "whether",
            "who",
        }
    return before not in {"what", "do", "if"}


def sentences(text: str) -> list[Sentence]:
    """Split one turn into sentences; every character offset refers to `text`."""
    found: list[Sentence] = []
    ends = [*_sentence_ends(text), (len(text), len(text))]
    every = words_in(text)
    at = 0
    for mark_start, mark_end in ends:
        piece: list[Word] = []
        while at < len(every) and every[at].start < mark_end:
            piece.append(every[at])
            at += 1
        if piece:
            asked = "?" in text[mark_start:mark_end] or "？" in text[mark_start:mark_end]
            flags = filler_flags(piece)
            kept = [word for word, filler in zip(piece, flags, strict=True) if not filler]
            found.extend(_sentence(text, part, asked) for part in _cut(kept))
    return found


def _sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text):
        if match.group().startswith("."):
            before = _LAST_WORD.search(text[max(0, match.start() - 12) : match.start()])
            last = before["last"].lower() if before else ""
            following = text[match.end() : match.end() + 2].strip()
            if last in _MAY_END and following[:1].islower():
                continue
            initial = len(last) == 1 and last.isalpha() and last != "i"
            if last in _ABBREVIATIONS or (initial and before and not before["article"]):
                continue
        yield match.start(), match.end()


def _cut(words: list[Word]) -> Iterator[list[Word]]:
    """Cut a piece longer than `LONG_PIECE` words before connectors, else at `HARD_LIMIT`."""
    if len(words) <= LONG_PIECE:
        if words:
            yield words
        return
    current: list[Word] = []
    for index, word in enumerate(words):
        at_connector = len(current) >= WORDS_BEFORE_CUT and _connector_at(words, index)
        if at_connector or len(current) >= HARD_LIMIT:
            yield current
            current = []
        current.append(word)
    yield current


def _connector_at(words: Sequence[Word], index: int) -> bool:
    return any(
        all(
            index + offset < len(words) and words[index + offset].text == text
            for offset, text in enumerate(connector)
        )
        for connector in _CONNECTORS_BY_WORD.get(words[index].text, ())
    )


def _sentence(text: str, words: Sequence[Word], asked: bool) -> Sentence:
    breaks = {0}
    starts: list[int] = []
    position = 0
    for index, word in enumerate(words):
        starts.append(position)
        position += len(word.text) + 1
        if index and (
            _CLAUSE_MARK.search(text[words[index - 1].end : word.start])
            or _connector_at(words, index)
        ):
            breaks.add(index)
    return Sentence(
        words=tuple(words),
        is_question=asked,
        breaks=frozenset(breaks),
        joined=" ".join(word.text for word in words),
        starts=tuple(starts),
    )
