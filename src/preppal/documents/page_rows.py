"""Pieces of a page put on their baselines, and what a row of them looks like."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from preppal.documents.glyphs import Piece

MONTHS = (
    "jan|feb|fév|mar|mär|apr|abr|avr|may|mai|maj|jun|jui|jul|aug|ago|aoû|sep|set|oct|okt|out|nov|dec|dez|dic|déc|ene|"
    "spring|summer|winter|fall|autumn|sommer|verano|été"
)
DATED = re.compile(
    rf"(?:19|20)\d\d|\b(?:{MONTHS})[a-zäéûç]*\.? ?[’'‘]?\d\d\b|\b(?:present|heute|actualidad|presente|atual|today|now|current)\b|至今",
    re.I,
)


class Row:
    """Pieces on one baseline, from left to right."""

    __slots__ = ("baseline", "pieces", "size", "text")

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        largest = max(pieces, key=lambda piece: piece.size)
        self.pieces = pieces
        self.baseline = largest.baseline
        self.size = largest.size
        self.text = " ".join(piece.text for piece in pieces)


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces put on their baselines, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.baseline, piece.left)):
        for row in reversed(rows[-3:]):
            near = max if row[0].size == piece.size else min
            if abs(row[0].baseline - piece.baseline) <= 0.38 * near(row[0].size, piece.size):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [Row(tuple(sorted(row, key=lambda piece: piece.left))) for row in rows]


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    return len(text) <= 34 and bool(DATED.search(text))


def part(row: Row, start: float, end: float) -> Row | None:
    inside = tuple(piece for piece in row.pieces if start <= piece.left < end)
    return Row(inside) if inside else None


def letters(rows: list[Row]) -> float:
    return sum(len(row.text) for row in rows) / len(rows)


def width(rows: list[Row]) -> float:
    return max(row.pieces[-1].right for row in rows) - min(row.pieces[0].left for row in rows)


def grouped(rows: list[Row]) -> list[list[Row]]:
    """Rows that follow one another closely."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and row.baseline - groups[-1][-1].baseline < 1.75 * row.size:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def replace_text(piece: Piece, text: str) -> Piece:
    return replace(piece, text=text)
