"""What PDFium says of a page: pieces of text on one baseline, each with its place and look.

Places are in points from the page's top left corner. PDFium is called once or twice a character and the
rest once a text object, because each call through ctypes costs about a microsecond.
"""

import ctypes
import re
import unicodedata
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from preppal.documents.mending import BULLET, BULLETS, mend, starts_with_icon

# Of the font's size. A justified line stretches its spaces to about 0.8; columns stand further apart.
WORD_GAP = 0.16
PIECE_GAP = 1.05
USUAL_HEIGHT = 1.16  # of a font's box, in its size
WIDE_GAP = 0.62  # a space that wide parts cells, unless all of a line's are: then it is justified
ACCENTS = {
    "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "˚": "\u030a",
    "ˇ": "\u030c", "¸": "\u0327", "˘": "\u0306", "˝": "\u030b", "˙": "\u0307", "¯": "\u0304",
}  # fmt: skip
INVISIBLE = 3  # render mode
STROKED = 2  # filled and stroked: how programs without a bold font make one
BOLD = re.compile(r"bold|black|heavy|semibd|demi|-bd|\bbd\b|medium$|cmbx|sfbx", re.I)
SLANTED = re.compile(r"italic|oblique|slanted|-it$|cmti|cmsl|sfti", re.I)


@dataclass(frozen=True, slots=True)
class Look:
    size: float
    is_bold: bool
    is_italic: bool
    red: int
    green: int
    blue: int
    alpha: int
    mode: int
    baseline: float
    """From the page's bottom, as PDFium counts."""
    is_upright: bool

    @property
    def is_faint(self) -> bool:
        """So light, or so transparent, that it is seen only on a dark ground."""
        return min(self.red, self.green, self.blue) > 215 or self.alpha < 40


@dataclass(slots=True)
class Piece:
    """Characters that follow one another on a baseline, without a gap that could part columns."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool = False
    is_italic: bool = False
    spacing: float = 0.0
    """Points between its letters, where they are spaced out."""
    is_faint: bool = False
    is_unseen: bool = False
    is_upright: bool = True
    is_mark: bool = False
    """A bullet or an icon: its neighbour's, not a word."""

    @property
    def top(self) -> float:
        return self.baseline - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.25 * self.size


@dataclass(slots=True)
class Fonts:
    """Weight and slant of the fonts seen so far, by address."""

    known: dict[int, tuple[bool, bool]] = field(default_factory=dict)

    def of(self, font: Any) -> tuple[bool, bool]:
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self.known:
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, name, 128)
            text = name.value.decode("ascii", "replace").split("+")[-1]
            angle = ctypes.c_int()
            pdfium.FPDFFont_GetItalicAngle(font, angle)
            flags = pdfium.FPDFFont_GetFlags(font)
            weight = pdfium.FPDFFont_GetWeight(font)
            self.known[key] = (
                bool(BOLD.search(text))
                or 600 <= weight <= 950
                or (flags > 0 and bool(flags & 1 << 18)),
                bool(SLANTED.search(text)) or abs(angle.value) > 3,
            )
        return self.known[key]


