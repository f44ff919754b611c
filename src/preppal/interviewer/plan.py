"""The plan of an interview: which questions, why these, and how many minutes each has.

`build_plan` weighs the 14 competencies by stage, job and topic (`weights`), gives each a number
of leads by largest remainder, and takes the best fitting leads of the bank. Everything random
comes from the briefing's seed, so the stored plan can be built again.
"""

import math
import random
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from preppal.interviewer.briefing import SENIORITIES, Briefing, Seniority, Stage
from preppal.interviewer.job_reading import (
    JobLine,
    corrected_lines,
    read_lines,
    read_seniority,
    read_skills,
)
from preppal.interviewer.questions import COMPETENCIES, Bank, Question, load_bank
from preppal.interviewer.topics import TOPICS, Topic
from preppal.interviewer.weights import Demand, combine, read_demands

PLAN_VERSION = 1
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
class InterviewPlan:
    """What will be asked. ``spare`` leads are asked in their order when time is left over.

    ``questions_minutes`` are the candidate's own questions. ``competency_weights`` sum to 1.
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

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; `from_json` gives an equal plan back."""
        return {
            **asdict(self),
            "leads": [asdict(x) for x in self.leads],
            "spare": [asdict(x) for x in self.spare],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "InterviewPlan":
        """Raises ValueError when the plan was stored by another version."""
        if stored.get("version") != PLAN_VERSION:
            raise ValueError(f"an interview plan of version {stored.get('version')!r}")
        fields: dict[str, Any] = dict(stored)
        fields["warmup"] = PlannedLead(**fields["warmup"])
        fields["leads"] = tuple(PlannedLead(**lead) for lead in fields["leads"])
        fields["spare"] = tuple(PlannedLead(**lead) for lead in fields["spare"])
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Format:
    """Minutes and counts of one interview length (INTERVIEWING §4)."""

    opening: float
    warmup: float
    leads: int
    spare: int
    follow_ups: int
    questions: float
    closing: float

    def minutes_per_lead(self, total: int) -> float:
        """At most ask .3 + answer 1.6 + two follow-ups of .9; less where that would overrun."""
        overhead = self.opening + self.warmup + self.questions + self.closing
        return min(3.7, math.floor((total - overhead) / self.leads * 100) / 100)


FORMATS: Mapping[int, Format] = {
    10: Format(0.5, 0.5, leads=2, spare=2, follow_ups=4, questions=1.0, closing=0.5),
    30: Format(1.0, 2.0, leads=6, spare=8, follow_ups=10, questions=4.0, closing=1.0),
    60: Format(2.0, 4.0, leads=11, spare=12, follow_ups=20, questions=7.0, closing=2.0),
}
LEADS_PER_COMPETENCY = 2
LEADS_PER_COMPETENCY_ON_A_TOPIC = 4
SPARE_UP_TO = 3  # leads of one competency, planned and spare together
SKILLS_ASKED_ABOUT = 4


@dataclass(frozen=True, slots=True)
class _Choice:
    """What choosing leads looks at."""

    bank: Bank
    briefing: Briefing
    seniority: Seniority
    skills: tuple[str, ...]
    lines: tuple[JobLine, ...]
    demands: Mapping[str, Demand]
    weights: Mapping[str, float]
    topic: Topic | None


def build_plan(briefing: Briefing) -> InterviewPlan:
    """The plan for a briefing; the same briefing gives an equal plan."""
    bank = load_bank()
    length = FORMATS[briefing.minutes]
    corrected = briefing.correction
    lines = corrected_lines(
        read_lines(briefing.job_text), added=corrected.added, gone=corrected.gone
    )
    demands = read_demands(lines)
    topic = TOPICS.get(briefing.topic)
    weights = combine(demands, briefing.interviewer.stage, topic.emphasis if topic else {})
    choice = _Choice(
        bank=bank,
        briefing=briefing,
        seniority=corrected.seniority or read_seniority(briefing.job_title, briefing.job_text),
        skills=read_skills(briefing.job_text) if corrected.skills is None else corrected.skills,
        lines=lines,
        demands=demands,
        weights=weights,
        topic=topic,
    )
    ranked = {key: _ranked(choice, key) for key in COMPETENCIES}
    chosen = _choose(choice, ranked, length.leads)
    spare = _choose_spare(choice, ranked, chosen, length.spare)
    each = length.minutes_per_lead(briefing.minutes)
    return InterviewPlan(
        version=PLAN_VERSION,
        seed=briefing.seed,
        minutes=briefing.minutes,
        stage=briefing.interviewer.stage,
        opening_minutes=length.opening,
        warmup_minutes=length.warmup,
        questions_minutes=length.questions,
        closing_minutes=length.closing,
        warmup=_planned(choice, _warm_up(choice), length.warmup),
        leads=tuple(_planned(choice, question, each) for question in _in_order(choice, chosen)),
        spare=tuple(_planned(choice, question, each) for question in spare),
        follow_up_budget=length.follow_ups,
        competency_weights=dict(weights),
        topic=topic.key if topic else "",
    )


def _ranked(choice: _Choice, competency: str) -> list[Question]:
    """The competency's leads, best fitting first; those asked lately last."""
    usable = [
        question
        for question in choice.bank.competencies[competency].questions
        if not question.slots or choice.skills
    ]
    return sorted(usable, key=lambda question: -_fit(choice, question))


def _fit(choice: _Choice, question: Question) -> float:
    wanted = SENIORITIES.index(choice.seniority)
    levels_off = min(abs(SENIORITIES.index(level) - wanted) for level in question.seniority)
    fit = 1.0 - 2.0 * levels_off
    if choice.briefing.interviewer.stage in question.stages:
        fit += 0.3
    if question.slots:
        # What was added by hand is the reason for a question; one about a skill has the skill's line.
        fit += -0.6 if choice.demands[question.competency].by_hand else 0.3
    if choice.topic and choice.topic.tags & set(question.tags):
        fit += 0.5
    if question.id in choice.briefing.avoid_leads:
        fit -= 100.0
    return fit + random.Random(f"{choice.briefing.seed}:{question.id}").uniform(-0.25, 0.25)


def _choose(choice: _Choice, ranked: Mapping[str, list[Question]], count: int) -> list[Question]:
    """``count`` different leads: slots to competencies by largest remainder, musts first."""
    cap = LEADS_PER_COMPETENCY_ON_A_TOPIC if choice.topic else LEADS_PER_COMPETENCY
    fresh = {
        key: sum(question.id not in choice.briefing.avoid_leads for question in questions)
        for key, questions in ranked.items()
    }
    room = (
        fresh
        if sum(min(cap, n) for n in fresh.values()) >= count
        else {key: len(questions) for key, questions in ranked.items()}
    )
    caps = {key: min(cap, room[key]) for key in COMPETENCIES}
    slots = _largest_remainder(choice.weights, caps, count)
    _give_musts_a_slot(choice, slots, caps, count)
    chosen: list[Question] = []
    for key in sorted(COMPETENCIES, key=lambda key: -choice.weights[key]):
        for _ in range(slots[key]):
            chosen.append(_best(choice, ranked[key], chosen))
    return chosen


def _best(choice: _Choice, ranked: list[Question], chosen: list[Question]) -> Question:
    """The best fitting lead not yet chosen that would not bring the same story a second time."""
    left = [question for question in ranked if question not in chosen]
    lately = choice.briefing.avoid_leads
    return min(left, key=lambda question: (question.id in lately, _same_story(question, chosen)))


def _same_story(question: Question, chosen: list[Question]) -> bool:
    return any(
        question.id in other.avoid_with or other.id in question.avoid_with for other in chosen
    )


def _largest_remainder(
    weights: Mapping[str, float], caps: Mapping[str, int], count: int
) -> dict[str, int]:
    quotas = {key: weights[key] * count for key in COMPETENCIES}
    slots = {key: min(caps[key], int(quotas[key])) for key in COMPETENCIES}
    while sum(slots.values()) < count:
        open_keys = [key for key in COMPETENCIES if slots[key] < caps[key]]
        # A capped competency's share falls to those next in weight, not to one of them alone.
        best = max(open_keys, key=lambda key: quotas[key] - slots[key])
        slots[best] += 1
    return slots


def _give_musts_a_slot(
    choice: _Choice, slots: dict[str, int], caps: Mapping[str, int], count: int
) -> None:
    """A third of the leads may go to competencies the job insists on and weights left out.

    Those that the candidate added come first, and take the place of another when none has two.
    """
    demands = choice.demands
    wanted = [
        key
        for key in sorted(
            COMPETENCIES, key=lambda key: (not demands[key].by_hand, -choice.weights[key])
        )
        if demands[key].must and slots[key] == 0 and caps[key] > 0
    ]
    for key in wanted[: count // 3 if not choice.topic else 0]:
        giving = [other for other in COMPETENCIES if slots[other] > 1]
        if not giving and demands[key].by_hand:
            giving = [
                other for other in COMPETENCIES if slots[other] and not demands[other].by_hand
            ]
        if not giving:
            return
        slots[min(giving, key=lambda other: choice.weights[other])] -= 1
        slots[key] = 1


def _choose_spare(
    choice: _Choice, ranked: Mapping[str, list[Question]], chosen: list[Question], count: int
) -> list[Question]:
    """More leads in the order of what is least covered for its weight."""
    used = {key: sum(question.competency == key for question in chosen) for key in COMPETENCIES}
    taken = {question.id for question in chosen}
    spare: list[Question] = []
    while len(spare) < count:
        left = {
            key: [question for question in ranked[key] if question.id not in taken]
            for key in COMPETENCIES
        }
        fresh = [
            key
            for key, questions in left.items()
            if questions and questions[0].id not in choice.briefing.avoid_leads
        ]
        keys = fresh or [key for key, questions in left.items() if questions]
        if not keys:
            break
        if not choice.topic:
            keys = [key for key in keys if used[key] < SPARE_UP_TO] or keys
        key = max(keys, key=lambda key: choice.weights[key] / (used[key] + 1))
        question = _best(choice, left[key], [*chosen, *spare])
        spare.append(question)
        taken.add(question.id)
        used[key] += 1
    return spare


def _in_order(choice: _Choice, chosen: Iterable[Question]) -> list[Question]:
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


def _warm_up(choice: _Choice) -> Question:
    stage = choice.briefing.interviewer.stage
    fitting = [
        question
        for question in choice.bank.warm_ups
        if choice.seniority in question.seniority and stage in question.stages
    ]
    fresh = [q for q in fitting if q.id not in choice.briefing.avoid_leads] or fitting
    return random.Random(f"{choice.briefing.seed}:warm-up").choice(fresh)


def _planned(choice: _Choice, question: Question, minutes: float) -> PlannedLead:
    demand = choice.demands.get(question.competency)
    reason = demand.line if demand else ""
    text, short = question.text, question.short
    if question.slots:
        skill, line = _skill_for(choice, question)
        text, short = text.replace("{skill}", skill), short.replace("{skill}", skill)
        reason = line or reason
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


def _kind_of(choice: _Choice, reason: str) -> ReasonKind:
    if reason:
        by_hand = any(line.by_hand and line.text == reason for line in choice.lines)
        return "correction" if by_hand else "job_line"
    return "topic" if choice.topic else "stage"


def _skill_for(choice: _Choice, question: Question) -> tuple[str, str]:
    """A skill for this lead (different leads take different skills) and the line naming it."""
    slotted = sorted(q.id for q in choice.bank.leads if q.slots)
    skills = choice.skills[:SKILLS_ASKED_ABOUT]  # those of the requirements come first
    skill = skills[(slotted.index(question.id) + choice.briefing.seed) % len(skills)]
    line = next((line.text for line in choice.lines if skill in line.text), "")
    return skill, line
