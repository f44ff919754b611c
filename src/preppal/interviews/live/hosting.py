"""Which engine holds a visit: local voice while there is room for it, else typed."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from preppal.foundation.i18n import N_, Words
from preppal.foundation.settings import Settings
from preppal.interviews.live.engine import Engine, Opening
from preppal.interviews.live.local_voice import LocalVoice
from preppal.interviews.live.protocol import encode
from preppal.interviews.live.typed import TypedEngine
from preppal.providers.protocols import SpeechModels

PROGRESS_SECONDS = 0.3

OFF = N_("This server holds interviews in writing.")
FULL = N_("All voice places are taken just now. The interview goes on in writing; nothing is lost.")
BROKEN = N_("The speech models could not be loaded. The interview goes on in writing.")


class Sender(Protocol):
    async def send_text(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Hosted:
    """The engine of a visit. ``reason`` is a msgid: why it is typed although voice was wanted."""

    engine: Engine
    mode: Literal["voice", "text"]
    voice: bool
    reason: str
    release: Callable[[], None]


async def waiting_for_speech(
    speech: SpeechModels, settings: Settings, line: Sender, speak: Words
) -> None:
    """Load the models if nobody did yet, and tell the browser how far they are."""
    if settings.voice == "text":
        return
    speech.start()
    while not (now := speech.progress()).ready and not now.failed:
        text = speak(now.step) if now.step else ""
        await line.send_text(encode("loading", fraction=round(now.fraction, 2), text=text))
        await asyncio.sleep(PROGRESS_SECONDS)


def host(state: Any, mode: Literal["voice", "text"], opening: Opening) -> Hosted:
    """The engine for a visit; ``state`` is the application's."""
    speech: SpeechModels = state.speech
    off = state.settings.voice == "text"
    reason = ""
    if mode == "voice" and off:
        reason = OFF
    elif mode == "voice":
        slot = speech.acquire()
        if slot is not None:
            engine = LocalVoice(slot, state.mind, clock=time.monotonic)
            return Hosted(engine, "voice", True, "", slot.release)
        reason = BROKEN if speech.progress().failed else FULL
    available = not off and not speech.progress().failed
    typed = TypedEngine(state.mind, clock=time.monotonic)
    return Hosted(typed, "text", available and not reason, reason, _nothing)


def _nothing() -> None:
    """A typed visit holds no speech slot."""
