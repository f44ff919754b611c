"""The words of a PDF in reading order, read by PDFium without rendering (but where white text makes one doubt).

Words that nobody sees are left out and told: white on white, tiny, off the page, or drawn in the invisible
mode that only a scan's recognised text has a right to.
"""

import ctypes
from collections.abc import Callable

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from preppal.documents.furniture import without_furniture
from preppal.documents.glyphs import Fonts, Piece, read_pieces, tidy
from preppal.documents.layout import lay_out
from preppal.documents.model import Document, Kind, Line
from preppal.documents.pictured import Recognised
from preppal.documents.ruled import rules_of, tables_of
from preppal.documents.seen import Ground, covered_by_pictures
from preppal.documents.unreadable import Unreadable

MOST_CHARACTERS = 40_000  # on a page: a page that people read has 6,000
SMALLEST = 3.0  # points; legal small print has 4
SCANNED = 0.55  # of the page's area that its pictures cover
FEW_LETTERS = 25


Recognise = Callable[[pypdfium.PdfPage], Recognised]
"""What a page says that is a picture."""


def read_pdf(data: bytes, *, most_pages: int, recognise: Recognise | None = None) -> Document:
    """The document; without ``recognise`` pages that were scanned have no lines.

    Raises:
        Unreadable: ``encrypted`` (a password is needed), ``damaged``, ``too_many_pages``.
    """
    try:
        pdf = pypdfium.PdfDocument(data)
    except pypdfium.PdfiumError as problem:
        code = getattr(problem, "err_code", None)
        is_locked = code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable("encrypted" if is_locked else "damaged") from None
    try:
        return read_pages(pdf, most_pages, recognise)
    except pypdfium.PdfiumError:
        raise Unreadable("damaged") from None
    finally:
        pdf.close()


def read_pages(
    pdf: pypdfium.PdfDocument, most_pages: int, recognise: Recognise | None = None
) -> Document:
    if len(pdf) > most_pages:
        raise Unreadable("too_many_pages")
    lines: list[Line] = []
    links: dict[str, None] = {}
    hidden: list[str] = []
    scanned: list[int] = []
    recognised: list[int] = []
    places: list[tuple[float, float]] = []
    fonts = Fonts()
    sizes: list[tuple[float, float]] = []
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        try:
            pieces, unseen = seen_pieces(page, text, fonts)
            hidden.extend(unseen)
            found = Recognised([], page.get_size(), is_turned=page.get_rotation() != 0)
            if sum(len(piece.text) for piece in pieces) < FEW_LETTERS and (
                covered_by_pictures(page) > SCANNED
            ):
                found = recognise(page) if recognise else found
                (recognised if found.pieces else scanned).append(number)
                pieces = found.pieces or pieces
            first = lines[-1].block + 1 if lines else 0
            lines.extend(lay_out(pieces, number, first, tables_of(rules_of(page))))
            links.update(dict.fromkeys(page_links(pdf, page)))
            sizes.append(page.get_size())
            places.append(found.size_of_places)
        finally:
            text.close()
            page.close()
    return Document(
        kind=Kind.PDF,
        lines=tuple(without_furniture(lines, [down for _, down in sizes])),
        links=tuple(links),
        hidden=tuple(hidden),
        page_count=len(pdf),
        scanned_pages=tuple(scanned),
        recognised_pages=tuple(recognised),
        page_sizes=tuple(places),
    )


def seen_pieces(
    page: pypdfium.PdfPage, text: pypdfium.PdfTextPage, fonts: Fonts
) -> tuple[list[Piece], list[str]]:
    """The pieces a reader of the page sees, and the words of those nobody sees."""
    left, bottom, right, top = page.get_bbox()
    pieces = read_pieces(text.raw, fonts, height=top, most=MOST_CHARACTERS)
    for piece in pieces:
        piece.left -= left
        piece.right -= left
    width, height = right - left, top - bottom
    is_layer = any(piece.is_unseen for piece in pieces) and covered_by_pictures(page) > SCANNED
    ground: Ground | None = None
    kept: list[Piece] = []
    hidden: list[str] = []
    for piece in pieces:
        off = piece.right < 1 or piece.left > width - 1 or piece.baseline < 0 or piece.top > height
        if off or piece.size < SMALLEST or (piece.is_unseen and not is_layer):
            hidden.append(piece.text)
            continue
        if piece.is_faint:
            ground = ground or Ground.of(page)
            if not ground.shows(piece):
                hidden.append(piece.text)
                continue
        kept.append(piece)
    return tidy(kept), [text for text in hidden if any(letter.isalnum() for letter in text)]


def page_links(pdf: pypdfium.PdfDocument, page: pypdfium.PdfPage) -> list[str]:
    """The addresses that the page's link annotations open."""
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    found: list[str] = []
    while pdfium.FPDFLink_Enumerate(page.raw, position, link) and len(found) < 200:
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = pdfium.FPDFAction_GetURIPath(pdf.raw, action, None, 0)
        if not 1 < length < 2048:
            continue
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(pdf.raw, action, buffer, length)
        found.append(buffer.value.decode("utf-8", "replace").strip())
    return [address for address in found if address]
