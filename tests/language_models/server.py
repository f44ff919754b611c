"""The scripted provider's server: HTTP/1.1 on the loopback, one request a connection."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from tests.language_models import wire
from tests.language_models.script import Asked, Reply, Script

GEMINI = re.compile(r"/v1(?:beta|alpha)?/models/([^/:]+):(generateContent|streamGenerateContent)")
OPENAI = "/v1/chat/completions"
MOST_ENDLESS = 20_000  # pieces: nobody reads so far


class Provider:
    """Where it listens, what it was asked, and who hung up on it."""

    def __init__(self, how: Script) -> None:
        self.how = how
        self.port = 0
        self.asked: list[Asked] = []
        self.came = asyncio.Event()
        """Somebody asked something."""
        self.hung_up = asyncio.Event()
        """A caller went away before the answer's end."""
        self._conversations: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """For `PREPPAL_GEMINI_URL`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def openai_url(self) -> str:
        """For `PREPPAL_OPENAI_URL` and `PREPPAL_OLLAMA_URL`."""
        return f"{self.url}/v1"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._conversations.add(task)
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.hung_up.set()
        finally:
            self._conversations.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        asked = _read(urlsplit(first.split(" ")[1]).path, headers, body)
        if asked is None:
            await _send(writer, 404, b'{"error": {"message": "Not Found"}}')
            return
        self.asked.append(asked)
        self.came.set()
        own = self.how.key in (asked.key, "")
        reply = self.how.answer(asked) if own else Reply(status=401)
        if reply.body is not None:
            await _send(writer, reply.status, reply.body, streams=asked.streams)
        elif reply.status != 200:
            await _send(writer, reply.status, wire.error_body(asked, reply.status))
        elif asked.streams:
            await self._stream(reader, writer, asked, reply)
        else:
            await self._whole(reader, writer, asked, reply)

    async def _whole(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        asked: Asked,
        reply: Reply,
    ) -> None:
        if reply.stalls_after is not None:
            await self._until_gone(reader)
        answer = wire.whole(asked, reply)
        if reply.cut_after is not None:
            _head(writer, 200, f"Content-Length: {len(answer)}")
            writer.write(answer[: len(answer) // 2])
            await writer.drain()
            writer.transport.abort()
        else:
            await _send(writer, 200, answer)

    async def _stream(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        asked: Asked,
        reply: Reply,
    ) -> None:
        _head(writer, 200, "Transfer-Encoding: chunked", kind="text/event-stream")
        events = wire.pieces(asked, reply)
        if reply.endless:
            events = events[: len(reply.pieces)] * (MOST_ENDLESS // len(reply.pieces))
        for number, event in enumerate(events):
            if number == reply.cut_after:
                await writer.drain()
                writer.transport.abort()
                return
            if number == reply.stalls_after:
                await writer.drain()
                await self._until_gone(reader)
            writer.write(b"%x\r\n%s\r\n" % (len(event), event))
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    async def _until_gone(self, reader: asyncio.StreamReader) -> None:
        await reader.read()
        self.hung_up.set()
        raise ConnectionResetError


def _read(path: str, headers: dict[str, str], body: bytes) -> Asked | None:
    gemini = GEMINI.fullmatch(path)
    if gemini:
        key = headers.get("x-goog-api-key", "")
        streams = gemini[2] == "streamGenerateContent"
        return wire.read_gemini(key, gemini[1], streams, json.loads(body))
    if path == OPENAI:
        key = headers.get("authorization", "").removeprefix("Bearer ")
        return wire.read_openai(key, json.loads(body))
    return None


def _head(
    writer: asyncio.StreamWriter, status: int, *more: str, kind: str = "application/json"
) -> None:
    lines = (f"HTTP/1.1 {status} -", f"Content-Type: {kind}", "Connection: close", *more)
    writer.write("".join(f"{line}\r\n" for line in lines).encode() + b"\r\n")


async def _send(
    writer: asyncio.StreamWriter, status: int, body: bytes, *, streams: bool = False
) -> None:
    kind = "text/event-stream" if streams else "application/json"
    _head(writer, status, f"Content-Length: {len(body)}", kind=kind)
    writer.write(body)
    await writer.drain()


@asynccontextmanager
async def running(how: Script) -> AsyncIterator[Provider]:
    """A provider on a free port, until the end of the block."""
    provider = Provider(how)
    server = await asyncio.start_server(provider._serve, "127.0.0.1", 0)
    provider.port = server.sockets[0].getsockname()[1]
    try:
        yield provider
    finally:
        server.close()
        for conversation in provider._conversations:
            conversation.cancel()
        await asyncio.gather(*provider._conversations, return_exceptions=True)
