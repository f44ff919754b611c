"""An answer as a model may read it, and the way back from what it quotes to the raw words.

Sentences that order the reviewer about are left out, names are masked, signs nobody sees are dropped; every sign that
is left knows its place in the raw text. So a quotation is found exactly or not at all (INTERVIEWING.md §8.3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from preppal.assessment.model_assessor.masking import Hidden, Mask, mask_of
from preppal.assessment.orders import without_orders
from preppal.assessment.sentences import sentences, words_in
from preppal.assessment.transcript import AnswerTurn

LEAST_WORDS, MOST_WORDS = 4, 40
_SENTENCE_ENDS = ".!?。！？…\n"
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘‚‛`´ʼ＇", "'"),
        **dict.fromkeys("“”„«»‟＂", '"'),
        **dict.fromkeys("‐‑‒–—―", "-"),
    }
)
_AROUND = " \"'.,;:!?-()[]*"
_UNSPACED = "\u2e80"  # scripts from here on write no spaces between words


@dataclass(frozen=True)
class Shown:
    """One turn. Sign ``n`` of ``text`` stands for ``raw[starts[n]:ends[n]]``; ``left_out`` are raw ranges."""

    seq: int
    prompted: bool
    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    left_out: tuple[tuple[int, int], ...]

    def part(self, low: int, high: int) -> Shown:
        """Some of its signs, as a turn of its own."""
        return Shown(
            self.seq,
            self.prompted,
            self.raw,
            self.text[low:high],
            self.starts[low:high],
            self.ends[low:high],
            self.left_out,
        )

    @cached_property
    def _compared(self) -> tuple[str, tuple[int, ...]]:
        """The signs that are compared, and which sign of ``text`` each comes from."""
        normal = list(_normal(self.text))
        return "".join(sign for sign, _ in normal), tuple(at for _, at in normal)

    def find(self, quote: str) -> tuple[int, int] | None:
        """Where ``quote`` stands in the raw text, word for word; None where it does not, or is too short or long."""
        needle = "".join(sign for sign, _ in _normal(quote)).strip(_AROUND)
        if not LEAST_WORDS <= len(words_in(needle)) <= MOST_WORDS:
            return None
        hay, places = self._compared
        at = hay.find(needle)
        while at >= 0:
            until = at + len(needle)
            low, high = self.starts[places[at]], self.ends[places[until - 1]]
            whole = not _joined(hay, at) and not _joined(hay, until)
            if whole and not any(a < high and low < b for a, b in self.left_out):
                return low, high
            at = hay.find(needle, at + 1)
        return None


def show(answers: Sequence[AnswerTurn], hidden: Hidden) -> tuple[Shown, ...]:
    """The candidate's turns of one answer; of some nothing may be left."""
    mask = mask_of([answer.turn.text for answer in answers], hidden)
    return tuple(_turn(answer, mask) for answer in answers)


def mask_text(text: str, hidden: Hidden) -> str:
    """A question or a follow-up with its names masked."""
    masks = mask_of([text], hidden).over(text)
    for low, high, name in reversed(masks):
        text = f"{text[:low]}{name}{text[high:]}"
    return text


def _turn(answer: AnswerTurn, mask: Mask) -> Shown:
    raw = answer.turn.text
    out = tuple(_orders(raw))
    signs: list[tuple[str, int, int]] = []
    masks = {low: (high, name) for low, high, name in mask.over(raw)}
    gaps = dict(out)
    at = 0
    while at < len(raw):
        if at in gaps:
            signs.append(("\n", at, gaps[at]))
            at = gaps[at]
        elif at in masks:
            high, name = masks[at]
            signs.extend((sign, at, high) for sign in name)
            at = high
        else:
            if unicodedata.category(raw[at]) != "Cf":
                signs.append((raw[at], at, at + 1))
            at += 1
    return Shown(
        seq=answer.turn.seq,
        prompted=answer.prompted,
        raw=raw,
        text="".join(sign for sign, _, _ in signs),
        starts=tuple(low for _, low, _ in signs),
        ends=tuple(high for _, _, high in signs),
        left_out=out,
    )


def _orders(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of sentences that order the reviewer about, each up to the next sentence."""
    spoken = sentences(text)
    kept = {sentence.words[0].start for sentence in without_orders(text, spoken)}
    starts = [_begin(text, sentence.words[0].start) for sentence in spoken]
    low: int | None = None
    for sentence, start in zip(spoken, starts, strict=True):
        if sentence.words[0].start not in kept:
            low = start if low is None else low
        elif low is not None:
            yield low, start
            low = None
    if low is not None:
        yield low, len(text)


def _begin(text: str, at: int) -> int:
    """Where a sentence begins, with the marks before its first word."""
    while at > 0 and not text[at - 1].isalnum() and text[at - 1] not in _SENTENCE_ENDS:
        at -= 1
    return at


def _normal(text: str) -> Iterator[tuple[str, int]]:
    """The signs that are compared, each with the index of the sign it comes from: compatible forms, case, quotation
    marks, dashes and spaces are one."""
    spaced = True
    for at, sign in enumerate(text):
        if unicodedata.category(sign) == "Cf":
            continue
        for plain in unicodedata.normalize("NFKD", sign.translate(_ALIKE)).casefold():
            if plain.isspace():
                if not spaced:
                    yield " ", at
                spaced = True
            else:
                yield plain, at
                spaced = False


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on across ``at``."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if max(before, after) >= _UNSPACED and not unicodedata.combining(after):
        return False
    return before.isalnum() and (after.isalnum() or bool(unicodedata.combining(after)))
