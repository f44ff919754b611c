"""Whose turn it is, as far as the provider's messages show; and those messages as events. No I/O."""

from __future__ import annotations

from typing import Literal

from preppal.providers.gemini_live.usage import Tally
from preppal.providers.gemini_live.wire import Blob, ServerContent, ServerMessage
from preppal.providers.protocols import (
    CandidateWords,
    ConversationEvent,
    CutIn,
    InterviewerSound,
    InterviewerWords,
    LineMade,
    LineOver,
    SaidBefore,
)

Speaker = Literal["interviewer", "candidate"]
SOUND = "audio/pcm"


class Floor:
    """Fed with every message of a connection, in order; `left` between two connections."""

    def __init__(self) -> None:
        self.speaking = False
        """A line has begun and is not over."""
        self.made = False
        """Everything of that line has come; it may still be playing."""
        self.owed = False
        """An answer was asked for and has not begun."""
        self.heard = ""
        """The candidate's words since the last line."""
        self.handle = ""
        """Resumes the session; the newest one that does."""
        self._since: list[tuple[Speaker, list[str]]] = []
        self._cut = False
        self._asked_meanwhile = False
        self._half = b""
        self._tally = Tally()

    def take(self, message: ServerMessage) -> list[ConversationEvent]:
        """The message's events, in the order in which they happened."""
        events: list[ConversationEvent] = []
        if (content := message.server_content) is not None:
            if content.input_transcription is not None:
                self._take_candidate(content.input_transcription.text or "", events)
            if content.model_turn is not None:
                for part in content.model_turn.parts or ():
                    if part.inline_data is not None:
                        self._take_sound(part.inline_data, events)
            if content.output_transcription is not None:
                self._take_interviewer(content.output_transcription.text or "", events)
            self._take_marks(content, events)
        if message.usage_metadata is not None:
            used = self._tally.add(message.usage_metadata)
            if used is not None:
                events.append(used)
        if content is not None and content.turn_complete:
            self._tally.new_turn()
        update = message.session_resumption_update
        if update is not None and update.resumable and update.new_handle:
            self.handle = update.new_handle
            self._since.clear()
        return events

    def _take_candidate(self, text: str, events: list[ConversationEvent]) -> None:
        if text:
            self.heard += text
            self._say("candidate", text)
            events.append(CandidateWords(text))

    def _take_interviewer(self, text: str, events: list[ConversationEvent]) -> None:
        if text:
            self._begin()
            self._say("interviewer", text)
            events.append(InterviewerWords(text))

    def _take_sound(self, blob: Blob, events: list[ConversationEvent]) -> None:
        pcm = blob.data
        if not pcm or not (blob.mime_type or SOUND).startswith(SOUND):
            return
        self._begin()
        if self._half or len(pcm) & 1:
            pcm = self._half + pcm
            whole = len(pcm) & ~1
            pcm, self._half = pcm[:whole], pcm[whole:]
        if pcm:
            events.append(InterviewerSound(pcm))

    def _take_marks(self, content: ServerContent, events: list[ConversationEvent]) -> None:
        if content.interrupted:
            self.speaking = self.made = False
            self._cut, self._half = True, b""
            events.append(CutIn())
        if content.generation_complete:
            self.made = True
            events.append(LineMade())
        if content.turn_complete:
            if not self._cut:
                self.heard = ""
                self.owed = self.owed and self._asked_meanwhile
            self.speaking = self.made = self._cut = self._asked_meanwhile = False
            self._half = b""
            events.append(LineOver())

    def _begin(self) -> None:
        if not self.speaking:
            self.speaking, self.made, self._cut = True, False, False
            self.heard, self.owed = "", False
            self._tally.new_turn()

    def _say(self, speaker: Speaker, text: str) -> None:
        if not self._since or self._since[-1][0] != speaker:
            self._since.append((speaker, []))
        self._since[-1][1].append(text)

    @property
    def since(self) -> tuple[SaidBefore, ...]:
        """What was said and told since the handle was given, which it may not know."""
        return tuple(SaidBefore(speaker, "".join(pieces)) for speaker, pieces in self._since)

    def asked(self) -> None:
        """An answer was asked for."""
        self.owed, self._asked_meanwhile = True, self.speaking

    def told(self, text: str) -> None:
        """Something was put to the interviewer in writing."""
        self._say("candidate", text)

    def idle(self) -> bool:
        """Nobody's turn is half way."""
        return not (self.speaking or self.owed or self.heard)

    def unfinished(self, *, quiet: bool) -> bool:
        """The interviewer is in the middle of a line or owes one; `quiet`: nobody speaks now."""
        if self.speaking:
            return self.owed or not self.made
        return self.owed or (quiet and bool(self.heard))

    def leave(self) -> list[ConversationEvent]:
        """The connection is left: what of its line is still to be told, and the floor for the next."""
        events: list[ConversationEvent] = [LineOver()] if self.speaking and self.made else []
        self.speaking = self.made = self.owed = self._cut = self._asked_meanwhile = False
        self._half = b""
        self._tally.new_turn()
        return events

    def forget(self) -> None:
        """The provider's memory is gone, and the handle to it."""
        self.handle = ""
        self._since.clear()
