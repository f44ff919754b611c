"""Reading a file in a process of its own, which is killed when it takes too long or is not wanted any more.

document = await readers.read(data, limits=LIMITS)
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec

from preppal.documents.limits import LIMITS, Limits
from preppal.documents.model import Document
from preppal.documents.signs import WORDS_READ
from preppal.documents.unreadable import Unreadable
from preppal.foundation.log import log

MODULE = "preppal.documents.reader_process"
PAGES_MODULE = "preppal.documents.page_process"
PNG = b"\x89PNG"
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""Of the environment, what Python needs to find itself. Keys and addresses of this server are not among it."""
_LONGEST_ANSWER = 32 * 1024 * 1024
_PIECE = 64 * 1024
_WAITING = 16
"""Files that may wait at once; more are told at once."""


class Reply(msgspec.Struct, frozen=True):
    """What a process answers: beside what it was asked for, why there is none. ``note`` is for the log."""

    reason: str = ""
    note: str = ""


Answer = TypeVar("Answer", bound=Reply)


class _DocumentReply(Reply, frozen=True):
    """As `reader_process.Reply`, which this process does not import: it would bring pdfium in."""

    document: Document | None = None


class Readers:
    """The files that this server reads: ``at_once`` of them, the others wait."""

    def __init__(self, *, at_once: int = 2, module: str = MODULE) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._module = module
        self._waiting = 0
        self._running: set[asyncio.subprocess.Process] = set()
        self._is_closed = False
        self._is_idle = asyncio.Event()
        self._is_idle.set()

    @property
    def running(self) -> int:
        return len(self._running)

    async def read(self, data: bytes, *, limits: Limits = LIMITS) -> Document:
        """The document. A picture, and pages that were scanned, have no lines.

        Raises:
            Unreadable: with the reasons of `kind_of` and the readers, and ``too_large``, ``too_slow``,
                ``too_much_memory``, or ``busy`` when others took too long.
        """
        reply = await self.ask(self._module, data, _DocumentReply, limits=limits)
        if reply.document is None:
            raise Unreadable(reply.reason or "damaged")
        return reply.document

    async def ask(
        self,
        module: str,
        data: bytes,
        answer: type[Answer],
        *arguments: str,
        limits: Limits,
        words_read: Callable[[], None] | None = None,
    ) -> Answer:
        """What a process of another module says of a file, as it answers: `Reply` and more, in JSON.

        ``words_read`` is called when it says `WORDS_READ`, if it does.

        Raises:
            Unreadable: ``empty``, ``too_large``, ``too_slow``, ``too_much_memory``, ``busy``; not what the reply says.
        """
        if not data:
            raise Unreadable("empty")
        if len(data) > limits.size:
            raise Unreadable("too_large")
        code, said = await self._in_turn(module, data, limits, *arguments, words_read=words_read)
        try:
            reply = msgspec.json.decode(said, type=answer)
        except (msgspec.DecodeError, UnicodeError):
            # One that was killed or says nonsense gave no answer.
            reply = answer(reason=_why(code), note=f"ended with {code}")
        if reply.note:
            log(__name__).warning("document_not_read", reason=reply.reason, note=reply.note)
        return reply

    async def picture(self, data: bytes, page: int, *, limits: Limits = LIMITS) -> bytes:
        """A page of a PDF, from 0, as a PNG of `page_process.WIDTH`.

        Raises:
            Unreadable: ``damaged`` also for a page that there is not; ``too_slow``, ``busy``.
        """
        code, answer = await self._in_turn(PAGES_MODULE, data, limits, str(page))
        if code != 0 or not answer.startswith(PNG):
            raise Unreadable("too_slow" if code == -signal.SIGXCPU else "damaged")
        return answer

    async def _in_turn(
        self,
        module: str,
        data: bytes,
        limits: Limits,
        *arguments: str,
        words_read: Callable[[], None] | None = None,
    ) -> tuple[int | None, bytes]:
        """How a process of this module ended, and what it answered."""
        await self._take_place(limits.waiting)
        try:
            return await self._run(module, data, limits, *arguments, words_read=words_read)
        finally:
            self._places.release()

    async def _take_place(self, most: float) -> None:
        if self._is_closed or self._waiting >= _WAITING:
            raise Unreadable("busy")
        self._waiting += 1
        try:
            async with asyncio.timeout(most):
                await self._places.acquire()
        except TimeoutError:
            raise Unreadable("busy") from None
        finally:
            self._waiting -= 1
        if self._is_closed:
            self._places.release()
            raise Unreadable("busy")

    async def _run(
        self,
        module: str,
        data: bytes,
        limits: Limits,
        *arguments: str,
        words_read: Callable[[], None] | None,
    ) -> tuple[int | None, bytes]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # nothing is imported from where the server was started
            "-m",
            module,
            msgspec.json.encode(limits).decode(),
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: value for name in _KEPT if (value := os.environ.get(name))},
        )
        with self._known(process):
            try:
                await _started(process, limits.starting)
                async with asyncio.timeout(limits.seconds):
                    answer = await _ask(process, data, words_read)
            except TimeoutError:
                raise Unreadable("too_slow") from None
            finally:
                await _end(process)
        if self._is_closed:
            raise Unreadable("busy")
        return process.returncode, answer

    @contextlib.contextmanager
    def _known(self, process: asyncio.subprocess.Process) -> Iterator[None]:
        """Counted among those that run, until it has ended."""
        self._running.add(process)
        self._is_idle.clear()
        try:
            if self._is_closed:
                _kill(process)
            yield
        finally:
            self._running.discard(process)
            if not self._running:
                self._is_idle.set()

    async def close(self) -> None:
        """End every process; who waits for one, or for a place, is told that it is busy."""
        self._is_closed = True
        for process in self._running:
            _kill(process)
        await self._is_idle.wait()


