"""Choosing the leads of a plan: slots to competencies, and to each slot the lead that fits best."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from preppal.interviewer.briefing import SENIORITIES, Briefing, Seniority, Stage
from preppal.interviewer.fields import Field
from preppal.interviewer.fit.leads import resume_bonus, resume_slots
from preppal.interviewer.job_reading import JobLine
from preppal.interviewer.practice_words import words_in_common
from preppal.interviewer.questions import COMPETENCIES, Bank, Case, Question
from preppal.interviewer.slots import allot
from preppal.interviewer.spreading import insisted_on
from preppal.interviewer.topics import Topic
from preppal.interviewer.weights import Demand

LEADS_PER_COMPETENCY = 2
LEADS_PER_COMPETENCY_ON_A_TOPIC = 4
SPARE_UP_TO = 3  # leads of one competency, planned and spare together
KNOWLEDGE = "domain_depth"


@dataclass(frozen=True, slots=True)
class Choice:
    """What choosing leads looks at."""

    bank: Bank
    briefing: Briefing
    seniority: Seniority
    skills: tuple[str, ...]
    lines: tuple[JobLine, ...]
    demands: Mapping[str, Demand]
    weights: Mapping[str, float]
    topic: Topic | None
    fields: tuple[Field, ...]
    lately: frozenset[str]

    @property
    def stage(self) -> Stage:
        return self.briefing.interviewer.stage


def ranked_leads(choice: Choice, competency: str) -> list[Question]:
    """The competency's leads, best fitting first; those asked lately last."""
    usable = [
        question
        for question in choice.bank.competencies[competency].questions
        if _can_fill(choice, question)
    ]
    if competency == KNOWLEDGE:
        for field in choice.fields:
            usable += choice.bank.ladders[field.key].questions
    return sorted(usable, key=lambda question: -_fit(choice, question))


def _can_fill(choice: Choice, question: Question) -> bool:
    if "employer" in question.slots and not resume_slots(
        choice.bank.competencies[question.competency], choice.briefing.resume
    ):
        return False
    return "skill" not in question.slots or bool(choice.skills)


def _fit(choice: Choice, question: Question) -> float:
    wanted = SENIORITIES.index(choice.seniority)
    levels_off = min(abs(SENIORITIES.index(level) - wanted) for level in question.seniority)
    fit = 1.0 - 2.0 * levels_off
    if choice.stage in question.stages:
        fit += 0.3
    of_field = bool(choice.fields) and choice.fields[0].key in question.domains
    if "skill" in question.slots or of_field:
        # What was added by hand is the reason for a question; one about a skill has the skill's line.
        fit += -0.6 if _added_by_hand(choice, question.competency) else 0.3
    if choice.topic and choice.topic.tags & set(question.tags):
        fit += 0.5
    if words_in_common(choice.briefing.practice_line, question):
        fit += 0.6
    fit += resume_bonus(
        question,
        choice.bank.competencies[question.competency],
        choice.briefing.resume,
        choice.briefing.fit,
        line=choice.demands[question.competency].line,
    )
    if question.id in choice.lately:
        fit -= 100.0
    return fit + random.Random(f"{choice.briefing.seed}:{question.id}").uniform(-0.25, 0.25)


def _added_by_hand(choice: Choice, competency: str) -> bool:
    """A line that the candidate added calls for it; pinning it adds none."""
    return choice.demands[competency].by_hand and competency not in choice.briefing.pinned


def choose(
    choice: Choice, ranked: Mapping[str, list[Question]], count: int, case: Case | None
) -> list[Question]:
    """``count`` different leads: slots to competencies by largest remainder, musts first.

    Beside a case nothing else is asked about design.
    """
    out = choice.briefing.dropped | ({"design_tradeoffs"} if case else set())
    cap = LEADS_PER_COMPETENCY_ON_A_TOPIC if choice.topic else LEADS_PER_COMPETENCY
    fresh = {
        key: sum(question.id not in choice.lately for question in questions)
        for key, questions in ranked.items()
    }
    room = (
        fresh
        if sum(min(cap, n) for key, n in fresh.items() if key not in out) >= count
        else {key: len(questions) for key, questions in ranked.items()}
    )
    caps = {key: 0 if key in out else min(cap, room[key]) for key in COMPETENCIES}
    earlier = _earlier(choice, caps, count)
    slots = {key: len(earlier[key]) for key in COMPETENCIES}
    if not any(earlier.values()):
        musts = choice.topic is None
        wanted = insisted_on(choice.demands, choice.briefing.hand_over)
        slots = allot(choice.weights, caps, wanted, count, musts=musts)
    chosen: list[Question] = []
    for key in sorted(COMPETENCIES, key=lambda key: -choice.weights[key]):
        for at in range(slots[key]):
            as_hard = earlier[key][at] if earlier[key] else 0
            chosen.append(_best(choice, ranked[key], chosen, as_hard))
    return chosen


def _earlier(choice: Choice, caps: Mapping[str, int], count: int) -> dict[str, list[int]]:
    """How hard the leads of the interview were whose parallel form this is, by competency.

    All empty when it is none, or when this plan has no room for the same.
    """
    asked = [
        choice.bank.by_id[key] for key in choice.briefing.retake_of if key in choice.bank.by_id
    ]
    leads = [question for question in asked if question.kind not in ("case", "warmup")]
    many = Counter(question.competency for question in leads)
    if len(leads) != count or any(many[key] > caps[key] for key in many):
        leads = []
    return {
        key: sorted(question.difficulty for question in leads if question.competency == key)
        for key in COMPETENCIES
    }


def _best(
    choice: Choice, ranked: list[Question], chosen: list[Question], as_hard: int = 0
) -> Question:
    """The best fitting lead not yet chosen that would not bring the same story a second time.

    With ``as_hard`` one of that difficulty if there is one that was not asked lately.
    """

    def place(question: Question) -> tuple[bool, int, bool]:
        off = abs(question.difficulty - as_hard) if as_hard else 0
        return question.id in choice.lately, off, _same_story(question, chosen)

    taken = {question.id for question in chosen}
    return min((question for question in ranked if question.id not in taken), key=place)


def _same_story(question: Question, chosen: list[Question]) -> bool:
    return any(
        question.id in other.avoid_with or other.id in question.avoid_with for other in chosen
    )


def choose_spare(
    choice: Choice, ranked: Mapping[str, list[Question]], chosen: list[Question], count: int
) -> list[Question]:
    """More leads in the order of what is least covered for its weight."""
    used = {key: sum(question.competency == key for question in chosen) for key in COMPETENCIES}
    taken = {question.id for question in chosen}
    spare: list[Question] = []
    while len(spare) < count:
        left = {
            key: [question for question in ranked[key] if question.id not in taken]
            for key in COMPETENCIES
            if key not in choice.briefing.dropped
        }
        fresh = [
            key
            for key, questions in left.items()
            if questions and questions[0].id not in choice.lately
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
