"""Work in greenlets that are used again: as if each had been new."""

import asyncio
import gc
import threading
import weakref
from contextvars import ContextVar
from typing import Any

import pytest
from greenlet import getcurrent
from sqlalchemy.util import await_only

from preppal.foundation.switching import KEPT, Switches

WHO: ContextVar[str] = ContextVar("WHO", default="nobody")


class Thing:
    """Something that can be seen to be gone."""


def waits(gate: asyncio.Event, name: str) -> tuple[str, object]:
    await_only(gate.wait())
    return name, getcurrent()


def open_gate() -> asyncio.Event:
    gate = asyncio.Event()
    gate.set()
    return gate


def fails(problem: Exception) -> None:
    await_only(asyncio.sleep(0))
    raise problem


async def test_one_after_the_other_use_one() -> None:
    switches, gate = Switches(), open_gate()
    first = await switches.run(waits, gate, "first")
    with pytest.raises(ZeroDivisionError, match="as it was"):
        await switches.run(fails, ZeroDivisionError("as it was"))
    second = await switches.run(waits, gate, name="second")
    assert (first[0], second[0]) == ("first", "second")
    assert first[1] is second[1]


async def test_several_at_once_have_one_each_and_get_their_own_answers() -> None:
    switches, gate = Switches(), asyncio.Event()
    names = [str(number) for number in range(KEPT + 8)]
    tasks = [asyncio.create_task(switches.run(waits, gate, name)) for name in names]
    await asyncio.sleep(0)
    gate.set()
    answers = await asyncio.gather(*tasks)
    assert [name for name, _ in answers] == names
    assert len({id(worker) for _, worker in answers}) == len(names)
    assert len(switches._idle) == KEPT


async def test_what_is_awaited_raises_where_it_was_asked_for() -> None:
    async def nothing() -> None:
        raise LookupError("nothing there")

    def work() -> str:
        try:
            await_only(nothing())
        except LookupError as problem:
            await_only(asyncio.sleep(0))
            return f"met: {problem}"

    switches = Switches()
    for _ in range(2):
        assert await switches.run(work) == "met: nothing there"


async def test_who_is_cancelled_can_clean_up_and_the_next_is_not() -> None:
    switches, cleaned = Switches(), []

    def work() -> None:
        try:
            await_only(asyncio.Event().wait())
        finally:
            await_only(asyncio.sleep(0))
            cleaned.append("up")

    for _ in range(2):
        task = asyncio.create_task(switches.run(work))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert cleaned == ["up", "up"]
    assert (await switches.run(waits, open_gate(), "well"))[0] == "well"


async def test_work_sees_the_context_of_who_asks_and_is_seen_in_it() -> None:
    switches = Switches()

    def work(name: str) -> str:
        before = WHO.get()
        WHO.set(name)
        await_only(asyncio.sleep(0))
        assert WHO.get() == name
        return before

    async def ask(name: str) -> tuple[str, str]:
        WHO.set(f"asks for {name}")
        return await switches.run(work, name), WHO.get()

    for name in ("Ann", "Bo"):
        assert await asyncio.create_task(ask(name)) == (f"asks for {name}", name)
    assert WHO.get() == "nobody"


async def test_nothing_is_kept_of_what_was_done() -> None:
    switches, seen = Switches(), []

    def give(thing: Thing) -> Thing:
        seen.append(weakref.ref(thing))
        other = Thing()
        seen.append(weakref.ref(other))
        return other

    def fail(thing: Thing) -> None:
        seen.append(weakref.ref(thing))
        raise ZeroDivisionError

    await switches.run(give, Thing())
    with pytest.raises(ZeroDivisionError):
        await switches.run(fail, Thing())
    gc.collect()
    assert [ref() for ref in seen] == [None] * 3


async def test_who_goes_away_in_the_middle_takes_its_greenlet_along() -> None:
    switches = Switches()
    asked: Any = switches.run(waits, asyncio.Event(), "gone")
    asked.send(None)
    asked.close()
    assert switches._idle == [] or switches._idle[0].work is None
    assert (await switches.run(waits, open_gate(), "here"))[0] == "here"


async def test_each_thread_has_its_own() -> None:
    switches, gate, found = Switches(), open_gate(), []
    here = await switches.run(waits, gate, "here")

    def elsewhere() -> None:
        async def ask() -> tuple[str, object]:
            return await switches.run(waits, open_gate(), "there")

        found.append(asyncio.run(ask()))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    await asyncio.to_thread(thread.join)
    assert found[0][0] == "there"
    assert found[0][1] is not here[1]
    assert (await switches.run(waits, gate, "here again"))[1] is here[1]
