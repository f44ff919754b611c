"""Time in which only models take time: what a machine with nothing else to do would have shown.

Work is done at once and in line, its processor time is counted, and it counts as finished when that much
time has passed on processors shared with all other work under way. Between two events the clock jumps.
So a benchmark says the same on a machine that others use too; the event loop's own time is not in it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from preppal.providers.model_threads import WorkQueue, always
from tests.voices.driving import StandingClock

T = TypeVar("T")
ROUNDS = 25  # of the event loop, in which everything that can go on does


class CountedClock(StandingClock):
    @property
    def due(self) -> float | None:
        return self._sleepers[0][0] if self._sleepers else None


@dataclass
class Job:
    left: float  # seconds of processor time
    done: Callable[[], None]


@dataclass
class Processors:
    """`count` of them, each `slowness` times slower than this machine's."""

    clock: CountedClock
    count: int = 2
    slowness: float = 1.0
    _jobs: list[Job] = field(default_factory=list)
    _at: float = 0.0

    def begin(self, seconds: float, done: Callable[[], None]) -> None:
        self.advance()
        self._jobs.append(Job(seconds * self.slowness, done))

    @property
    def due(self) -> float | None:
        if not self._jobs:
            return None
        return self.clock.now + max(0.0, min(job.left for job in self._jobs)) / self._share

    def advance(self) -> None:
        """Work was done up to now."""
        passed, self._at = self.clock.now - self._at, self.clock.now
        for job in self._jobs:
            job.left -= passed * self._share
        finished = [job for job in self._jobs if job.left <= 1e-9]
        self._jobs = [job for job in self._jobs if job.left > 1e-9]
        for job in finished:
            job.done()

    @property
    def _share(self) -> float:
        return min(1.0, self.count / max(1, len(self._jobs)))


class CountedThreads:
    """`Threads` that take counted time."""

    def __init__(self, name: str, count: int, processors: Processors) -> None:
        self.name = name
        self.seconds: list[float] = []  # of processor time, of each piece of work
        self.waited: list[float] = []  # until it began
        self._queue = WorkQueue(count, kept_free=1)
        self._processors = processors

    @property
    def busy(self) -> bool:
        return self._queue.running > 0 or len(self._queue) > 0

    async def run(self, work: Callable[[], T], *, urgent: Callable[[], bool] = always) -> T:
        asked = self._processors.clock.now

        def begun() -> T:
            self.waited.append(self._processors.clock.now - asked)
            return work()

        future = self._queue.add(begun, urgent)
        self._begin()
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        self._queue.clear()

    def _begin(self) -> None:
        while (work := self._queue.take()) is not None:
            before = time.process_time()
            result: Any = None
            problem: BaseException | None = None
            try:
                result = work.do()
            except Exception as raised:
                problem = raised
            self.seconds.append(time.process_time() - before)
            finish = self._finisher(work.future, result, problem)
            self._processors.begin(self.seconds[-1], finish)

    def _finisher(
        self, future: Any, result: Any, problem: BaseException | None
    ) -> Callable[[], None]:
        def finish() -> None:
            self._queue.done()
            if problem is not None:
                future.set_exception(problem)
            else:
                future.set_result(result)
            self._begin()

        return finish


async def run_counted(clock: CountedClock, processors: Processors, *work: Awaitable[Any]) -> None:
    """Everything to its end, in counted time."""
    tasks = [asyncio.ensure_future(each) for each in work]
    while not all(task.done() for task in tasks):
        for _ in range(ROUNDS):
            await asyncio.sleep(0)
        due = [at for at in (clock.due, processors.due) if at is not None]
        if due:
            clock.advance(max(0.0, min(due) - clock.now))
            processors.advance()
    await asyncio.gather(*tasks)
