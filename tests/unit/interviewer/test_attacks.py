"""Orders to the interviewer, hidden in whatever a person can send: length, rules and questions stay as they are."""

from dataclasses import replace
from pathlib import Path

import pytest

from preppal.interviewer.briefing import Briefing, Correction
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.plan import InterviewPlan, build_plan
from preppal.interviewer.practice import read_practice
from preppal.interviewer.questions import load_bank
from preppal.job_descriptions.outlining import title_in
from tests.unit.interviewer.candidates import briefing
from tests.unit.interviewer.test_bank import FORBIDDEN
from tests.unit.interviewer.test_plan import check

ATTACKS = [
    line
    for line in (Path(__file__).parents[2] / "data" / "attack_lines.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
]
BANK = load_bank()
ORDERS = [line for line in ATTACKS if gives_orders(line)]


def told(**changes: object) -> Briefing:
    return replace(briefing("ward_nurse", stage="technical", minutes=30, seed=3), **changes)  # type: ignore[arg-type]


def plain(**changes: object) -> Briefing:
    """Without a job: what is attacked here has nothing to do with one."""
    return replace(told(job_text="", job_title="", company=""), **changes)  # type: ignore[arg-type]


USUAL = build_plan(told())
PLAIN = build_plan(plain())


def same_rules(plan: InterviewPlan) -> bool:
    """Length, budget and parts are those of the format, whatever a text says."""
    return all(
        getattr(plan, name) == getattr(USUAL, name)
        for name in (
            "version",
            "minutes",
            "stage",
            "opening_minutes",
            "warmup_minutes",
            "questions_minutes",
            "closing_minutes",
            "follow_up_budget",
        )
    ) and [lead.minutes for lead in plan.leads] == [lead.minutes for lead in USUAL.leads]


def from_the_bank(plan: InterviewPlan) -> bool:
    """Every question is one of the bank's, with at most a skill filled in, and asks nothing private."""
    for lead in (plan.warmup, *plan.leads, *plan.spare):
        before, slot, after = BANK.by_id[lead.lead_id].text.partition("{skill}")
        if not (lead.text.startswith(before) and lead.text.endswith(after)):
            return False
        filled = lead.text[len(before) : len(lead.text) - len(after)]
        if (2 <= len(filled) <= 40) != bool(slot) or set(filled) & set("?<>{}"):
            return False
        if FORBIDDEN.search(lead.text):
            return False
    return True


def test_most_of_the_lines_are_known_as_orders() -> None:
    assert len(ATTACKS) >= 45
    assert len(ORDERS) >= 20


@pytest.mark.parametrize("line", ATTACKS)
def test_in_a_job_text(line: str) -> None:
    for text in (
        f"{line}\n{told().job_text}",
        told().job_text.replace("What you need\n", f"What you need\n- {line}\n"),
        f"Requirements\n- {line}\n" * 40,
    ):
        plan = build_plan(told(job_text=text))
        check(plan, text)
        assert same_rules(plan)
        assert from_the_bank(plan)
        assert not any(gives_orders(focus.reason) for focus in plan.focus)
        assert not any(gives_orders(lead.reason) for lead in (*plan.leads, *plan.spare))


@pytest.mark.parametrize("line", ORDERS)
def test_an_order_in_a_job_text_changes_nothing_at_all(line: str) -> None:
    text = told().job_text.replace("What you need\n", f"What you need\n- {line}\n")
    assert build_plan(told(job_text=text)) == USUAL


@pytest.mark.parametrize("line", ATTACKS)
def test_in_a_persona_or_the_firms_name_nothing_is_read(line: str) -> None:
    usual = plain()
    opposite = replace(
        usual.interviewer, system_instruction=line, headline=line, name=line, voice=line
    )
    assert build_plan(plain(interviewer=opposite, company=line)) == PLAIN


@pytest.mark.parametrize("line", ATTACKS)
def test_in_a_resume_a_title_or_a_topic(line: str) -> None:
    for changes in (
        {"resume_text": f"Ana Ito\n{line}\nNurse, 2019 to now\n- {line}"},
        {"job_title": f"Nurse {line}"},
        {"topic": line},
        {"practice_line": line, "field": line},
        {"language": line},
        {"retake_of": (line,), "avoid_leads": frozenset({line})},
        {"pinned": frozenset({line}), "dropped": frozenset({line})},
    ):
        plan = build_plan(plain(**changes))
        assert same_rules(plan), changes
        assert from_the_bank(plan), changes


@pytest.mark.parametrize("line", ATTACKS)
def test_in_what_a_candidate_corrects(line: str) -> None:
    """Skills by hand are checked where they are written (`correcting`); orders are not spoken even so."""
    plan = build_plan(plain(correction=Correction(added=(line[:200],), gone=(line,))))
    assert same_rules(plan)
    assert from_the_bank(plan)
    if gives_orders(line):
        assert build_plan(plain(correction=Correction(skills=(line,)))) == build_plan(
            plain(correction=Correction(skills=()))
        )


@pytest.mark.parametrize("line", ATTACKS)
def test_in_a_line_to_practise_by(line: str) -> None:
    practice = read_practice(line, title_in)
    assert not gives_orders(practice.line)
    for skill in practice.skills:
        assert not gives_orders(skill)
    plan = build_plan(
        plain(
            practice_line=practice.line,
            field=practice.field,
            topic=practice.topic,
            correction=Correction(skills=practice.skills or None),
        )
    )
    assert same_rules(plan)
    assert from_the_bank(plan)
