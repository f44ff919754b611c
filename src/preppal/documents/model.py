"""A document: the lines of a file in reading order, with what is known of their place and look."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a file is, by its bytes."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"
    PNG = "png"
    JPEG = "jpeg"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points from its top left corner; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is read. ``box`` and ``size`` (points) are unknown where a file has no pages."""

    text: str
    page: int = 0
    """From 0."""
    block: int = 0
    """Lines that belong together (a column of a page, a cell of a table) share a number; in reading order."""
    box: Box | None = None
    size: float | None = None
    is_bold: bool = False
    is_italic: bool = False
    marked: tuple[str, ...] = ()
    """Stretches of a line that stand out by weight or slant, where not all of it does."""
    is_heading: bool = False
    """The file itself says so: a heading's style in DOCX, `h1` to `h6` in HTML."""
    is_item: bool = False
    """An item of a list, its mark taken away."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. ``lines`` is empty for a picture, and for pages that were scanned."""

    kind: Kind
    lines: tuple[Line, ...]
    links: tuple[str, ...] = ()
    """Addresses behind the words, in order, each once."""
    hidden: tuple[str, ...] = field(default=())
    """Words that nobody sees who looks at the file (white, tiny, off the page): left out of ``lines``."""
    page_count: int = 1
    scanned_pages: tuple[int, ...] = ()
    """Pages that are pictures, from 0: their words were not read."""
    recognised_pages: tuple[int, ...] = ()
    """Pages that are pictures, whose words were recognised: letters may be wrong."""
    page_sizes: tuple[tuple[float, float], ...] = ()
    """Across and down in points, of each page in which `Line.box` is a place; (0, 0) for one that is turned."""

    @property
    def text(self) -> str:
        """All lines, with an empty one between blocks."""
        parts: list[str] = []
        for before, line in zip((None, *self.lines), self.lines, strict=False):
            if before is not None and (before.page, before.block) != (line.page, line.block):
                parts.append("")
            parts.append(line.text)
        return "\n".join(parts)