def look_of(thing: Any, page_text: Any, index: int, fonts: Fonts) -> Look:
    """How one text object looks; sizes in points on the page, whatever its matrix says."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, matrix)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page_text, index, x, y)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
    is_bold, is_italic = fonts.of(pdfium.FPDFTextObj_GetFont(thing))
    scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
    size = abs(pdfium.FPDFText_GetFontSize(page_text, index)) * (scale or 1.0)
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page_text, index, rect)
    height = abs(rect.top - rect.bottom)
    if height > 0.5 and not 0.6 < size / height < 1.6:
        # The object's matrix is not the only one that scales it: its box is what one sees.
        size = height / USUAL_HEIGHT
    return Look(
        size=size,
        is_bold=is_bold or mode == STROKED,
        is_italic=is_italic or abs(matrix.c) > 0.15 * abs(matrix.d) > abs(matrix.b),
        red=red.value, green=green.value, blue=blue.value, alpha=alpha.value, mode=mode,
        baseline=y.value,
        is_upright=abs(matrix.b) <= abs(matrix.a),
    )  # fmt: skip


@dataclass(slots=True)
class Run:
    """A piece while it is being read: its characters, and whether a typed space came before each."""

    look: Look
    letters: list[str] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    guessed: list[bool] = field(default_factory=list)
    """PDFium thinks that a space belongs before it."""

    def add(self, letter: str, left: float, right: float, spaced: bool, guessed: bool) -> None:
        self.letters.append(letter)
        self.lefts.append(left)
        self.rights.append(right)
        self.spaced.append(spaced)
        self.guessed.append(guessed)

    def join_accents(self) -> None:
        """TeX sets an accent of its own over its letter: the letter whose box it shares takes it."""
        reach = 0.15 * self.look.size
        for index in range(len(self.letters) - 1, -1, -1):
            mark = ACCENTS.get(self.letters[index])
            if mark is None or len(self.letters) < 2:
                continue
            middle = (self.lefts[index] + self.rights[index]) / 2
            near = [
                other
                for other in range(max(index - 40, 0), min(index + 40, len(self.letters)))
                if other != index
                and self.lefts[other] - reach <= middle <= self.rights[other] + reach
                and self.letters[other] not in ACCENTS
            ]
            for other in sorted(
                near, key=lambda o: abs(self.lefts[o] + self.rights[o] - 2 * middle)
            ):
                whole = unicodedata.normalize("NFC", self.letters[other].replace("ı", "i") + mark)
                if len(whole) == 1:
                    self.letters[other] = whole
                    if index < other and self.spaced[index]:
                        self.spaced[other] = True
                    for column in (
                        self.letters,
                        self.lefts,
                        self.rights,
                        self.spaced,
                        self.guessed,
                    ):
                        del column[index]
                    break

    def piece(self, height: float) -> Piece:
        """Words are told apart by typed spaces and by gaps wider than those between letters."""
        size = self.look.size
        self.join_accents()
        gaps = [left - right for left, right in zip(self.lefts[1:], self.rights, strict=False)]
        tight = [gap for gap, typed in zip(gaps, self.spaced[1:], strict=True) if not typed]
        usual = max(median(tight), 0.0) if len(tight) >= 3 else 0.0
        least = usual + (WORD_GAP if usual < 0.08 * size else 0.22) * size
        hinted = 0.08 * size if usual < 0.05 * size else least
        spaces = [
            gap for gap, typed in zip(gaps, self.spaced[1:], strict=True) if typed or gap > least
        ]
        wide = max(WIDE_GAP * size + usual, 1.7 * min(spaces, default=0.0))
        text = self.letters[0]
        for letter, gap, typed, guessed in zip(
            self.letters[1:], gaps, self.spaced[1:], self.guessed[1:], strict=True
        ):
            between = " " if typed or gap > (hinted if guessed else least) else ""
            text += ("\t" if gap > wide else between) + letter
        return Piece(
            text=text,
            left=self.lefts[0],
            right=self.rights[-1],
            baseline=height - self.look.baseline,
            size=size,
            is_bold=self.look.is_bold,
            is_italic=self.look.is_italic,
            is_faint=self.look.is_faint,
            is_unseen=self.look.mode == INVISIBLE,
            spacing=usual,
            is_upright=self.look.is_upright,
        )


def read_pieces(page_text: Any, fonts: Fonts, *, height: float, most: int) -> list[Piece]:
    """Every piece of a page in the order of its content stream; at most ``most`` characters are read."""
    runs: list[Run] = []
    run: Run | None = None
    looks: dict[int, Look] = {}
    rect = pdfium.FS_RECTF()
    typed = guessed = False
    for index in range(min(pdfium.FPDFText_CountChars(page_text), most)):
        code = pdfium.FPDFText_GetUnicode(page_text, index)
        if code in (0x20, 0xA0, 0x0D, 0x0A, 0x09, 0x3000):
            if code in (0x20, 0xA0, 0x09, 0x3000):
                guessed = True
                typed = typed or not pdfium.FPDFText_IsGenerated(page_text, index)
            continue
        thing = pdfium.FPDFText_GetTextObject(page_text, index)
        if not thing or code == 0:
            continue
        key = ctypes.addressof(thing.contents)
        look = looks.get(key)
        if look is None:
            look = looks[key] = look_of(thing, page_text, index, fonts)
        pdfium.FPDFText_GetLooseCharBox(page_text, index, rect)
        left, right = rect.left, rect.right
        if run is None or breaks(run, look, left):
            run = Run(look)
            runs.append(run)
            typed = guessed = False
        is_hyphen = code == 2 and pdfium.FPDFText_IsHyphen(page_text, index) == 1
        run.add("\ufffe" if is_hyphen else chr(code), left, right, typed, guessed)
        typed = guessed = False
    return [run.piece(height) for run in runs]


def breaks(run: Run, look: Look, left: float) -> bool:
    """Whether a character at ``left`` begins a piece of its own."""
    before = run.look
    size = max(before.size, look.size)
    if look is not before and (
        abs(look.baseline - before.baseline) > 0.3 * size
        or (look.is_bold, look.is_italic, look.mode)
        != (before.is_bold, before.is_italic, before.mode)
        or abs(look.size - before.size) > 0.2 * size
        or look.is_faint != before.is_faint
        or look.is_upright != before.is_upright
    ):
        return True
    if not look.is_upright:
        return look is not before
    gap = left - run.rights[-1]
    return gap > PIECE_GAP * size or left < run.lefts[-1] - 0.5 * size


def tidy(pieces: list[Piece]) -> list[Piece]:
    """Words mended, marks joined to their words; pieces without any words are gone."""
    for piece in pieces:
        if len(piece.text) == 1 and ord(piece.text) < 32:
            piece.text = BULLET  # a sign of a font without meanings, alone
        mark = piece.text in BULLETS or all(starts_with_icon(letter) for letter in piece.text)
        piece.is_mark = mark and len(piece.text) <= 2
        piece.text = mend(piece.text)
    kept: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        kept.append(piece)
    return join_marks(kept)


def join_marks(pieces: list[Piece]) -> list[Piece]:
    """A bullet drawn apart from its words belongs to the nearest words right of it."""
    marks = [piece for piece in pieces if piece.is_mark]
    words = [piece for piece in pieces if not piece.is_mark]
    for mark in marks:
        least, furthest = mark.right - 1, mark.right + 4 * mark.size
        low, high = mark.baseline - 0.5 * mark.size, mark.baseline + 0.5 * mark.size
        near = [p for p in words if low < p.baseline < high and least <= p.left < furthest]
        if near:
            owner = min(near, key=lambda piece: piece.left)
            if not owner.text.startswith(mark.text):
                owner.text = f"{mark.text} {owner.text}"
        elif before := [
            p for p in words if low < p.baseline < high and 0 <= mark.left - p.right < 3 * mark.size
        ]:
            owner = max(before, key=lambda piece: piece.right)
            owner.text = f"{owner.text} {mark.text}"
    return words
