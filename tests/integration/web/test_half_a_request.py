"""Peers that begin a request and do not end it, over a real socket, with the product's own server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from uvicorn.server import ServerState

from preppal.foundation.settings import Settings
from preppal.web import connections
from preppal.web.listening import server_config

PATIENCE = 30.0
HEAD = b"GET / HTTP/1.1\r\nHost: here\r\n"


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    app = FastAPI()

    @app.get("/")
    async def slow() -> str:
        await asyncio.sleep(0.5)  # longer than a head may take
        return "here"

    config, state = server_config(app, Settings(_env_file=None)), ServerState()
    config.load()
    server = await asyncio.get_running_loop().create_server(
        lambda: connections.BoundedHttp(config, state, {}), "127.0.0.1", 0
    )
    async with server:
        yield server.sockets[0].getsockname()[1]


async def told(port: int, *sent: bytes) -> bytes:
    """All that comes back until the server closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in sent:
        writer.write(part)
        await asyncio.sleep(0.05)
    answer = b""
    async with asyncio.timeout(PATIENCE):
        with contextlib.suppress(ConnectionError):  # closed while some of it was under way
            while part := await reader.read(1024):
                answer += part
    writer.close()
    return answer


async def test_who_says_nothing_is_let_go(port: int) -> None:
    assert await told(port) == b""


@pytest.mark.parametrize("part", [b"G", b"\r\n", HEAD, HEAD + b"X-More: "])
async def test_half_a_head_is_not_waited_for(part: bytes, port: int) -> None:
    answer = await told(port, part)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 408 ")


async def test_nor_is_half_of_a_second_one(port: int) -> None:
    answer = await told(port, HEAD + b"\r\n", HEAD)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.count(b"HTTP/1.1 ") in (1, 2)  # closed with a word or without one


async def test_an_answer_may_take_longer_than_a_head(port: int) -> None:
    answer = await told(port, HEAD + b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b'"here"')


@pytest.mark.parametrize("more", [b"X-More: more\r\n" * 6_000, b"X-More: " + b"a" * 70_000])
async def test_endless_headers_are_refused(more: bytes, port: int) -> None:
    answer = await told(port, HEAD + more)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
