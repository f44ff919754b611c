"""Gemini Live's wire format: the messages that are sent, and those that come back.

JSON, one message a WebSocket frame, text or binary (ai.google.dev/api/live). A message may hold several
things at once, and fields nobody has heard of; field names come in camelCase or snake_case, base64 in
the standard or the URL-safe alphabet. Sound is the hot path: 25 messages a second each way, so it is
put together by hand going up and decoded straight into bytes coming down.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable
from typing import Any

import msgspec

from preppal.providers.protocols import ConversationSetup, SaidBefore

PATH = "/ws/google.ai.generativelanguage.v1.GenerativeService.BidiGenerateContent"
"""Under the host. `v1` is what google-genai 3 uses; everything sent here exists in v1beta too."""

ROLES = {"interviewer": "model", "candidate": "user"}


class NotUnderstood(Exception):
    """A message from the provider that is no message."""


class Blob(msgspec.Struct, rename="camel"):
    data: bytes = b""
    mime_type: str | None = None


class Part(msgspec.Struct, rename="camel"):
    """A piece of what the model makes. Its thoughts, when it sends them, are text: not read here."""

    inline_data: Blob | None = None


class ModelTurn(msgspec.Struct):
    parts: list[Part] | None = None


class Transcription(msgspec.Struct):
    text: str | None = None


class ServerContent(msgspec.Struct, rename="camel"):
    model_turn: ModelTurn | None = None
    input_transcription: Transcription | None = None
    output_transcription: Transcription | None = None
    interrupted: bool | None = None
    generation_complete: bool | None = None
    turn_complete: bool | None = None


class ModalityTokens(msgspec.Struct, rename="camel"):
    modality: str | None = None
    token_count: int | None = None


class Usage(msgspec.Struct, rename="camel"):
    """Tokens of one turn; the prompt counts the whole context anew each turn, as it is billed."""

    prompt_token_count: int | None = None
    response_token_count: int | None = None
    thoughts_token_count: int | None = None
    prompt_tokens_details: list[ModalityTokens] | None = None
    response_tokens_details: list[ModalityTokens] | None = None


class GoAway(msgspec.Struct, rename="camel"):
    time_left: str | None = None


class ResumptionUpdate(msgspec.Struct, rename="camel"):
    new_handle: str | None = None
    resumable: bool | None = None


class Problem(msgspec.Struct):
    code: int | None = None
    message: str | None = None


class ServerMessage(msgspec.Struct, rename="camel"):
    setup_complete: Any = None
    server_content: ServerContent | None = None
    usage_metadata: Usage | None = None
    go_away: GoAway | None = None
    session_resumption_update: ResumptionUpdate | None = None
    error: Problem | None = None


_decoder = msgspec.json.Decoder(ServerMessage, strict=False)
_NO_MESSAGE = (msgspec.MsgspecError, ValueError, TypeError, RecursionError, OverflowError)


def decode(frame: bytes) -> ServerMessage:
    """The message in a frame. Raises `NotUnderstood`, and nothing else, whatever the frame holds."""
    # An underscore is in no camelCase name and in no standard base64.
    if b"_" not in frame:
        try:
            return _decoder.decode(frame)
        except _NO_MESSAGE:
            pass
    try:
        return msgspec.convert(_usual(msgspec.json.decode(frame)), ServerMessage, strict=False)
    except _NO_MESSAGE as problem:
        raise NotUnderstood(f"{type(problem).__name__} in {len(frame)} bytes") from None


def _usual(value: Any, name: str = "") -> Any:
    """The same in camelCase, with base64 in the standard alphabet."""
    match value:
        case dict():
            return {
                (key := _camel(field)): _usual(below, key)
                for field, below in value.items()
                # A handle or a text may look like anything; only names and sound are touched.
            }
        case list():
            return [_usual(item, name) for item in value]
        case str() if name == "data":
            standard = value.rstrip("=").replace("-", "+").replace("_", "/")
            return standard + "=" * (-len(standard) % 4)
        case _:
            return value


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in others)


def seconds(duration: str | None) -> float | None:
    """A protobuf duration such as "59.5s"; None when it is none."""
    try:
        return float((duration or "").removesuffix("s"))
    except ValueError:
        return None


def setup_message(
    setup: ConversationSetup, *, model: str, language: str, handle: str, history: bool
) -> bytes:
    """The first message of a connection.

    `handle` resumes; `history` announces that `content_message` with what was said before comes
    next, which the model takes in without an answer. Gemini 3.8 refuses a thinking configuration
    and `proactiveAudio: false`: neither is sent.
    """
    speech: dict[str, Any] = {
        "voiceConfig": {"prebuiltVoiceConfig": {"voiceName": setup.voice}},
    }
    if language:
        speech["languageCode"] = language
    asked: dict[str, Any] = {
        "model": f"models/{model.removeprefix('models/')}",
        "generationConfig": {"responseModalities": ["AUDIO"], "speechConfig": speech},
        "systemInstruction": {"parts": [{"text": setup.instruction}]},
        "inputAudioTranscription": {},
        "outputAudioTranscription": {},
        "realtimeInputConfig": {
            "automaticActivityDetection": {"silenceDurationMs": setup.silence_ms}
        },
        "sessionResumption": {"handle": handle} if handle else {},
        "contextWindowCompression": {"slidingWindow": {}},
    }
    if history:
        asked["historyConfig"] = {"initialHistoryInClientContent": True}
    return msgspec.json.encode({"setup": asked})


_AUDIO_BEFORE = b'{"realtimeInput":{"audio":{"data":"'
_AUDIO_AFTER = b'","mimeType":"audio/pcm;rate=16000"}}}'
AUDIO_STREAM_END = b'{"realtimeInput":{"audioStreamEnd":true}}'


def audio_message(pcm16k: bytes) -> bytes:
    return _AUDIO_BEFORE + b2a_base64(pcm16k, newline=False) + _AUDIO_AFTER


def content_message(turns: Iterable[SaidBefore], *, complete: bool) -> bytes:
    """Words in writing. `complete` asks for an answer (after `history`: ends the history)."""
    content = [{"role": ROLES[turn.speaker], "parts": [{"text": turn.text}]} for turn in turns]
    return msgspec.json.encode({"clientContent": {"turns": content, "turnComplete": complete}})


def language_code(tag: str) -> str:
    """The provider's name for a language, from a BCP 47 tag such as "en-US" or "zh"; "" for none."""
    language, _, region = tag.partition("-")
    match language.lower():
        case "zh" | "cmn":
            return "cmn-CN"
        case "en" | "es" if not region:
            return f"{language.lower()}-US"
        case _:
            return tag
