"""Places for people who talk: bounded, first come first served, and never lost."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from preppal.providers.voice_places import Place, VoicePlaces


def taken(places: VoicePlaces, who: object = None) -> Place:
    place = places.take(who)
    assert place is not None
    return place


async def settled() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_no_more_than_there_are() -> None:
    places = VoicePlaces(2)
    first, second = taken(places), taken(places)
    assert places.take() is None
    first.release()
    first.release()
    assert (places.in_use, places.free) == (1, 1)
    third = taken(places)
    assert places.take() is None
    for place in (second, third):
        place.release()
    assert places.free == 2


async def test_who_waits_longest_is_offered_the_place_and_nobody_can_take_it_from_them() -> None:
    places = VoicePlaces(1)
    place = taken(places)
    ana = asyncio.create_task(places.wait("ana"))
    bo = asyncio.create_task(places.wait("bo"))
    await settled()
    assert places.waiting == 2
    place.release()
    offer = await ana
    assert not bo.done()
    assert places.free == 0
    assert places.take("somebody new") is None
    anas = taken(places, "ana")
    assert offer.over.is_set()
    assert offer.taken
    anas.release()
    assert not (await bo).taken


async def test_an_offer_that_nobody_takes_goes_on_to_the_next() -> None:
    places = VoicePlaces(1, offer_seconds=0.01)
    place = taken(places)
    ana, bo = asyncio.create_task(places.wait("ana")), asyncio.create_task(places.wait("bo"))
    await settled()
    place.release()
    offer = await ana
    async with asyncio.timeout(20):
        await offer.over.wait()
        assert not offer.taken
        await bo
    async with asyncio.timeout(20):
        await (await places.wait("bo")).over.wait()
    assert places.free == 1
    assert places.take("somebody new") is not None


async def test_who_gave_up_waiting_is_passed_over() -> None:
    places = VoicePlaces(1)
    place = taken(places)
    ana, bo = asyncio.create_task(places.wait("ana")), asyncio.create_task(places.wait("bo"))
    await settled()
    ana.cancel()
    await settled()
    assert places.waiting == 1
    place.release()
    await bo
    assert places.take("ana") is None


async def test_a_free_place_is_offered_at_once_and_only_once_to_the_same_person() -> None:
    places = VoicePlaces(1)
    offer = await places.wait("ana")
    assert await places.wait("ana") is offer
    assert taken(places, "ana") is not None


Moves = st.lists(
    st.tuples(st.sampled_from(["take", "release", "wait", "give up", "time"]), st.integers(0, 4)),
    max_size=40,
)


@given(st.integers(0, 3), Moves)
async def test_places_are_never_lost_and_never_too_many(
    capacity: int, moves: list[tuple[str, int]]
) -> None:
    places = VoicePlaces(capacity, offer_seconds=0)
    held: list[Place] = []
    waiting: dict[int, asyncio.Task[object]] = {}
    for move, who in moves:
        match move:
            case "take":
                held += filter(None, [places.take(who)])
            case "release" if held:
                held.pop(who % len(held)).release()
            case "wait":
                waiting.setdefault(who, asyncio.create_task(places.wait(who)))
            case "give up" if who in waiting:
                waiting.pop(who).cancel()
            case "time":
                await asyncio.sleep(0.001)
        await settled()
        assert places.in_use == len(held) <= capacity
        assert 0 <= places.free <= capacity - places.in_use
    for task in waiting.values():
        task.cancel()
    for place in held:
        place.release()
    for _ in range(capacity):  # who was offered a place and does not take it loses it
        await settled()
        await asyncio.sleep(0.001)
    async with asyncio.timeout(20):
        for who in range(capacity):
            await (await places.wait(f"new {who}")).over.wait()
    assert places.in_use == 0