async def _started(process: asyncio.subprocess.Process, most: float) -> None:
    """Wait until it is ready for the file, or has ended. Raises `Unreadable`: ``busy``."""
    assert process.stdout is not None
    try:
        async with asyncio.timeout(most):
            await process.stdout.read(1)
    except TimeoutError:
        raise Unreadable("busy") from None


async def _ask(
    process: asyncio.subprocess.Process, data: bytes, words_read: Callable[[], None] | None
) -> bytes:
    """Give it the file, take its answer, and wait until it has ended."""
    assert process.stdin is not None and process.stdout is not None
    telling = asyncio.create_task(_tell(process.stdin, data))
    try:
        answer = bytearray()
        while chunk := await process.stdout.read(_PIECE):
            if words_read is not None and not answer and chunk.startswith(WORDS_READ):
                words_read()
            answer += chunk
            if len(answer) > _LONGEST_ANSWER:
                raise Unreadable("too_long")
        await process.wait()
        return bytes(answer)
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)


async def _tell(stdin: asyncio.StreamWriter, data: bytes) -> None:
    """Write it all; who ends early does not listen to the rest."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        stdin.write(data)
        await stdin.drain()
        stdin.close()
        await stdin.wait_closed()


def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kill it, unless it is over, and wait until it is gone: that is when its pipe has been read out."""
    if process.returncode is None:
        _kill(process)
    if process.stdout is not None:
        while await process.stdout.read(_PIECE):
            pass
    await process.wait()


def _why(code: int | None) -> str:
    """What a process without an answer died of, by its exit code: negative is a signal."""
    if code == -signal.SIGXCPU:
        return "too_slow"
    # PDFium aborts when it gets no more memory. And nobody here kills a process that has not timed out:
    # that was the system, short of memory itself. 127 is the loader's, when a library does not fit any more.
    out_of_memory = (-signal.SIGABRT, -signal.SIGKILL, 127)
    return "too_much_memory" if code in out_of_memory else "damaged"
