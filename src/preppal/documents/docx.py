"""The words of a DOCX: headers, the body with its tables and boxes, notes, footers.

Read from its XML directly. What python-docx gives leaves out boxes, notes and nested tables, and importing it
alone takes longer than reading a resume here.
"""

from preppal.documents.archive import Archive
from preppal.documents.docx_styles import Styles, read_styles
from preppal.documents.docx_words import Words, numbered
from preppal.documents.elements import walk
from preppal.documents.model import Document, Kind, Line
from preppal.documents.relationships import Relationships, relationships
from preppal.documents.unreadable import Unreadable

MOST_ASIDES = 24
"""Headers and footers that are read: three for each of a few sections."""


def read_docx(data: bytes, *, most_pages: int, most_characters: int) -> Document:
    """The document in reading order.

    Pages are those that Word counted when it saved the file; other programs write none down.

    Raises:
        Unreadable: ``damaged``, ``encrypted``, ``too_many_pages``, ``too_large_inside`` (a file that inflates
            to far more than it is) or ``too_long``.
    """
    archive = Archive(data)
    body = _body(archive)
    related = relationships(archive, body)
    styles = read_styles(archive, next(iter(related.of_kind("styles")), None))
    parts = [
        *related.of_kind("header")[:MOST_ASIDES],
        body,
        *related.of_kind("footnotes")[:1],
        *related.of_kind("endnotes")[:1],
        *related.of_kind("footer")[:MOST_ASIDES],
    ]
    blocks: list[list[Line]] = []
    links: dict[str, None] = {}
    hidden: list[str] = []
    pages, left = 1, most_characters
    for part in parts:
        if part != body and part not in archive:
            continue
        heard = _hear(archive, part, styles, body, related, left)
        if part == body:
            pages = heard.pages
            if pages > most_pages:
                raise Unreadable("too_many_pages")
        known = {line.text for block in blocks for line in block} if part != body else set()
        for block in heard.blocks:
            # The header of the first page and those of the others often say the same.
            blocks.append([line for line in block if line.text not in known])
            left -= sum(len(line.text) for line in block)
        links |= dict.fromkeys(heard.links)
        hidden += heard.hidden
    return Document(
        Kind.DOCX,
        numbered([block for block in blocks if block]),
        links=tuple(links),
        hidden=tuple(dict.fromkeys(hidden)),
        page_count=pages,
    )


def _body(archive: Archive) -> str:
    """The name of the main part: Word on the web calls it `word/document2.xml`."""
    named = relationships(archive, "").of_kind("officeDocument")
    body = named[0] if named else "word/document.xml"
    if body not in archive:
        raise Unreadable("damaged")
    return body


def _hear(
    archive: Archive, part: str, styles: Styles, body: str, related: Relationships, left: int
) -> Words:
    addresses = related if part == body else relationships(archive, part)
    words = Words(
        # A header may lie on a coloured band.
        styles,
        addresses.addresses,
        most_characters=max(left, 0),
        shaded=part != body,
    )
    walk(archive.chunks(part), words)
    return words
