"""Every job, stage, level and length builds a sound plan, whatever the trade."""

from dataclasses import replace
from itertools import product

import pytest

from preppal.interviewer.briefing import SENIORITIES, STAGES, Briefing, Correction
from preppal.interviewer.fields import read_fields
from preppal.interviewer.job_reading import read_lines
from preppal.interviewer.lengths import FORMATS
from preppal.interviewer.plan import (
    Focus,
    InterviewPlan,
    TooFewCompetencies,
    build_plan,
    least_kept,
)
from preppal.interviewer.plan_text import begins, plan_lines, planned_minutes
from preppal.interviewer.questions import COMPETENCIES, load_bank
from tests.unit.interviewer.candidates import ALL_JOBS, briefing, hold, job, strong
from tests.unit.interviewer.test_plan import MINUTES, check

BANK = load_bank()
FIELDS = {
    "backend_engineer": "backend",
    "construction_project_manager": "project_management",
    "data_analyst": "data_sql",
    "delivery_route_planner": "logistics",
    "devops_engineer": "cloud_ops",
    "frontend_developer": "frontend",
    "hotel_receptionist": "hospitality",
    "management_accountant": "accounting",
    "paramedic": "nursing",
    "primary_teacher": "teaching",
    "sales_representative": "sales",
    "site_electrician": "electrical",
    "sous_chef": "hospitality",
    "ward_nurse": "nursing",
    "warehouse_planner": "logistics",
    "graphic_designer": "",
    "lab_technician": "",
    "social_worker": "",
    "hr_adviser": "",
}


def test_there_are_twenty_jobs() -> None:
    assert len(ALL_JOBS) >= 20
    assert set(FIELDS) <= set(ALL_JOBS)


@pytest.mark.parametrize("key", ALL_JOBS)
def test_every_stage_level_and_length_builds(key: str) -> None:
    text = job(key).text
    for at, (stage, level, minutes) in enumerate(product(STAGES, SENIORITIES, MINUTES)):
        told = replace(
            briefing(key, stage=stage, minutes=minutes, seed=at),
            correction=Correction(seniority=level),
        )
        plan = build_plan(told)
        check(plan, text)
        assert plan.seniority == level
        assert planned_minutes(plan) <= minutes
        assert planned_minutes(plan) >= 0.85 * minutes
        per_competency = [lead.competency for lead in plan.leads if lead.kind != "case"]
        assert max(per_competency.count(name) for name in per_competency) <= 2
        spoken = " ".join(lead.text for lead in (*plan.leads, *plan.spare))
        assert "{" not in spoken


@pytest.mark.parametrize(("key", "field"), FIELDS.items())
def test_the_field_of_a_job_is_known(key: str, field: str) -> None:
    fields = read_fields(job(key).title, read_lines(job(key).text))
    assert (fields[0].key if fields else "") == field
    assert all(found.line in job(key).text for found in fields)


def test_a_technical_interview_asks_for_knowledge_of_the_field() -> None:
    for key, field in FIELDS.items():
        if not field:
            continue
        ladder = {question.id for question in BANK.ladders[field].questions}
        asked = {
            lead.lead_id
            for seed in range(4)
            for lead in build_plan(briefing(key, stage="technical", minutes=30, seed=seed)).leads
        }
        assert asked & ladder, key
        known = {found.key for found in read_fields(job(key).title, read_lines(job(key).text))}
        others = {
            question.id
            for other, ladder_of in BANK.ladders.items()
            if other not in known
            for question in ladder_of.questions
        }
        assert not asked & others, key


@pytest.mark.parametrize("stage", ["recruiter", "hiring_manager", "cross_functional", "senior"])
def test_others_do_not_examine(stage: str) -> None:
    for seed in range(6):
        told = briefing("backend_engineer", stage=stage, minutes=60, seed=seed)  # type: ignore[arg-type]
        plan = build_plan(replace(told, field="backend" if seed % 2 else ""))
        assert not [lead for lead in (*plan.leads, *plan.spare) if lead.lead_id in KNOWLEDGE]
        assert not any(lead.lead_id.startswith("case-") for lead in plan.leads)


KNOWLEDGE = {question.id for ladder in BANK.ladders.values() for question in ladder.questions}


def test_an_hour_of_design_holds_a_case_in_one_piece() -> None:
    for key, seed in product(ALL_JOBS[::4], range(3)):
        plan = build_plan(briefing(key, stage="design", minutes=60, seed=seed))
        at = [n for n, lead in enumerate(plan.leads) if lead.kind == "case"]
        parts = [plan.leads[n].lead_id for n in at if plan.leads[n].lead_id.startswith("case-")]
        case = next(case for case in BANK.cases if case.key == parts[0])
        assert parts == [part.id for part in case.parts]
        assert at == list(range(at[0], at[0] + len(parts)))
        assert plan.leads[0].kind != "case"


def test_a_case_is_held_part_after_part() -> None:
    held = hold(briefing("ward_nurse", stage="design", minutes=60, seed=2), strong)
    asked = [line.lead_id for line in held.said("lead") if line.lead_id]
    parts = [lead.lead_id for lead in held.plan.leads if lead.lead_id.startswith("case-")]
    assert len(parts) == 5
    assert [lead_id for lead_id in asked if lead_id in parts] == parts
    assert held.ended_ms <= held.total_ms


