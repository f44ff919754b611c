"""The live protocol, ``preppal.live.v1``: JSON text frames with a ``type``, binary frames of audio.

Browser to server audio is PCM16 mono 16 kHz, 40 ms a frame; server to browser PCM16 mono 24 kHz.

Both sides find out when the line is dead. The server says the ``time`` every five seconds; a page
answers that, and ``ready``, with ``here``: once it has, its silence means that it is gone. A page that doubts its line
(it woke up, the network changed, nothing came for a while) sends ``ping`` and is told the ``time`` at once.
"""

import re
from typing import Any, Literal

import msgspec

from preppal.interviewer.conversation import Progress, SpokenTurn

SUBPROTOCOL = "preppal.live.v1"
LONGEST_ANSWER = 20_000
"""Characters of one typed answer."""
LARGEST_FRAME = 32_000
"""Bytes of one audio frame: a second of sound. Browsers send 1,280."""

# Close codes, 4000-4999 being the application's own (RFC 6455 §7.4.2). The server itself closes with
# 1007, 1008 and 1009 what never gets here (web/websockets.py); connection.js knows them all.
BAD_FRAME, SIGNED_OUT, NO_HELLO, NO_INTERVIEW, TOO_SLOW, TAKEN_OVER, HELD_ELSEWHERE, NOT_LIVE = (
    4000, 4001, 4002, 4004, 4008, 4009, 4010, 4011,
)  # fmt: skip
INTERRUPTED, TOO_LARGE, NO_CREDIT, TOO_FAST, TOO_MANY = 4012, 4013, 4014, 4029, 4030
FAILED, BUSY = 1011, 1013
"""Of the protocol itself: a defect here, and "try again later" while the database is away or many
people come in at once."""


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


class Device(msgspec.Struct, tag="device", tag_field="type"):
    """Another microphone or loudspeaker than before."""


class Playback(msgspec.Struct, tag="playback", tag_field="type"):
    turn: int
    ms: int


class Ping(msgspec.Struct, tag="ping", tag_field="type"):
    """Is anybody there? Answered by ``time``."""


class Here(msgspec.Struct, tag="here", tag_field="type"):
    """The page's answer to ``ready`` and ``time``."""


class End(msgspec.Struct, tag="end", tag_field="type"):
    pass


ClientMessage = Hello | Say | Interrupt | Hold | Done | Mute | Device | Playback | Ping | Here | End

_decoder = msgspec.json.Decoder(ClientMessage)
_encoder = msgspec.json.Encoder()
_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair, which is one character
    r"|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|\\."
)
_LONE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class BadFrame(Exception):
    """The browser sent something that is no message of this protocol."""


class TooLarge(BadFrame):
    """It would be one, were it smaller."""


def decode(text: str) -> ClientMessage:
    """One text frame.

    Raises:
        BadFrame: naming what is wrong with it.
    """
    try:
        return _decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as problem:
        raise BadFrame(str(problem)[:200]) from problem


def _decode(text: str) -> ClientMessage:
    try:
        message: ClientMessage = _decoder.decode(text)
    except msgspec.DecodeError:
        # JavaScript's strings may hold half a character, which JSON can carry and UTF-8 cannot.
        mended = _ESCAPE.sub(lambda found: "\\ufffd" if found["lone"] else found[0], text)
        if mended == text:
            raise
        message = _decoder.decode(mended)
    return message


def checked_audio(frame: bytes) -> bytes:
    """A binary frame that holds whole samples.

    Raises:
        BadFrame: it is empty or torn.
        TooLarge: it is too long.
    """
    if len(frame) > LARGEST_FRAME:
        raise TooLarge(f"an audio frame of {len(frame)} bytes")
    if not frame or len(frame) % 2:
        raise BadFrame(f"an audio frame of {len(frame)} bytes")
    return frame


def checked_answer(text: str) -> str:
    """A typed answer as the page shows it and the database can keep it (answer.js does the same).

    Raises:
        TooLarge: it is longer than the page lets anybody write.
    """
    if len(text) > LONGEST_ANSWER:
        raise TooLarge(f"an answer of {len(text)} characters")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _LONE.sub("\ufffd", lines)).strip()


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
