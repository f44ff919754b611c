"""The process's local speech: loads the three models once, in the background, when somebody will talk.

`local_recognition` and `voice_activity` import the inference libraries, which cost tens of megabytes and
a second: a server that nobody talks to should not pay that. So this module, which `main` imports, names
them as strings and imports them inside the loading thread. This is the only place in Preppal where a
module is imported after the start.
"""

from __future__ import annotations

import asyncio
import importlib
import os
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from preppal.foundation.i18n import N_
from preppal.foundation.language_tags import primary
from preppal.foundation.log import log
from preppal.providers.local_synthesis import LocalSynthesizer, voices_here
from preppal.providers.model_threads import ModelThreads, Threads
from preppal.providers.processors import usable_processors, voice_sessions_here
from preppal.providers.protocols import (
    LoadProgress,
    ReadyLine,
    SpeechRecognizer,
    SpeechSynthesizer,
    SpeechUnavailable,
    Voice,
    VoiceActivity,
)
from preppal.providers.recognition_model import (
    RecognitionModel,
    model_in,
    packaged_model,
)
from preppal.providers.speech_store import SpeechStore
from preppal.providers.voice_places import Offer, Place, VoicePlaces

if TYPE_CHECKING:
    import types

RECOGNITION = "preppal.providers.local_recognition"
ACTIVITY = "preppal.providers.voice_activity"
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""Belt and braces: every model file is given by its path, and no hub may be asked in any case."""

PREPARED = 600  # lines that may wait to be rendered; more are not wanted any more
LOOK_AGAIN_SECONDS = 0.05  # whether nobody is being listened or spoken to

WAITING = N_("Speech has not been loaded yet.")
LOADING_ACTIVITY = N_("Loading the part that notices speech")
LOADING_RECOGNITION = N_("Loading speech recognition")
LOADING_VOICE = N_("Loading the interviewer’s voice")
LOADED = N_("Speech is ready.")


def recognition_workers() -> int:
    """Recognition threads: one a processor, four at most and two at least. Half of them would do for
    the mean, but two people who finish at the same moment would wait for each other; and one is kept
    free of pieces that nobody waits for yet."""
    return max(2, min(4, usable_processors()))


@dataclass(frozen=True, slots=True)
class LoadedModels:
    recognizer: SpeechRecognizer
    synthesizer: LocalSynthesizer
    activity: VoiceActivity


class LocalSlot:
    """One session's place (`SpeechSlot`)."""

    def __init__(self, models: LoadedModels, place: Place) -> None:
        self._models = models
        self._place = place

    @property
    def recognizer(self) -> SpeechRecognizer:
        return self._models.recognizer

    @property
    def synthesizer(self) -> SpeechSynthesizer:
        return self._models.synthesizer

    @property
    def activity(self) -> VoiceActivity:
        return self._models.activity

    def release(self) -> None:
        self._place.release()