def test_another_case_is_set_the_next_time() -> None:
    told = briefing("graphic_designer", stage="design", minutes=60)
    seen: set[str] = set()
    for seed in range(4):
        plan = build_plan(replace(told, seed=seed, avoid_leads=frozenset(seen)))
        now = {lead.lead_id for lead in plan.leads}
        assert not now & seen
        seen |= now


@pytest.mark.parametrize("key", ALL_JOBS[::3])
def test_a_retake_is_as_hard_and_asks_other_questions(key: str) -> None:
    """The second form: the same competencies, of the same difficulty, with no lead in both."""
    for seed, minutes in product(range(3), (10, 30)):
        told = briefing(key, stage="hiring_manager", minutes=minutes, seed=seed)  # type: ignore[arg-type]
        first = build_plan(told)
        ids = tuple(lead.lead_id for lead in first.leads)
        second = build_plan(replace(told, seed=seed + 100, retake_of=ids))
        assert not set(ids) & {lead.lead_id for lead in second.leads}
        assert sorted(competencies(first)) == sorted(competencies(second))
        assert abs(difficulty(first) - difficulty(second)) <= len(ids) / 3


def competencies(plan: InterviewPlan) -> list[str]:
    return [lead.competency for lead in plan.leads]


def difficulty(plan: InterviewPlan) -> int:
    return sum(BANK.by_id[lead.lead_id].difficulty for lead in plan.leads)


def dropping(told: Briefing, *keys: str) -> Briefing:
    return replace(told, dropped=frozenset(keys))


def focus_of(plan: InterviewPlan, key: str) -> Focus:
    return next(focus for focus in plan.focus if focus.competency == key)


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("stage", STAGES)
def test_what_is_dropped_is_not_asked_and_what_is_pinned_is(stage: str, minutes: int) -> None:
    told = briefing("ward_nurse", stage=stage, minutes=minutes)  # type: ignore[arg-type]
    usual = build_plan(told)
    most, least = usual.focus[0].competency, usual.focus[-1].competency
    plan = build_plan(replace(dropping(told, most), pinned=frozenset({least})))
    check(plan, told.job_text)
    assert most not in {lead.competency for lead in (*plan.leads, *plan.spare)}
    assert least in competencies(plan)
    assert (focus_of(plan, most).choice, focus_of(plan, most).weight) == ("dropped", 0.0)
    assert (focus_of(plan, least).choice, focus_of(plan, least).factor) == ("pinned", 2.0)
    assert focus_of(plan, least).reason == focus_of(usual, least).reason


def test_dropped_wins_over_pinned_and_unknown_names_do_nothing() -> None:
    told = briefing("ward_nurse", minutes=30)
    both = replace(told, pinned=frozenset({"planning"}), dropped=frozenset({"planning"}))
    assert "planning" not in competencies(build_plan(both))
    strange = replace(told, pinned=frozenset({"sorcery"}), dropped=frozenset({"alchemy"}))
    assert build_plan(strange) == build_plan(told)


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("topic", ["", "conflict"])
def test_as_many_may_be_dropped_as_leaves_enough_to_ask(minutes: int, topic: str) -> None:
    told = briefing("ward_nurse", stage="technical", minutes=minutes, topic=topic)  # type: ignore[arg-type]
    kept = least_kept(minutes)
    check_length = build_plan(dropping(told, *COMPETENCIES[kept:]))
    assert len(check_length.leads) >= FORMATS[minutes].leads or minutes == 60
    assert set(competencies(check_length)) <= set(COMPETENCIES[:kept])
    with pytest.raises(TooFewCompetencies):
        build_plan(dropping(told, *COMPETENCIES[kept - 1 :]))


def test_all_pinned_at_once_is_a_plan_too() -> None:
    for minutes in MINUTES:
        told = replace(briefing("sous_chef", minutes=minutes), pinned=frozenset(COMPETENCIES))
        check(build_plan(told), told.job_text)


def test_what_a_firm_says_of_itself_does_not_use_up_a_word() -> None:
    """A term counts twice, where it counts most: not in the two sentences about the firm."""
    about = "About us\n- We plan.\n- We plan a lot.\nRequirements\n- You plan the rota\n"
    for text in (about, about.replace("- We plan.\n- We plan a lot.\n", "")):
        plan = build_plan(replace(briefing(None, minutes=30), job_text=text))
        assert focus_of(plan, "planning").reason == "You plan the rota"


def test_a_plan_can_be_read() -> None:
    plan = build_plan(briefing("site_electrician", stage="technical", minutes=60))
    text = "\n".join(plan_lines(plan))
    assert all(lead.text in text for lead in plan.leads)
    assert [round(at, 2) for _, at in begins(plan)] == sorted(at for _, at in begins(plan))
    assert begins(plan)[0][1] == plan.opening_minutes + plan.warmup_minutes


def test_plans_of_the_first_version_can_still_be_read() -> None:
    stored = build_plan(briefing("ward_nurse")).to_json()
    for later in ("focus", "seniority", "fields"):
        del stored[later]
    plan = InterviewPlan.from_json({**stored, "version": 1})
    assert plan.focus == ()
    assert plan.leads
