"""Messages of the provider that go past the library's parser and queue: each once, in order, whatever comes."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedOK
from websockets.frames import Frame, Opcode

from preppal.providers.gemini_live.link import Link

PATIENCE = 30.0
Take = Callable[[bytes], bool]


async def received(stream: bytes, cuts: list[int], take: Take, order: list[bytes]) -> None:
    """What a provider sends once it is waited for, in these pieces; then it closes."""
    places = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]

    async def send(provider: ServerConnection) -> None:
        await provider.recv()
        for start, end in itertools.pairwise(places):
            provider.transport.write(stream[start:end])
            await asyncio.sleep(0)

    async with asyncio.timeout(PATIENCE), serve(send, "127.0.0.1", 0, compression=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with connect(
            f"ws://127.0.0.1:{port}", compression=None, create_connection=Link
        ) as link:
            assert isinstance(link, Link)
            reading = asyncio.create_task(read(link, take, order))
            await asyncio.sleep(0)
            await link.send("begin")
            await reading


async def read(link: Link, take: Take, order: list[bytes]) -> None:
    with contextlib.suppress(ConnectionClosedOK):
        while True:
            order.append(await link.next_message(take))


def framed(opcode: Opcode, data: bytes, *, fin: bool = True) -> bytes:
    return Frame(opcode, data, fin).serialize(mask=False)


whole = st.builds(
    lambda data, text: (framed(Opcode.TEXT if text else Opcode.BINARY, data), [data]),
    st.one_of(st.binary(min_size=1, max_size=4), st.just(b"s" * 130), st.just(b"l" * 70_000)),
    st.booleans(),
)
torn = st.builds(
    lambda a, b: (framed(Opcode.BINARY, a, fin=False) + framed(Opcode.CONT, b), [a + b]),
    st.binary(min_size=1, max_size=3),
    st.binary(max_size=3),
)
ping = st.just((framed(Opcode.PING, b"there?"), []))


@settings(max_examples=25, deadline=None)
@given(
    sent=st.lists(st.one_of(whole, whole, torn, ping), max_size=12),
    cuts=st.lists(st.integers(0, 600), max_size=6),
    refused=st.sets(st.integers(0, 12)),
)
def test_every_message_comes_once_and_in_order(
    sent: list[tuple[bytes, list[bytes]]], cuts: list[int], refused: set[int]
) -> None:
    order: list[bytes] = []
    asked = itertools.count()

    def take(message: bytes) -> bool:
        number = next(asked)
        if number in refused:
            if number % 2:
                raise ValueError("met again")
            return False
        order.append(message)
        return True

    asyncio.run(received(b"".join(frames for frames, _ in sent), cuts, take, order))
    assert order == [message for _, messages in sent for message in messages]


@pytest.mark.parametrize("opcode", [Opcode.TEXT, Opcode.BINARY])
async def test_a_whole_message_needs_no_parser(opcode: Opcode) -> None:
    """If an update of the library moves its parser, all goes through it, and this says so."""
    taken: list[bytes] = []
    order: list[bytes] = []

    def take(message: bytes) -> bool:
        taken.append(message)
        return True

    await received(framed(opcode, b"sound") * 3, [], take, order)
    assert taken == [b"sound"] * 3
    assert order == []
