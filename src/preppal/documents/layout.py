"""Columns and rows of a page, found from where its pieces of text stand.

A page is cut where a left edge that several lines share has free space on its left over a stretch of the
page. Such a gutter parts columns, which are read one after the other; or it parts a margin (dates, labels,
heads) from what the margin speaks of, and then each row is read across, its cells parted by a tab.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise
from statistics import median

from preppal.documents.glyphs import Piece
from preppal.documents.mending import take_mark, unspace
from preppal.documents.model import Box, Line

CELL_GAP = 1.05  # of the size: wider than any space in a justified line
MONTHS = (
    "jan|feb|fév|mar|mär|apr|abr|avr|may|mai|maj|jun|jui|jul|aug|ago|aoû|sep|set|oct|okt|out|nov|dec|dez|dic|déc|ene|"
    "spring|summer|winter|fall|autumn|sommer|verano|été"
)
DATED = re.compile(
    rf"(?:19|20)\d\d|\b(?:{MONTHS})[a-zäéûç]*\.? ?[’'‘]?\d\d\b|\b(?:present|heute|actualidad|presente|atual|today|now|current)\b|至今",
    re.I,
)
OPEN_END = re.compile(
    r"(?:[-–—~]|\bto|\bbis|\bau|\bà|\ba|\bhasta|至|到|\bseit|\bsince|\bab)$", re.I
)
OPEN_START = re.compile(
    r"^(?:[-–—~]|to\b|bis\b|至|heute|present|actualidad|aujourd|today|current|now\b)", re.I
)
RANGE = re.compile(r"\d\s*[-–—]")
LEAST_ROWS = 3
Gutter = tuple[float, float, float, str]
"""Its x, the stretch's top and bottom, and on which side is a margin: `left`, `right` or nowhere."""


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


def lay_out(pieces: Sequence[Piece], page: int, first_block: int) -> list[Line]:
    """The lines of a page in reading order."""
    upright = [piece for piece in pieces if piece.is_upright]
    lines: list[Line] = []
    block = first_block
    for rows, margins in read_region(upright, depth=0):
        lines.extend(line_of(row, margins, page, block) for row in rows)
        block += 1
    turned = [piece for piece in pieces if not piece.is_upright]
    lines.extend(Line(piece.text, page, block, None, piece.size, piece.is_bold) for piece in turned)
    return lines


def read_region(pieces: Sequence[Piece], depth: int) -> list[tuple[list[Row], tuple[Gutter, ...]]]:
    """Blocks in reading order: each its rows, and the gutters across which they are read."""
    if not pieces:
        return []
    rows = rows_of(pieces)
    if depth > 5 or len(rows) < LEAST_ROWS:
        return [(rows, ())]
    margins: list[Gutter] = []
    for gutter in find_gutters(pieces, rows):
        x, top, bottom, margin = gutter
        if margin:
            margins.append(gutter)
            continue
        above = [piece for piece in pieces if piece.baseline < top]
        below = [piece for piece in pieces if piece.baseline > bottom]
        inside = [piece for piece in pieces if top <= piece.baseline <= bottom]
        left = [piece for piece in inside if piece.left < x - 1]
        right = [piece for piece in inside if piece.left >= x - 1]
        if not left or not right:
            continue
        return [
            block for part in (above, left, right, below) for block in read_region(part, depth + 1)
        ]
    return [(join_margins(rows, margins), tuple(margins))]


def find_gutters(pieces: Sequence[Piece], rows: list[Row]) -> list[Gutter]:
    """Gutters of a region, the strongest first."""
    found: list[tuple[float, Gutter]] = []
    baselines = [row.baseline for row in rows]
    body = median(piece.size for piece in pieces)
    for x in shared_edges(pieces, body):
        for top, bottom in free_stretches(pieces, x, body):
            low, high = bisect_left(baselines, top), bisect_left(baselines, bottom + 0.1)
            low, high = trimmed(rows, low, high, x)
            inside = rows[low:high]
            if not inside:
                continue
            top, bottom = inside[0].pieces[0].baseline - 2, inside[-1].pieces[0].baseline + 2
            left = [cut for row in inside if (cut := part(row, -1e9, x - 1))]
            right = [cut for row in inside if (cut := part(row, x - 1, 1e9))]
            if len(left) < 2 or len(right) < 2 or len(left) + len(right) < 2 * LEAST_ROWS:
                continue
            margin = margin_side(left, right, body)
            if not margin and not (
                is_column(right, x, body) and is_dense(left) and is_dense(right)
            ):
                continue
            strength = min(len(left), len(right)) + 0.25 * max(len(left), len(right))
            found.append((strength, (x, top, bottom, margin)))
    found.sort(key=lambda pair: -pair[0])
    return [gutter for _, gutter in found]


def is_column(rows: list[Row], x: float, body: float) -> bool:
    """Whether rows begin at a left edge or its indents; dates set to the right and centred lines do not."""
    near = sum(x - 2 <= row.pieces[0].left <= x + 2.6 * body for row in rows)
    return near >= 0.6 * len(rows)


