"""What interviews/transcript.html receives, and corrections on the report's page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from preppal.assessment.report import Stamps
from preppal.foundation.errors import Refusal
from preppal.interviewer.briefing import Manner
from preppal.interviews.corrections.bounds import most_words
from preppal.interviews.corrections.marking import Mended, Share, mended, share_of
from preppal.interviews.model import Feedback, InterviewSession, Turn
from preppal.interviews.pages import TranscriptTurn
from preppal.interviews.reports.standing import Standing, standing_of
from preppal.personas.model import manner_of


@dataclass(frozen=True, slots=True)
class Line:
    """A turn to read, and to correct when it is the candidate's and was spoken."""

    seq: int
    speaker: Literal["interviewer", "candidate"]
    at_ms: int
    heard: str
    text: str
    is_typed: bool
    interrupted: bool
    mended: Mended | None

    @property
    def may_correct(self) -> bool:
        return self.speaker == "candidate" and not self.is_typed


@dataclass(frozen=True, slots=True)
class Editing:
    """The turn that is open, with what was written; ``error`` is a msgid, filled by ``params``."""

    seq: int
    written: str
    most: int
    error: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """interviews/transcript.html. ``did`` is what was just done: "saved", "reverted" or ""."""

    id: str
    interviewer: str
    manner: Manner
    at: datetime
    lines: tuple[Line, ...]
    standing: Standing
    share: Share | None
    editing: Editing | None = None
    did: Literal["", "saved", "reverted"] = ""

    @property
    def may_correct(self) -> bool:
        return any(line.may_correct for line in self.lines)


def is_spoken(turn: Turn) -> bool:
    """An answer that was recognised, not typed."""
    return turn.speaker == "candidate" and bool(turn.delivery)


def transcript_page(
    interview: InterviewSession,
    turns: Sequence[Turn],
    feedback: Feedback | None,
    corrections: Mapping[int, str],
    *,
    reviewer: Stamps,
    opened: int | None = None,
    written: str | None = None,
    refusal: Refusal | None = None,
    did: Literal["", "saved", "reverted"] = "",
) -> TranscriptPage:
    """``opened`` is the number of the turn to correct, ``written`` what was written and refused."""
    lines = tuple(
        Line(
            seq=turn.seq,
            speaker=turn.speaker,  # type: ignore[arg-type]
            at_ms=turn.started_ms,
            heard=turn.text,
            text=corrections.get(turn.seq, turn.text),
            is_typed=not turn.delivery,
            interrupted=turn.interrupted,
            mended=mended(turn.text, corrections[turn.seq]) if turn.seq in corrections else None,
        )
        for turn in turns
    )
    return TranscriptPage(
        id=str(interview.id),
        interviewer=interview.persona["name"],
        manner=manner_of(interview.persona),
        at=interview.started_at or interview.created_at,
        lines=lines,
        standing=standing_of(feedback, turns, corrections, reviewer),
        share=share_of([turn for turn in turns if is_spoken(turn)], corrections),
        editing=_editing(lines, opened, written, refusal),
        did=did,
    )


def _editing(
    lines: Iterable[Line], opened: int | None, written: str | None, refusal: Refusal | None
) -> Editing | None:
    line = next((line for line in lines if line.seq == opened and line.may_correct), None)
    if line is None:
        return None
    return Editing(
        line.seq,
        line.text if written is None else written,
        most_words(line.heard),
        refusal.text if refusal else "",
        refusal.params if refusal else {},
    )


def with_corrections(
    shown: Iterable[TranscriptTurn],
    turns: Iterable[Turn],
    corrections: Mapping[int, str],
    read: Mapping[int, str],
) -> tuple[TranscriptTurn, ...]:
    """The report's transcript, whose words are those it has ``read``, with what was heard and what was
    corrected since."""
    kept = {turn.seq: turn for turn in turns}

    def marked(turn: TranscriptTurn) -> TranscriptTurn:
        heard = kept[turn.seq]
        now = corrections.get(turn.seq, heard.text)
        known = read.get(turn.seq, heard.text)
        change = (
            mended(known, now, is_read=False)
            if now != known
            else mended(heard.text, now)
            if now != heard.text
            else None
        )
        return replace(turn, mended=change, may_correct=is_spoken(heard))

    return tuple(marked(turn) for turn in shown)
