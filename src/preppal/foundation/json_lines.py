"""Files of lines, each a JSON value of one kind: what `preppal evaluate` reads."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

Kind = TypeVar("Kind")
_MARK_OF_UTF8 = codecs.BOM_UTF8  # some editors begin a file with it


class UnreadableLine(ValueError):
    """The file cannot be used; the message says which line, and why."""


def read_json_lines(lines: Iterable[bytes], kind: type[Kind], *, what: str = "") -> Iterator[Kind]:
    """Each line as a ``kind``; empty ones are passed over. ``what`` is said of a line that is none
    (" is no pair").

    Raises:
        UnreadableLine: a line is not JSON, is nested too deeply, or lacks something.
    """
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(lines, 1):
        read = line.removeprefix(_MARK_OF_UTF8) if number == 1 else line
        if not read.strip():
            continue
        try:
            yield decoder.decode(read)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            raise UnreadableLine(f"Line {number}{what}: {problem}.") from None
