"""Whether words can be seen on the page: what they stand on, and whether a picture covers it."""

import ctypes
from dataclasses import dataclass

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from preppal.documents.glyphs import Piece

SCALE = 1.0  # pixels a point
CONTRAST = 26  # of 255, between the lightest and the darkest dot where the words stand


@dataclass(frozen=True, slots=True)
class Ground:
    """A small picture of the page, grey: a byte a dot, ``stride`` bytes a row."""

    dots: bytes
    stride: int
    width: int
    height: int

    @classmethod
    def of(cls, page: pypdfium.PdfPage) -> "Ground":
        bitmap = page.render(scale=SCALE, grayscale=True, may_draw_forms=False)
        try:
            return cls(bytes(bitmap.buffer), bitmap.stride, bitmap.width, bitmap.height)
        finally:
            bitmap.close()

    def shows(self, piece: Piece) -> bool:
        """Whether anything stands out where the piece is."""
        top, bottom = (
            max(int(piece.top * SCALE), 0),
            min(int(piece.bottom * SCALE) + 1, self.height),
        )
        left, right = max(int(piece.left * SCALE), 0), min(int(piece.right * SCALE) + 1, self.width)
        if bottom <= top or right <= left:
            return False
        rows = [
            self.dots[y * self.stride + left : y * self.stride + right] for y in range(top, bottom)
        ]
        return max(map(max, rows)) - min(map(min, rows)) > CONTRAST


def covered_by_pictures(page: pypdfium.PdfPage) -> float:
    """The share of the page's area that its largest picture, or all of them together, cover."""
    width, height = page.get_size()
    covered = 0.0
    box = [ctypes.c_float() for _ in range(4)]
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        if pdfium.FPDFPageObj_GetBounds(thing.raw, *box):
            left, bottom, right, top = (edge.value for edge in box)
            covered += max(right - left, 0) * max(top - bottom, 0)
    return covered / (width * height) if width and height else 0.0
