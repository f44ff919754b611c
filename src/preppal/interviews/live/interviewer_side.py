"""The interviewer's side of the local voice engine: the line that is being made, spoken and heard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from preppal.interviewer.transcript import Mind, Occasion, SpokenTurn
from preppal.interviews.live.actor import Actor, Sleep
from preppal.interviews.live.channel import Channel, TooSlow
from preppal.interviews.live.echo import EchoGuard
from preppal.interviews.live.engine import Caption, Flush, Opening, Speaking, words_used
from preppal.interviews.live.playing import LinePlayback
from preppal.interviews.live.reading_aloud import LineReadAloud, read_line
from preppal.interviews.live.speaking import LineMaker, NextLine, play_line
from preppal.providers.protocols import SpeechSynthesizer, SpeechUnavailable, WordsUsed

NEARLY_DONE_MS = 400  # who speaks into the last words of a line answers it, and does not interrupt


class InterviewerSide:
    """One line at a time; `ready`, `failed` and `voice_failed` as in `LineMaker`. `sent()` is called when all sound of it was sent, `too_slow()` when the
    browser does not take it."""

    def __init__(
        self,
        mind: Mind,
        synthesizer: SpeechSynthesizer | None,
        opening: Opening,
        *,
        channel: Channel,
        actor: Actor,
        echo: EchoGuard,
        now: Callable[[], int],
        sleep: Sleep,
        ready: Callable[[NextLine], None],
        failed: Callable[[NextLine], None],
        voice_failed: Callable[[SpeechUnavailable], None],
        sent: Callable[[], None],
        too_slow: Callable[[], None],
    ) -> None:
        self._maker = LineMaker(
            mind,
            synthesizer,
            opening,
            now=now,
            ready=ready,
            failed=failed,
            voice_failed=voice_failed,
        )
        self._channel = channel
        self._actor = actor
        self._echo = echo
        self._language = opening.language
        self._now = now
        self._sleep = sleep
        self._sent = sent
        self._too_slow = too_slow
        self.line = NextLine()
        self._used: list[WordsUsed] = []
        self._player: asyncio.Task[None] | None = None

    @property
    def making(self) -> bool:
        return self.line.task is not None and not self.line.task.done()

    @property
    def words_sent(self) -> str:
        """The words whose sound has left; "" without a sound."""
        return self.line.sound.text_sent if self.line.sound else ""

    def make(self, occasion: Occasion, said: Sequence[SpokenTurn], *, works: bool) -> None:
        """Begin the line that follows `said`; one without a sound unless voice `works`."""
        self.line = making = NextLine()
        making.task = self._actor.start(self._maker.make(making, occasion, said, works=works))

    async def speak(self, number: int) -> bool:
        """Begin to speak the line as turn `number`; False when it is only shown, and so is heard."""
        line = self.line
        line.number = number
        line.began = self._now()
        await self._channel.put(Speaking(number))
        if line.sound is not None:
            self._player = self._actor.start(self._play(line.sound, line.added))
        elif line.line is not None:
            await self._channel.put(Caption("interviewer", line.line.text))
        return line.sound is not None

    async def hush(self) -> None:
        """Silence now; what has left and was not heard is taken back."""
        self.stop()
        now = self.line.hushed = self._now()
        self._echo.flushed(now)
        self._channel.take_back_sound()
        await self._channel.put(Flush())

    async def resume(self) -> bool:
        """Go on with the sentence that was cut; False when there is no sound to go on with."""
        line = self.line
        if line.sound is None:
            return False
        line.sound.rewind(line.hushed)
        line.hushed = 0
        await self._channel.put(Speaking(line.number))
        self._player = self._actor.start(self._play(line.sound, line.added))
        return True

    async def take(self, *, cut: bool) -> SpokenTurn | None:
        """The turn that the line became, and no line any more; None when nothing of it was heard. What models
        used for it, and for lines before it that were dropped, is said first."""
        turn = self.line.turn(self._now(), cut=cut)
        self.stop()
        self.drop()
        used, self._used = self._used, []
        for one in used:
            await self._channel.put(words_used(one))
        return turn

    def drop(self) -> None:
        if self.line.task is not None:
            self.line.task.cancel()
        if self.line.line is not None and self.line.line.used is not None:
            self._used.append(self.line.line.used)
        self.line = NextLine()

    def stop(self) -> None:
        if self._player is not None:
            self._player.cancel()
            self._player = None

    def acknowledge(self, turn: int, ms: int) -> bool:
        """The browser has played so much of a turn; False when it is not this line's."""
        if turn != self.line.number or self.line.sound is None:
            return False
        self.line.sound.acknowledge(ms, self._now())
        return True

    def is_heard(self) -> bool:
        return self.line.sound is not None and self.line.sound.is_heard(self._now())

    def is_nearly_heard(self) -> bool:
        sound = self.line.sound
        remaining = None if sound is None else sound.remaining_ms(self._now())
        return remaining is not None and remaining <= NEARLY_DONE_MS

    def end_ms(self) -> int | None:
        """When it will have been heard, as far as is known."""
        return None if self.line.sound is None else self.line.sound.end_ms()

    async def _play(self, sound: LinePlayback, added: asyncio.Event) -> None:
        try:
            if isinstance(sound, LineReadAloud):
                await read_line(sound, self._channel, self._language, self._now, self._sleep)
            else:
                await play_line(sound, added, self._channel, self._echo, self._now, self._sleep)
        except TooSlow:
            self._too_slow()
        else:
            self._sent()
