"""The provider's end of the relay benchmark: Gemini Live's wire format, and nothing that costs time.

    python -m benchmarks._live_upstream both|turns

Prints its port. `both`: speaks to every session without end, in real time. `turns`: lines of six seconds, when
it is asked for one (a turn in writing, the end of the sound) or, of somebody who never asks, as long after
the last one as an answer takes; every half second of what it hears makes a word. Each frame of sound, both
ways, begins with the time at which it left (`_stamps`). Prints the ages of what it heard (in microseconds,
one JSON line) whenever it reads a line, and begins anew.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from binascii import a2b_base64, b2a_base64

import uvloop
from websockets.asyncio.connection import broadcast
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from benchmarks._stamps import FRAME_SECONDS, age_of, stamped, tone

LINE_FRAMES, PAUSE_SECONDS, WORD_FRAMES = 150, 19.0, 12
VOICE = tone(24_000)
BEFORE = b'{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"'
AFTER = b'"}}]}}}'
SAYS = b'{"serverContent":{"outputTranscription":{"text":"and how did that go "}}}'
HEARS = b'{"serverContent":{"inputTranscription":{"text":" because"}}}'
MADE = b'{"serverContent":{"generationComplete":true}}'
OVER = (
    b'{"serverContent":{"turnComplete":true},"usageMetadata":{"promptTokenCount":900,'
    b'"responseTokenCount":100,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":900}]}}'
)
HANDLE = b'{"sessionResumptionUpdate":{"newHandle":"h%d","resumable":true}}'
ages: list[int] = []


class Talk:
    def __init__(self, link: ServerConnection) -> None:
        self.link = link
        self.heard = 0
        self.asks = False
        self.speaking: asyncio.Task[None] | None = None

    async def hold(self) -> None:
        try:
            await self.link.recv()
            self.say(b'{"setupComplete":{}}')
            async for frame in self.link:
                self.take(frame if isinstance(frame, str) else frame.decode())
        except ConnectionClosed:
            pass
        finally:
            if self.speaking is not None:
                self.speaking.cancel()

    def take(self, message: str) -> None:
        # google-genai sends the sound after the name of its type, ours before.
        if (place := message.find('"data":')) >= 0:
            start = message.index('"', place + 7) + 1
            head = message[start : start + 44].replace("-", "+").replace("_", "/")
            if (age := age_of(a2b_base64(head))) is not None:
                ages.append(age)
            self.heard += 1
            if TURNS and self.heard % WORD_FRAMES == 0:
                self.say(HEARS)
            if self.speaking is None:
                self.speaking = asyncio.create_task(self.speak())
        elif "audioStreamEnd" in message or "audio_stream_end" in message or "true" in message:
            self.asks = True
            if self.speaking is not None:
                self.speaking.cancel()
            self.speaking = asyncio.create_task(self.speak())

    def say(self, message: bytes) -> None:
        broadcast((self.link,), message, text=False)

    async def speak(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + random.uniform(0, FRAME_SECONDS)
        while True:
            for place in range(LINE_FRAMES):
                await asyncio.sleep(max(0.0, due - loop.time()))
                due += FRAME_SECONDS
                self.say(BEFORE + b2a_base64(stamped(VOICE), newline=False) + AFTER)
                if TURNS and place % WORD_FRAMES == 0:
                    self.say(SAYS)
            if TURNS:
                for message in (MADE, OVER, HANDLE % self.heard):
                    self.say(message)
                if self.asks:
                    return
                due += PAUSE_SECONDS


async def main() -> None:
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)

    async def talk(link: ServerConnection) -> None:
        await Talk(link).hold()

    async with serve(talk, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        while await lines.readline():
            print(json.dumps(ages), flush=True)
            ages.clear()


if __name__ == "__main__":
    TURNS = sys.argv[1] == "turns"
    uvloop.run(main())
