"""Margins: a side of a page that is dates, labels or heads, and speaks of the other side row by row."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from preppal.documents.marks import without_mark
from preppal.documents.page_rows import Row, grouped, is_date, letters, part, replace_text, width

OPEN_END = re.compile(
    r"(?:[-–—~]|\bto|\bbis|\bau|\bà|\ba|\bhasta|至|到|\bseit|\bsince|\bab)$", re.I
)
OPEN_START = re.compile(
    r"^(?:[-–—~]|to\b|bis\b|至|heute|present|actualidad|aujourd|today|current|now\b)", re.I
)
RANGE = re.compile(r"\d\s*[-–—]")
Gutter = tuple[float, float, float, str]
"""Its x, the stretch's top and bottom, and on which side is a margin: `left`, `right` or nowhere."""


def margin_side(left: list[Row], right: list[Row], body: float) -> str:
    """Where rows are read across, the side of dates, labels or heads that speak of the other side."""
    if is_margin(left, right, body, is_left=True):
        return "left"
    return "right" if is_margin(right, left, body, is_left=False) else ""


def is_margin(margin: list[Row], text: list[Row], body: float, *, is_left: bool) -> bool:
    """Whether ``margin`` speaks of ``text``, row by row.

    Dates do. So do labels and heads, when what they speak of begins on their rows and they say less.
    """
    lengths = [len(row.text) for row in margin]
    dated = sum(is_date(row.text) for row in margin)
    wide = width(margin) > 0.9 * width(text)
    aligned = sum(on_row_of(row, text) for row in margin) / len(margin)
    if dated >= max(2, 0.4 * len(margin)):
        # With at most a place below each: they speak of the other side, whatever their rows.
        return not wide or aligned >= 0.8
    if not is_left and aligned >= 0.9 and is_set_right(margin) and not wide:
        return True
    if not is_left or width(margin) > 0.75 * width(text) or len(margin) > 1.8 * len(text):
        return False
    if sum(lengths) / len(lengths) > 24 or any(without_mark(row.text)[1] for row in margin):
        return False
    begun = [on_row_of(group[0], margin) for group in grouped(text)]
    if len(margin) > 1.1 * len(text) and is_tight(margin):
        return False
    if dated >= 2 and len(begun) > 2 and sum(begun) >= 0.85 * len(begun):
        return True
    if len(begun) >= 5 and sum(begun) >= 0.9 * len(begun) and not is_tight(margin):
        return True
    if aligned >= 0.8 and not is_tight(margin) and heads_stand_alone(margin, text):
        return True
    return aligned >= 0.7 and len(margin) <= 1.1 * len(text) and are_labels(margin, text)


def is_set_right(rows: list[Row]) -> bool:
    """Whether rows end at one edge and begin anywhere: places and dates set to the right."""
    rights = [row.pieces[-1].right for row in rows]
    lefts = [row.pieces[0].left for row in rows]
    return max(rights) - min(rights) < 3 and max(lefts) - min(lefts) > 3


def heads_stand_alone(margin: list[Row], text: list[Row]) -> bool:
    """Whether what stands out in a margin has its row for itself, as a table's heads do."""
    usual = median(row.size for row in margin)
    heads = [row for row in margin if stands_out(row, usual)]
    return len(heads) == len(margin) or not any(on_row_of(row, text) for row in heads)


def is_tight(rows: list[Row]) -> bool:
    """Whether lines stand as close as in a list or a text; a table's rows have air between them."""
    pitches = [after.baseline - before.baseline for before, after in pairwise(rows)]
    return median(pitches) < 1.5 * median(row.size for row in rows)


def are_labels(margin: list[Row], text: list[Row]) -> bool:
    groups = grouped(margin)
    if not all(on_row_of(group[0], text) for group in groups):
        return False
    usual = median(row.size for row in margin)
    for group in groups:
        if stands_out(group[0], usual) and any(not stands_out(row, usual) for row in group[1:]):
            return False  # a head with its own text below it: a column
    if len(margin) > 1.7 * len(groups) and len(text) < 1.3 * len(margin):
        # Close rows on both sides: labels only if the other side says more on each.
        return letters(text) > 1.35 * letters(margin)
    return len(text) >= 0.9 * len(margin)


def on_row_of(row: Row, rows: list[Row]) -> bool:
    near, baseline = 0.4 * row.size, row.baseline
    return any(-near <= baseline - other.baseline <= near for other in rows)


def stands_out(row: Row, usual: float) -> bool:
    piece = row.pieces[0]
    return piece.is_bold or piece.size > 1.12 * usual or (row.text.isupper() and len(row.text) > 3)


def join_margins(rows: list[Row], margins: Sequence[Gutter]) -> list[Row]:
    """A date that takes two lines in its margin is joined, and stands on the first one's row."""
    joined = list(rows)
    for x, top, bottom, side in margins:
        if side != "left":
            continue
        anchor: int | None = None
        for index, row in enumerate(joined):
            if not top - 1 <= row.baseline <= bottom + 1:
                continue
            cell = part(row, -1e9, x - 1)
            if cell is None:
                continue
            before = part(joined[anchor], -1e9, x - 1) if anchor is not None else None
            if anchor is not None and before is not None and belongs(before, cell, row, x):
                last = before.pieces[-1]
                whole = replace_text(last, f"{last.text} {cell.text}")
                joined[anchor] = Row(
                    (*(p for p in joined[anchor].pieces if p is not last and p.left < x - 1), whole,
                     *(p for p in joined[anchor].pieces if p.left >= x - 1))
                )  # fmt: skip
                rest = tuple(piece for piece in row.pieces if piece.left >= x - 1)
                joined[index] = Row(rest) if rest else row
                if not rest:
                    joined[index] = Row((replace_text(row.pieces[0], ""),))
            else:
                anchor = index
    return [row for row in joined if row.text.strip()]


def belongs(before: Row, cell: Row, row: Row, x: float) -> bool:
    """Whether a margin's cell goes on with the one above: a date over two lines, or a label."""
    distance = cell.baseline - before.baseline
    is_short = len(before.text) + len(cell.text) < 40 and distance < 3 * cell.size
    is_open = OPEN_END.search(before.text) or OPEN_START.search(cell.text)
    if is_short and is_open and is_date(before.text) and not RANGE.search(cell.text):
        return True
    is_alone = all(piece.left < x - 1 for piece in row.pieces)
    alike = [(p.is_bold, round(p.size)) for p in (before.pieces[-1], cell.pieces[0])]
    return (
        is_alone and distance < 1.5 * cell.size and alike[0] == alike[1] and not is_date(cell.text)
    )
