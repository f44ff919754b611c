"""Lines that were recognised in a picture, as the pieces of a page that the layout reader takes.

A recogniser gives each line four corners and no more: a page that lies askew is put straight, a size is told
from the height of lines, and what is set in spaced letters becomes words again.
"""

import math
import re
from dataclasses import dataclass
from statistics import median

from preppal.documents.glyphs import Piece, tidy

BOX_HEIGHT = 1.42
"""Of a line's box, in its letters' size: measured over pages of 8 to 26 points."""
ALIKE = (0.7, 1.3)
"""A size within this of the page's usual one is the usual one: boxes differ with the letters that are in them."""
LEAST_LONG = 6
"""A line so many times longer than high says how askew the page is."""
_SPACED = re.compile(r"(?:\S{1,2} ){3,}\S{1,2}")


@dataclass(frozen=True, slots=True)
class Seen:
    """``corners``: in dots, the first where the line begins, clockwise."""

    text: str
    corners: list[tuple[float, float]]

    @property
    def slant(self) -> float:
        (left, start), (right, end) = self.corners[0], self.corners[1]
        return math.atan2(end - start, right - left)

    @property
    def length(self) -> float:
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        return math.dist(self.corners[0], self.corners[3])


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a page that is a picture says. ``size``: across and down in points, the right way up."""

    pieces: list[Piece]
    size: tuple[float, float]
    is_turned: bool = False
    """The page as it is shown lies on its side, or on its head."""

    @property
    def size_of_places(self) -> tuple[float, float]:
        """As `Document.page_sizes`."""
        return (0.0, 0.0) if self.is_turned else self.size


def pieces_of(lines: list[Seen], *, across: float, scale: float) -> list[Piece]:
    """Pieces in points of a page ``across`` points wide; ``scale`` is points a dot."""
    lines = [line for line in lines if line.text.strip() and line.height > 0]
    if not lines:
        return []
    long = [line.slant for line in lines if line.length > LEAST_LONG * line.height]
    slant = median(long) if long else 0.0
    turn, shift = math.cos(-slant), math.sin(-slant)
    usual = usual_size(lines, scale)
    pieces = []
    for line in lines:
        xs = [x * turn - y * shift for x, y in line.corners]
        ys = [x * shift + y * turn for x, y in line.corners]
        size = line.height * scale / BOX_HEIGHT
        if ALIKE[0] < size / usual < ALIKE[1]:
            size = usual
        pieces.append(
            Piece(
                text=words(line.text),
                left=max((xs[0] + xs[3]) / 2 * scale, 0.0),
                right=min((xs[1] + xs[2]) / 2 * scale, across),
                baseline=sum(ys) / 4 * scale + 0.3 * size,
                size=size,
            )
        )
    return tidy(aligned(pieces))


def usual_size(lines: list[Seen], scale: float) -> float:
    """The size that most of a page's letters have, in points."""
    ordered = sorted(lines, key=lambda line: line.height)
    left = sum(len(line.text) for line in lines) / 2
    for line in ordered:
        left -= len(line.text)
        if left <= 0:
            return line.height * scale / BOX_HEIGHT
    return ordered[-1].height * scale / BOX_HEIGHT


def aligned(pieces: list[Piece]) -> list[Piece]:
    """Edges that nearly agree made one, as they were before a scanner and a recogniser saw them."""
    ordered = sorted(pieces, key=lambda piece: piece.left)
    group: list[Piece] = []
    for piece in [*ordered, None]:
        if piece is not None and (not group or piece.left - group[0].left < 0.3 * group[0].size):
            group.append(piece)
            continue
        edge = median(one.left for one in group)
        for one in group:
            one.left = edge
        group = [piece] if piece is not None else []
    return pieces


def words(text: str) -> str:
    """``L AN G U A G E S`` as the word it is."""
    text = " ".join(text.split())
    if _SPACED.fullmatch(text) and text.isupper() and not any(map(str.isdigit, text)):
        return text.replace(" ", "")
    return text
