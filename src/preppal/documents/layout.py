"""Columns and rows of a page, found from where its pieces of text stand.

A page is cut where a left edge that several lines share has free space on its left over a stretch of the
page. Such a gutter parts columns, which are read one after the other; or it parts a margin (dates, labels,
heads) from what the margin speaks of, and then each row is read across, its cells parted by a tab.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from preppal.documents.glyphs import Piece
from preppal.documents.margins import Gutter, join_margins, margin_side
from preppal.documents.marks import without_mark
from preppal.documents.mending import unspace
from preppal.documents.model import Box, Line
from preppal.documents.page_rows import Row, is_date, part, rows_of
from preppal.documents.ruled import Table, centre, rows_in

CELL_GAP = 1.05  # of the size: wider than any space in a justified line
LEAST_ROWS = 3


def lay_out(
    pieces: Sequence[Piece], page: int, first_block: int, tables: Sequence[Table] = ()
) -> list[Line]:
    """The lines of a page in reading order; ``tables`` are those whose borders are drawn on it."""
    upright = [piece for piece in pieces if piece.is_upright]
    lines: list[Line] = []
    block = first_block
    for rows, margins in read_page(upright, tables):
        lines.extend(line_of(row, margins, page, block) for row in rows)
        block += 1
    turned = [piece for piece in pieces if not piece.is_upright]
    lines.extend(Line(piece.text, page, block, None, piece.size, piece.is_bold) for piece in turned)
    return lines


def read_page(
    pieces: Sequence[Piece], tables: Sequence[Table]
) -> list[tuple[list[Row], tuple[Gutter, ...]]]:
    """Blocks in reading order; a table that something stands beside is no more than lines around it."""
    left = list(pieces)
    blocks: list[tuple[list[Row], tuple[Gutter, ...]]] = []
    for table in tables:
        inside = [piece for piece in left if table.holds(piece)]
        level = [piece for piece in left if table.top < centre(piece) < table.bottom]
        if not inside or len(inside) < len(level):
            continue
        rows, gutters = rows_in(table, inside)
        blocks += read_region([piece for piece in left if centre(piece) <= table.top], depth=0)
        blocks.append((rows, tuple(gutters)))
        left = [piece for piece in left if centre(piece) >= table.bottom]
    return blocks + read_region(left, depth=0)


def read_region(pieces: Sequence[Piece], depth: int) -> list[tuple[list[Row], tuple[Gutter, ...]]]:
    """Blocks in reading order: each its rows, and the gutters across which they are read."""
    if not pieces:
        return []
    rows = rows_of(pieces)
    if depth > 5 or len(rows) < LEAST_ROWS:
        return [(rows, ())]
    margins: list[Gutter] = []
    gutters = find_gutters(pieces, rows)
    dated = [gutter for gutter in gutters if gutter[3] == "left"]
    for gutter in gutters:
        x, top, bottom, margin = gutter
        if margin or any(is_third_column(rows, gutter, other) for other in dated):
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


def is_third_column(rows: list[Row], gutter: Gutter, margin: Gutter) -> bool:
    """Whether a gutter parts the cells of a table whose rows a margin's dates begin: each has both."""
    x, top, bottom, _ = gutter
    left, first, last, _ = margin
    if x <= left or bottom < first or top > last:
        return False
    inside = [row for row in rows if top <= row.baseline <= bottom]
    right = [row for row in inside if part(row, x - 1, 1e9)]
    both = [row for row in right if part(row, -1e9, left - 1)]
    dates = [row for row in both if is_date(row.pieces[0].text)]
    return len(both) >= 0.8 * len(right) and len(dates) >= max(2, 0.5 * len(both))


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


def marked_in(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The texts of neighbours that look alike, where a row's pieces do not all look alike."""
    looks = {(piece.is_bold, piece.is_italic) for piece in pieces}
    if len(looks) < 2:
        return ()
    groups = groupby(pieces, key=lambda piece: (piece.is_bold, piece.is_italic))
    return tuple(" ".join(piece.text for piece in group) for look, group in groups if any(look))


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
    text, is_item = without_mark(unspace(text))
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
