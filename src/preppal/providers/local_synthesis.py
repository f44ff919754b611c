"""The interviewer's voice on this machine: hibari (Apache-2.0), its voice in the wheel.

hibari would fetch other voices from a model hub on first use; here only voices whose file is already on
this machine are offered. One file still gives several speakers: the network predicts the pitch curve and
the spectral envelope apart, so both can be moved before they become sound, as in a person with a longer
or shorter vocal tract (source and filter: Fant 1960). Recognition hears no more errors in them up to the
factors below.

Importing this is cheap: the inference library is imported by hibari when a voice is opened.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

import numpy as np
from hibari import Hibari, dsp
from hibari.voices import VOICES, voice_path

from preppal.providers.model_threads import Threads, always, never
from preppal.providers.protocols import SPOKEN_RATE, Samples, SpeechUnavailable, Voice
from preppal.providers.speech_store import SpeechStore, key_of

RENDERING = "1"  # to be counted up whenever the same words come to sound different
REMEMBERED_BYTES = 16 * 1024 * 1024  # of what was prepared and may not be kept on disk
SPEEDS = (0.7, 1.4)  # what still sounds like a person
SEED = 7  # of the breath noise: the same sentence sounds the same twice
LOUDNESS = 0.07  # root mean square every voice is brought to
FRAME = SPOKEN_RATE // 100  # 10 ms
QUIET = 0.006  # of the loudest frame: 44 dB below it nothing is heard
LEAD_FRAMES, TRAIL_FRAMES = 6, 20  # left before the first and after the last sound
VOICED_HZ = 40.0  # below, a frame has no pitch
RESIDUE = 2.0  # log amplitude by which what belongs to the old pitch is lowered


@dataclass(frozen=True, slots=True)
class Tone:
    """A speaker made of another: `pitch` and `tract` are factors on the pitch and the formants."""

    model: str
    pitch: float = 1.0
    tract: float = 1.0


TONES = {
    "clear": Tone("heart", 1.1, 1.03),
    "warm": Tone("heart", 0.88, 0.97),
    "low": Tone("heart", 0.72, 0.92),
    "deep": Tone("heart", 0.6, 0.88),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is to sound. `name` says all of that, for the store."""

    name: str
    text: str
    voice: str
    speed: float


def voices_here() -> tuple[Voice, ...]:
    """Voices whose files are on this machine, the packaged one first, then those made of it."""
    here = []
    for key, facts in VOICES.items():
        try:
            voice_path(key, download_missing=False)
        except FileNotFoundError:
            continue
        here.append(Voice(key, key.capitalize(), facts["language"]))
    made = [
        Voice(key, key.capitalize(), VOICES[tone.model]["language"])
        for key, tone in TONES.items()
        if any(voice.key == tone.model for voice in here)
    ]
    return (*here, *made)


