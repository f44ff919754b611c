"""The words of an interview as they were spoken, and the interviewer's next words."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Literal, NotRequired, Protocol, TypedDict, Unpack, runtime_checkable

from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.fit.resume import Resume
from preppal.interviewer.hand_over import HandOver
from preppal.interviewer.plan import InterviewPlan
from preppal.providers.protocols import WordsUsed

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

BUILT_IN = "builtin"


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """One turn. Times are ms on the interview clock; an interrupted turn holds only what was heard.

    ``intent``, ``lead_id`` and ``phrasing`` are set on interviewer turns only, and copied
    from the Line that was spoken: the mind reads them back to know where it stands.
    ``worded_by`` likewise.
    """

    speaker: Speaker
    text: str
    started_ms: int
    ended_ms: int
    interrupted: bool = False
    intent: Intent | None = None
    lead_id: str | None = None
    phrasing: str | None = None
    worded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What the interviewer says next.

    ``phrasing`` names every wording used, joined by "+" ("ack.1f3c+outcome.9b20"); no wording
    is used twice in an interview. After a line with ``ends_interview`` there is no other.
    ``worded_by`` is the model that found the words, which then stand in place of the phrasing's; `BUILT_IN`
    where a `ModelMind` spoke built-in ones; None where no model is there to ask. ``more``: it is still growing. ``used`` is what a model used for it, also when its words were not taken.
    """

    text: str
    intent: Intent
    lead_id: str | None
    phrasing: str | None
    ends_interview: bool = False
    worded_by: str | None = None
    more: bool = False
    used: WordsUsed | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an interview stands, for the screen. ``lead_number`` is 1-based, 0 before the first."""

    lead_number: int
    lead_count: int
    lead_short: str
    phase: Phase


class About(TypedDict):
    """What a line depends on beside plan, interviewer and what was said. ``remaining_ms`` is what is left of the
    whole interview; without a ``resume`` nothing can clash with one. ``hand_over`` is what colleagues passed on,
    ``language`` what the interview is held in: English where nobody says."""

    job_text: str
    company: str
    job_title: str
    remaining_ms: int
    occasion: Occasion
    resume: NotRequired[Resume]
    hand_over: NotRequired[HandOver]
    language: NotRequired[str]


class Mind(Protocol):
    """Whoever decides what the interviewer says next."""

    async def next_line(
        self,
        plan: InterviewPlan,
        interviewer: Interviewer,
        transcript: Sequence[SpokenTurn],
        **about: Unpack[About],
    ) -> Line: ...


@runtime_checkable
class GrowingMind(Mind, Protocol):
    """A mind that knows the beginning of a line before its end."""

    def growing_line(
        self,
        plan: InterviewPlan,
        interviewer: Interviewer,
        transcript: Sequence[SpokenTurn],
        **about: Unpack[About],
    ) -> AsyncGenerator[Line, None]:
        """The line with ever more whole sentences, each time all so far; the last has no ``more``."""
        ...


async def growing(
    mind: Mind,
    plan: InterviewPlan,
    interviewer: Interviewer,
    transcript: Sequence[SpokenTurn],
    **about: Unpack[About],
) -> AsyncGenerator[Line, None]:
    """The next line of any mind, as it grows; at once where the mind does not grow it."""
    if not isinstance(mind, GrowingMind):
        yield await mind.next_line(
            plan,
            interviewer,
            transcript,
            **about,
        )
        return
    lines = mind.growing_line(
        plan,
        interviewer,
        transcript,
        **about,
    )
    async with aclosing(lines):
        async for line in lines:
            yield line
