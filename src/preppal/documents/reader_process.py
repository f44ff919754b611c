"""The process in which one file is read, and which then ends: ``python -m preppal.documents.reader_process``.

It gets `Limits` as its argument and the file's bytes by its standard input, and answers on its standard output:
`READY`, then a `Reply`. Both are JSON. Whatever a hostile file makes of it, it has nothing to reach for: its
environment is empty, it can open no file and no connection, write to none, and memory and processor time end.
"""

import codecs
import resource
import sys

import msgspec

from preppal.documents.decoding import DECLARED, GUESSED, MARKED
from preppal.documents.docx import read_docx
from preppal.documents.html import read_html
from preppal.documents.kinds import kind_of
from preppal.documents.limits import Limits
from preppal.documents.model import Document, Kind
from preppal.documents.pdf import read_pdf
from preppal.documents.plain import read_plain
from preppal.documents.signs import READY
from preppal.documents.unreadable import Unreadable


class Reply(msgspec.Struct, frozen=True):
    """A document, or a reason of `Unreadable`. ``note`` is for the log: where a reader of ours failed."""

    document: Document | None = None
    reason: str = ""
    note: str = ""


def read_document(data: bytes, limits: Limits) -> Document:
    """The words of a file of any kind, in this process. Pictures have none yet. Raises `Unreadable`."""
    if len(data) > limits.size:
        raise Unreadable("too_large")
    kind, text = kind_of(data)
    if kind is Kind.PDF:
        document = read_pdf(data, most_pages=limits.pages)
    elif kind is Kind.DOCX:
        document = read_docx(data, most_pages=limits.pages, most_characters=limits.characters)
    elif kind is Kind.HTML:
        document = read_html(text, most_characters=limits.characters)
    elif kind is Kind.TEXT:
        document = read_plain(text, most_characters=limits.characters)
    else:
        document = Document(kind, (), scanned_pages=(0,))
    if sum(len(line.text) for line in document.lines) > limits.characters:
        raise Unreadable("too_long")
    return document


def confine(limits: Limits) -> None:
    """Take from this process what reading does not need, for good."""
    for encoding in (*GUESSED, *DECLARED.values(), *MARKED, "cp437"):
        codecs.lookup(encoding)  # comes from a file, and there are none later
    seconds = int(limits.seconds) + 1
    for what, most, beyond in (
        (resource.RLIMIT_AS, limits.memory, 0),
        (resource.RLIMIT_CPU, seconds, 1),  # a signal that tells why, and a second later another
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, 3, 0),
    ):
        hard = resource.getrlimit(what)[1]
        hard = most + beyond if hard == resource.RLIM_INFINITY else min(hard, most + beyond)
        resource.setrlimit(what, (min(most, hard), hard))


def answer(data: bytes, limits: Limits) -> Reply:
    """What is said of a file, whatever it is."""
    try:
        return Reply(document=read_document(data, limits))
    except Unreadable as problem:
        return Reply(reason=problem.reason)
    except MemoryError:
        return Reply(reason="too_much_memory")
    except Exception as problem:
        return Reply(reason="damaged", note=f"{type(problem).__name__} {place_of(problem)}")


def place_of(problem: BaseException) -> str:
    """Where it was raised. (`traceback` would say it too, and takes a tenth of the time to start.)"""
    at = problem.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"in {at.tb_frame.f_code.co_name}, line {at.tb_lineno}" if at else ""


def main() -> None:
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    confine(limits)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    data = sys.stdin.buffer.read(limits.size + 1)
    try:
        reply = msgspec.json.encode(answer(data, limits))
    except MemoryError:
        reply = b'{"reason":"too_much_memory"}'
    sys.stdout.buffer.write(reply)


if __name__ == "__main__":
    main()
