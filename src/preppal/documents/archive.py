"""A ZIP file that is not trusted: what it says of its sizes is not believed, and counted while inflating."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from preppal.documents.unreadable import Unreadable

MOST_PARTS = 4_000
"""Entries. A document with hundreds of pictures has a thousand."""
MOST_INFLATED = 64 * 1024 * 1024
"""Bytes read of one archive, all parts together. The text of 500 pages takes about ten million."""
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_PLAIN_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The parts of a ZIP file by name.

    Raises:
        Unreadable: ``damaged``, or ``too_large_inside`` with more parts than a document has.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
            raise Unreadable("damaged") from None
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise Unreadable("too_large_inside")
        self._parts = {part.filename: part for part in parts}
        self._left = MOST_INFLATED

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._parts)

    def chunks(self, name: str) -> Iterator[bytes]:
        """One part, inflated piece by piece.

        Raises:
            Unreadable: ``damaged`` (also when it is not there), ``encrypted``, or ``too_large_inside`` as soon
                as too much has come out of the archive.
        """
        part = self._parts.get(name)
        if part is None or part.compress_type not in _PLAIN_WAYS:
            raise Unreadable("damaged")
        if part.flag_bits & _ENCRYPTED:
            raise Unreadable("encrypted")
        try:
            with self._zip.open(part) as file:
                while chunk := file.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Unreadable("too_large_inside")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise Unreadable("damaged") from None

    def start(self, name: str, most: int) -> bytes:
        """The first ``most`` bytes of a part; b"" when there is no such part."""
        found = b""
        if name in self._parts:
            for chunk in self.chunks(name):
                found += chunk
                if len(found) >= most:
                    break
        return found[:most]


def beside(part: str, target: str) -> str:
    """The name of the part that ``target`` in a relationship of ``part`` leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
