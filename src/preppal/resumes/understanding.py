"""A document understood as a resume: what of it may be kept, and what it says of its person.

This is slow for texts that are made to be: `reader_process` does it for what people send.
"""

import dataclasses

import msgspec

from preppal.documents.model import Document
from preppal.documents.unreadable import Unreadable
from preppal.resumes.private import lines_without_private
from preppal.resumes.profile import ResumeProfile
from preppal.resumes.reading.profile import read_profile

FILE, WORDS = "file", "words"
"""What `reader_process` is given: a file of any kind, or pasted words in UTF-8."""


class Understood(msgspec.Struct, frozen=True):
    """A document without what is `private`, and what it says of its person."""

    document: Document
    profile: ResumeProfile


class Reply(msgspec.Struct, frozen=True):
    """What `reader_process` answers, or a reason of `Unreadable`. ``note`` is for the log."""

    understood: Understood | None = None
    reason: str = ""
    note: str = ""


def understood(document: Document) -> Understood:
    """A scan has neither words nor profile.

    Raises:
        Unreadable: ``no_words``.
    """
    if not document.lines and not document.scanned_pages:
        raise Unreadable("no_words")
    texts = lines_without_private([line.text for line in document.lines])
    kept = [
        dataclasses.replace(line, text=text)
        for line, text in zip(document.lines, texts, strict=True)
        if text.strip()
    ]
    bare = dataclasses.replace(document, lines=tuple(kept))
    return Understood(bare, read_profile(bare))
