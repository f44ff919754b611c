"""Tables whose borders are drawn: which words share a cell is seen from its rules, not from where words stand.

A cell's lines that its width broke are one text again, and the rows are read across, their cells parted by a tab.
What a cell tells at length follows below its row.
"""

import ctypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from preppal.documents.glyphs import Piece
from preppal.documents.margins import Gutter
from preppal.documents.page_rows import Row, rows_of

THIN = 2.5
"""Points: a rule is no thicker, and rules that are nearer than this touch."""
SHORTEST = 8.0
MOST_OBJECTS = 3_000
MOST_RULES = 300
SPANS = 0.6
"""Of a table's width: a rule that parts its rows covers at least so much."""
MOST_LINES, MOST_LETTERS = 4, 90
"""Of a cell; what has more is told at length."""
SENTENCE_WORDS = 4
HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across at ``at`` points from the top, or down at ``at`` from the left; from ``begin`` to ``end``."""

    is_across: bool
    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Table:
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @property
    def left(self) -> float:
        return min(rule.at for rule in self.down)

    @property
    def right(self) -> float:
        return max(rule.at for rule in self.down)

    @property
    def top(self) -> float:
        return min(rule.at for rule in self.across)

    @property
    def bottom(self) -> float:
        return max(rule.at for rule in self.across)

    def holds(self, piece: Piece) -> bool:
        return self.left < middle(piece) < self.right and self.top < centre(piece) < self.bottom

    def edges(self) -> list[float]:
        """Where its rows begin and end."""
        least = SPANS * (self.right - self.left)
        covered: dict[float, float] = {}
        for rule in self.across:
            at = next((one for one in covered if abs(one - rule.at) < THIN), rule.at)
            covered[at] = covered.get(at, 0.0) + rule.end - rule.begin
        return sorted(at for at, length in covered.items() if length >= least)

    def columns(self, top: float, bottom: float) -> list[float]:
        """Where the cells of one row begin and end."""
        at = (top + bottom) / 2
        found: list[float] = []
        for rule in sorted(self.down, key=lambda rule: rule.at):
            is_new = not found or rule.at - found[-1] > THIN
            if is_new and rule.begin - THIN < at < rule.end + THIN:
                found.append(rule.at)
        return found


def middle(piece: Piece) -> float:
    return (piece.left + piece.right) / 2


def centre(piece: Piece) -> float:
    return piece.baseline - 0.3 * piece.size


def rules_of(page: pypdfium.PdfPage) -> list[Rule]:
    """What is drawn on a page as a rule, or as a box's four."""
    left, _, _, top = page.get_bbox()
    found: list[Rule] = []
    edges = [ctypes.c_float() for _ in range(4)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for number, thing in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2)):  # fmt: skip
        if number >= MOST_OBJECTS or len(found) > 4 * MOST_OBJECTS:
            break
        if not pdfium.FPDFPageObj_GetBounds(thing.raw, *edges):
            continue
        x, low, right, high = (edge.value for edge in edges)
        x, right, y, bottom = x - left, right - left, top - high, top - low
        if bottom - y <= THIN and right - x >= SHORTEST:
            found.append(Rule(True, (y + bottom) / 2, x, right))
        elif right - x <= THIN and bottom - y >= SHORTEST:
            found.append(Rule(False, (x + right) / 2, y, bottom))
        elif min(right - x, bottom - y) >= SHORTEST and pdfium.FPDFPath_CountSegments(thing.raw) <= 6:  # fmt: skip
            pdfium.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
            if stroke.value:
                found += [Rule(True, y, x, right), Rule(True, bottom, x, right)]
                found += [Rule(False, x, y, bottom), Rule(False, right, y, bottom)]
    return joined(found)


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules that go on where others end, in one."""
    made: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (one.is_across, round(one.at), one.begin)):
        last = made[-1] if made else None
        if (
            last is not None
            and last.is_across == rule.is_across
            and abs(last.at - rule.at) < THIN
            and rule.begin <= last.end + THIN
        ):
            made[-1] = Rule(rule.is_across, last.at, last.begin, max(last.end, rule.end))
        else:
            made.append(rule)
    return made


def tables_of(rules: Sequence[Rule]) -> list[Table]:
    """Rules that touch one another and make at least two rows of two cells, from top to bottom."""
    if not 6 <= len(rules) <= MOST_RULES:
        return []
    left, tables = list(rules), []
    while left:
        group, new = [], [left.pop()]
        while new:
            one = new.pop()
            group.append(one)
            near = [rule for rule in left if touch(one, rule)]
            left = [rule for rule in left if rule not in near]
            new.extend(near)
        table = Table(
            tuple(rule for rule in group if rule.is_across),
            tuple(rule for rule in group if not rule.is_across),
        )
        if len(table.across) >= 3 and len(table.down) >= 3 and is_grid(table):
            tables.append(table)
    return sorted(tables, key=lambda table: table.top)


def touch(one: Rule, other: Rule) -> bool:
    if one.is_across == other.is_across:
        return False
    return (
        one.begin - THIN <= other.at <= one.end + THIN
        and other.begin - THIN <= one.at <= other.end + THIN
    )


def is_grid(table: Table) -> bool:
    rows = [table.columns(top, bottom) for top, bottom in pairwise(table.edges())]
    return sum(len(columns) >= 3 for columns in rows) >= 2


def rows_in(table: Table, pieces: Sequence[Piece]) -> tuple[list[Row], list[Gutter]]:
    """The lines that a table is read as, and what parts their cells."""
    rows: list[Row] = []
    gutters: list[Gutter] = []
    for top, bottom in pairwise(table.edges()):
        inside = [piece for piece in pieces if top < centre(piece) <= bottom]
        columns = table.columns(top, bottom)
        gutters.extend((edge, top, bottom, "left") for edge in columns[1:-1])
        cells = [
            unbroken([piece for piece in inside if begin <= middle(piece) < end], begin, end)
            for begin, end in pairwise(columns)
        ]
        short = [lines for lines in cells if lines and not is_told(lines)]
        rows.extend(Row(tuple(p for line in lines if line for p in line)) for lines in zip_longest(*short))  # fmt: skip
        rows.extend(Row(line) for lines in cells if is_told(lines) for line in lines)
    return rows, gutters


def is_told(lines: Sequence[tuple[Piece, ...]]) -> bool:
    """Whether a cell has sentences, or too much for a line that is read across."""
    texts = [" ".join(piece.text for piece in line) for line in lines]
    return len(lines) > MOST_LINES or any(
        len(text) > MOST_LETTERS or is_sentence(text) for text in texts
    )


def is_sentence(text: str) -> bool:
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    return text.endswith("。") or (
        text.endswith(".") and len(words) >= SENTENCE_WORDS and 2 * small >= len(words)
    )


def unbroken(cell: Sequence[Piece], begin: float, end: float) -> list[tuple[Piece, ...]]:
    """A cell's lines, those that its width broke put together."""
    end -= max(
        min((piece.left for piece in cell), default=begin) - begin, 0
    )  # the same on both sides
    lines: list[tuple[Piece, ...]] = []
    last: Row | None = None
    for row in rows_of(cell):
        if last is not None and is_broken(last, row, end):
            lines[-1] = (*lines[-1][:-1], one_of(lines[-1][-1], row.pieces[0]), *row.pieces[1:])
        else:
            lines.append(row.pieces)
        last = row
    return lines


def one_of(piece: Piece, following: Piece) -> Piece:
    between = "" if piece.text.endswith(("-", "/")) else " "
    if HAN.search(piece.text[-1:]) and HAN.match(following.text):
        between = ""
    return replace(
        piece,
        text=piece.text + between + following.text,
        left=min(piece.left, following.left),
        right=max(piece.right, following.right),
    )


def is_broken(last: Row, row: Row, end: float) -> bool:
    """Whether the next line's first word had no room on the last one, and looks the same."""
    one, other = last.pieces[-1], row.pieces[0]
    if (one.is_bold, one.is_italic, round(one.size)) != (other.is_bold, other.is_italic, round(other.size)):  # fmt: skip
        return False
    word = other.text.split(" ")[0]
    needed = (other.right - other.left) * len(word) / max(len(other.text), 1)
    return one.right + needed + 1.2 * one.size > end
