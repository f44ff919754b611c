"""Words in a picture, recognised by PP-OCR through RapidOCR: its models come in the package, nothing is fetched.

Only a process that recognises imports this: the packages of the extra ``ocr`` are heavy, and need not be there.
"""

import io
import logging
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pypdfium
from numpy.typing import NDArray
from PIL import Image, ImageOps
from rapidocr import RapidOCR

from preppal.documents.kinds import kind_of
from preppal.documents.layout import lay_out
from preppal.documents.limits import Limits
from preppal.documents.model import Document, Kind
from preppal.documents.pdf import read_pdf
from preppal.documents.pictured import Recognised, Seen, pieces_of
from preppal.documents.unreadable import Unreadable

Dots = NDArray[np.uint8]

LONGEST_SIDE = 1_800
"""Pixels of a page as it is recognised: 155 dots an inch on A4. More did not read better, and took longer."""
DETECTED_SIDE = 736
"""Pixels of the copy in which lines are looked for: 960 found no more of them, and took 90 MB more."""
MOST_PIXELS = {Kind.PNG: 20_000_000, Kind.JPEG: 60_000_000}
"""Before it is made smaller: A4 at 400 dots an inch has 15 million. A JPEG is unpacked smaller at once."""
PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0
"""Points. A picture does not say how large its page was: it is taken for A4."""
SURE = 0.75
"""Of 1. The lines of a page the right way up are recognised with more than this on average."""
UPRIGHT = 1.2
"""A line is so many times wider than high."""

_ORIENTATION = 0x0112  # of Exif
_FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG"}


@dataclass(frozen=True, slots=True)
class _Line:
    corners: NDArray[np.float32]
    """Four points of a picture, the first where the line begins, clockwise."""
    text: str
    score: float

    @property
    def is_wide(self) -> bool:
        across = float(np.linalg.norm(self.corners[1] - self.corners[0]))
        return across > UPRIGHT * float(np.linalg.norm(self.corners[3] - self.corners[0]))


class Recogniser:
    """Loaded once, with everything that it ever opens; after that it needs no file."""

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": LONGEST_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.limit_side_len": DETECTED_SIDE,
                "Det.limit_type": "max",
                "Rec.rec_batch_num": 1,
            }
        )
        sample = np.full((64, 320, 3), 255, np.uint8)
        cv2.putText(sample, "Words", (20, 44), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2)
        self._lines(sample)
        turned = Image.Exif()
        turned[_ORIENTATION] = 6
        for kind, name in _FORMATS.items():
            made = io.BytesIO()
            Image.fromarray(sample).save(made, name, exif=turned)
            opened(made.getvalue(), kind)

    def page(self, page: pypdfium.PdfPage) -> Recognised:
        """What a page of a PDF says, in its own points."""
        across, down = page.get_size()
        bitmap = page.render(scale=LONGEST_SIDE / max(across, down), may_draw_forms=False)
        try:
            dots = np.ascontiguousarray(_in_colour(bitmap.to_numpy()))
        finally:
            bitmap.close()
        return self._recognised(dots, across, down)

    def picture(self, data: bytes, kind: Kind) -> Recognised:
        """What a PNG or JPEG says. Raises `Unreadable`: ``damaged``, or ``too_many_pixels``."""
        dots = opened(data, kind)
        high, wide = dots.shape[:2]
        across = PAGE_WIDTH if high >= wide else PAGE_HEIGHT
        return self._recognised(dots, across, across * high / wide)

    def _recognised(self, dots: Dots, across: float, down: float) -> Recognised:
        lines, turns = self._turned(dots)
        if turns % 2:
            across, down = down, across
        seen = [Seen(line.text, [(float(x), float(y)) for x, y in line.corners]) for line in lines]
        scale = max(across, down) / max(dots.shape[:2])
        pieces = pieces_of(seen, across=across, scale=scale)
        return Recognised(pieces, (across, down), is_turned=turns % 4 != 0)

    def _turned(self, dots: Dots) -> tuple[list[_Line], int]:
        """The lines of a picture the right way up, and the quarter turns that put it so."""
        lines, turns = self._lines(dots), 0
        if lines and sum(line.is_wide for line in lines) < 0.5 * len(lines):
            turns = 1
            lines = self._lines(_turn(dots, 1))
        if lines and _sureness(lines) < SURE:
            others = self._lines(_turn(dots, turns + 2))
            if _sureness(others) > _sureness(lines):
                return others, turns + 2
        return lines, turns

    def _lines(self, dots: Dots) -> list[_Line]:
        try:
            found = self._engine(dots)
        except Exception as problem:  # RapidOCR wraps what its runtimes raise, memory's end too
            raise MemoryError if "alloc" in str(problem).lower() else problem from None
        if getattr(found, "txts", None) is None or found.boxes is None:
            return []
        return [
            _Line(np.asarray(corners, np.float32), text, float(score))
            for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        ]


def read_pictured(data: bytes, limits: Limits, recogniser: Recogniser) -> Document:
    """The words of a PDF, PNG or JPEG, recognised where they are a picture. Raises `Unreadable`."""
    if len(data) > limits.size:
        raise Unreadable("too_large")
    kind, _ = kind_of(data)
    if kind is Kind.PDF:
        return read_pdf(data, most_pages=limits.pages, recognise=recogniser.page)
    if kind not in MOST_PIXELS:
        raise Unreadable("unknown_kind")
    found = recogniser.picture(data, kind)
    lines = tuple(lay_out(found.pieces, 0, 0))
    return Document(
        kind,
        lines,
        scanned_pages=() if lines else (0,),
        recognised_pages=(0,) if lines else (),
        page_sizes=(found.size_of_places,),
    )


def opened(data: bytes, kind: Kind) -> Dots:
    """A picture's dots, blue first as RapidOCR wants them, what is transparent on white, turned as it says.

    Raises:
        Unreadable: ``damaged``, or ``too_many_pixels``.
    """
    try:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as picture:
            wide, high = picture.size
            if wide * high > MOST_PIXELS[kind]:
                raise Unreadable("too_many_pixels")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            shown: Image.Image = picture
            shown.thumbnail((2 * LONGEST_SIDE, 2 * LONGEST_SIDE), Image.Resampling.BOX)
            shown = ImageOps.exif_transpose(shown)
            if shown.mode in ("RGBA", "LA", "PA") or "transparency" in shown.info:
                layer = shown.convert("RGBA")
                shown = Image.new("RGB", layer.size, "white")
                shown.paste(layer, mask=layer.getchannel("A"))
            shown = shown.convert("RGB")
            shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            return np.ascontiguousarray(np.asarray(shown)[:, :, ::-1])
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as problem:
        if isinstance(problem, Unreadable):
            raise
        raise Unreadable("damaged") from None


def _in_colour(dots: Dots) -> Dots:
    """Three bytes a dot, whatever PDFium drew."""
    if dots.ndim == 2 or dots.shape[2] == 1:
        return np.repeat(dots.reshape(*dots.shape[:2], 1), 3, axis=2)
    return dots[:, :, :3]


def _turn(dots: Dots, quarters: int) -> Dots:
    return np.ascontiguousarray(np.rot90(dots, quarters % 4))


def _sureness(lines: list[_Line]) -> float:
    letters = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / letters if letters else 0.0
