"""Uploads, kept outside the database."""

from __future__ import annotations

from typing import Protocol


class FileNotKept(Exception):
    """The store refused to write or to delete a file, or could not be reached."""


class FileGone(Exception):
    """The store has no such file, or cannot be reached."""


class FilesAway(Exception):
    """The store does not answer, or refuses: whether it has a file is not known."""


class FileStore(Protocol):
    """What people uploaded, outside of the database. A key is made by the caller: random, hexadecimal.

    `file_store.LocalFiles` keeps them in a directory, `s3_files.S3Files` in a bucket.
    """

    async def keep(self, key: str, data: bytes) -> None:
        """Returns once it is safe there. Raises `FileNotKept`."""
        ...

    async def read(self, key: str) -> bytes:
        """Raises `FileGone`, or `FilesAway`."""
        ...

    async def forget(self, key: str) -> None:
        """What is not there is no fault. Raises `FileNotKept` when it may still be there."""
        ...
