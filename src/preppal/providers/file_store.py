"""Files in a directory of this machine: what `FileStore` asks for.

A file is written beside its place, brought to the disk and moved there, so a power cut leaves a whole file or
none. Nobody but the server's own user may read it.
"""

import asyncio
import contextlib
import os
import re
import secrets
from pathlib import Path

from preppal.providers.protocols import FileGone, FileNotKept

KEY = re.compile(r"[0-9a-f]{16,64}")


class LocalFiles:
    """The files under ``folder``, which is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, key: str, data: bytes) -> None:
        """Returns once the disk has it. Raises `FileNotKept`."""
        try:
            await asyncio.to_thread(self._keep, self._path(key), data)
        except OSError as problem:
            raise FileNotKept(str(problem)) from problem

    async def read(self, key: str) -> bytes:
        """Raises `FileGone`."""
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except OSError as problem:
            raise FileGone(str(problem)) from problem

    async def forget(self, key: str) -> None:
        """Gone when this returns; what was not there is no fault. Raises `FileNotKept` when the disk refuses."""
        try:
            await asyncio.to_thread(self._path(key).unlink, missing_ok=True)
        except OSError as problem:
            raise FileNotKept(str(problem)) from problem

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ValueError("That is no key of a file.")
        return self._folder / key[:2] / key

    def _keep(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            with os.fdopen(
                os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """That a name is in its folder is on the disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
