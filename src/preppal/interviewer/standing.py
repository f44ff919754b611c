"""Where an interview stands: everything the mind remembers, folded from plan and transcript.

Nothing is kept between lines. Any process that has the plan and the turns sees the same
standing, so an interview can go on after a crash or on another machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from preppal.interviewer.plan import InterviewPlan, PlannedLead
from preppal.interviewer.spoken_text import words_of
from preppal.interviewer.transcript import Phase, SpokenTurn
from preppal.interviewer.wordings import phrasing_ids, row_of

_ASKING_THE_LEAD = ("warmup", "lead")
# An interrupted question was not heard when less than this share of its words came through.
_HEARD_ENOUGH = 0.6


@dataclass(slots=True)
class AskedLead:
    """A lead that was asked: the rows used on it and what the candidate said, in order.

    ``probed_ms`` is when each follow-up began.
    """

    lead: PlannedLead
    rows: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    probed_ms: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Standing:
    """The fold of a transcript.

    ``answer`` is what the candidate said since the interviewer last spoke, ``spoken`` what the
    interviewer said. Since the candidate's last word, ``silences`` counts the interviewer's
    turns beyond the one that asked, and ``silent_leads`` the leads asked.
    """

    phase: Phase = "opening"
    asked: list[AskedLead] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    spoken: list[str] = field(default_factory=list)
    last: SpokenTurn | None = None
    last_rows: tuple[str, ...] = ()
    answer: str = ""
    answer_ms: int = 0
    silences: int = 0
    silent_leads: int = 0
    invited: bool = False
    hurried: bool = False
    parked: bool = False
    questions_answered: int = 0
    unheard: bool = False

    @property
    def current(self) -> AskedLead | None:
        return self.asked[-1] if self.asked else None

    @property
    def leads_asked(self) -> list[AskedLead]:
        """The asked leads without the warm-up."""
        return [asked for asked in self.asked if asked.lead.kind != "warmup"]


def stand(plan: InterviewPlan, transcript: Sequence[SpokenTurn]) -> Standing:
    """Fold the transcript. Turns of an unknown lead or without intent count as words only."""
    leads = {lead.lead_id: lead for lead in (plan.warmup, *plan.leads, *plan.spare)}
    standing = Standing()
    for turn in transcript:
        if turn.speaker == "candidate":
            _candidate_spoke(standing, turn)
        else:
            _interviewer_spoke(standing, turn, leads)
    return standing


def _candidate_spoke(standing: Standing, turn: SpokenTurn) -> None:
    if not turn.text.strip():
        return
    standing.answer = f"{standing.answer} {turn.text}".strip()
    standing.answer_ms += max(0, turn.ended_ms - turn.started_ms)
    standing.silences = 0
    standing.silent_leads = 0
    if standing.asked and standing.phase in ("warmup", "leads"):
        standing.asked[-1].answers.append(turn.text)


def _interviewer_spoke(standing: Standing, turn: SpokenTurn, leads: dict[str, PlannedLead]) -> None:
    if standing.last is not None and not standing.answer:
        standing.silences += 1
    ids = phrasing_ids(turn.phrasing)
    rows = tuple(row_of(part) for part in ids)
    standing.used.update(ids)
    standing.spoken.append(turn.text)
    standing.last, standing.last_rows = turn, rows
    standing.answer, standing.answer_ms = "", 0
    standing.unheard = False
    if turn.intent in _ASKING_THE_LEAD and turn.lead_id in leads:
        lead = leads[turn.lead_id]
        standing.asked.append(AskedLead(lead))
        standing.phase = "warmup" if lead.kind == "warmup" else "leads"
        standing.silent_leads += 1
        standing.unheard = turn.interrupted and _cut_short(turn.text, lead)
    elif turn.intent in ("wrap_up", "invite_questions"):
        standing.phase, standing.invited = "questions", True
        standing.hurried = standing.hurried or turn.intent == "wrap_up"
    elif turn.intent == "answer_question":
        standing.questions_answered += 0 if "go_ahead" in rows else 1
    elif turn.intent == "closing":
        standing.phase = "closing"
    elif standing.current is not None:
        standing.current.rows.extend(rows)
        if turn.intent == "follow_up":
            standing.current.probed_ms.append(turn.started_ms)
        standing.parked = standing.parked or "park" in rows


def _cut_short(heard: str, lead: PlannedLead) -> bool:
    return len(words_of(heard)) < _HEARD_ENOUGH * len(words_of(lead.text))
