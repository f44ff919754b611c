"""Lines that the browser's own voice reads: no sound is made here, the turns are kept here all the same.

For languages without a voice on this server. How long a sentence takes is estimated from its letters;
the browser counts in the same estimate, sentence by sentence, so that positions mean the same on both
sides whatever its voice's pace. It may take its time: the clock alone ends a line late.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from preppal.interviews.live.channel import Channel
from preppal.interviews.live.engine import Caption, ReadAloud
from preppal.interviews.live.playing import LinePlayback, Spoken, sentences
from preppal.providers.protocols import (
    Heard,
    Samples,
    SpeechRecognizer,
    SpeechSynthesizer,
    SpeechUnavailable,
    Voice,
    VoiceActivity,
    VoiceStream,
)

MS_A_LETTER = 66  # about 15 letters a second
MS_A_SIGN = 230  # of Chinese or Japanese
MS_A_SENTENCE = 300  # of breath
SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
SLOW = 2.5  # times the estimate, a voice may take
SILENT_MS = 8_000  # and this long say nothing of where it is
LOOK_AGAIN_SECONDS = 0.1


def spoken_ms(text: str, rate: float = 1.0) -> int:
    """How long it takes to say this."""
    signs = len(SIGN.findall(text))
    letters = len(text) - signs
    return round((MS_A_SENTENCE + MS_A_SIGN * signs + MS_A_LETTER * letters) / rate)


class LineReadAloud(LinePlayback):
    """A line whose sentences are handed to the browser: the one being read and the one after it."""

    def __init__(self, rate: float = 1.0) -> None:
        super().__init__()
        self.rate = rate
        self._given = 0  # sentences

    @property
    def total_ms(self) -> int:
        last = self._sentences[-1] if self._sentences else None
        return 0 if last is None else last.start_ms + last.ms

    @property
    def sent_ms(self) -> int:
        given = self._sentences[: self._given]
        return given[-1].start_ms + given[-1].ms if given else 0

    @property
    def text_sent(self) -> str:
        return " ".join(sentence.text for sentence in self._sentences[: self._given])

    @classmethod
    def of(cls, text: str, rate: float) -> LineReadAloud:
        """All of a line."""
        line = cls(rate)
        for sentence in sentences(text):
            spoken = Spoken(sentence, line.total_ms, spoken_ms(sentence, rate))
            line._sentences.append(spoken)
        line.complete = True
        return line

    def give(self, now: int) -> Spoken | None:
        """The next sentence, if it is time to hand it over."""
        if self._given >= len(self._sentences):
            return None
        before = self._sentences[self._given - 1] if self._given else None
        waits = before is not None and self._base + self._heard < before.start_ms
        if waits and now < self._silent_at():
            return None
        self._began = now if self._began is None else self._began
        self._given += 1
        return self._sentences[self._given - 1]

    @property
    def all_given(self) -> bool:
        return self.complete and self._given >= len(self._sentences)

    def end_ms(self) -> int | None:
        if not self.all_given:
            return None
        return 0 if self._began is None else self._silent_at()

    def rewind(self, now: int) -> None:
        position = self.heard_ms(now)
        begun = [n for n, sentence in enumerate(self._sentences) if sentence.start_ms <= position]
        self._given = begun[-1] if begun else 0
        self._base = self._sentences[self._given].start_ms if begun else 0
        self._heard = 0
        self._began = None
        self._ack_at = None

    def _silent_at(self) -> int:
        """When a browser that says nothing more must have read all it was given."""
        since = self._ack_at if self._ack_at is not None else self._began or 0
        left = self.sent_ms - self._base - self._heard
        return since + round(max(0, left) * SLOW) + SILENT_MS


async def read_line(
    line: LineReadAloud,
    channel: Channel,
    language: str,
    now: Callable[[], int],
    sleep: Callable[[float], Awaitable[None]],
) -> None:
    """Hand the line over, each sentence's words with it. Returns when all of it was given.

    Raises `TooSlow`.
    """
    while not line.all_given:
        sentence = line.give(now())
        if sentence is None:
            await sleep(LOOK_AGAIN_SECONDS)
        else:
            await channel.put(Caption("interviewer", line.text_sent))
            await channel.put(ReadAloud(sentence.text, language, line.rate, sentence.ms))


class NoModels:
    """A `SpeechSlot` where nothing is heard and nothing is spoken by this server."""

    @property
    def recognizer(self) -> SpeechRecognizer:
        return self

    @property
    def synthesizer(self) -> SpeechSynthesizer:
        return self

    @property
    def activity(self) -> VoiceActivity:
        return self

    def release(self) -> None:
        """No place is held."""

    async def transcribe(
        self, pcm16k: Samples, *, prompt: str, language: str, urgent: Callable[[], bool] = bool
    ) -> Heard:
        raise SpeechUnavailable(f"no local recognition for {language}")

    def voices(self) -> tuple[Voice, ...]:
        return ()

    async def speak(self, text: str, *, voice: str, speed: float, keep: bool = False) -> bytes:
        raise SpeechUnavailable("no local voice")

    def stream(self) -> VoiceStream:
        return self

    async def probability(self, pcm16k: Samples) -> tuple[float, ...]:
        return ()

    def reset(self) -> None:
        """Nothing was heard."""
