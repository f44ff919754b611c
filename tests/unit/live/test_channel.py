"""Bounded events, and the one task that does everything in order."""

from __future__ import annotations

import asyncio

import pytest

from preppal.interviews.live.actor import Actor
from preppal.interviews.live.channel import Channel, TooSlow
from preppal.interviews.live.engine import Audio, Caption, Ended, EngineEvent, Flush, Listening


async def taken(channel: Channel) -> list[EngineEvent]:
    return [event async for event in channel.events()]


async def test_events_come_in_order_and_end_after_close() -> None:
    channel = Channel()
    await channel.put(Listening())
    await channel.close(Ended("completed"))
    await channel.put(Listening())
    assert await taken(channel) == [Listening(), Ended("completed")]
    assert await taken(channel) == []


async def test_sound_can_be_taken_back() -> None:
    channel = Channel()
    for event in (Audio(b"1"), Caption("interviewer", "Hello"), Audio(b"2")):
        await channel.put(event)
    channel.take_back_sound()
    await channel.put(Flush())
    await channel.close()
    assert await taken(channel) == [Caption("interviewer", "Hello"), Flush()]


async def test_a_full_channel_waits_and_then_gives_up() -> None:
    channel = Channel(room=2, patience=0.01)
    await channel.put(Audio(b"1"))
    await channel.put(Audio(b"2"))
    with pytest.raises(TooSlow):
        await channel.put(Audio(b"3"))
    patient = Channel(room=1, patience=30)
    await patient.put(Audio(b"1"))
    waiting = asyncio.create_task(patient.put(Audio(b"2")))
    await asyncio.sleep(0)
    assert not waiting.done()
    assert await anext(patient.events()) == Audio(b"1")
    await waiting


async def test_closing_without_keeping_drops_what_waits() -> None:
    channel = Channel()
    await channel.put(Listening())
    await channel.close(keep=False)
    assert await taken(channel) == []


def test_no_sound_appears_in_logs() -> None:
    assert "secret" not in repr(Audio(b"secret"))


async def test_calls_are_done_in_order_and_none_after_stop() -> None:
    actor, done = Actor(asyncio.sleep), []

    def doing(what: str) -> None:
        async def call() -> None:
            done.append(what)
            if what == "last":
                actor.stop()

        actor.post(call)

    for what in ("first", "second", "last", "never"):
        doing(what)
    await actor.run(lambda: None)
    doing("later")
    assert done == ["first", "second", "last"]
    assert not actor.busy


async def test_what_a_task_beside_raises_is_raised_out_of_run() -> None:
    actor = Actor(asyncio.sleep)

    async def breaks() -> None:
        raise LookupError("no such thing")

    actor.start(breaks())
    with pytest.raises(LookupError):
        await actor.run(lambda: None)
    await actor.close()


async def test_the_alarm_rings_once_and_can_be_moved() -> None:
    slept: list[float] = []
    gate = asyncio.Event()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await gate.wait()

    actor, rung = Actor(sleep), []

    async def ring() -> None:
        rung.append("rung")
        actor.stop()

    running = asyncio.create_task(actor.run(lambda: None))
    for at in (500, 500, 300):
        actor.ring(at, lambda: 100, ring)
        await asyncio.sleep(0)
    gate.set()
    await running
    assert slept == [0.4, 0.2]
    assert rung == ["rung"]
    await actor.close()


async def test_an_alarm_that_is_put_off_sleeps_on_and_rings_when_it_was_put_off_to() -> None:
    now, slept, gates = 100, list[int](), list[asyncio.Event]()

    async def sleep(seconds: float) -> None:
        nonlocal now
        slept.append(round(seconds * 1000))
        gates.append(asyncio.Event())
        await gates[-1].wait()
        now += round(seconds * 1000)

    actor, rung = Actor(sleep), list[int]()

    async def ring() -> None:
        rung.append(now)

    running = asyncio.create_task(actor.run(lambda: None))
    for at in (500, 700, 900, 800):
        actor.ring(at, lambda: now, ring)
        await asyncio.sleep(0)
    for _ in range(2):
        assert not rung
        gates[-1].set()
        for _ in range(5):
            await asyncio.sleep(0)
    assert (slept, rung) == ([400, 300], [800])
    actor.ring(800, lambda: now, ring)
    await asyncio.sleep(0)
    actor.ring(None, lambda: now, ring)
    gates[-1].set()
    for _ in range(5):
        await asyncio.sleep(0)
    assert rung == [800]
    await actor.close()
    await running


async def test_what_is_dealt_with_at_once_is_not_given_and_keeps_its_place() -> None:
    channel, order = Channel(), list[EngineEvent]()

    def take(event: EngineEvent) -> bool:
        if isinstance(event, Audio):
            order.append(event)
        return isinstance(event, Audio)

    async def read() -> None:
        async for event in channel.events(take):
            order.append(event)
            await asyncio.sleep(0)

    channel.offer(Audio(b"0"))  # before anybody reads
    reading = asyncio.create_task(read())
    for _ in range(5):
        await asyncio.sleep(0)
    assert order == [Audio(b"0")]
    channel.offer(Audio(b"1"))
    assert order == [Audio(b"0"), Audio(b"1")]
    channel.offer(Listening())
    channel.offer(Audio(b"2"))  # behind something that waits
    assert len(channel) == 2
    await channel.close(Ended("completed"))
    await reading
    assert order[2:] == [Listening(), Audio(b"2"), Ended("completed")]


async def test_who_cannot_wait_asks_for_room_and_is_told_when_there_was_none_for_too_long() -> None:
    channel = Channel(room=1, patience=0.01)
    assert channel.has_room()
    channel.offer(Audio(b"1"))
    assert not channel.has_room()
    await asyncio.sleep(0.02)
    with pytest.raises(TooSlow):
        channel.has_room()
    channel.take_back_sound()
    assert channel.has_room()
    channel.offer(Audio(b"2"))
    assert not channel.has_room()