def is_dense(rows: list[Row]) -> bool:
    """Whether lines follow one another as a text's do; a few strewn over the height are no column."""
    if len(rows) < LEAST_ROWS:
        return False
    pitch = median(after.baseline - before.baseline for before, after in pairwise(rows))
    return pitch < 3 * median(row.size for row in rows)


@lru_cache(maxsize=4096)
def is_date(text: str) -> bool:
    return len(text) <= 34 and bool(DATED.search(text))


def trimmed(rows: list[Row], low: int, high: int, x: float) -> tuple[int, int]:
    """A stretch without the few rows at its ends that only one side has, where whole lines go on: a head
    above two columns, or the next one below them."""

    def has_right(number: int) -> bool:
        return rows[number].pieces[-1].left >= x - 1

    if high < len(rows):
        last = high
        while last > low and not has_right(last - 1):
            last -= 1
        if high - last <= 3:
            high = last
    if low > 0:
        first = low
        while first < high and not has_right(first):
            first += 1
        if first - low <= 2:
            low = first
    return low, high


def part(row: Row, start: float, end: float) -> Row | None:
    inside = tuple(piece for piece in row.pieces if start <= piece.left < end)
    return Row(inside) if inside else None


def shared_edges(pieces: Sequence[Piece], body: float) -> list[float]:
    """Left edges at which at least two pieces begin and left of which others end."""
    edges = sorted(piece.left for piece in pieces)
    clusters: list[list[float]] = []
    for edge in edges:
        if clusters and edge - clusters[-1][0] < 3:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    leftmost = edges[0]
    return [
        cluster[0] for cluster in clusters if len(cluster) >= 2 and cluster[0] > leftmost + 2 * body
    ]


def free_stretches(pieces: Sequence[Piece], x: float, body: float) -> list[tuple[float, float]]:
    """Where no piece stands in the gutter left of ``x``: from baseline to baseline, both belonging to it."""
    gap = max(0.75 * body, 5.0)
    ordered = sorted(pieces, key=lambda piece: piece.baseline)
    blocked = [p.baseline for p in ordered if p.left < x - 1 and p.right > x - gap]
    stretches: list[tuple[float, float]] = []
    current: list[float] = []
    walls = iter([*blocked, 1e9])
    wall = next(walls)
    for piece in ordered:
        if piece.left < x - 1 and piece.right > x - gap:
            continue
        while piece.baseline > wall - 2:
            if abs(piece.baseline - wall) <= 2:
                break
            if current:
                stretches.append((current[0], current[-1]))
                current = []
            wall = next(walls)
        if abs(piece.baseline - wall) <= 2:
            continue  # on the row of a piece that crosses
        current.append(piece.baseline)
    if current:
        stretches.append((current[0], current[-1]))
    return stretches


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
    if not is_left or width(margin) > 0.75 * width(text) or len(margin) > 1.8 * len(text):
        return False
    if sum(lengths) / len(lengths) > 24 or any(take_mark(row.text)[1] for row in margin):
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


def marked_in(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The texts of neighbours that look alike, where a row's pieces do not all look alike."""
    looks = {(piece.is_bold, piece.is_italic) for piece in pieces}
    if len(looks) < 2:
        return ()
    groups = groupby(pieces, key=lambda piece: (piece.is_bold, piece.is_italic))
    return tuple(" ".join(piece.text for piece in group) for look, group in groups if any(look))


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


def replace_text(piece: Piece, text: str) -> Piece:
    return replace(piece, text=text)


def line_of(row: Row, margins: Sequence[Gutter], page: int, block: int) -> Line:
    """A row as a line. Its look is that of most of its letters."""
    pieces = [piece for piece in row.pieces if piece.text]
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        gap = piece.left - before.right
        size = min(before.size, piece.size)
        crosses = any(
            before.left < x - 1 <= piece.left and top - 1 <= row.baseline <= bottom + 1
            for x, top, bottom, _ in margins
        )
        is_other = abs(before.size - piece.size) > 0.12 * size
        if crosses or gap > (0.75 if is_other else CELL_GAP) * size:
            text += "\t"
        elif gap > 0.12 * size + max(before.spacing, piece.spacing) and not text.endswith(
            (" ", "\t")
        ):
            text += " "
        text += piece.text
    text, is_item = take_mark(unspace(text))
    weights = [(len(piece.text), piece) for piece in pieces]
    whole = sum(weight for weight, _ in weights) or 1
    return Line(
        text=text,
        page=page,
        block=block,
        box=Box(
            round(pieces[0].left, 1),
            round(min(piece.top for piece in pieces), 1),
            round(max(piece.right for piece in pieces), 1),
            round(max(piece.bottom for piece in pieces), 1),
        ),
        size=round(max(weights, key=lambda pair: pair[0])[1].size, 1),
        is_bold=2 * sum(weight for weight, piece in weights if piece.is_bold) > whole,
        is_italic=2 * sum(weight for weight, piece in weights if piece.is_italic) > whole,
        marked=marked_in(pieces),
        is_item=is_item,
    )  # fmt: skip
