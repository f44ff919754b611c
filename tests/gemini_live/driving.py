"""One conversation, held through our client or through google-genai's: what both saw, in one form."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from google import genai
from google.genai import errors, types

from preppal.foundation.settings import Settings
from preppal.providers.gemini_live.conversation import Pace
from preppal.providers.gemini_live.provider import GeminiLive
from preppal.providers.protocols import (
    CandidateWords,
    Conversation,
    ConversationLost,
    ConversationSetup,
    Crossed,
    CutIn,
    InterviewerSound,
    InterviewerWords,
    LineMade,
    LineOver,
    SaidBefore,
    TokensUsed,
)
from tests.gemini_live import sounds
from tests.gemini_live.upstream import Upstream

PATIENCE = 20.0
"""Seconds for anything that should happen, on a machine that has other things to do."""
INSTRUCTION = "You are Ruth Adeyemi, an engineering manager."


class Broken(Exception):
    """The connection was refused or is over; the code and sentence that came with it."""


@dataclass
class Seen:
    """Everything that came down."""

    sound: bytearray = field(default_factory=bytearray)
    words: str = ""
    heard: str = ""
    tokens: dict[str, int] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)
    """cut_in, made, over, crossed; in order."""
    crossings: list[Crossed] = field(default_factory=list)
    handle: str = ""
    lost: ConversationLost | None = None

    @property
    def frames(self) -> list[int]:
        return sounds.numbers(self.sound, sounds.DOWN_BYTES)

    def note(self, event: object) -> None:
        match event:
            case InterviewerSound(pcm24k=pcm):
                self.sound += pcm
            case InterviewerWords(text=text):
                self.words += text
            case CandidateWords(text=text):
                self.heard += text
            case TokensUsed(tokens=tokens):
                for kind, count in tokens.items():
                    self.tokens[kind] = self.tokens.get(kind, 0) + count
            case CutIn():
                self.marks.append("cut_in")
            case LineMade():
                self.marks.append("made")
            case LineOver():
                self.marks.append("over")
            case Crossed():
                self.marks.append("crossed")
                self.crossings.append(event)


class Client(Protocol):
    """Somebody who holds a conversation with the double."""

    seen: Seen

    async def hear(self, pcm16k: bytes) -> None: ...
    async def silence(self) -> None: ...
    async def tell(self, text: str, *, answer: bool) -> None: ...


async def until(happened: Callable[[], bool]) -> None:
    """Wait for it. Raises `TimeoutError`."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if happened():
                return
            await asyncio.sleep(0.005)


async def marks(client: Client, mark: str, count: int = 1) -> None:
    await until(lambda: client.seen.marks.count(mark) >= count or client.seen.lost is not None)
    assert client.seen.marks.count(mark) >= count, client.seen


async def speak(client: Client, first: int, *, loud: int, quiet: int) -> int:
    """An answer: so many frames of speech and so many of silence. The number of the next frame."""
    for number in range(first, first + loud + quiet):
        await client.hear(sounds.heard(number, loud=number < first + loud))
        await asyncio.sleep(0.001)
    return first + loud + quiet


def setup(*said: SaidBefore, silence_ms: int = 500) -> ConversationSetup:
    return ConversationSetup(
        instruction=INSTRUCTION,
        voice="Charon",
        language="en-US",
        silence_ms=silence_ms,
        transcript=lambda: said,
    )


def settings(upstream: Upstream, **values: Any) -> Settings:
    chosen = {
        "voice": "gemini-live",
        "GEMINI_API_KEY": upstream.how.key,
        "gemini_live_url": upstream.url,
    }
    return Settings(_env_file=None, **(chosen | values))


@dataclass
class Ours:
    """Through the provider."""

    conversation: Conversation
    seen: Seen = field(default_factory=Seen)

    async def hear(self, pcm16k: bytes) -> None:
        self.conversation.hear(pcm16k)

    async def silence(self) -> None:
        await self.conversation.silence()

    async def tell(self, text: str, *, answer: bool) -> None:
        await self.conversation.tell(text, answer=answer)

    async def watch(self) -> None:
        try:
            async for event in self.conversation.events():
                self.seen.note(event)
        except ConversationLost as lost:
            self.seen.lost = lost


