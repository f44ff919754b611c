"""Answers marked by hand, and short ways to put an answer before the judgement."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preppal.assessment.assess import Assessment, QuestionFinding, Signal, assess
from preppal.assessment.transcript import AssessedTurn, Lead

ANSWERS = Path(__file__).parent / "answers"


@dataclass(frozen=True, slots=True)
class Marked:
    id: str
    trade: str
    register: str
    kind: str
    competency: str
    question: str
    text: str
    signals: frozenset[str]


@cache
def marked(half: str) -> tuple[Marked, ...]:
    """`half` is "tune" or "held_out"."""
    return tuple(
        Marked(**{**entry, "signals": frozenset(entry["signals"])})
        for path in sorted(ANSWERS.glob(f"{half}_*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["answer"]
    )


def lead(
    question: str = "Tell me about something at work that you put right.",
    kind: str = "behavioural",
    competency: str = "ownership",
    lead_id: str = "lead-1",
) -> Lead:
    return Lead(lead_id, competency, question, question, kind)


def asked(*answers: str, about: Lead, follow_ups: bool = False) -> list[AssessedTurn]:
    """One lead and its answers; with `follow_ups`, a probe stands before each further answer."""
    turns = [AssessedTurn(1, "interviewer", about.text, 0, 2_000, False, "lead", about.lead_id)]
    for number, answer in enumerate(answers):
        at = turns[-1].ended_ms
        if number and follow_ups:
            turns.append(
                AssessedTurn(
                    len(turns) + 1,
                    "interviewer",
                    "And then?",
                    at,
                    at + 500,
                    False,
                    "follow_up",
                    about.lead_id,
                )
            )
            at += 500
        turns.append(AssessedTurn(len(turns) + 1, "candidate", answer, at, at + 30_000))
    return turns


def judged(*answers: str, about: Lead | None = None, follow_ups: bool = False) -> Assessment:
    about = about or lead()
    return assess(asked(*answers, about=about, follow_ups=follow_ups), [about], spoken=False)


def finding(*answers: str, about: Lead | None = None, follow_ups: bool = False) -> QuestionFinding:
    return judged(*answers, about=about, follow_ups=follow_ups).findings[0]


def signals(*answers: str, about: Lead | None = None) -> set[Signal]:
    return {evidence.signal for evidence in finding(*answers, about=about).evidence}


def all_evidence(assessment: Assessment) -> list[tuple[int, int, int, str]]:
    found = [evidence for item in assessment.findings for evidence in item.evidence]
    advice: Sequence = (assessment.headline, *assessment.practise)
    found += [item.evidence for item in advice if item is not None and item.evidence is not None]
    return [(e.turn_seq, e.start, e.end, e.quote) for e in found]
