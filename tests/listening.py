"""The application on a real port in this process, and a peer that speaks WebSocket as it likes.

The product runs on uvloop, whose sockets behave differently from asyncio's when somebody does not read:
tests of that are plain functions that call `uvloop.run`.
"""

import asyncio
import base64
import contextlib
import json
import os
import socket
import struct
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

import uvicorn
from fastapi import FastAPI

from preppal.web.listening import open_port, server_config

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


class _Quiet(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def listening(app: FastAPI) -> AsyncIterator[uvicorn.Server]:
    """Serve ``app`` at the port of its settings; 0 is any, and `port_of` says which."""
    settings = app.state.settings
    with open_port(settings) as listener:
        server = _Quiet(server_config(app, settings))
        running = asyncio.create_task(server.serve([listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
            await asyncio.sleep(0.005)
        try:
            yield server
        finally:
            server.should_exit = True
            await running


def port_of(server: uvicorn.Server) -> int:
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


def frame(kind: int, data: bytes | str, *, last: bool = True) -> bytes:
    """A client's frame. The mask is four zeros, so what is sent can be read on the wire."""
    data = data.encode() if isinstance(data, str) else data
    first = (0x80 if last else 0) | kind
    if len(data) < 126:
        head = struct.pack("!BB", first, 0x80 | len(data))
    elif len(data) < 1 << 16:
        head = struct.pack("!BBH", first, 0x80 | 126, len(data))
    else:
        head = struct.pack("!BBQ", first, 0x80 | 127, len(data))
    return head + bytes(4) + data


class Peer:
    """One connection. It reads only when it is asked to, and then as little as it wants."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def connect(cls, port: int, path: str, *, cookie: str, buffer: int = 1 << 16) -> Self:
        """Shake hands. ``buffer`` bytes are what its kernel takes without being read."""
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        plain.setblocking(False)
        await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", port))
        reader, writer = await asyncio.open_connection(sock=plain, limit=max(2048, buffer // 2))
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: preppal.live.v1\r\nCookie: {cookie}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 "), head
        return cls(reader, writer)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()

    def say(self, **fields: Any) -> None:
        self.writer.write(frame(TEXT, json.dumps(fields)))

    def stop_reading(self) -> None:
        """Leave what comes in to the kernel, and then to the server."""
        self.writer.transport.pause_reading()  # type: ignore[attr-defined]

    async def receive(self) -> tuple[int, bytes]:
        """The next frame: its kind and what is in it."""
        head = await self.reader.readexactly(2)
        length = head[1] & 127
        if length == 126:
            (length,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", await self.reader.readexactly(8))
        return head[0] & 15, await self.reader.readexactly(length)

    async def receive_type(self, wanted: str) -> dict[str, Any]:
        """The next message of this type; what comes before it is passed over."""
        while True:
            kind, data = await self.receive()
            assert kind != CLOSE, data
            if kind == TEXT and (message := json.loads(data))["type"] == wanted:
                found: dict[str, Any] = message
                return found

    async def closed_with(self) -> int:
        """The code in the server's close frame; what comes before it is passed over."""
        while True:
            kind, data = await self.receive()
            if kind == CLOSE:
                return int.from_bytes(data[:2])
