"""The network between a browser and the server: it can be cut, and it can go silent."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CHUNK = 64 * 1024


@dataclass
class Proxy:
    """A TCP proxy on loopback in front of one server.

    `cut` ends every connection at once, without a goodbye. While it is `silent` nothing comes through
    and nobody is told: what a closed lid or another network does to a line. `closed` refuses newcomers.
    """

    host: str
    port: int
    url: str = ""
    closed: bool = False
    opened: int = 0
    hearing: asyncio.Event = field(default_factory=asyncio.Event)
    lines: set[asyncio.StreamWriter] = field(default_factory=set)
    pumps: set[asyncio.Task[None]] = field(default_factory=set)

    def cut(self) -> None:
        for line in list(self.lines):
            line.transport.abort()

    def silence(self, on: bool) -> None:
        """Nothing gets through any more; what waits arrives when it is over, if anybody is still there."""
        if on:
            self.hearing.clear()
        else:
            self.hearing.set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.closed:
            writer.transport.abort()
            return
        self.opened += 1
        there, to = await asyncio.open_connection(self.host, self.port)
        self.lines |= {writer, to}
        for source, target in ((reader, to), (there, writer)):
            pump = asyncio.create_task(self.pump(source, target))
            self.pumps.add(pump)
            pump.add_done_callback(self.pumps.discard)

    async def pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(CHUNK):
                await self.hearing.wait()
                target.write(data)
                await target.drain()
        await self.hearing.wait()  # nor does a goodbye get through
        self.lines.discard(target)
        target.close()  # an abort could overtake the last words on their way to a busy reader


@asynccontextmanager
async def proxied(url: str) -> AsyncIterator[Proxy]:
    """A proxy in front of the server at ``url``, at its own `url`."""
    parts = urlsplit(url)
    proxy = Proxy(parts.hostname or "", parts.port or 0)
    proxy.silence(False)
    listener = await asyncio.start_server(proxy.accept, "127.0.0.1", 0)
    proxy.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        listener.close()
        proxy.cut()
        for pump in list(proxy.pumps):
            pump.cancel()
        await asyncio.gather(*proxy.pumps, return_exceptions=True)
