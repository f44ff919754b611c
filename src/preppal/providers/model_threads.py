"""A few threads that models run on, away from the event loop, most urgent work first.

The models release the interpreter's lock while they compute, so the loop stays responsive; the number
of threads bounds the processor time speech may take, the backlog bounds its memory.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from preppal.providers.protocols import SpeechUnavailable

T = TypeVar("T")


def always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Waiting:
    number: int
    urgent: Callable[[], bool]
    work: Callable[[], Any]
    future: Future[Any]


class ModelThreads:
    """`count` daemon threads named `name`, holding at most `backlog` pieces of waiting work."""

    def __init__(self, name: str, count: int, backlog: int = 64) -> None:
        self._waiting: list[_Waiting] = []
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

    async def run(self, work: Callable[[], T], *, urgent: Callable[[], bool] = always) -> T:
        """The result of `work`, done on one of the threads.

        `urgent` is asked when a thread looks for work: what is urgent then goes first, in order of
        arrival. Cancelling the awaiting task removes work that has not begun. Raises
        `SpeechUnavailable` when too much is waiting or the threads are closed; whatever `work` raises
        passes through.
        """
        future: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise SpeechUnavailable("speech models are closed")
            self._waiting = [item for item in self._waiting if not item.future.cancelled()]
            if len(self._waiting) >= self._backlog:
                raise SpeechUnavailable("too much speech is waiting to be processed")
            self._number += 1
            self._waiting.append(_Waiting(self._number, urgent, work, future))
            self._changed.notify()
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Drop waiting work and let the threads finish what they are doing."""
        with self._changed:
            self._closed = True
            for item in self._waiting:
                item.future.cancel()
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
                item = min(self._waiting, key=lambda item: (not item.urgent(), item.number))
                self._waiting.remove(item)
            if not item.future.set_running_or_notify_cancel():
                continue
            try:
                result = item.work()
            except BaseException as problem:
                item.future.set_exception(problem)
            else:
                item.future.set_result(result)
                del result
            # the next wait may be long: hold neither the samples nor the words of anybody
            del item
