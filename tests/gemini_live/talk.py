"""One connection of the double: what it hears, what it says, and what goes wrong on it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from tests.gemini_live import listening, script, sounds
from tests.gemini_live.listening import Refused, Setup
from tests.gemini_live.memory import Memory, Session
from tests.gemini_live.script import Fault, Kind, Line, Script

FRAME_MS = 40
BARGE_IN_FRAMES = 5
LONGEST_REASON = 123
TRANSCRIBE_FRAMES = 12
"""Half a second of speech makes a word."""


async def close(link: ServerConnection, code: int, reason: str) -> None:
    """With as much of the sentence as a close frame holds."""
    await link.close(code, reason[:LONGEST_REASON])


class Over(Exception):
    """A fault ended the connection."""


class Talk:
    def __init__(
        self, link: ServerConnection, number: int, how: Script, memory: Memory, faults: list[Fault]
    ) -> None:
        self.link = link
        self.number = number
        self.how = how
        self.memory = memory
        self.faults = faults
        self.sent: Counter[str] = Counter()
        self.session = Session(-1)
        self.setup: Setup | None = None
        self.mute = False
        self.writing_history = False
        self.speech: list[int] = []
        """Numbers of the loud frames of the answer so far that have no word yet."""
        self.answering = False
        """The candidate has begun to speak and the end was not found yet."""
        self.quiet_ms = 0
        self.line: asyncio.Task[None] | None = None
        self.later: set[asyncio.Task[None]] = set()

    async def hold(self) -> None:
        try:
            await self._set_up()
            while True:
                await self._take(*listening.read(await self.link.recv()))
        except Refused as refused:
            with contextlib.suppress(ConnectionClosed):
                await close(self.link, refused.code, refused.reason)
        except (ConnectionClosed, Over):
            pass
        finally:
            tasks = [task for task in (self.line, *self.later) if task is not None]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self.setup is not None:
                self.memory.closed(self.session, lingers=self.how.lingers)

    async def _set_up(self) -> None:
        name, asked = listening.read(await self.link.recv())
        if name != "setup":
            raise Refused("The first message must be setup.")
        self.memory.setups.append(asked)
        setup = listening.check_setup(asked, self.how)
        if setup.handle:
            session = None if self.how.forgets else self.memory.resume(setup.handle)
            if session is None:
                raise Refused("Request contains an invalid argument.")
            if self.how.one_at_a_time and self.memory.open_in.get(session.number):
                raise Refused("Internal error encountered.", 1011)
        else:
            session = self.memory.begin()
        self.session = session
        self.memory.opened(session)
        self.setup = setup
        self.writing_history = setup.history
        await self.send("setupComplete", {"setupComplete": {}})
        if setup.handle:
            await self._give_handle()

    async def _take(self, name: str, content: Any) -> None:
        match name:
            case "setup":
                raise Refused("setup may only be sent once.")
            case "clientContent":
                await self._take_writing(content)
            case "realtimeInput":
                if self.writing_history:
                    raise Refused("Initial history is expected in client_content.")
                if "audio" in content:
                    await self._hear(listening.sound_of(content["audio"]))
                if content.get("audioStreamEnd"):
                    self.memory.ends_of_sound += 1
                    await self._end_answer()
                if "text" in content:
                    self._note("user", content["text"], answer=True)
                    self._answer()

    async def _take_writing(self, content: dict[str, Any]) -> None:
        complete = bool(content.get("turnComplete"))
        for role, text in listening.words_of(content.get("turns", [])):
            if role not in ("user", "model"):
                raise Refused("Please use a valid role: user, model.")
            self._note(role, text, answer=complete and not self.writing_history)
        if self.writing_history:
            self.writing_history = not complete
            return
        if complete:
            await self._interrupt()
            self._answer()

    def _note(self, role: str, text: str, *, answer: bool) -> None:
        self.session.turns.append((role, text))
        self.memory.told.append((self.number, role, text, answer))

    async def _hear(self, pcm: bytes) -> None:
        loud = sounds.loudness(pcm) > sounds.LOUD
        await self._go_wrong("heard")
        if loud:
            await self._go_wrong("speech")
        self.memory.heard.append((self.number, pcm))
        self.memory.news.set()
        ms = len(pcm) // 32
        if not loud:
            self.quiet_ms += ms
            assert self.setup is not None
            if self.answering and self.quiet_ms >= self.setup.silence_ms:
                await self._end_answer()
            return
        self.quiet_ms, self.answering = 0, True
        self.speech.append(sounds.numbers(pcm[: sounds.UP_BYTES], sounds.UP_BYTES)[0])
        if len(self.speech) == BARGE_IN_FRAMES:
            await self._interrupt()
        if len(self.speech) >= TRANSCRIBE_FRAMES:
            await self._transcribe()

    async def _end_answer(self) -> None:
        if self.answering:
            await self._transcribe()
            self.answering = False
            self._answer()

    async def _transcribe(self) -> None:
        """A word names the first and the last frame it was heard in."""
        assert self.setup is not None
        if not self.speech:
            return
        word = f" {self.speech[0]}-{self.speech[-1]}"
        self.speech.clear()
        self.session.turns.append(("user", word))
        if self.setup.transcribes[0]:
            await self.content("inputTranscription", {"inputTranscription": {"text": word}})

    async def _interrupt(self) -> None:
        if self.line is not None and not self.line.done():
            self.line.cancel()
            await asyncio.gather(self.line, return_exceptions=True)
            await self.content("interrupted", {"interrupted": True})
            await self.content("turnComplete", {"turnComplete": True}, usage=True)

    def _answer(self) -> None:
        if not self.mute:
            line = self.how.lines[self.session.lines % len(self.how.lines)]
            self.session.lines += 1
            self.line = asyncio.create_task(self._guarded(lambda: self._speak(line)))

    async def _speak(self, line: Line) -> None:
        words = line.text.split(" ")
        said = 0
        for first in range(0, line.frames, self.how.frames_a_message):
            count = min(self.how.frames_a_message, line.frames - first)
            pcm = b"".join(sounds.spoken(self.memory.spoken + n) for n in range(count))
            self.memory.spoken += count
            await self.content("sound", {"modelTurn": {"parts": [self._part(pcm)]}})
            due = (first + count) * len(words) // line.frames
            if due > said and self.setup is not None and self.setup.transcribes[1]:
                text = " ".join(words[said:due]) + (" " if due < len(words) else "")
                said = due
                await self.content("outputTranscription", {"outputTranscription": {"text": text}})
            await asyncio.sleep(count * self.how.frame_seconds)
        self.session.turns.append(("model", line.text))
        if self.how.several:
            await self.content(
                "turnComplete", {"generationComplete": True, "turnComplete": True}, usage=True
            )
        else:
            await self.content("generationComplete", {"generationComplete": True})
            await asyncio.sleep(self.how.playback_seconds)
            await self.content("turnComplete", {"turnComplete": True}, usage=True)
            await self._give_handle()

    def _part(self, pcm: bytes) -> dict[str, Any]:
        encode = base64.urlsafe_b64encode if self.how.urlsafe else base64.b64encode
        return {"inlineData": {"mimeType": "audio/pcm;rate=24000", "data": encode(pcm).decode()}}

    async def _give_handle(self) -> None:
        if self.setup is not None and self.setup.resumption and self.how.handles:
            await self.send("sessionResumptionUpdate", self._handle())

    def _handle(self) -> dict[str, Any]:
        handle = self.memory.keep(self.session)
        return {"sessionResumptionUpdate": {"newHandle": handle, "resumable": True}}

    async def content(self, kind: Kind, content: dict[str, Any], *, usage: bool = False) -> None:
        message: dict[str, Any] = {"serverContent": content}
        if usage:
            await self._go_wrong("usageMetadata")
            message |= self._usage()
        if self.how.several and kind == "turnComplete" and self.how.handles:
            message |= self._handle()
        await self.send(kind, message)

    def _usage(self) -> dict[str, Any]:
        """Of this turn: the whole context as its prompt."""
        self.session.tokens += 40
        prompt, response = self.session.tokens, 30
        return {
            "usageMetadata": {
                "promptTokenCount": prompt,
                "responseTokenCount": response,
                "totalTokenCount": prompt + response,
                "promptTokensDetails": [
                    {"modality": "TEXT", "tokenCount": 90},
                    {"modality": "AUDIO", "tokenCount": prompt - 90},
                ],
                "responseTokensDetails": [{"modality": "AUDIO", "tokenCount": response}],
            }
        }

    async def send(self, kind: Kind, message: dict[str, Any]) -> None:
        await self._go_wrong(kind)
        if self.mute:
            return
        if self.how.extra_fields:
            message = {"somethingNew": {"deep": [1, None]}, **message}
        if self.how.snake_case:
            message = _snake(message)
        frame = json.dumps(message)
        await self.link.send(frame if self.how.text_frames else frame.encode())

    async def _go_wrong(self, kind: Kind) -> None:
        self.sent[kind] += 1
        for fault in self.faults:
            if fault.at == kind and fault.nth == self.sent[kind]:
                await self._do(fault.do)

    async def _do(self, action: script.Action) -> None:
        match action:
            case script.Close(code, reason):
                await close(self.link, code, reason)
                raise Over
            case script.Cut(half):
                if half:
                    # The head of a frame of 5,000 bytes, and a part of it.
                    self.link.transport.write(b"\x82\x7e\x13\x88" + b'{"serverContent":' * 20)
                    await asyncio.sleep(0.05)
                self.link.transport.abort()
                raise Over
            case script.Send(frames):
                for frame in frames:
                    await self.link.send(frame)
            case script.Huge(count):
                pcm = bytes(count)
                huge = {"serverContent": {"modelTurn": {"parts": [self._part(pcm)]}}}
                await self.link.send(json.dumps(huge).encode())
            case script.Wait(seconds):
                await asyncio.sleep(seconds)
            case script.Away(seconds, time_left):
                notice = {"goAway": {"timeLeft": time_left or f"{seconds:g}s"}}
                await self.link.send(json.dumps(notice).encode())
                self.memory.leaving += 1
                self._later(seconds, script.Close(1008, "The operation was aborted."))
            case script.Mute():
                self.mute = True

    def _later(self, seconds: float, action: script.Action) -> None:
        async def after() -> None:
            try:
                await asyncio.sleep(seconds)
                await self._do(action)
            finally:
                self.memory.leaving -= 1

        task = asyncio.create_task(self._guarded(after))
        self.later.add(task)

    async def _guarded(self, doing: Callable[[], Awaitable[None]]) -> None:
        with contextlib.suppress(ConnectionClosed, Over):
            await doing()


def _snake(value: Any) -> Any:
    """Names in snake_case, as protobuf's JSON may also be read."""
    if isinstance(value, dict):
        return {
            "".join("_" + c.lower() if c.isupper() else c for c in name): _snake(below)
            for name, below in value.items()
        }
    return [_snake(item) for item in value] if isinstance(value, list) else value
