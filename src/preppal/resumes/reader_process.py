"""The process in which one resume is read and understood, and which then ends.

``python -m preppal.resumes.reader_process LIMITS file|words``; confined and asked as
`documents.reader_process`, which reads the words that this one then understands. Between the two it says
`WORDS_READ`.
"""

import sys
from collections.abc import Callable

import msgspec

from preppal.documents.limits import Limits
from preppal.documents.model import Document
from preppal.documents.plain import read_plain
from preppal.documents.reader_process import confine, place_of, read_document
from preppal.documents.signs import READY, WORDS_READ
from preppal.documents.unreadable import Unreadable
from preppal.resumes.reading import places, tongues
from preppal.resumes.understanding import WORDS, Reply, understood


def answer(
    data: bytes,
    limits: Limits,
    what: str,
    read: Callable[[bytes, Limits], Document] = read_document,
    words_read: Callable[[], None] = lambda: None,
) -> Reply:
    """What is said of it, whatever it is; ``read`` finds a file's words, and ``words_read`` is called when they all
    are there."""
    try:
        if what == WORDS:
            text = data.decode("utf-8", "replace")
            document = read_plain(text, most_characters=limits.characters)
        else:
            document = read(data, limits)
        if document.lines and not document.scanned_pages:
            words_read()
        return Reply(understood=understood(document))
    except Unreadable as problem:
        return Reply(reason=problem.reason)
    except (MemoryError, RecursionError):
        return Reply(reason="too_much_memory")
    except Exception as problem:
        return Reply(reason="damaged", note=f"{type(problem).__name__} {place_of(problem)}")


def serve(read: Callable[[bytes, Limits], Document] = read_document) -> None:
    """Take one file from the standard input, confined, and answer on the standard output."""
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    places.countries()
    tongues.names()  # they come from files, and there are none later
    confine(limits)
    _say(READY)
    data = sys.stdin.buffer.read(limits.size + 1)
    try:
        reply = msgspec.json.encode(
            answer(data, limits, sys.argv[2], read, lambda: _say(WORDS_READ))
        )
    except MemoryError:
        reply = b'{"reason":"too_much_memory"}'
    sys.stdout.buffer.write(reply)


def _say(sign: bytes) -> None:
    sys.stdout.buffer.write(sign)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    serve()
