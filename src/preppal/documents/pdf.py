"""The words of a PDF, as pdfium gives them."""

from dataclasses import replace

import pypdfium2 as pdfium

from preppal.documents.model import Document, Kind
from preppal.documents.plain import plain_lines
from preppal.documents.unreadable import Unreadable


def read_pdf(data: bytes, *, most_pages: int) -> Document:
    """Raises `Unreadable`: ``encrypted``, ``damaged``, ``too_many_pages``."""
    try:
        pdf = pdfium.PdfDocument(data)
        if len(pdf) > most_pages:
            raise Unreadable("too_many_pages")
        texts = [page.get_textpage().get_text_bounded() for page in pdf]
    except pdfium.PdfiumError as problem:
        raise Unreadable("encrypted" if "password" in str(problem).lower() else "damaged") from None
    lines = [
        replace(line, page=number)
        for number, text in enumerate(texts)
        for line in plain_lines(text)
    ]
    scanned = tuple(number for number, text in enumerate(texts) if not text.strip())
    return Document(Kind.PDF, tuple(lines), page_count=len(texts), scanned_pages=scanned)
