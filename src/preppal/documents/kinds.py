"""What a file is, told from its bytes: a name says what somebody wished."""

import re

from preppal.documents.archive import Archive
from preppal.documents.decoding import decoded
from preppal.documents.model import Kind
from preppal.documents.unreadable import Unreadable

_PDF_WITHIN = 1024
"""Bytes in which readers look for a PDF's beginning: mail programs put lines above it."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {b"\x89PNG\r\n\x1a\n": Kind.PNG, b"\xff\xd8\xff": Kind.JPEG}
_PROLOGUE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,5000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|table|section|article|span)\b[^<>]{0,300}>", re.I
)
_ENOUGH_TAGS = 4
"""In the first 4,000 characters; a text about HTML names fewer."""


def kind_of(data: bytes) -> tuple[Kind, str]:
    """The kind, and the decoded text of what is HTML or plain text ("" for the others).

    Raises:
        Unreadable: ``empty``; ``encrypted`` for a protected Office file; ``legacy_doc``, ``legacy_odt``,
            ``legacy_rtf``, ``legacy_pages`` for what a person can save as something else; ``another_picture``;
            ``web_archive``; ``damaged`` for a ZIP that cannot be opened; ``unknown_kind``.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("empty")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Kind.PDF, ""
    for start, kind in _PICTURES.items():
        if data.startswith(start):
            return kind, ""
    if b"endobj" in data and (b"%%EOF" in data[-2_048:] or b" 0 obj" in data[:_PDF_WITHIN]):
        raise Unreadable("damaged")  # a PDF without its beginning
    if data.startswith(_OLE):
        raise Unreadable(_old_office(data))
    if data.startswith(b"PK"):
        return _zipped(data), ""
    if data.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("legacy_rtf")
    if _is_another_picture(data):
        raise Unreadable("another_picture")
    text = decoded(data)
    if text is None:
        raise Unreadable("unknown_kind")
    if re.match(r"(?:From|MIME-Version|Subject|Date): .{0,2000}?^Content-Type: multipart/related",
                text[:4000], re.DOTALL | re.MULTILINE | re.IGNORECASE):  # fmt: skip
        raise Unreadable("web_archive")
    is_page = _PROLOGUE.match(text[:20_000]) or len(_BLOCK.findall(text[:4000])) >= _ENOUGH_TAGS
    if not is_page and text.lstrip("\ufeff \t\r\n").startswith(("<?xml", "%!PS", "{\\rtf")):
        raise Unreadable("unknown_kind")  # text to programs only
    return (Kind.HTML if is_page else Kind.TEXT), text


def _old_office(data: bytes) -> str:
    """What is in a compound file: its directory names streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return "legacy_doc" if "WordDocument".encode("utf-16-le") in data else "unknown_kind"


def _zipped(data: bytes) -> Kind:
    archive = Archive(data)
    names = archive.names
    written_as = archive.start("mimetype", 200)
    if written_as.startswith(b"application/vnd.oasis.opendocument.text"):
        raise Unreadable("legacy_odt")
    if "Index/Document.iwa" in names or "Index.zip" in names or "index.xml" in names:
        raise Unreadable("legacy_pages")
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    raise Unreadable("unknown_kind")


def _is_another_picture(data: bytes) -> bool:
    return (
        (data.startswith((b"GIF8", b"BM", b"II*\x00", b"MM\x00*")) and b"\x00" in data[:64])
        or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"hevc"))
    )