class LocalSpeech:
    """`SpeechModels` of this process, for at most `capacity` sessions at once (None: as many as its
    processors carry).

    `folder` is where rendered sentences are kept, `whisper` a folder with other recognition weights than
    the packaged English ones, `threads(name, count, backlog)` makes the pools that models run on.
    """

    def __init__(
        self,
        *,
        capacity: int | None = None,
        workers: int | None = None,
        folder: Path | None = None,
        whisper: Path | None = None,
        threads: Callable[[str, int, int], Threads] = ModelThreads,
    ) -> None:
        self.places = VoicePlaces(voice_sessions_here() if capacity is None else capacity)
        self._workers = workers or recognition_workers()
        self._store = None if folder is None else SpeechStore(folder)
        self._recognition: RecognitionModel | None = None
        self._no_recognition = ""
        self._progress = LoadProgress(ready=False, fraction=0.0, step=WAITING)
        self._loading: asyncio.Task[None] | None = None
        self._models: LoadedModels | None = None
        self._make_threads = threads
        self._pools: list[Threads] = []
        self._voices = voices_here()
        self._ahead: deque[ReadyLine] = deque(maxlen=PREPARED)
        self._preparing: asyncio.Task[None] | None = None
        try:
            self._recognition = packaged_model() if whisper is None else model_in(whisper)
        except SpeechUnavailable as problem:
            self._no_recognition = str(problem)

    @property
    def capacity(self) -> int:
        return self.places.capacity

    @property
    def in_use(self) -> int:
        return self.places.in_use

    @property
    def free(self) -> int:
        return self.places.free

    @property
    def waiting(self) -> int:
        return self.places.waiting

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    def hears(self, language: str) -> bool:
        return self._recognition is not None and self._recognition.hears(language)

    def speaks(self, language: str) -> bool:
        return any(primary(voice.language) == primary(language) for voice in self._voices)

    def progress(self) -> LoadProgress:
        return self._progress

    def start(self) -> None:
        """Begin loading; after a failure, try again."""
        if self._models is None and (self._loading is None or self._loading.done()):
            self._loading = asyncio.get_running_loop().create_task(self._load())

    async def wait_ready(self) -> None:
        self.start()
        if self._loading is not None:
            await asyncio.shield(self._loading)
        if self._models is None:
            raise SpeechUnavailable(self._progress.failed or "speech is not loaded")

    def acquire(self, who: Hashable = None) -> LocalSlot | None:
        if self._models is None:
            return None
        place = self.places.take(who)
        return None if place is None else LocalSlot(self._models, place)

    async def wait_for_place(self, who: Hashable) -> Offer:
        return await self.places.wait(who)

    def prepare(self, lines: Iterable[ReadyLine]) -> None:
        """In the order given, while nobody is being listened or spoken to."""
        known = set(self._ahead)
        self._ahead.extend(line for line in lines if line not in known)
        if self._ahead and (self._preparing is None or self._preparing.done()):
            self._preparing = asyncio.get_running_loop().create_task(self._prepare())

    async def close(self) -> None:
        running = [task for task in (self._loading, self._preparing) if task and not task.done()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self._models = None
        await self._close_pools()

    async def _close_pools(self) -> None:
        pools, self._pools = self._pools, []
        for pool in pools:
            await asyncio.to_thread(pool.close)

    async def _prepare(self) -> None:
        if self._loading is not None:
            await asyncio.shield(self._loading)
        while self._ahead and self._models is not None:
            if any(pool.busy for pool in self._pools):
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
                continue
            line = self._ahead.popleft()
            synthesizer = self._models.synthesizer
            try:
                await synthesizer.prepare(
                    line.text, voice=line.voice, speed=line.speed, keep=line.keep
                )
            except SpeechUnavailable as problem:
                self._ahead.clear()
                log(__name__).warning("lines are no longer rendered ahead", reason=str(problem))

    async def _load(self) -> None:
        try:
            self._models = await self._load_models()
        except (SpeechUnavailable, ImportError, OSError, RuntimeError, ValueError) as problem:
            self._progress = LoadProgress(False, 0.0, WAITING, failed=f"Local speech: {problem}")
            await self._close_pools()
        else:
            self._progress = LoadProgress(True, 1.0, LOADED)

    async def _load_models(self) -> LoadedModels:
        if not self._voices:
            raise SpeechUnavailable("no voice is installed")
        if self._recognition is None:
            raise SpeechUnavailable(self._no_recognition)
        weights = self._recognition
        os.environ.update(OFFLINE)
        recognising = self._pool("understands", self._workers, 64)
        speaking = self._pool("speaks", 2, 64)

        self._at(LOADING_ACTIVITY, 0.05)
        activity_module = await recognising.run(lambda: importlib.import_module(ACTIVITY))
        activity = await recognising.run(lambda: _open_activity(activity_module))
        self._at(LOADING_RECOGNITION, 0.25)
        recognition = await recognising.run(lambda: importlib.import_module(RECOGNITION))
        recognizer = await recognising.run(
            lambda: _open_recognizer(recognition, weights, recognising, self._workers)
        )
        self._at(LOADING_VOICE, 0.6)
        synthesizer = LocalSynthesizer(self._voices, speaking, self._store)
        await speaking.run(synthesizer.warm)
        return LoadedModels(recognizer, synthesizer, activity)

    def _pool(self, name: str, count: int, backlog: int) -> Threads:
        pool = self._make_threads(name, count, backlog)
        self._pools.append(pool)
        return pool

    def _at(self, step: str, fraction: float) -> None:
        self._progress = LoadProgress(False, fraction, step)


def _open_activity(module: types.ModuleType) -> Any:
    return module.LocalVoiceActivity(module.open_network(module.packaged_network()))


def _open_recognizer(
    module: types.ModuleType, weights: RecognitionModel, threads: Threads, workers: int
) -> Any:
    model = module.Whisper(weights, workers=workers)
    model.warm()
    return module.LocalRecognizer(model, threads)
