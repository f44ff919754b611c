"""The plan of an interview: which questions, why these, and how many minutes each has.

`build_plan` weighs the 14 competencies by stage, job and topic (`weights`), gives each a number
of leads by largest remainder (`slots`), and takes the best fitting leads of the bank. Everything random
comes from the briefing's seed, so the stored plan can be built again.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from preppal.interviewer.briefing import Briefing, Seniority, Stage
from preppal.interviewer.cases import find_case
from preppal.interviewer.choosing import (
    LEADS_PER_COMPETENCY,
    Choice,
    choose,
    choose_spare,
    ranked_leads,
)
from preppal.interviewer.fields import Field, read_fields
from preppal.interviewer.fit.leads import filled, gaps_first, resume_slots
from preppal.interviewer.job_reading import (
    JobLine,
    corrected_lines,
    read_level,
    read_lines,
    read_skills,
)
from preppal.interviewer.lengths import FORMATS
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.questions import COMPETENCIES, Case, Question, load_bank
from preppal.interviewer.spreading import spread
from preppal.interviewer.topics import TOPICS
from preppal.interviewer.weights import chosen_by_hand, combine, read_demands

PLAN_VERSION = 2
READABLE = (1, PLAN_VERSION)
"""Version 1 had neither ``focus`` nor ``seniority`` nor ``fields``."""
ReasonKind = Literal["job_line", "correction", "stage", "topic"]


@dataclass(frozen=True, slots=True)
class PlannedLead:
    """A question with its slots filled.

    ``reason`` is a verbatim part of the job text when ``reason_kind`` is "job_line", what the candidate
    says is asked for when it is "correction", else "".
    ``minutes`` has room for the answer and two follow-ups.
    """

    lead_id: str
    competency: str
    text: str
    short: str
    minutes: float
    kind: str
    reason: str
    reason_kind: ReasonKind


@dataclass(frozen=True, slots=True)
class Focus:
    """How much a competency counts, and what says so.

    ``factor`` is the job's say, within 0.5-2.0; ``weight`` its share of the plan, all of them summing to 1.
    ``reason`` is as in `PlannedLead`. ``must``: the job insists on it.
    """

    competency: str
    factor: float
    weight: float
    reason: str = ""
    reason_kind: ReasonKind = "stage"
    must: bool = False
    choice: Literal["", "pinned", "dropped"] = ""


@dataclass(frozen=True, slots=True)
class InterviewPlan:
    """What will be asked. ``spare`` leads are asked in their order when time is left over.

    ``questions_minutes`` are the candidate's own questions. ``competency_weights`` sum to 1; ``focus`` has
    all competencies, those that count most first. ``practice_line`` is what somebody wrote to be asked
    about; ``retake_of`` the leads of the interview whose parallel form this is. ``fields`` are keys of the ladders that knowledge is asked from.
    """

    version: int
    seed: int
    minutes: int
    stage: Stage
    opening_minutes: float
    warmup_minutes: float
    questions_minutes: float
    closing_minutes: float
    warmup: PlannedLead
    leads: tuple[PlannedLead, ...]
    spare: tuple[PlannedLead, ...]
    follow_up_budget: int
    competency_weights: dict[str, float]
    topic: str = ""
    seniority: Seniority = "mid"
    fields: tuple[str, ...] = ()
    focus: tuple[Focus, ...] = ()
    practice_line: str = ""
    retake_of: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` gives an equal plan back."""
        return {
            **asdict(self),
            "leads": [asdict(x) for x in self.leads],
            "spare": [asdict(x) for x in self.spare],
            "focus": [asdict(x) for x in self.focus],
            "fields": list(self.fields),
            "retake_of": list(self.retake_of),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "InterviewPlan":
        """Raises ValueError when the plan was stored by another version."""
        if stored.get("version") not in READABLE:
            raise ValueError(f"an interview plan of version {stored.get('version')!r}")
        fields: dict[str, Any] = dict(stored)
        fields["warmup"] = PlannedLead(**fields["warmup"])
        fields["leads"] = tuple(PlannedLead(**lead) for lead in fields["leads"])
        fields["spare"] = tuple(PlannedLead(**lead) for lead in fields["spare"])
        fields["focus"] = tuple(Focus(**focus) for focus in fields.get("focus", ()))
        fields["fields"] = tuple(fields.get("fields", ()))
        fields["retake_of"] = tuple(fields.get("retake_of", ()))
        return cls(**fields)


SKILLS_ASKED_ABOUT = 4
EXAMINING: tuple[Stage, ...] = ("technical", "design")
"""Stages that ask for knowledge of a field."""
CASE_AFTER = 2
"""Leads before an open task."""


class TooFewCompetencies(ValueError):
    """So many were dropped that those left have not enough questions for the length."""


def build_plan(briefing: Briefing) -> InterviewPlan:
    """The plan for a briefing; the same briefing gives an equal plan.

    Raises:
        TooFewCompetencies: see `least_kept`.
    """
    if len(set(COMPETENCIES) - briefing.dropped) < least_kept(briefing.minutes):
        raise TooFewCompetencies(f"{len(briefing.dropped)} competencies were dropped")
    choice = _choice(briefing)
    length = FORMATS[briefing.minutes]
    case = _case(choice)
    ranked = {key: ranked_leads(choice, key) for key in COMPETENCIES}
    chosen = choose(choice, ranked, length.case_leads if case else length.leads, case)
    spare = choose_spare(choice, ranked, chosen, length.spare)
    each = length.minutes_per_lead(briefing.minutes)
    leads = [_planned(choice, question, each) for question in _in_order(choice, chosen)]
    if case:
        # After some rapport, and before motivation, which comes last.
        parts = [_planned(choice, part, part.minutes) for part in case.parts]
        leads[CASE_AFTER:CASE_AFTER] = parts
    topic = choice.topic
    return InterviewPlan(
        version=PLAN_VERSION,
        seed=briefing.seed,
        minutes=briefing.minutes,
        stage=choice.stage,
        opening_minutes=length.opening,
        warmup_minutes=length.warmup,
        questions_minutes=length.questions,
        closing_minutes=length.closing,
        warmup=_planned(choice, _warm_up(choice), length.warmup),
        leads=tuple(leads),
        spare=tuple(_planned(choice, question, each) for question in spare),
        follow_up_budget=length.follow_ups,
        competency_weights=dict(choice.weights),
        topic=topic.key if topic else "",
        seniority=choice.seniority,
        fields=tuple(field.key for field in choice.fields),
        focus=_focus(choice),
        practice_line=briefing.practice_line,
        retake_of=briefing.retake_of,
    )


def least_kept(minutes: int) -> int:
    """How many competencies a plan of this length cannot do without, at two leads each."""
    return -(-FORMATS[minutes].leads // LEADS_PER_COMPETENCY)


def _choice(briefing: Briefing) -> Choice:
    corrected = briefing.correction
    lines = corrected_lines(
        read_lines(briefing.job_text), added=corrected.added, gone=corrected.gone
    )
    # A line that orders the interviewer about asks nothing of a candidate.
    lines = tuple(line for line in lines if not gives_orders(line.text))
    pinned = briefing.pinned - briefing.dropped
    demands = chosen_by_hand(read_demands(lines), pinned)
    topic = TOPICS.get(briefing.topic)
    bank = load_bank()
    fields: tuple[Field, ...] = ()
    if briefing.interviewer.stage in EXAMINING:
        asked_for = briefing.field in bank.ladders
        fields = (
            (Field(briefing.field, 1.0),) if asked_for else read_fields(briefing.job_title, lines)
        )
    return Choice(
        bank=bank,
        briefing=briefing,
        seniority=corrected.seniority or _level_of(briefing),
        skills=gaps_first(_skills(briefing, lines), briefing.fit),
        lines=lines,
        demands=demands,
        weights=spread(
            combine(
                demands,
                briefing.interviewer.stage,
                topic.emphasis if topic else {},
                pinned=pinned,
                dropped=briefing.dropped,
            ),
            briefing.hand_over,
            kept=pinned,
        ),
        topic=topic,
        fields=fields,
        lately=briefing.avoid_leads | frozenset(briefing.retake_of),
    )


def _level_of(briefing: Briefing) -> Seniority:
    """As the job says; where it says none, the one applied for."""
    read = read_level(briefing.job_title, briefing.job_text)
    return read.seniority if read.said or briefing.level is None else briefing.level


def _skills(briefing: Briefing, lines: Iterable[JobLine]) -> tuple[str, ...]:
    """What can be asked about by name: as the candidate says, else as the lines that count name it."""
    if briefing.correction.skills is not None:
        return tuple(skill for skill in briefing.correction.skills if not gives_orders(skill))
    said = "\n".join(line.text for line in lines)
    return tuple(skill for skill in read_skills(briefing.job_text) if skill in said)


def _focus(choice: Choice) -> tuple[Focus, ...]:
    """All competencies, those that count most first, what was dropped last."""
    briefing = choice.briefing
    return tuple(
        Focus(
            competency=key,
            factor=choice.demands[key].factor,
            weight=choice.weights[key],
            reason=choice.demands[key].line,
            reason_kind=_kind_of(choice, choice.demands[key].line),
            must=choice.demands[key].must and key not in briefing.pinned,
            choice="dropped"
            if key in briefing.dropped
            else "pinned"
            if key in briefing.pinned
            else "",
        )
        for key in sorted(COMPETENCIES, key=lambda key: -choice.weights[key])
    )


def _case(choice: Choice) -> Case | None:
    """An open task, where an hour has room for one and this interviewer would set it.

    Who would look at designs always does; a technical one where there is a task of the job's own field.
    """
    if not FORMATS[choice.briefing.minutes].case_leads or "design_tradeoffs" in (
        choice.briefing.dropped
    ):
        return None
    design = choice.stage == "design" and choice.topic is None
    if not design and (choice.topic is not None or choice.stage != "technical"):
        return None
    return find_case(
        choice.bank.cases,
        [field.key for field in choice.fields],
        lately=choice.lately,
        seed=choice.briefing.seed,
        any_field=design,
    )


def _in_order(choice: Choice, chosen: Iterable[Question]) -> list[Question]:
    """Easy ground first, what the job insists on, then dilemmas and failures, motivation last."""

    def place(question: Question) -> tuple[int, float, int, str]:
        if question.competency == "motivation_fit":
            band = 3
        elif (
            question.competency in ("integrity_judgement", "conflict_handling")
            or "mistake" in question.tags
        ):
            band = 2
        else:
            band = 1 if choice.demands[question.competency].must else 0
        return band, -choice.weights[question.competency], question.difficulty, question.id

    return sorted(chosen, key=place)


def _warm_up(choice: Choice) -> Question:
    stage = choice.stage
    fitting = [
        question
        for question in choice.bank.warm_ups
        if choice.seniority in question.seniority and stage in question.stages
    ]
    fresh = [q for q in fitting if q.id not in choice.lately] or fitting
    return random.Random(f"{choice.briefing.seed}:warm-up").choice(fresh)


def _planned(choice: Choice, question: Question, minutes: float) -> PlannedLead:
    demand = choice.demands.get(question.competency)
    reason = demand.line if demand else ""
    text, short = question.text, question.short
    slots: dict[str, str] = {}
    if "skill" in question.slots:
        slots["skill"], line = _skill_for(choice, question)
        reason = line or reason
    if "employer" in question.slots:
        of = choice.bank.competencies[question.competency]
        slots |= resume_slots(of, choice.briefing.resume)
    text, short = filled(text, slots), filled(short, slots)
    for field in choice.fields:
        if field.key in question.domains:
            reason = field.line or reason
    return PlannedLead(
        lead_id=question.id,
        competency=question.competency,
        text=text,
        short=short,
        minutes=minutes,
        kind=question.kind,
        reason=reason,
        reason_kind=_kind_of(choice, reason),
    )


def _kind_of(choice: Choice, reason: str) -> ReasonKind:
    if reason:
        by_hand = any(line.by_hand and line.text == reason for line in choice.lines)
        return "correction" if by_hand else "job_line"
    return "topic" if choice.topic else "stage"


def _skill_for(choice: Choice, question: Question) -> tuple[str, str]:
    """A skill for this lead (different leads take different skills) and the line naming it."""
    slotted = sorted(q.id for q in choice.bank.leads if "skill" in q.slots)
    skills = choice.skills[:SKILLS_ASKED_ABOUT]  # those of the requirements come first
    skill = skills[(slotted.index(question.id) + choice.briefing.seed) % len(skills)]
    line = next((line.text for line in choice.lines if skill in line.text), "")
    return skill, line
