"""A file or pasted words, read: what is kept of them."""

import asyncio
import dataclasses
from dataclasses import dataclass
from typing import Any

from preppal.documents.limits import LIMITS
from preppal.documents.model import Document, Kind
from preppal.documents.plain import read_plain
from preppal.documents.reading import Readers
from preppal.documents.unreadable import Unreadable
from preppal.resumes.private import lines_without_private
from preppal.resumes.profile import ResumeProfile, Said
from preppal.resumes.reading.profile import read_profile

READER = "built-in"
HIDDEN_KEPT, HIDDEN_LENGTH = 20, 300
"""Stretches of hidden words that are told, and characters of each."""
PASTED_LIMIT = 100_000
"""Characters: some forty pages."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What `Resume` keeps of a file or of words."""

    kind: Kind
    text: str
    read: dict[str, Any]
    hidden: tuple[str, ...] = ()
    page_count: int = 1
    scanned_count: int = 0
    reader: str = READER


async def take_file(readers: Readers, data: bytes) -> Taken:
    """The words and the profile of a file. A scan has neither, and its owner can still write them beside it.

    Raises:
        Unreadable: with the reasons of `Readers.read`, and ``no_words``.
    """
    document = await readers.read(data, limits=LIMITS)
    return await asyncio.to_thread(taken, document)


async def take_words(text: str) -> Taken:
    """Pasted words. Raises `Unreadable`: ``too_long`` or ``no_words``."""
    return await asyncio.to_thread(lambda: taken(read_plain(text, most_characters=PASTED_LIMIT)))


def taken(document: Document) -> Taken:
    """What is kept of a document. Raises `Unreadable`: ``no_words``."""
    if not document.lines and not document.scanned_pages:
        raise Unreadable("no_words")
    lines = lines_without_private([line.text for line in document.lines])
    kept = [dataclasses.replace(line, text=text) for line, text in zip(document.lines, lines, strict=True)]  # fmt: skip
    bare = dataclasses.replace(document, lines=tuple(line for line in kept if line.text.strip()))
    return Taken(
        kind=document.kind,
        text=bare.text,
        read=as_read(read_profile(bare), [line.text for line in bare.lines]),
        hidden=tuple(words[:HIDDEN_LENGTH] for words in document.hidden[:HIDDEN_KEPT]),
        page_count=document.page_count,
        scanned_count=len(document.scanned_pages),
    )


def as_read(profile: ResumeProfile, lines: list[str]) -> dict[str, Any]:
    """The profile as JSON; a value is ``{"text": …, "said": the words of its line, or ""}``."""
    read: dict[str, Any] = _plain(profile, lines)
    return read


def _plain(value: Any, lines: list[str]) -> Any:
    if isinstance(value, Said):
        said = lines[value.line] if 0 <= value.line < len(lines) else ""
        return {"text": value.text, "said": said}
    if dataclasses.is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name), lines)
            for field in dataclasses.fields(value)
        }
    if isinstance(value, tuple):
        return [_plain(one, lines) for one in value]
    return value
