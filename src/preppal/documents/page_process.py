"""The process that draws one page and then ends: ``python -m preppal.documents.page_process LIMITS PAGE``.

It says that it is ready with one byte, gets the file by its standard input, and answers with a PNG on its
standard output, or with nothing and another exit code than 0. It is confined as `reader_process` is.
"""

import ctypes
import struct
import sys
import zlib

import msgspec
import pypdfium2 as pypdfium

from preppal.documents.limits import Limits
from preppal.documents.reader_process import confine
from preppal.documents.signs import READY

WIDTH = 900
"""Pixels: legible beside what was read, also where the screen has two pixels for one."""
TALLEST = 3 * WIDTH
"""Pixels. A page that is a strip is drawn smaller."""
CANNOT = 3


def page_picture(data: bytes, number: int, *, most_pages: int) -> bytes:
    """The page as a PNG. Raises `pypdfium.PdfiumError`, or IndexError for a page that there is not."""
    pdf = pypdfium.PdfDocument(data)
    if not 0 <= number < min(len(pdf), most_pages):
        raise IndexError(number)
    page = pdf[number]
    across, down = page.get_size()
    scale = min(WIDTH / across, TALLEST / down)
    bitmap = page.render(scale=scale, rev_byteorder=True, no_smoothpath=False)
    return png_of(bitmap)


def png_of(bitmap: pypdfium.PdfBitmap) -> bytes:
    """An RGB bitmap as a PNG (RFC 2083), its rows unfiltered."""
    if bitmap.n_channels != 3:
        raise ValueError(bitmap.format)
    raw = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    across = 3 * bitmap.width
    rows = b"".join(b"\x00" + raw[at : at + across] for at in range(0, len(raw), bitmap.stride))
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in chunks
    )


def main() -> None:
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    confine(limits)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    try:
        picture = page_picture(
            sys.stdin.buffer.read(limits.size), int(sys.argv[2]), most_pages=limits.pages
        )
    except (pypdfium.PdfiumError, IndexError, ValueError, ZeroDivisionError, MemoryError):
        sys.exit(CANNOT)
    sys.stdout.buffer.write(picture)


if __name__ == "__main__":
    main()
