"""XML as a row of events, for the parts of a DOCX: no entities, no deep nesting, no tree in memory."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol
from xml.parsers import expat

from preppal.documents.unreadable import Unreadable

DEEPEST = 256
"""Elements within one another. Word itself stays below a hundred, with tables in tables."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREFIXES = {
    _WORD: "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    _RELATED: "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
}


class Listener(Protocol):
    """Hears of every element by its name with the usual prefix (`w:p`); strange ones begin with `?`."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def words(self, text: str) -> None: ...


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return _PREFIXES.get(space, "?" if space else "") + local


def walk(chunks: Iterable[bytes], listener: Listener) -> None:
    """Tell ``listener`` of what is in an XML file, in order.

    Raises:
        Unreadable: ``damaged``: it is no XML, is nested too deeply, or declares a document type: that is
            where entities come from, and Office files have none.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unreadable("damaged")
        listener.start(_short(name), {_short(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(_short(name))

    def refuse(*_: object) -> None:
        raise Unreadable("damaged")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.words
    parser.StartDoctypeDeclHandler = refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        if isinstance(problem, Unreadable):
            raise
        raise Unreadable("damaged") from None
