"""*Hear this voice*: a sentence of the bank, spoken by the voice that would speak the interview.

Local voices only. A sample is made once and kept; they are made one at a time, and never with the
last place that somebody who comes to talk would need.
"""

import asyncio
import io
import time
import uuid
import wave
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable

from preppal.foundation.errors import Conflict, TooMany, Unavailable
from preppal.foundation.i18n import N_
from preppal.foundation.log import log
from preppal.interviewer.questions import load_bank
from preppal.personas.voices import SPEEDS, VoiceEngine, nearest_voice
from preppal.providers.protocols import (
    SPOKEN_RATE,
    LoadProgress,
    SpeechModels,
    SpeechUnavailable,
)

SENTENCE_OF = "warm-002"
"""The question of the bank that is spoken."""
KEPT = 32
"""Samples in memory, about 200 kB each."""
STEP = 0.02
"""Paces are heard in steps of this: nobody hears a smaller one."""
MADE_AT_MOST, MADE_WITHIN = 30, 600.0
"""New samples for one person within this many seconds. Those that are kept cost nothing."""
MADE_FOR_VISITOR, MADE_FOR_VISITORS = 6, 60
"""The same for one network of people who are not signed in, and for all of these together."""
VISITORS = "visitors"
PEOPLE_REMEMBERED = 2_000
WAITING_AT_MOST = 4


class NothingToHear(Conflict):
    message = N_("This server holds interviews in writing, so there is no voice to hear.")


class HeardInInterviewsOnly(Conflict):
    message = N_(
        "This server speaks with a voice of Gemini Live. It is heard in an interview only: a sample"
        " would cost as much as one."
    )


class VoiceIsLoading(Unavailable):
    """Try again in a second or two; `progress` says how far it is."""

    message = N_("The voice is being loaded. Try again in a few seconds.")

    def __init__(self, progress: LoadProgress) -> None:
        super().__init__()
        self.progress = progress


class VoiceFailed(Unavailable):
    message = N_("The voices of this server could not be loaded, so there is nothing to hear.")


class VoiceIsBusy(Unavailable):
    message = N_("The voices are needed for interviews just now. Try again in a moment.")


class TooManySamples(TooMany):
    message = N_("That is a lot of listening. Try again in a few minutes.")


class VoiceSamples:
    """The samples of this process."""

    def __init__(
        self, speech: SpeechModels, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._speech = speech
        self._monotonic = monotonic
        self._kept: OrderedDict[tuple[str, float], bytes] = OrderedDict()
        self._made_for: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def sample(
        self, listener: uuid.UUID | str, engine: VoiceEngine, *, voice: str, speed: float
    ) -> bytes:
        """A WAV of the sentence, in ``voice`` or the one nearest to it.

        ``listener`` is an account, or the network of somebody who is not signed in.

        Raises:
            NothingToHear: interviews are in writing.
            HeardInInterviewsOnly: a paid voice speaks.
            VoiceIsLoading: not yet; loading has begun.
            VoiceFailed: there is none.
            VoiceIsBusy: it would take a place from somebody who talks.
            TooManySamples: enough for one person, or for visitors.
        """
        if engine.kind == "gemini-live":
            raise HeardInInterviewsOnly()
        if engine.kind == "text" or not engine.voices:
            raise NothingToHear()
        key = (nearest_voice(voice, engine.voices), in_steps(speed))
        if key not in self._kept:
            self._check_loaded()
            self._count(listener)
            await self._make(key)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _check_loaded(self) -> None:
        progress = self._speech.progress()
        if not progress.ready:
            self._speech.start()
            if progress.failed:
                raise VoiceFailed()
            raise VoiceIsLoading(progress)

    def _count(self, listener: uuid.UUID | str) -> None:
        bounds: dict[Hashable, int] = {listener: MADE_AT_MOST}
        if isinstance(listener, str):
            bounds = {listener: MADE_FOR_VISITOR, VISITORS: MADE_FOR_VISITORS}
        lately = {who: self._lately(who) for who in bounds}
        if any(len(made) >= bounds[who] for who, made in lately.items()):
            raise TooManySamples()
        for made in lately.values():
            made.append(self._monotonic())

    def _lately(self, who: Hashable) -> deque[float]:
        """When samples were made for them, within `MADE_WITHIN`."""
        made = self._made_for.setdefault(who, deque())
        self._made_for.move_to_end(who)
        while len(self._made_for) > PEOPLE_REMEMBERED:
            self._made_for.popitem(last=False)
        while made and made[0] <= self._monotonic() - MADE_WITHIN:
            made.popleft()
        return made

    async def _make(self, key: tuple[str, float]) -> None:
        if self._waiting >= WAITING_AT_MOST:
            raise VoiceIsBusy()
        self._waiting += 1
        try:
            async with self._turn:
                if key not in self._kept:
                    self._kept[key] = as_wav(await self._speak(*key))
                    while len(self._kept) > KEPT:
                        self._kept.popitem(last=False)
        finally:
            self._waiting -= 1

    async def _speak(self, voice: str, speed: float) -> bytes:
        speech = self._speech
        somebody_talks = speech.in_use > 0
        slot = None if somebody_talks and speech.in_use + 1 >= speech.capacity else speech.acquire()
        if slot is None:
            raise VoiceIsBusy()
        try:
            return await slot.synthesizer.speak(sample_sentence(), voice=voice, speed=speed)
        except SpeechUnavailable as problem:
            log(__name__).warning("a sample of a voice failed", voice=voice, problem=str(problem))
            raise VoiceFailed() from problem
        finally:
            slot.release()


def sample_sentence() -> str:
    bank = load_bank()
    return next(question.text for question in bank.warm_ups if question.id == SENTENCE_OF)


def in_steps(speed: float) -> float:
    """The nearest pace of which a sample is made."""
    within = min(max(speed, SPEEDS[0]), SPEEDS[1])
    return round(round(within / STEP) * STEP, 2)


def read_speed(value: str) -> float:
    """The pace asked for; ordinary where it is none that a voice can have."""
    try:
        speed = float(value)
    except ValueError:
        return 1.0
    return speed if SPEEDS[0] <= speed <= SPEEDS[1] else 1.0


def as_wav(pcm: bytes) -> bytes:
    """PCM16 mono at `SPOKEN_RATE` as a file that every browser plays."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SPOKEN_RATE)
        sound.writeframes(pcm)
    return file.getvalue()
