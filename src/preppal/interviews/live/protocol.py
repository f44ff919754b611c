"""The live protocol, ``preppal.live.v1``: JSON text frames with a ``type``, binary frames of audio.

Browser to server audio is PCM16 mono 16 kHz, 40 ms a frame; server to browser PCM16 mono 24 kHz.
"""

from typing import Any, Literal

import msgspec

from preppal.interviewer.conversation import Progress, SpokenTurn

SUBPROTOCOL = "preppal.live.v1"
LONGEST_ANSWER = 20_000
"""Characters of one typed answer."""
LARGEST_FRAME = 32_000
"""Bytes of one audio frame: a second of sound. Browsers send 1,280."""

# Close codes, 4000-4999 being the application's own (RFC 6455 §7.4.2).
BAD_FRAME, SIGNED_OUT, NO_INTERVIEW, TOO_SLOW, TAKEN_OVER, HELD_ELSEWHERE, NOT_LIVE = (
    4000, 4001, 4004, 4008, 4009, 4010, 4011,
)  # fmt: skip
FAILED = 1011


class Hello(msgspec.Struct, tag="hello", tag_field="type"):
    mode: Literal["voice", "text"] = "voice"
    last_seq: int = 0
    take_over: bool = False


class Say(msgspec.Struct, tag="say", tag_field="type"):
    text: str


class Interrupt(msgspec.Struct, tag="interrupt", tag_field="type"):
    pass


class Hold(msgspec.Struct, tag="hold", tag_field="type"):
    on: bool


class Done(msgspec.Struct, tag="done", tag_field="type"):
    pass


class Mute(msgspec.Struct, tag="mute", tag_field="type"):
    on: bool


class Playback(msgspec.Struct, tag="playback", tag_field="type"):
    turn: int
    ms: int


class End(msgspec.Struct, tag="end", tag_field="type"):
    pass


ClientMessage = Hello | Say | Interrupt | Hold | Done | Mute | Playback | End

_decoder = msgspec.json.Decoder(ClientMessage)
_encoder = msgspec.json.Encoder()


class BadFrame(Exception):
    """The browser sent something that is no message of this protocol."""


def decode(text: str) -> ClientMessage:
    """One text frame.

    Raises:
        BadFrame: naming what is wrong with it.
    """
    try:
        message: ClientMessage = _decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as problem:
        raise BadFrame(str(problem)[:200]) from problem
    return message


def checked_audio(frame: bytes) -> bytes:
    """A binary frame that holds whole samples.

    Raises:
        BadFrame: it is empty, torn or too long.
    """
    if not frame or len(frame) % 2 or len(frame) > LARGEST_FRAME:
        raise BadFrame(f"an audio frame of {len(frame)} bytes")
    return frame


def encode(kind: str, **fields: Any) -> str:
    """One text frame of the server."""
    return _encoder.encode({"type": kind, **fields}).decode()


def turn_fields(seq: int, turn: SpokenTurn) -> dict[str, Any]:
    """A committed turn as the browser sees it."""
    return {
        "seq": seq,
        "speaker": turn.speaker,
        "text": turn.text,
        "started_ms": turn.started_ms,
        "ended_ms": turn.ended_ms,
        "interrupted": turn.interrupted,
    }


def progress_fields(progress: Progress) -> dict[str, Any]:
    return {
        "lead_number": progress.lead_number,
        "lead_count": progress.lead_count,
        "lead_short": progress.lead_short,
        "phase": progress.phase,
    }
