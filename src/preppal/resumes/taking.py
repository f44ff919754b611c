"""A file or pasted words, read: what is kept of them."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any, Literal

from preppal.documents.limits import LIMITS, PICTURED, Limits
from preppal.documents.model import Document, Kind, Line
from preppal.documents.reading import Readers, Reply
from preppal.documents.unreadable import Unreadable
from preppal.foundation.log import log
from preppal.resumes.model_reading import ModelReader
from preppal.resumes.profile import ResumeProfile, Said
from preppal.resumes.understanding import FILE, WORDS, Understood, understood

READER, RECOGNISER = "built-in", "built-in with OCR"
"""What read a resume; the second one where pages are pictures."""
MODULE = "preppal.resumes.reader_process"
PICTURES_MODULE = "preppal.resumes.picture_process"
HIDDEN_KEPT, HIDDEN_LENGTH = 20, 300
"""Stretches of hidden words that are told, and characters of each."""
PASTED_LIMIT = 100_000
"""Characters: some forty pages."""
Step = Literal["read", "understood"]
"""Of a file that is taken: its words are there; and what they say of its person."""
Tell = Callable[[Step], None]


def to_nobody(step: Step) -> None:
    """For who does not wait for steps."""


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


class _Reply(Reply, frozen=True):
    """As `understanding.Reply`, for `Readers.ask`."""

    understood: Understood | None = None


async def understand(
    readers: Readers,
    data: bytes,
    *,
    what: str = FILE,
    limits: Limits = LIMITS,
    tell: Tell = to_nobody,
) -> Understood:
    """The words and the profile of a file, or of pasted ``WORDS``. Neither is looked at in this process: there are
    texts, too, that are made to be slow. Pages that are pictures are recognised, if this server can. ``read`` is
    told once all words are there, perhaps twice.

    Raises:
        Unreadable: with the reasons of `Readers.read`, and ``no_words``.
    """
    understood = await asked_of(readers, MODULE, data, what, limits, tell)
    if not understood.document.scanned_pages or not recognises():
        return understood
    longer = dataclasses.replace(
        limits,
        seconds=max(limits.seconds, PICTURED.seconds),
        memory=PICTURED.memory,
        starting=PICTURED.starting,
        waiting=PICTURED.waiting,
    )
    try:
        reply = await readers.ask(
            PICTURES_MODULE, data, _Reply, what, limits=longer, words_read=lambda: tell("read")
        )
    except Unreadable as problem:
        if problem.reason == "busy":
            raise
        reply = _Reply(reason=problem.reason)
    if reply.understood is not None:
        return reply.understood
    if reply.reason in ("damaged", "too_many_pixels") and not reply.note:
        raise Unreadable(reply.reason)  # the file's fault; with a note it is the process's
    log(__name__).warning("pictures_not_read", reason=reply.reason)
    return understood  # its owner can still write beside its pages what they say


async def asked_of(
    readers: Readers,
    module: str,
    data: bytes,
    what: str,
    limits: Limits,
    tell: Tell = to_nobody,
) -> Understood:
    """What a process of one module understands of it. Raises `Unreadable`."""
    reply = await readers.ask(
        module, data, _Reply, what, limits=limits, words_read=lambda: tell("read")
    )
    if reply.understood is None:
        raise Unreadable(reply.reason or "damaged")
    return reply.understood


def recognises() -> bool:
    """Whether this server can read pictures: the packages of the extra ``ocr`` are there."""
    return find_spec("rapidocr") is not None


async def take_file(
    readers: Readers,
    data: bytes,
    *,
    limits: Limits = LIMITS,
    model: ModelReader | None = None,
    tell: Tell = to_nobody,
) -> Taken:
    """The words and the profile of a file. A scan that cannot be read has neither, and its owner can still write
    them beside it. With a ``model`` its profile is the model's, unless that fails: then it says whose it is not.

    Raises:
        Unreadable: with the reasons of `Readers.read`, ``too_many_pixels`` and ``no_words``.
    """
    understood = await understand(readers, data, limits=limits, tell=tell)
    tell("read")
    if model is None:
        tell("understood")
        return taken_of(understood)
    read, why = await model.read(readers, data, understood)
    tell("understood")
    taken = taken_of(read)
    if why:
        return replace(taken, read=taken.read | {"instead": {"of": model.model.name, "why": why}})
    return replace(taken, reader=model.model.name, scanned_count=0)


async def take_words(readers: Readers, text: str, *, limits: Limits = LIMITS) -> Taken:
    """Pasted words. Raises `Unreadable`: ``too_long``, ``no_words``, and as processes end."""
    if not text.strip():
        raise Unreadable("no_words")
    pasted = dataclasses.replace(limits, characters=PASTED_LIMIT)
    return taken_of(await understand(readers, text.encode(), what=WORDS, limits=pasted))


def taken(document: Document) -> Taken:
    """What is kept of a document, understood in this process. Raises `Unreadable`: ``no_words``."""
    return taken_of(understood(document))


def taken_of(read: Understood) -> Taken:
    document = read.document
    return Taken(
        kind=document.kind,
        text=document.text,
        read=as_read(read.profile, document),
        hidden=tuple(words[:HIDDEN_LENGTH] for words in document.hidden[:HIDDEN_KEPT]),
        page_count=document.page_count,
        scanned_count=len(document.scanned_pages),
        reader=reader_of(document),
    )


def reader_of(document: Document) -> str:
    return RECOGNISER if document.recognised_pages else READER


def as_read(profile: ResumeProfile, document: Document) -> dict[str, Any]:
    """The profile as JSON; a value is ``{"text": …, "said": the words of its line, or "", "at": its places}``.

    A place is ``[page, left, top, width, height]``: the page from 0, the rest in thousandths of its width. There is
    none where the file has no pages. ``check`` is there, and true, where it is doubtful. ``pages`` are how high they are, in thousandths of their width; 0 is unknown.
    """
    lines, sizes = document.lines, document.page_sizes

    def places(numbers: tuple[int, ...]) -> list[list[int]]:
        return [at for number in numbers if 0 <= number < len(lines)
                if (at := _place(lines[number], sizes))]  # fmt: skip

    def plain(value: Any) -> Any:
        if isinstance(value, Said):
            said = lines[value.line].text if 0 <= value.line < len(lines) else ""
            at = places((value.line, *value.more))
            doubt = {"check": True} if value.is_doubtful else {}
            return {"text": value.text, "said": said, "at": at, **doubt}
        if dataclasses.is_dataclass(value):
            return {
                field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
            }
        return [plain(one) for one in value] if isinstance(value, tuple) else value

    read: dict[str, Any] = plain(profile)
    del read["summary_lines"]
    read["summary_at"] = places(profile.summary_lines)
    read["pages"] = [round(1000 * down / across) if across else 0 for across, down in sizes]
    return read


def _place(line: Line, sizes: tuple[tuple[float, float], ...]) -> list[int]:
    if line.box is None or line.page >= len(sizes) or not sizes[line.page][0]:
        return []
    box, scale = line.box, 1000 / sizes[line.page][0]
    edges = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    return [line.page, *(round(edge * scale) for edge in edges)]
