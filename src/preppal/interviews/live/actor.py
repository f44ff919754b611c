"""One task that does everything in order; whatever happens elsewhere is posted to it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine

Sleep = Callable[[float], Awaitable[None]]
Call = Callable[[], Awaitable[None]]


class Actor:
    """A queue of calls, the tasks that post to it, and one alarm. Not for use across event loops."""

    def __init__(self, sleep: Sleep) -> None:
        self._sleep = sleep
        self._inbox: deque[Call] = deque()
        self._woken = asyncio.Event()
        self._busy = False
        self.over = False
        """`stop` was called. Read with every frame of sound: so it is no property."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_wakes_at = 0
        self._rings_at = 0  # then or later

    @property
    def busy(self) -> bool:
        return bool(self._inbox) or self._busy

    def post(self, call: Call) -> None:
        """Do this when everything posted before is done; nothing is done after `stop`."""
        if not self.over:
            self._inbox.append(call)
            self._woken.set()

    def start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run beside; cancelled by `close`. What it raises is raised out of `run`."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def run(self, idle: Callable[[], None]) -> None:
        """Do what is posted until `stop`; `idle` is called when there is nothing left to do."""
        try:
            while not self.over:
                if self._inbox:
                    self._busy = True
                    await self._inbox.popleft()()
                    continue
                self._busy = False
                self._woken.clear()
                idle()
                await self._woken.wait()
        finally:
            self._busy = False
            self.stop()

    def ring(self, at: int | None, now: Callable[[], int], call: Call) -> None:
        """Post `call` at `at` ms (None: never); replaces the alarm set before, whose `call` was the same.

        Nearly every alarm is put off before it rings. So its task sleeps on, and looks when it wakes.
        """
        if self._alarm is not None and (at is None or at < self._alarm_wakes_at):
            self._alarm.cancel()
            self._alarm = None
        if at is None:
            return
        self._rings_at = at
        if self._alarm is None:
            self._alarm_wakes_at = at
            self._alarm = self.start(self._wait(now, call))

    def stop(self) -> None:
        self.over = True
        self._inbox.clear()
        self._woken.set()

    async def close(self) -> None:
        """Stop and cancel every task."""
        self.stop()
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        problem = None if task.cancelled() else task.exception()
        if problem is not None:

            async def fail() -> None:
                raise problem

            self.post(fail)

    async def _wait(self, now: Callable[[], int], call: Call) -> None:
        while True:
            await self._sleep(max(0.0, (self._alarm_wakes_at - now()) / 1000))
            if self._rings_at == self._alarm_wakes_at:
                break
            self._alarm_wakes_at = self._rings_at
        self._alarm = None
        self.post(call)
