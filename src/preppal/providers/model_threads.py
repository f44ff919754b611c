"""A few threads that models run on, away from the event loop, most urgent work first.

The models release the interpreter's lock while they compute, so the loop stays responsive; the number
of threads bounds the processor time speech may take, the backlog bounds its memory. A piece of work
that has begun cannot be stopped: what is not urgent therefore begins only while a thread stays free.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from preppal.providers.protocols import SpeechUnavailable

T = TypeVar("T")

LOOK_AGAIN_SECONDS = 0.05  # for work that has become urgent by itself


def always() -> bool:
    return True


def never() -> bool:
    return False


class Threads(Protocol):
    """Where blocking work is done; `ModelThreads` in the product."""

    @property
    def busy(self) -> bool:
        """Something is being done, or waits to be."""
        ...

    async def run(self, work: Callable[[], T], *, urgent: Callable[[], bool] = always) -> T:
        """The result of `work`. `urgent` is asked whenever somebody looks for work."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Work:
    number: int
    urgent: Callable[[], bool]
    do: Callable[[], Any]
    future: Future[Any]


class WorkQueue:
    """Which work is next on `places` threads, `kept_free` of which only urgent work may fill."""

    def __init__(self, places: int, kept_free: int = 0) -> None:
        self.places = places
        self.running = 0
        self._kept_free = min(kept_free, places - 1)
        self._waiting: list[Work] = []
        self._number = 0

    def __len__(self) -> int:
        """What still waits to be done; what was cancelled does not."""
        self._waiting = [work for work in self._waiting if not work.future.cancelled()]
        return len(self._waiting)

    def add(self, do: Callable[[], Any], urgent: Callable[[], bool]) -> Future[Any]:
        self._number += 1
        work = Work(self._number, urgent, do, Future())
        self._waiting.append(work)
        return work.future

    def take(self) -> Work | None:
        """What to begin now: urgent work in order of arrival, then the rest; None when nothing may
        begin. To be followed by `done`."""
        while self._waiting and self.running < self.places:
            work = min(self._waiting, key=lambda work: (not work.urgent(), work.number))
            if not work.urgent() and self.running >= self.places - self._kept_free:
                return None
            self._waiting.remove(work)
            if work.future.set_running_or_notify_cancel():
                self.running += 1
                return work
        return None

    def done(self) -> None:
        self.running -= 1

    def clear(self) -> None:
        for work in self._waiting:
            work.future.cancel()
        self._waiting.clear()


class ModelThreads:
    """`Threads`: `count` daemon threads named `name`, holding at most `backlog` pieces of waiting
    work. Of several threads one is kept free of work that is not urgent."""

    def __init__(self, name: str, count: int, backlog: int = 64) -> None:
        self._queue = WorkQueue(count, kept_free=1)
        self._backlog = backlog
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{n}", daemon=True)
            for n in range(count)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def busy(self) -> bool:
        with self._changed:
            return self._queue.running > 0 or len(self._queue) > 0

    async def run(self, work: Callable[[], T], *, urgent: Callable[[], bool] = always) -> T:
        """The result of `work`, done on one of the threads.

        Cancelling the awaiting task removes work that has not begun. Raises `SpeechUnavailable` when
        too much is waiting or the threads are closed; whatever `work` raises passes through.
        """
        with self._changed:
            if self._closed:
                raise SpeechUnavailable("speech models are closed")
            if len(self._queue) >= self._backlog:
                raise SpeechUnavailable("too much speech is waiting to be processed")
            future: Future[T] = self._queue.add(work, urgent)
            self._changed.notify()
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Drop waiting work and let the threads finish what they are doing."""
        with self._changed:
            self._closed = True
            self._queue.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=5)

    def _work(self) -> None:
        while (work := self._next()) is not None:
            try:
                result = work.do()
            except BaseException as problem:
                work.future.set_exception(problem)
            else:
                work.future.set_result(result)
                del result
            # the next wait may be long: hold neither the samples nor the words of anybody
            del work
            with self._changed:
                self._queue.done()
                self._changed.notify()

    def _next(self) -> Work | None:
        """Waits for work; None when the threads are closed."""
        with self._changed:
            while not self._closed:
                work = self._queue.take()
                if work is not None:
                    return work
                self._changed.wait(LOOK_AGAIN_SECONDS if len(self._queue) else None)
        return None
