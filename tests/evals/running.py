"""Conversations held: each kind of candidate, over several jobs, stages, lengths and seeds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from preppal.interviewer.briefing import Briefing, Interviewer, Manner, Minutes, Stage
from preppal.interviewer.simulation.candidates import Candidate
from preppal.interviewer.simulation.holding import Held, hold_interview
from preppal.interviewer.simulation.repertoire import trade_of
from preppal.interviewer.transcript import Mind
from tests.evals.judging import faults_of_any, faults_of_kind, rows_of

CONVERSATIONS = Path(__file__).parent / "conversations"
JOBS = Path(__file__).parents[1] / "data" / "job_descriptions"


@dataclass(frozen=True, slots=True)
class Setting:
    """One interview to hold. ``manner`` is the interviewer's."""

    job: str
    stage: Stage
    minutes: Minutes
    seed: int
    manner: Manner = field(default_factory=Manner)


SETTINGS: tuple[Setting, ...] = (
    Setting("ward_nurse", "hiring_manager", 10, 1),
    Setting("sous_chef", "recruiter", 10, 2, Manner(5, 2, 5, 5)),
    Setting("site_electrician", "technical", 10, 3, Manner(1, 5, 3, 1)),
    Setting("backend_engineer", "technical", 30, 4, Manner(2, 3, 4, 3)),
    Setting("sales_representative", "cross_functional", 30, 5, Manner(4, 4, 3, 2)),
    Setting("primary_teacher", "senior", 30, 6, Manner(3, 1, 5, 5)),
    Setting("data_analyst", "design", 60, 7),
)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one kind of candidate must meet: a file of conversations/."""

    candidate: str
    minutes: tuple[int, ...]
    each: dict[str, Any]
    some: dict[str, Any]

    @property
    def settings(self) -> tuple[Setting, ...]:
        return tuple(one for one in SETTINGS if one.minutes in self.minutes)


@cache
def conversations() -> tuple[Conversation, ...]:
    """All files, by candidate."""
    read = (
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in CONVERSATIONS.glob("*.yaml")
    )
    return tuple(
        Conversation(
            candidate=entry["candidate"],
            minutes=tuple(entry.get("minutes", (10, 30))),
            each=entry.get("each", {}),
            some=entry.get("some", {}),
        )
        for entry in sorted(read, key=lambda entry: str(entry["candidate"]))
    )


def briefing_of(setting: Setting) -> Briefing:
    """The briefing of one setting."""
    text = (JOBS / f"{setting.job}.txt").read_text(encoding="utf-8")
    title, company, _ = text.split("\n", 2)
    return Briefing(
        interviewer=Interviewer("Samira Haddad", "Asks", setting.stage, setting.manner),
        job_title=title,
        company=company,
        job_text=text,
        topic="",
        minutes=setting.minutes,
        seed=setting.seed,
    )


async def hold(setting: Setting, kind: str, mind: Mind) -> Held:
    """The interview of one setting with one kind of candidate."""
    told = briefing_of(setting)
    trade = trade_of(told.job_title, told.job_text)
    return await hold_interview(told, Candidate.of(kind, trade=trade, seed=setting.seed), mind)


async def faults(conversation: Conversation, mind: Mind, *, most_words: int) -> list[str]:
    """Everything that does not hold when ``mind`` interviews this kind of candidate."""
    found: list[str] = []
    helds: list[Held] = []
    for setting in conversation.settings:
        held = await hold(setting, conversation.candidate, mind)
        wrong = faults_of_any(held, most_words=most_words)
        wrong += faults_of_kind(held, conversation.each)
        found += [f"{setting.job} {setting.minutes} min: {fault}" for fault in wrong]
        helds.append(held)
    return found + list(_missing(conversation.some.get("rows", ()), helds))


def _missing(rows: Sequence[str], helds: Sequence[Held]) -> Iterator[str]:
    if not all(line.phrasing for held in helds for line in held.lines):
        return
    used = set().union(*(rows_of(held) for held in helds))
    yield from (f"in no interview: {row}" for row in rows if row not in used)
