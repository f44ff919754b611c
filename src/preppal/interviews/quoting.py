"""Quotes and where they stand: letters for spans, turns cut into marked and unmarked pieces."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import Protocol

from preppal.assessment.transcript import AssessedTurn
from preppal.interviews.gaps import Gap, gaps_before
from preppal.interviews.pages import Piece, TranscriptTurn
from preppal.interviews.quotes import Quote

NOBODY: Mapping[int, str] = {}
Span = tuple[int, int, int]
"""Turn's seq, start and end in characters."""


class Verbatim(Protocol):
    """Evidence of any kind: words of a candidate's turn, and where they stand in it."""

    @property
    def turn_seq(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quote(self) -> str: ...


def span_of(evidence: Verbatim) -> Span:
    return evidence.turn_seq, evidence.start, evidence.end


def letter_spans(evidence: Iterable[Verbatim]) -> dict[Span, str]:
    """A letter for each distinct span, in the order they were said: a … z, aa, ab …"""
    spans = sorted({span_of(found) for found in evidence})
    return {span: _letter(number) for number, span in enumerate(spans)}


def _letter(number: int) -> str:
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + ascii_lowercase[last]


def spoken_at(turn: AssessedTurn, offset: int) -> int:
    """When the character at ``offset`` was about said, in ms, taking the turn as evenly spoken."""
    share = offset / max(1, len(turn.text))
    return round(turn.started_ms + share * (turn.ended_ms - turn.started_ms))


def quote_of(
    evidence: Verbatim, letters: Mapping[Span, str], turns: Mapping[int, AssessedTurn]
) -> Quote:
    turn = turns[evidence.turn_seq]
    return Quote(
        letter=letters[span_of(evidence)],
        text=evidence.quote,
        turn_seq=evidence.turn_seq,
        at_ms=spoken_at(turn, evidence.start),
    )


def transcript_turns(
    turns: Sequence[AssessedTurn],
    letters: Mapping[Span, str],
    gaps: Iterable[Gap] = (),
    worded: Mapping[int, str] = NOBODY,
) -> tuple[TranscriptTurn, ...]:
    """Every turn, cut where quotes start and end. Joined again, the pieces are the turn's text. ``worded``
    says by number who found the words of a turn."""
    before = gaps_before(turns, gaps)
    return tuple(
        TranscriptTurn(
            seq=turn.seq,
            speaker=turn.speaker,
            at_ms=turn.started_ms,
            pieces=_pieces(turn, letters),
            interrupted=turn.interrupted,
            gap=before.get(turn.seq),
            worded_by=worded.get(turn.seq, ""),
        )
        for turn in turns
    )


def _pieces(turn: AssessedTurn, letters: Mapping[Span, str]) -> tuple[Piece, ...]:
    spans = {
        (start, end): letter for (seq, start, end), letter in letters.items() if seq == turn.seq
    }
    cuts = sorted({0, len(turn.text), *(at for span in spans for at in span)})
    return tuple(
        Piece(
            text=turn.text[left:right],
            letters=tuple(x for (start, end), x in spans.items() if start <= left < end),
            starts=tuple(x for (start, _), x in spans.items() if start == left),
            ends=tuple(x for (_, end), x in spans.items() if end == right),
        )
        for left, right in pairwise(cuts)
    )
