"""Which engine holds a visit: the voice that was set, local voice while there is room for it, else typed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from preppal.foundation.i18n import N_, Words
from preppal.foundation.log import log
from preppal.foundation.settings import BUILT_IN, Settings
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.rendering import OF_THE_BANK, is_of_the_bank
from preppal.interviews.live.engine import Engine, Opening
from preppal.interviews.live.lines_ahead import lines_ahead
from preppal.interviews.live.local_voice import LocalVoice
from preppal.interviews.live.protocol import encode
from preppal.interviews.live.reading_aloud import NoModels
from preppal.interviews.live.speech_to_speech.engine import SpeechToSpeech
from preppal.interviews.live.typed import TypedEngine
from preppal.interviews.live.ways import Ways, ways_of
from preppal.providers.protocols import ConversationLost, PlaceOffer, SpeechModels

PROGRESS_SECONDS = 0.3
CONNECT_SECONDS = 15.0

OFF = N_("This server holds interviews in writing.")
FULL = N_("All voice places are taken just now. The interview goes on in writing; nothing is lost.")
BROKEN = N_("The speech models could not be loaded. The interview goes on in writing.")
OWN_VOICE = N_(
    "Google’s voice cannot be reached just now. The interviewer speaks with this server’s own voice."
)
NO_VOICE = N_(
    "Google’s voice cannot be reached just now. The interview goes on in writing; nothing is lost."
)


class Sender(Protocol):
    async def send_text(self, text: str) -> None: ...


class Places:
    """Conversations with a paid provider that this process holds at once."""

    def __init__(self, count: int) -> None:
        self.capacity = count
        self._free = count

    @property
    def in_use(self) -> int:
        return self.capacity - self._free

    def take(self) -> bool:
        """Whether there was one left."""
        if self._free <= 0:
            return False
        self._free -= 1
        return True

    def give_back(self) -> None:
        self._free += 1


@dataclass(frozen=True, slots=True)
class Hosted:
    """The engine of a visit. ``reason`` is a msgid: why it is another one than was wanted."""

    engine: Engine
    mode: Literal["voice", "text"]
    voice: bool
    reason: str
    release: Callable[[], None]
    ways: Ways = field(default_factory=Ways)
    place: Callable[[], Awaitable[PlaceOffer]] | None = None
    """Waits for a voice place, where all were taken."""


async def host(
    state: Any,
    mode: Literal["voice", "text"],
    opening: Opening,
    line: Sender,
    speak: Words,
    who: Hashable = None,
) -> Hosted:
    """The engine for a visit; ``state`` is the application's, ``who`` names the interview. Tells the
    browser what it waits for."""
    away = mode == "voice" and state.conversations is not None
    if away:
        if not state.voice_places.take():
            return Hosted(_typed(state), "text", False, FULL, _nothing)
        engine = await _elsewhere(state, opening)
        if engine is not None:
            return Hosted(engine, "voice", True, "", state.voice_places.give_back)
        if state.settings.interviewer == BUILT_IN:  # who answers here speaks as the bank does
            opening = replace(opening, language=OF_THE_BANK)
    if mode == "voice":
        await waiting_for_speech(state.speech, state.settings, line, speak, opening.language)
    return _host_here(state, mode, opening, who, away=away)


async def _elsewhere(state: Any, opening: Opening) -> SpeechToSpeech | None:
    """On the provider's model, in a place that was taken; None when it cannot be had, and why in the log."""
    # who speaks for itself is told what to say next: nobody else words that first
    engine = SpeechToSpeech(
        state.conversations, BuiltInMind(), clock=time.monotonic, typed=state.mind
    )
    connected = False
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await engine.connect(opening)
        connected = True
    except (ConversationLost, TimeoutError) as problem:
        reason = problem.reason if isinstance(problem, ConversationLost) else "unreachable"
        state.live_figures.unreachable[reason] += 1
        log(__name__).error("no speech-to-speech voice", reason=reason, problem=str(problem))
    finally:
        if not connected:
            state.voice_places.give_back()
            await engine.close()
    return engine if connected else None


async def waiting_for_speech(
    speech: SpeechModels, settings: Settings, line: Sender, speak: Words, language: str = "en"
) -> None:
    """Load the models if nobody did yet, and tell the browser how far they are."""
    if settings.voice == "text" or not ways_of(speech, language).needs_models:
        return
    speech.start()
    while not (now := speech.progress()).ready and not now.failed:
        text = speak(now.step) if now.step else ""
        await line.send_text(encode("loading", fraction=round(now.fraction, 2), text=text))
        await asyncio.sleep(PROGRESS_SECONDS)


def _host_here(
    state: Any, mode: Literal["voice", "text"], opening: Opening, who: Hashable, *, away: bool
) -> Hosted:
    """On this machine; ``away`` because another one could not be reached."""
    speech: SpeechModels = state.speech
    off = state.settings.voice == "text"
    ways = ways_of(speech, opening.language)
    reason = ""
    if mode == "voice" and off:
        reason = OFF
    elif mode == "voice":
        voiced = _by_voice(state, opening, ways, who)
        if voiced is not None:
            return replace(voiced, reason=ways.reason or OWN_VOICE) if away else voiced
        nothing = OFF if speech.capacity == 0 else FULL
        reason = NO_VOICE if away else BROKEN if speech.progress().failed else nothing
    heard_elsewhere = state.conversations is not None
    available = heard_elsewhere or (not off and not speech.progress().failed)
    place = (lambda: speech.wait_for_place(who)) if reason == FULL else None
    return Hosted(_typed(state), "text", available and not reason, reason, _nothing, ways, place)


def _typed(state: Any) -> TypedEngine:
    return TypedEngine(state.mind, clock=time.monotonic)


def _by_voice(state: Any, opening: Opening, ways: Ways, who: Hashable) -> Hosted | None:
    """With this server's ears and voice, or the browser's voice; None when there is no place."""
    speech: SpeechModels = state.speech
    slot = speech.acquire(who) if ways.needs_models else NoModels()
    if slot is None:
        return None
    if not ways.read_aloud and is_of_the_bank(opening.language):
        speech.prepare(lines_ahead(opening, speech.voices()))
    engine = LocalVoice(
        slot,
        state.mind,
        clock=time.monotonic,
        hears=ways.hears,
        read_aloud=ways.read_aloud,
    )
    return Hosted(engine, "voice", True, ways.reason, slot.release, ways)


def _nothing() -> None:
    """There is no place to give back."""
