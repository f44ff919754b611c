"""Work for models: urgent first, bounded, cancellable."""

from __future__ import annotations

import asyncio
import threading

import pytest

from preppal.providers.model_threads import ModelThreads, WorkQueue, always, never
from preppal.providers.protocols import SpeechUnavailable


class Blocked:
    """One thread, busy until let go; `order` is what it did."""

    def __init__(self, backlog: int = 8) -> None:
        self.gate = threading.Event()
        self.began = threading.Event()
        self.order: list[str] = []
        self.threads = ModelThreads("test", 1, backlog)
        self.first = asyncio.ensure_future(self.threads.run(self.wait))

    def wait(self) -> None:
        self.began.set()
        self.gate.wait(10)

    def do(self, name: str, *, urgent: bool) -> asyncio.Future[None]:
        return asyncio.ensure_future(
            self.threads.run(lambda: self.order.append(name), urgent=lambda: urgent)
        )

    async def let_go(self, *waiting: asyncio.Future[None]) -> None:
        await asyncio.sleep(0)
        await asyncio.to_thread(self.began.wait, 10)
        self.gate.set()
        await asyncio.gather(self.first, *waiting)
        self.threads.close()


async def test_urgent_work_goes_first_in_order_of_arrival() -> None:
    blocked = Blocked()
    waiting = [
        blocked.do("later", urgent=False),
        blocked.do("now", urgent=True),
        blocked.do("next", urgent=True),
    ]
    await blocked.let_go(*waiting)
    assert blocked.order == ["now", "next", "later"]


async def test_cancelled_work_is_not_done_and_makes_room() -> None:
    blocked = Blocked(backlog=2)
    await asyncio.sleep(0)
    await asyncio.to_thread(blocked.began.wait, 10)
    unwanted = blocked.do("unwanted", urgent=True)
    kept = blocked.do("kept", urgent=False)
    await asyncio.sleep(0)
    with pytest.raises(SpeechUnavailable):
        await blocked.do("too much", urgent=True)
    unwanted.cancel()
    await asyncio.sleep(0)
    also = blocked.do("also", urgent=False)
    await blocked.let_go(kept, also)
    assert blocked.order == ["kept", "also"]


async def test_what_work_raises_reaches_the_caller() -> None:
    threads = ModelThreads("test", 1)
    with pytest.raises(ZeroDivisionError):
        await threads.run(lambda: 1 // 0)
    assert await threads.run(lambda: 7) == 7
    threads.close()
    with pytest.raises(SpeechUnavailable):
        await threads.run(lambda: 7)


def begun(queue: WorkQueue) -> list[object]:
    """Everything that may begin now."""
    work = []
    while (item := queue.take()) is not None:
        work.append(item.do())
    return work


def test_one_thread_stays_free_for_whoever_waits() -> None:
    queue = WorkQueue(2, kept_free=1)
    for name in ("ahead", "further ahead"):
        queue.add(lambda name=name: name, never)
    assert begun(queue) == ["ahead"]
    queue.add(lambda: "now", always)
    assert begun(queue) == ["now"]
    queue.add(lambda: "and now", always)
    assert begun(queue) == []  # both threads are busy
    queue.done()
    assert begun(queue) == ["and now"]
    queue.done()
    assert begun(queue) == []  # the other one is kept free
    queue.done()
    assert begun(queue) == ["further ahead"]


def test_a_single_thread_does_everything() -> None:
    queue = WorkQueue(1, kept_free=1)
    queue.add(lambda: "ahead", never)
    assert begun(queue) == ["ahead"]


async def test_work_that_becomes_urgent_while_it_waits_begins_by_itself() -> None:
    threads = ModelThreads("test", 2)
    gate, speaking = threading.Event(), [True]
    first = asyncio.ensure_future(threads.run(lambda: gate.wait(30)))
    waits = asyncio.ensure_future(threads.run(lambda: "heard", urgent=lambda: not speaking[0]))
    await asyncio.sleep(0.1)
    assert threads.busy
    assert not waits.done()
    speaking[0] = False  # nobody tells the threads
    async with asyncio.timeout(20):
        assert await waits == "heard"
    gate.set()
    await first
    threads.close()
    assert not threads.busy
