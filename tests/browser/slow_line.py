"""A line that takes its time: what goes either way arrives this much later, in order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit


async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    """Everything from ``reader`` to ``writer``, until the one ends or the other is gone."""
    loop = asyncio.get_running_loop()
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            due, data = await under_way.get()
            await asyncio.sleep(due - loop.time())
            if not data:
                writer.close()
                return
            writer.write(data)
            await writer.drain()

    async def collect() -> None:
        data = b" "
        while data:
            data = await reader.read(65_536)
            under_way.put_nowait((loop.time() + seconds, data))

    strands = [loop.create_task(deliver()), loop.create_task(collect())]
    try:
        await asyncio.gather(*strands)
    finally:
        for strand in strands:
            strand.cancel()
        await asyncio.gather(*strands, return_exceptions=True)


@contextlib.asynccontextmanager
async def slow_line(url: str, seconds: float) -> AsyncIterator[str]:
    """The address of a server on loopback that passes everything on to ``url``, ``seconds`` later."""
    target = urlsplit(url)
    connections: set[asyncio.Task[None]] = set()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(target.hostname, target.port)
        try:
            with contextlib.suppress(OSError):
                await asyncio.gather(carry(reader, back, seconds), carry(there, writer, seconds))
        finally:
            for end in (back, writer):
                end.close()
                with contextlib.suppress(OSError):
                    await end.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.get_running_loop().create_task(connect(reader, writer))
        connections.add(connection)
        connection.add_done_callback(connections.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await server.wait_closed()
