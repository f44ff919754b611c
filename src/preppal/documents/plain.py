"""The words of a text file: its lines, in blocks where an empty one stands between them."""

from preppal.documents.marks import without_mark
from preppal.documents.model import Document, Kind, Line
from preppal.documents.unreadable import Unreadable


def read_plain(text: str, *, most_characters: int) -> Document:
    """The document as it is written. Raises `Unreadable`: ``too_long``."""
    if len(text) > most_characters:
        raise Unreadable("too_long")
    return Document(Kind.TEXT, plain_lines(text))


def plain_lines(text: str) -> tuple[Line, ...]:
    lines: list[Line] = []
    block, is_apart = 0, False
    for row in text.splitlines():
        words, is_item = without_mark(row)
        if not words:
            is_apart = bool(lines)
            continue
        block, is_apart = block + is_apart, False
        lines.append(Line(words, block=block, is_item=is_item))
    return tuple(lines)
