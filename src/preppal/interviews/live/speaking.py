"""From an occasion to sound: the mind's next line, synthesised by sentence and sent in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from preppal.foundation.log import log
from preppal.interviewer.transcript import Line, Mind, Occasion, SpokenTurn, growing
from preppal.interviews.live.channel import Channel
from preppal.interviews.live.echo import EchoGuard
from preppal.interviews.live.engine import Audio, Caption, Opening
from preppal.interviews.live.lines_ahead import bank_sentences
from preppal.interviews.live.playing import LinePlayback, sentences
from preppal.interviews.live.reading_aloud import LineReadAloud
from preppal.personas.voices import nearest_voice
from preppal.providers.protocols import SpeechSynthesizer, SpeechUnavailable

Sleep = Callable[[float], Awaitable[None]]

MIND_SECONDS = 30.0


@dataclass(slots=True)
class NextLine:
    """A line being made, spoken or heard."""

    line: Line | None = None
    sound: LinePlayback | None = None  # None: shown only, voice does not work
    added: asyncio.Event = field(default_factory=asyncio.Event)  # a sentence, or the end of them
    task: asyncio.Task[None] | None = None
    number: int = 0  # of the turn it becomes, once it is spoken
    began: int = 0
    hushed: int = 0  # when it fell silent for a voice

    def turn(self, now: int, *, cut: bool) -> SpokenTurn | None:
        """The turn this line became, `cut` to the words that were heard; None when none were."""
        if self.line is None or self.number == 0:
            return None
        ended = max(self.began, self.hushed or now)
        text = self.line.text
        if cut and self.sound is not None:
            text = self.sound.heard_text(ended)
        if not text:
            return None
        return SpokenTurn(
            "interviewer",
            text,
            self.began,
            ended,
            interrupted=cut and text != self.line.text,
            intent=self.line.intent,
            lead_id=self.line.lead_id,
            phrasing=self.line.phrasing,
            worded_by=self.line.worded_by,
        )


class LineMaker:
    """Makes lines; `ready` is called once the first sentence can be heard (or only shown). Without a
    synthesizer the browser reads them aloud."""

    def __init__(
        self,
        mind: Mind,
        synthesizer: SpeechSynthesizer | None,
        opening: Opening,
        *,
        now: Callable[[], int],
        ready: Callable[[NextLine], None],
        failed: Callable[[NextLine], None],
        voice_failed: Callable[[SpeechUnavailable], None],
    ) -> None:
        self._mind = mind
        self._synthesizer = synthesizer
        self._opening = opening
        self._voice = nearest_voice(opening.voice, synthesizer.voices() if synthesizer else ())
        self._now = now
        self._ready = ready
        self._failed = failed
        self._voice_failed = voice_failed

    async def make(
        self, making: NextLine, occasion: Occasion, said: Sequence[SpokenTurn], *, works: bool
    ) -> None:
        """Find the words, then their sound unless voice no longer `works`; sentence by sentence, where the
        mind knows the first before the last."""
        spoken = works and self._synthesizer is not None
        async with aclosing(self._lines(occasion, said)) as lines:
            while making.line is None or making.line.more:
                try:
                    async with asyncio.timeout(MIND_SECONDS):
                        line = await anext(lines)
                except Exception:
                    # whatever a mind may raise: the candidate keeps the floor
                    log(__name__).exception("the next line could not be made")
                    if making.sound is None:
                        making.line = None
                        self._failed(making)
                        return
                    break
                before, making.line = making.line, line
                if spoken:
                    await self._add_sound(making, line.text[len(before.text if before else "") :])
        if works and not spoken and making.line is not None:
            making.sound = LineReadAloud.of(making.line.text, self._opening.speed)
            self._ready(making)
        elif making.sound is None:
            self._ready(making)
        else:
            making.sound.complete = True
            making.added.set()

    def _lines(self, occasion: Occasion, said: Sequence[SpokenTurn]) -> AsyncGenerator[Line, None]:
        opening = self._opening
        return growing(
            self._mind,
            opening.plan,
            opening.interviewer,
            said,
            job_text=opening.job_text,
            company=opening.company,
            job_title=opening.job_title,
            remaining_ms=max(0, opening.total_ms - self._now()),
            occasion=occasion,
            resume=opening.resume,
            hand_over=opening.hand_over,
            language=opening.language,
        )

    async def _add_sound(self, making: NextLine, text: str) -> None:
        synthesizer = self._synthesizer
        assert synthesizer is not None
        for sentence in sentences(text):
            try:
                pcm = await synthesizer.speak(
                    sentence,
                    voice=self._voice,
                    speed=self._opening.speed,
                    keep=sentence in bank_sentences(),
                )
            except SpeechUnavailable as problem:
                self._voice_failed(problem)
                pcm = b""  # the words are still shown
            sound = making.sound or LinePlayback()
            sound.add(sentence, pcm)
            making.added.set()
            if making.sound is None:
                making.sound = sound
                self._ready(making)


async def play_line(
    sound: LinePlayback,
    added: asyncio.Event,
    channel: Channel,
    echo: EchoGuard,
    now: Callable[[], int],
    sleep: Sleep,
) -> None:
    """Send the line's sound a little ahead of the ear, each sentence's words with its first sound.

    Returns when all of it was sent. Raises `TooSlow`.
    """
    shown = ""
    while True:
        if sound.text_sent != shown:
            shown = sound.text_sent
            await channel.put(Caption("interviewer", shown))
        wait = sound.wait_ms(now())
        if wait is None:
            if sound.complete:
                return
            added.clear()
            await added.wait()
        elif wait > 0:
            await sleep(wait / 1000)
        else:
            at = sound.ear_at(now())
            chunk = sound.take(now())
            echo.played(chunk, at)
            await channel.put(Audio(chunk))
