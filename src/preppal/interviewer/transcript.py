"""The words of an interview as they were spoken, and the interviewer's next words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.plan import InterviewPlan

Speaker = Literal["interviewer", "candidate"]
Intent = Literal[
    "opening",
    "warmup",
    "lead",
    "follow_up",
    "repair",
    "reassure",
    "wrap_up",
    "invite_questions",
    "answer_question",
    "closing",
]
Occasion = Literal["start", "answered", "silence", "wrap_up", "resumed"]
Phase = Literal["opening", "warmup", "leads", "questions", "closing"]


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """One turn. Times are ms on the interview clock; an interrupted turn holds only what was heard.

    ``intent``, ``lead_id`` and ``phrasing`` are set on interviewer turns only, and copied
    from the Line that was spoken: the mind reads them back to know where it stands.
    """

    speaker: Speaker
    text: str
    started_ms: int
    ended_ms: int
    interrupted: bool = False
    intent: Intent | None = None
    lead_id: str | None = None
    phrasing: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What the interviewer says next.

    ``phrasing`` names every wording used, joined by "+" ("ack.1f3c+outcome.9b20"); no wording
    is used twice in an interview. After a line with ``ends_interview`` there is no other.
    """

    text: str
    intent: Intent
    lead_id: str | None
    phrasing: str | None
    ends_interview: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an interview stands, for the screen. ``lead_number`` is 1-based, 0 before the first."""

    lead_number: int
    lead_count: int
    lead_short: str
    phase: Phase


class Mind(Protocol):
    """Whoever decides what the interviewer says next."""

    async def next_line(
        self,
        plan: InterviewPlan,
        interviewer: Interviewer,
        transcript: Sequence[SpokenTurn],
        *,
        job_text: str,
        company: str,
        job_title: str,
        remaining_ms: int,
        occasion: Occasion,
    ) -> Line: ...
