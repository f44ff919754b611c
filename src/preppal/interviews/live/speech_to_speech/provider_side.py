"""The provider's side of a speech-to-speech interview: its events become lines, words and usage.

Sound is dealt with where it arrives. What changes the course of the interview is handed to `Course`,
whose methods do not wait; the engine puts them in order.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Protocol

from preppal.foundation.log import log
from preppal.interviewer.unfit import unfit
from preppal.interviews.live.engine import Used
from preppal.interviews.live.playing import BYTES_A_MS
from preppal.interviews.live.speech_to_speech.streamed_line import StreamedLine
from preppal.providers.protocols import (
    HEARD_RATE,
    CandidateWords,
    Conversation,
    ConversationEvent,
    ConversationLost,
    Crossed,
    CutIn,
    InterviewerSound,
    InterviewerWords,
    LineMade,
    LineOver,
    TokensUsed,
)

ENGINE = "gemini-live"
CLOSE_SECONDS = 3.0


class Course(Protocol):
    """What the engine makes of it."""

    def line_came(self, line: StreamedLine) -> None:
        """The first of a line is here."""

    def line_grew(self, line: StreamedLine) -> None:
        """More sound of it, or its end."""

    def line_cut(self, line: StreamedLine | None) -> None:
        """The provider heard the candidate; `line` is what it was sending, if it still was."""

    def line_unfit(self, line: StreamedLine, reason: str) -> None:
        """It says what must not be heard."""

    def nothing_said(self) -> None:
        """The provider took its turn and said nothing."""

    def words_heard(self, text: str) -> None: ...

    def crossed(self, event: Crossed, line: StreamedLine | None) -> None:
        """`line` broke off with the old connection."""

    def lost(self, problem: ConversationLost) -> None: ...


class ProviderSide:
    """One conversation, and what it cost so far."""

    def __init__(self, conversation: Conversation, model: str) -> None:
        self._conversation = conversation
        self._model = model
        self._coming: StreamedLine | None = None
        self._has_spoken = False  # in the turn that the provider is in
        self._tokens: Counter[str] = Counter()
        self._up = self._down = 0  # bytes
        self._sound_owed = False  # sound went up since the last `silence`

    async def listen(self, course: Course) -> None:
        """Take events until the conversation is lost or closed."""

        def take(event: ConversationEvent) -> bool:
            self._take(event, course)
            return True

        try:
            async for event in self._conversation.events(take):
                self._take(event, course)
        except ConversationLost as problem:
            course.lost(problem)
        else:
            course.lost(ConversationLost("protocol", "the events came to an end"))

    def hear(self, sound: bytes) -> None:
        self._up += len(sound)
        self._sound_owed = True
        self._conversation.hear(sound)

    async def silence(self) -> bool:
        """Whatever was heard is a turn. False: nothing was heard since this was last said."""
        if not self._sound_owed:
            return False
        self._sound_owed = False
        await self._conversation.silence()
        return True

    async def tell(self, text: str, *, answer: bool) -> None:
        await self._conversation.tell(text, answer=answer)

    def give_up_line(self) -> None:
        """What still comes of the line under way is nothing to wait for."""
        self._coming = None

    def used(self) -> Used | None:
        """What was used since this was last asked."""
        if not (self._tokens or self._up or self._down):
            return None
        used = Used(
            ENGINE,
            self._model,
            dict(self._tokens),
            up_ms=self._up * 1000 // (2 * HEARD_RATE),
            down_ms=self._down // BYTES_A_MS,
        )
        self._tokens.clear()
        self._up = self._down = 0
        return used

    async def close(self) -> None:
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._conversation.close()
        except (TimeoutError, ConversationLost) as problem:
            log(__name__).warning("the conversation did not close", reason=str(problem))

    def _take(self, event: ConversationEvent, course: Course) -> None:
        match event:
            case InterviewerSound(pcm24k=pcm):
                self._down += len(pcm)
                self._add_sound(pcm, course)
            case InterviewerWords(text=text):
                self._add_words(text, course)
            case CandidateWords(text=text):
                course.words_heard(text)
            case LineMade():
                self._close_line(course)
            case LineOver():
                self._close_line(course)
                if not self._has_spoken:
                    course.nothing_said()
                self._has_spoken = False
            case CutIn():
                line, self._coming = self._coming, None
                if line is not None:
                    line.close(broken=True)
                self._has_spoken = True  # until its end is announced, which is no empty turn
                course.line_cut(line)
            case TokensUsed(tokens=tokens):
                self._tokens.update(tokens)
            case Crossed():
                line = self._coming if event.unfinished else None
                if line is not None:
                    self._coming = None
                    line.close(broken=True)
                course.crossed(event, line)

    def _line(self) -> StreamedLine:
        if self._coming is None:
            self._coming = StreamedLine()
            self._has_spoken = True
        return self._coming

    def _add_sound(self, pcm: bytes, course: Course) -> None:
        line = self._line()
        if line.void:
            return
        is_first = not line.has_sound
        line.add_sound(pcm)
        if is_first and line.has_sound:
            course.line_came(line)
        else:
            course.line_grew(line)

    def _add_words(self, text: str, course: Course) -> None:
        line = self._line()
        if line.void:
            return
        line.add_words(text)
        reason = unfit(line.words)
        if reason and not line.is_unfit:
            line.is_unfit = True
            course.line_unfit(line, reason)

    def _close_line(self, course: Course) -> None:
        line, self._coming = self._coming, None
        if line is None or line.void:
            return
        line.close()
        if line.is_empty:
            return
        if line.has_sound:
            course.line_grew(line)
        else:
            course.line_came(line)  # words without a sound are shown
