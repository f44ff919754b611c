"""A few threads that models run on, away from the event loop, most urgent work first.

The models release the interpreter's lock while they compute, so the loop stays responsive; the number
of threads bounds the processor time speech may take, the backlog bounds its memory.
"""

from __future__ import annotations

import asyncio
import heapq
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from preppal.providers.protocols import SpeechUnavailable

T = TypeVar("T")


class ModelThreads:
    """`count` daemon threads named `name`, holding at most `backlog` pieces of waiting work."""

    def __init__(self, name: str, count: int, backlog: int = 64) -> None:
        self._waiting: list[tuple[int, int, Future[Any], Callable[[], Any]]] = []
        self._backlog = backlog
        self._changed = threading.Condition()
        self._number = 0
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{n}", daemon=True)
            for n in range(count)
        ]
        for thread in self._threads:
            thread.start()

    async def run(self, work: Callable[[], T], *, urgent: bool = False) -> T:
        """The result of `work`, done on one of the threads.

        Cancelling the awaiting task removes work that has not begun. Raises `SpeechUnavailable` when
        too much is waiting or the threads are closed; whatever `work` raises passes through.
        """
        future: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise SpeechUnavailable("speech models are closed")
            if len(self._waiting) >= self._backlog:
                self._waiting = [item for item in self._waiting if not item[2].cancelled()]
                heapq.heapify(self._waiting)
            if len(self._waiting) >= self._backlog:
                raise SpeechUnavailable("too much speech is waiting to be processed")
            self._number += 1
            heapq.heappush(self._waiting, (0 if urgent else 1, self._number, future, work))
            self._changed.notify()
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Drop waiting work and let the threads finish what they are doing."""
        with self._changed:
            self._closed = True
            for *_, future, _work in self._waiting:
                future.cancel()
            self._waiting.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=5)

    def _work(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                *_, future, work = heapq.heappop(self._waiting)
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = work()
            except BaseException as problem:
                future.set_exception(problem)
            else:
                future.set_result(result)
            # the next wait may be long: hold neither the samples nor the words of anybody for long: hold neither the samples nor the words of anybody
            del future, work