class LocalSynthesizer:
    """`SpeechSynthesizer` on model threads; a further voice is loaded when first spoken with.

    What may be kept is looked for in the store first. Sound is stored only after it was handed over.
    """

    def __init__(
        self, voices: tuple[Voice, ...], threads: Threads, store: SpeechStore | None = None
    ) -> None:
        self._voices = voices
        self._threads = threads
        self._store = store
        self._engine = f"hibari {version('hibari-tts')} {RENDERING}"
        self._loaded: dict[str, Hibari] = {}
        self._loading = threading.Lock()
        self._reading = threading.Lock()  # the dictionaries are not known to stand two readers
        self._remembered: OrderedDict[str, bytes] = OrderedDict()
        self._storing: set[asyncio.Task[None]] = set()

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    async def speak(self, text: str, *, voice: str, speed: float, keep: bool = False) -> bytes:
        said = self._sentence(text, voice, speed)
        if (known := self._remembered.get(said.name)) is not None:
            return known
        sound, stored = await self._run(partial(self._find_or_render, said, keep), always)
        if keep and not stored and self._store is not None:
            task = asyncio.get_running_loop().create_task(self._keep(said.name, sound))
            self._storing.add(task)
            task.add_done_callback(self._storing.discard)
        return sound

    async def prepare(self, text: str, *, voice: str, speed: float, keep: bool) -> None:
        """Render now what will be spoken later, when nothing else is to be done."""
        said = self._sentence(text, voice, speed)
        if said.name in self._remembered or (keep and self._store and self._store.has(said.name)):
            return
        sound, _ = await self._run(partial(self._find_or_render, said, keep=False), never)
        if keep:
            await self._keep(said.name, sound)
            if self._store is not None and self._store.has(said.name):
                return
        self._remembered[said.name] = sound
        while sum(map(len, self._remembered.values())) > REMEMBERED_BYTES:
            self._remembered.popitem(last=False)

    def warm(self) -> None:
        """Load the first voice and its dictionaries now (blocking)."""
        self._render(Sentence("", "Hello.", self._voices[0].key, 1.0))

    async def settle(self) -> None:
        """Wait until what was spoken is stored."""
        await asyncio.gather(*self._storing, return_exceptions=True)

    def _sentence(self, text: str, voice: str, speed: float) -> Sentence:
        key = voice if any(v.key == voice for v in self._voices) else self._voices[0].key
        pace = min(max(speed, SPEEDS[0]), SPEEDS[1])
        return Sentence(key_of(self._engine, key, f"{pace:.3f}", text), text, key, pace)

    async def _run(
        self, work: Callable[[], tuple[bytes, bool]], urgent: Callable[[], bool]
    ) -> tuple[bytes, bool]:
        try:
            return await self._threads.run(work, urgent=urgent)
        except (RuntimeError, ValueError, KeyError, OSError, MemoryError) as problem:
            raise SpeechUnavailable(f"synthesis failed: {problem}") from problem

    async def _keep(self, name: str, sound: bytes) -> None:
        store = self._store
        if store is not None:
            with contextlib.suppress(SpeechUnavailable):  # too much to do: the next time, then
                await self._threads.run(partial(store.put, name, sound), urgent=never)

    def _find_or_render(self, said: Sentence, keep: bool) -> tuple[bytes, bool]:
        """The sound, and whether it came from the store."""
        found = self._store.get(said.name) if keep and self._store is not None else None
        return (found, True) if found is not None else (self._render(said), False)

    def _render(self, said: Sentence) -> bytes:
        tone = TONES.get(said.voice, Tone(said.voice))
        with self._loading:
            if tone.model not in self._loaded:
                voice_path(tone.model, download_missing=False)  # never asks a network
                self._loaded[tone.model] = Hibari(voice=tone.model, threads=1)
            speaker = self._loaded[tone.model]
        if speaker.sample_rate != SPOKEN_RATE:
            raise ValueError(f"the voice speaks at {speaker.sample_rate} samples a second")
        with self._reading:
            sentences = speaker.phonemize(said.text)
        parts = [_sound(speaker, phonemes, tone, said.speed) for phonemes in sentences]
        if not parts:
            return b""
        samples = trimmed(np.concatenate(parts))
        level = float(np.sqrt(np.mean(samples**2)))
        samples *= LOUDNESS / max(level, LOUDNESS / 10)
        return bytes((np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2").tobytes())


def trimmed(samples: Samples) -> Samples:
    """Without most of the silence at both ends: the model begins with 0.3 s of it, which is a third of
    what people take as the time to an answer. A breath stays between two sentences."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    loudness = np.sqrt(np.mean(frames**2, axis=1))
    heard = np.flatnonzero(loudness > QUIET * loudness.max(initial=0.0))
    if not len(heard):
        return samples
    first = max(0, heard[0] - LEAD_FRAMES)
    return samples[first * FRAME : (heard[-1] + 1 + TRAIL_FRAMES) * FRAME]


def _sound(speaker: Hibari, phonemes: str, tone: Tone, speed: float) -> Samples:
    """One sentence; what `Hibari.from_ids` does, with the tone's pitch and formants."""
    ids = speaker.ids(phonemes)
    fed = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([speed], np.float32)}
    harmonic, phase, noise, residue, residue_phase, pitch = (
        part[0] for part in speaker.sess.run(None, fed)
    )
    if tone.tract != 1.0:
        harmonic, phase, noise, residue, residue_phase = (
            _stretch(part, tone.tract) for part in (harmonic, phase, noise, residue, residue_phase)
        )
    if tone.pitch != 1.0:
        pitch = np.where(pitch > VOICED_HZ, np.maximum(pitch * tone.pitch, VOICED_HZ + 1), pitch)
        residue = residue - RESIDUE
    random = np.random.default_rng(SEED)
    return np.asarray(
        dsp.synth(harmonic, phase, noise, residue, residue_phase, pitch, random), np.float32
    )


def _stretch(spectrum: Samples, factor: float) -> Samples:
    """Move what is at frequency f to f × factor; shape (bins, frames)."""
    wanted = np.minimum(np.arange(len(spectrum)) / factor, len(spectrum) - 1)
    below = np.minimum(wanted.astype(np.int64), len(spectrum) - 2)
    share = (wanted - below)[:, None].astype(np.float32)
    return np.asarray(spectrum[below] * (1 - share) + spectrum[below + 1] * share, np.float32)
