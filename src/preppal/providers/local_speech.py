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
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from preppal.foundation.i18n import N_
from preppal.providers.local_synthesis import LocalSynthesizer, voices_here
from preppal.providers.model_threads import ModelThreads
from preppal.providers.protocols import (
    LoadProgress,
    SpeechRecognizer,
    SpeechSynthesizer,
    SpeechUnavailable,
    Voice,
    VoiceActivity,
)

if TYPE_CHECKING:
    import types

RECOGNITION = "preppal.providers.local_recognition"
ACTIVITY = "preppal.providers.voice_activity"
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
"""Belt and braces: every model file is given by its path, and no hub may be asked in any case."""

WAITING = N_("Speech has not been loaded yet.")
LOADING_ACTIVITY = N_("Loading the part that notices speech")
LOADING_RECOGNITION = N_("Loading speech recognition")
LOADING_VOICE = N_("Loading the interviewer’s voice")
LOADED = N_("Speech is ready.")


def recognition_workers() -> int:
    """Recognition threads: one a processor, four at most. Half of them would do for the mean, but two
    people who finish at the same moment would wait for each other."""
    return min(4, os.cpu_count() or 2)


@dataclass(frozen=True, slots=True)
class LoadedModels:
    recognizer: SpeechRecognizer
    synthesizer: SpeechSynthesizer
    activity: VoiceActivity


class LocalSlot:
    """One session's place (`SpeechSlot`)."""

    def __init__(self, models: LoadedModels, give_back: Callable[[], None]) -> None:
        self._models = models
        self._give_back: Callable[[], None] | None = give_back

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
        if self._give_back is not None:
            self._give_back()
            self._give_back = None


class LocalSpeech:
    """`SpeechModels` of this process, for at most `capacity` sessions at once."""

    def __init__(self, *, capacity: int, workers: int | None = None) -> None:
        self._capacity = capacity
        self._workers = workers or recognition_workers()
        self._in_use = 0
        self._progress = LoadProgress(ready=False, fraction=0.0, step=WAITING)
        self._loading: asyncio.Task[None] | None = None
        self._models: LoadedModels | None = None
        self._pools: list[ModelThreads] = []
        self._voices = voices_here()

    @property
    def capacity(self) -> int:
        return self._capacity

    @property
    def in_use(self) -> int:
        return self._in_use

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

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

    def acquire(self) -> LocalSlot | None:
        if self._models is None or self._in_use >= self._capacity:
            return None
        self._in_use += 1
        return LocalSlot(self._models, self._release)

    async def close(self) -> None:
        if self._loading is not None and not self._loading.done():
            self._loading.cancel()
            await asyncio.gather(self._loading, return_exceptions=True)
        self._models = None
        await self._close_pools()

    async def _close_pools(self) -> None:
        pools, self._pools = self._pools, []
        for pool in pools:
            await asyncio.to_thread(pool.close)

    def _release(self) -> None:
        self._in_use -= 1

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
        os.environ.update(OFFLINE)
        listening = self._pool("hears", 1, 256)
        recognising = self._pool("understands", self._workers, 64)
        speaking = self._pool("speaks", 1, 64)

        self._at(LOADING_ACTIVITY, 0.05)
        activity_module = await listening.run(lambda: importlib.import_module(ACTIVITY))
        activity = await listening.run(lambda: _open_activity(activity_module, listening))
        self._at(LOADING_RECOGNITION, 0.25)
        recognition = await recognising.run(lambda: importlib.import_module(RECOGNITION))
        recognizer = await recognising.run(
            lambda: _open_recognizer(recognition, recognising, self._workers)
        )
        self._at(LOADING_VOICE, 0.6)
        synthesizer = LocalSynthesizer(self._voices, speaking)
        await speaking.run(synthesizer.warm)
        return LoadedModels(recognizer, synthesizer, activity)

    def _pool(self, name: str, count: int, backlog: int) -> ModelThreads:
        pool = ModelThreads(name, count, backlog)
        self._pools.append(pool)
        return pool

    def _at(self, step: str, fraction: float) -> None:
        self._progress = LoadProgress(False, fraction, step)


def _open_activity(module: types.ModuleType, threads: ModelThreads) -> Any:
    network = module.open_network(module.packaged_network())
    return module.LocalVoiceActivity(network, threads)


def _open_recognizer(module: types.ModuleType, threads: ModelThreads, workers: int) -> Any:
    model = module.Whisper(module.packaged_model(), workers=workers)
    model.warm()
    return module.LocalRecognizer(model, threads)
