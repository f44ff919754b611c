"""The least that relays a microphone to Gemini Live and its voice back: what a relay cannot go below.

    python -m benchmarks._relay_bare UPSTREAM

websockets on both sides, msgspec, base64, uvloop; no rooms, no limits, no recovery. Prints its port.
"""

from __future__ import annotations

import asyncio
import sys
from binascii import b2a_base64

import msgspec
import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

SETUP = b'{"setup":{"model":"models/gemini-3.8-live"}}'
BEFORE = b'{"realtimeInput":{"audio":{"data":"'
AFTER = b'","mimeType":"audio/pcm;rate=16000"}}}'


class Blob(msgspec.Struct):
    data: bytes


class Part(msgspec.Struct, rename="camel"):
    inline_data: Blob | None = None


class Turn(msgspec.Struct):
    parts: list[Part] = []


class Content(msgspec.Struct, rename="camel"):
    model_turn: Turn | None = None


class Message(msgspec.Struct, rename="camel"):
    server_content: Content | None = None


decode = msgspec.json.Decoder(Message).decode


async def relay(browser: ServerConnection) -> None:
    async with connect(sys.argv[1], compression=None, proxy=None, ping_interval=None) as provider:
        await provider.send(SETUP, text=True)
        await provider.recv()
        speaking = asyncio.create_task(speak(provider, browser))
        try:
            async for frame in browser:
                assert isinstance(frame, bytes)
                await provider.send(BEFORE + b2a_base64(frame, newline=False) + AFTER, text=True)
        except ConnectionClosed:
            pass
        finally:
            speaking.cancel()


async def speak(provider: ClientConnection, browser: ServerConnection) -> None:
    while True:
        message = decode(await provider.recv(decode=False))
        if message.server_content is not None and message.server_content.model_turn is not None:
            for part in message.server_content.model_turn.parts:
                if part.inline_data is not None:
                    await browser.send(part.inline_data.data)


async def main() -> None:
    async with serve(relay, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    uvloop.run(main())
