"""Spoken sentences kept on disk: the same words in the same voice need not be rendered twice.

A file's name is the digest of everything its sound depends on, its content is compressed and carries a
checksum: a file that is not what it should be is rendered again. Files are written beside their place and
moved there, so several processes may share a folder. Above `limit` bytes those that were not used for
longest go. Whatever the disk refuses is said once in the log; then everything goes on without it.

Compressed with zlib, of the differences between samples with their high bytes apart: 32 kB a second
of speech. FLAC would save a tenth and cost a library of 15 MB; Opus saves nine tenths and takes a third
of the time of rendering to be read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
import uuid
import zlib
from pathlib import Path

import numpy as np

from preppal.foundation.log import log

LIMIT = 256 * 1024 * 1024  # bytes: about two hours of speech
ROOM = 0.9  # of the limit is left after clearing up
MAGIC = b"PPSP1"
HEADER = len(MAGIC) + 4  # and the checksum of what follows
LEVEL = 1  # zlib; higher ones save 3 %
TOUCH_SECONDS = 3_600  # a file used this lately need not be marked again
ABANDONED_SECONDS = 3_600  # somebody died while writing it


def key_of(*facts: str) -> str:
    """The name of what depends on these facts."""
    return hashlib.blake2b("\0".join(facts).encode(), digest_size=20).hexdigest()


class SpeechStore:
    """PCM16 sounds under a folder. Blocking; safe to use from several threads and processes."""

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._size: int | None = None  # about; None before the folder was looked at
        self._writes = True

    def get(self, key: str) -> bytes | None:
        """What was kept under this key, or None."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        sound = unpacked(content)
        with contextlib.suppress(OSError):
            if sound is None:
                path.unlink()
            elif time.time() - path.stat().st_mtime > TOUCH_SECONDS:
                os.utime(path)
        return sound

    def has(self, key: str) -> bool:
        """Whether something is kept under this key; `get` may still find that it is broken."""
        return self._path(key).exists()

    def put(self, key: str, pcm: bytes) -> None:
        """Keep a sound, or don't: nothing depends on it."""
        if not self._writes:
            return
        content = packed(pcm)
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_bytes(content)
                beside.replace(path)
            except OSError:
                beside.unlink(missing_ok=True)
                raise
            self._keep_within(len(content))
        except OSError as problem:
            self._writes = False
            reason = problem.strerror or type(problem).__name__
            log(__name__).warning("rendered speech is no longer kept on disk", reason=reason)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _keep_within(self, added: int) -> None:
        if self._size is not None:
            self._size += added
        if self._size is not None and self._size <= self._limit:
            return
        files = list(self._files())  # others write too: count anew before anything is dropped
        self._size = sum(size for _, size, _ in files)
        if self._size <= self._limit:
            return
        for _, size, path in sorted(files, key=lambda file: file[0]):
            if self._size <= self._limit * ROOM:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                self._size -= size

    def _files(self) -> list[tuple[float, int, Path]]:
        """(last used, bytes, path) of each; what was never finished is dropped on the way."""
        found: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("??/*"):
            with contextlib.suppress(OSError):  # another process may have dropped it just now
                facts = path.stat()
                if path.suffix != ".part":
                    found.append((facts.st_mtime, facts.st_size, path))
                elif time.time() - facts.st_mtime > ABANDONED_SECONDS:
                    path.unlink()
        return found


def packed(pcm: bytes) -> bytes:
    """PCM16, compressed, behind a checksum; an odd last byte is dropped."""
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2")
    steps = np.diff(samples, prepend=np.int16(0)).astype("<i2")
    planes = steps.view(np.uint8).reshape(-1, 2).T.tobytes()
    body = zlib.compress(planes, LEVEL)
    return MAGIC + zlib.crc32(body).to_bytes(4, "big") + body


def unpacked(content: bytes) -> bytes | None:
    """What `packed` was given, or None when this is not what it made."""
    checksum, body = content[len(MAGIC) : HEADER], content[HEADER:]
    if not content.startswith(MAGIC) or zlib.crc32(body).to_bytes(4, "big") != checksum:
        return None
    try:
        planes = np.frombuffer(zlib.decompress(body), np.uint8)
    except zlib.error:
        return None
    if len(planes) % 2:
        return None
    steps = planes.reshape(2, -1).T.copy().view("<i2").reshape(-1)
    return bytes(np.cumsum(steps, dtype=np.int16).astype("<i2").tobytes())