@asynccontextmanager
async def ours(
    upstream: Upstream,
    tls: ssl.SSLContext | None = None,
    *,
    asked: ConversationSetup | None = None,
    pace: Pace = Pace(),
    provider: GeminiLive | None = None,
    **values: Any,
) -> AsyncIterator[Ours]:
    """Raises `ConversationLost`."""
    provider = provider or GeminiLive(settings(upstream, **values), tls=tls, pace=pace)
    conversation = await provider.open(asked or setup())
    client = Ours(conversation)
    watching = asyncio.create_task(client.watch())
    try:
        yield client
    finally:
        await conversation.close()
        await watching


@dataclass
class Sdk:
    """Through google-genai's live client."""

    session: Any
    seen: Seen = field(default_factory=Seen)

    async def hear(self, pcm16k: bytes) -> None:
        blob = types.Blob(data=pcm16k, mime_type="audio/pcm;rate=16000")
        await self.session.send_realtime_input(audio=blob)

    async def silence(self) -> None:
        await self.session.send_realtime_input(audio_stream_end=True)

    async def tell(self, text: str, *, answer: bool) -> None:
        turn = types.Content(role="user", parts=[types.Part(text=text)])
        await self.session.send_client_content(turns=turn, turn_complete=answer)

    async def watch(self) -> None:
        try:
            while True:
                async for message in self.session.receive():
                    self._note(message)
        except errors.APIError as problem:
            self.seen.lost = ConversationLost("unreachable", str(problem))

    def _note(self, message: types.LiveServerMessage) -> None:
        if (content := message.server_content) is not None:
            if content.input_transcription and content.input_transcription.text:
                self.seen.note(CandidateWords(content.input_transcription.text))
            for part in (content.model_turn.parts if content.model_turn else None) or []:
                if part.inline_data is not None and part.inline_data.data:
                    assert part.inline_data.mime_type == "audio/pcm;rate=24000"
                    self.seen.note(InterviewerSound(part.inline_data.data))
            if content.output_transcription and content.output_transcription.text:
                self.seen.note(InterviewerWords(content.output_transcription.text))
            if content.interrupted:
                self.seen.note(CutIn())
            if content.generation_complete:
                self.seen.note(LineMade())
            if content.turn_complete:
                self.seen.note(LineOver())
        if (usage := message.usage_metadata) is not None:
            counts = {
                f"{(part.modality or types.MediaModality.TEXT).value.lower()}_{way}": (
                    part.token_count or 0
                )
                for way, details in (
                    ("in", usage.prompt_tokens_details),
                    ("out", usage.response_tokens_details),
                )
                for part in details or []
            }
            self.seen.note(TokensUsed(counts))
        update = message.session_resumption_update
        if update is not None and update.resumable and update.new_handle:
            self.seen.handle = update.new_handle


@asynccontextmanager
async def sdk(
    upstream: Upstream,
    tls: ssl.SSLContext,
    *,
    handle: str | None = None,
    key: str | None = None,
    model: str = "gemini-3.8-live",
) -> AsyncIterator[Sdk]:
    """Raises `Broken`."""
    client = genai.Client(
        api_key=key or upstream.how.key,
        http_options=types.HttpOptions(
            base_url=f"https://127.0.0.1:{upstream.port}", async_client_args={"ssl": tls}
        ),
    )
    voice = types.VoiceConfig(prebuilt_voice_config=types.PrebuiltVoiceConfig(voice_name="Charon"))
    config = types.LiveConnectConfig(
        response_modalities=[types.Modality.AUDIO],
        system_instruction=INSTRUCTION,
        speech_config=types.SpeechConfig(voice_config=voice, language_code="en-US"),
        input_audio_transcription=types.AudioTranscriptionConfig(),
        output_audio_transcription=types.AudioTranscriptionConfig(),
        realtime_input_config=types.RealtimeInputConfig(
            automatic_activity_detection=types.AutomaticActivityDetection(silence_duration_ms=500)
        ),
        session_resumption=types.SessionResumptionConfig(handle=handle),
        context_window_compression=types.ContextWindowCompressionConfig(
            sliding_window=types.SlidingWindow()
        ),
    )
    try:
        async with client.aio.live.connect(model=model, config=config) as session:
            talker = Sdk(session)
            watching = asyncio.create_task(talker.watch())
            try:
                yield talker
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
    except Exception as problem:
        raise Broken(str(problem)) from problem
    finally:
        await client.aio.aclose()
        client.close()


Opener = Callable[..., AbstractAsyncContextManager[Client]]
