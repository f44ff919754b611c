"""From a briefing to a plan: any trade, stage, length and level."""

import json
from dataclasses import replace
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviewer.briefing import SENIORITIES, STAGES, Correction, Minutes, Seniority, Stage
from preppal.interviewer.job_reading import read_lines, read_seniority, read_skills
from preppal.interviewer.lengths import FORMATS
from preppal.interviewer.plan import InterviewPlan, build_plan
from preppal.interviewer.questions import COMPETENCIES, load_bank
from preppal.interviewer.topics import TOPICS
from preppal.interviewer.weights import STAGE_WEIGHTS, read_demands
from tests.unit.interviewer.candidates import ALL_JOBS, briefing, job

MINUTES: tuple[Minutes, ...] = get_args(Minutes)


def check(plan: InterviewPlan, job_text: str) -> None:
    """What holds for every plan."""
    length = FORMATS[plan.minutes]
    everything = (*plan.leads, *plan.spare)
    case = [lead for lead in plan.leads if lead.lead_id.startswith("case-")]
    assert len(plan.leads) == (length.case_leads + len(case) if case else length.leads)
    assert sum(lead.minutes for lead in case) == (25 if case else 0)
    assert [lead.competency for lead in plan.leads].count("design_tradeoffs") in (
        (len(case),) if case else range(5)
    )
    assert all(0.5 <= focus.factor <= 2.0 for focus in plan.focus)
    assert {focus.competency for focus in plan.focus} == set(COMPETENCIES)
    assert len({lead.lead_id for lead in everything}) == len(everything)
    assert len({lead.text for lead in everything}) == len(everything)
    spent = sum(lead.minutes for lead in plan.leads)
    fixed = plan.opening_minutes + plan.warmup_minutes
    fixed += plan.questions_minutes + plan.closing_minutes
    assert spent + fixed <= plan.minutes
    assert min(lead.minutes for lead in plan.leads) >= 3.6
    assert abs(sum(plan.competency_weights.values()) - 1) < 0.01
    assert set(plan.competency_weights) == set(COMPETENCIES)
    for lead in (plan.warmup, *everything):
        assert "{" not in lead.text + lead.short
        assert len(lead.text.split()) <= 30
        assert lead.reason in job_text
        assert (lead.reason_kind == "job_line") == bool(lead.reason)


@pytest.mark.parametrize("key", ALL_JOBS[::4])
def test_a_job_gives_reasons_at_every_stage_and_length(key: str) -> None:
    text = job(key).text
    for stage, minutes in product(STAGES, MINUTES):
        plan = build_plan(briefing(key, stage=stage, minutes=minutes, seed=len(key)))
        check(plan, text)
        if minutes > 10:
            assert any(lead.reason for lead in plan.leads), (stage, minutes)
            per_competency = [lead.competency for lead in plan.leads if lead.kind != "case"]
            assert max(per_competency.count(name) for name in per_competency) <= 2
            assert len(set(per_competency)) >= 3


@pytest.mark.parametrize("level", ["Junior", "", "Senior"])
def test_every_level_has_a_plan_at_every_stage_and_length(level: str) -> None:
    bank = load_bank()
    wanted = {"Junior": "junior", "": "mid", "Senior": "senior"}[level]
    for stage, minutes in product(STAGES, MINUTES):
        told = replace(briefing(None, stage=stage, minutes=minutes), job_title=f"{level} Baker")
        plan = build_plan(told)
        check(plan, "")
        assert all(wanted in bank.by_id[lead.lead_id].seniority for lead in plan.leads)


def test_a_plan_is_the_same_for_the_same_briefing_and_another_for_another_seed() -> None:
    told = briefing("backend_engineer", minutes=30)
    assert build_plan(told) == build_plan(told)
    others = [build_plan(replace(told, seed=seed)) for seed in range(8)]
    assert len({tuple(lead.lead_id for lead in plan.leads) for plan in others}) >= 4


def test_a_plan_survives_being_stored() -> None:
    for topic, key in (("", "ward_nurse"), ("conflict", None)):
        plan = build_plan(briefing(key, minutes=60, topic=topic))
        stored = json.loads(json.dumps(plan.to_json()))
        assert InterviewPlan.from_json(stored) == plan
    with pytest.raises(ValueError, match="version 99"):
        InterviewPlan.from_json({**stored, "version": 99})


@pytest.mark.parametrize("stage", STAGES)
def test_leads_asked_lately_do_not_return_while_others_remain(stage: Stage) -> None:
    asked: frozenset[str] = frozenset()
    for interview in range(5):
        told = briefing("sous_chef", stage=stage, minutes=10, seed=interview, avoid=asked)
        now = {lead.lead_id for lead in build_plan(told).leads}
        assert not now & asked
        asked |= now
    everything = frozenset(load_bank().by_id)
    check(
        build_plan(briefing("sous_chef", stage=stage, minutes=60, avoid=everything)),
        job("sous_chef").text,
    )


def test_the_job_decides_what_is_asked() -> None:
    """The same stage asks a planner about planning and an accountant about results."""
    planner = build_plan(briefing("museum_events_manager", stage="hiring_manager", minutes=30))
    nurse = build_plan(briefing("call_centre_team_leader", stage="senior", minutes=30))
    accountant = build_plan(briefing("management_accountant", stage="hiring_manager", minutes=30))
    assert planner.competency_weights["planning"] > accountant.competency_weights["planning"]
    assert nurse.competency_weights["leadership"] > STAGE_WEIGHTS["senior"]["leadership"]
    assert "execution_results" in {lead.competency for lead in accountant.leads}
    planning = next(lead for lead in planner.leads if lead.competency == "planning")
    assert planning.reason == "Project management across multiple projects with hard deadlines"


def test_skills_of_the_job_are_asked_about_by_name() -> None:
    asked = " ".join(
        lead.text
        for seed in range(6)
        for lead in build_plan(
            briefing("backend_engineer", stage="technical", minutes=30, seed=seed)
        ).leads
    )
    assert any(skill in asked for skill in ("PostgreSQL", "Kafka", "Python", "Go"))


def test_motivation_comes_last_and_failures_do_not_come_first() -> None:
    for seed in range(10):
        plan = build_plan(briefing("primary_teacher", stage="recruiter", minutes=30, seed=seed))
        names = [lead.competency for lead in plan.leads]
        assert names.index("motivation_fit") == len(names) - names.count("motivation_fit")
        first = load_bank().by_id[plan.leads[0].lead_id]
        assert "mistake" not in first.tags
        assert first.competency not in ("integrity_judgement", "conflict_handling")


def test_no_plan_fetches_the_same_story_twice_while_others_remain() -> None:
    bank = load_bank()
    for key, seed in product(ALL_JOBS[:6], range(4)):
        plan = build_plan(briefing(key, minutes=30, seed=seed))
        for lead in plan.leads:
            others = {other.lead_id for other in plan.leads} - {lead.lead_id}
            assert not others & set(bank.by_id[lead.lead_id].avoid_with)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_makes_a_plan_of_its_own(topic: str) -> None:
    bank = load_bank()
    for minutes in MINUTES:
        plan = build_plan(briefing(None, stage="recruiter", minutes=minutes, topic=topic))
        check(plan, "")
        assert {lead.reason_kind for lead in plan.leads} == {"topic"}
    short = build_plan(briefing(None, stage="recruiter", minutes=10, topic=topic))
    emphasis = TOPICS[topic].emphasis
    assert all(lead.competency in emphasis for lead in short.leads)
    assert any(set(bank.by_id[lead.lead_id].tags) & TOPICS[topic].tags for lead in short.leads)


def test_topics_are_of_the_catalogue() -> None:
    tags = {tag for question in load_bank().leads for tag in question.tags}
    assert 10 <= len(TOPICS) <= 16
    for key, topic in TOPICS.items():
        assert topic.key == key
        assert set(topic.emphasis) <= set(COMPETENCIES)
        assert abs(sum(topic.emphasis.values()) - 1) < 1e-6
        assert topic.tags <= tags


def test_stage_weights_are_of_the_catalogue() -> None:
    for weights in STAGE_WEIGHTS.values():
        assert set(weights) <= set(COMPETENCIES)
        assert abs(sum(weights.values()) - 1) < 1e-6


@pytest.mark.parametrize(
    ("title", "text", "level"),
    [
        ("Senior Accountant", "", "senior"),
        ("Trainee Chef", "Ten years of experience wanted.", "junior"),
        ("Accountant", "At least 4 years of experience in audit.", "mid"),
        ("Accountant", "Two years of experience in audit.", "junior"),
        ("Accountant", "10+ years of experience required.", "senior"),
        ("Analyst", "2-4 years of experience", "mid"),
        ("Team Leader", "One year of experience", "mid"),
        ("Florist", "We were founded 80 years ago.", "mid"),
        ("Florist", "", "mid"),
    ],
)
def test_level_is_read_from_title_then_years(title: str, text: str, level: str) -> None:
    assert read_seniority(title, text) == level


def test_levels_of_the_written_jobs() -> None:
    levels = {key: read_seniority(job(key).title, job(key).text) for key in ALL_JOBS}
    assert levels["backend_engineer"] == "senior"
    assert levels["graphic_designer"] == "junior"
    assert levels["ward_nurse"] == "junior"
    assert levels["sous_chef"] == "mid"
    assert levels["museum_events_manager"] == "senior"


def test_skills_are_read_whole() -> None:
    assert read_skills(job("lab_technician").text)[:3] == ("HPLC", "titration", "Karl Fischer")
    assert "wound care" in read_skills(job("ward_nurse").text)
    assert read_skills("Experience with acute or emergency care") == ("emergency care",)
    assert read_skills("Experience with similar tools is a plus") == ()


def test_sections_weigh_differently() -> None:
    text = "About us\nWe plan.\nRequirements:\n- Planning is required\nNice to have\n- Planning\n"
    lines = read_lines(text)
    assert [(line.factor, line.must) for line in lines] == [(0.2, False), (1.5, True), (0.5, False)]
    assert all(line.text in text for line in lines)


def test_what_the_employer_offers_is_no_reason() -> None:
    demands = read_demands(read_lines("We offer a learning budget and continuous improvement."))
    assert demands["learning_adaptability"].line == ""


@given(
    text=st.text(max_size=600)
    | st.lists(
        st.sampled_from(
            ["plan", "must", "customer", "\n- ", "lead", "Requirements:\n", "?", "{skill}"]
        )
    ).map(" ".join),
    title=st.text(max_size=80),
    stage=st.sampled_from(STAGES),
    minutes=st.sampled_from(MINUTES),
    seed=st.integers(min_value=-(2**63), max_value=2**63),
    topic=st.sampled_from(["", "unheard of", *TOPICS]),
)
def test_any_text_makes_a_sound_plan(
    text: str, title: str, stage: Stage, minutes: Minutes, seed: int, topic: str
) -> None:
    told = briefing(None, stage=stage, minutes=minutes, seed=seed, topic=topic)
    check(build_plan(replace(told, job_text=text, job_title=title)), text)


def test_demands_stay_within_half_and_double() -> None:
    for key in ALL_JOBS:
        demands = read_demands(read_lines(job(key).text))
        assert all(0.5 <= demand.factor <= 2.0 for demand in demands.values())
        assert all(demand.line in job(key).text for demand in demands.values())


def levels_off(plan: InterviewPlan, level: Seniority) -> int:
    """How far its questions are from a level, all together."""
    wanted = SENIORITIES.index(level)
    questions = load_bank().by_id
    return sum(
        min(abs(SENIORITIES.index(one) - wanted) for one in questions[lead.lead_id].seniority)
        for lead in plan.leads
    )


@pytest.mark.parametrize("stage", STAGES)
def test_a_corrected_level_changes_how_hard_it_is(stage: Stage) -> None:
    given = replace(briefing("ward_nurse", stage=stage, minutes=60), job_title="Nurse", job_text="")
    usual, junior, senior = (
        build_plan(replace(given, correction=Correction(seniority=level)))
        for level in (None, "junior", "senior")  # type: ignore[arg-type]
    )
    assert build_plan(given) == usual
    assert junior != senior
    assert levels_off(senior, "senior") < levels_off(junior, "senior")
    assert levels_off(junior, "junior") < levels_off(senior, "junior")


@pytest.mark.parametrize(
    ("added", "competencies"),
    [
        ("You must keep calm with angry customers", {"customer_focus", "conflict_handling"}),
        ("Bakes with sourdough", {"domain_depth"}),
    ],
)
@pytest.mark.parametrize("stage", STAGES)
def test_what_is_added_by_hand_is_asked_about(
    stage: Stage, added: str, competencies: set[str]
) -> None:
    given = replace(
        briefing("ward_nurse", stage=stage, minutes=30), correction=Correction(added=(added,))
    )
    asked = [lead for lead in build_plan(given).leads if lead.reason == added]
    assert asked
    assert {lead.reason_kind for lead in asked} == {"correction"}
    assert {lead.competency for lead in asked} <= competencies


def test_what_is_not_asked_for_after_all_is_no_reason() -> None:
    given = briefing("ward_nurse", minutes=30)
    because = next(lead.reason for lead in build_plan(given).leads if lead.reason)
    plan = build_plan(replace(given, correction=Correction(gone=(because,))))
    assert because not in {lead.reason for lead in (*plan.leads, *plan.spare)}


def test_corrected_skills_are_the_ones_asked_about() -> None:
    given = briefing("ward_nurse", stage="technical", minutes=60)
    said = [lead.text for lead in build_plan(given).leads]
    plan = build_plan(replace(given, correction=Correction(skills=("beekeeping",))))
    assert not any("beekeeping" in text for text in said)
    assert any("beekeeping" in lead.text for lead in plan.leads)
    without = build_plan(replace(given, correction=Correction(skills=())))
    slotted = {question.id for question in load_bank().leads if question.slots}
    assert not slotted & {lead.lead_id for lead in (*without.leads, *without.spare)}
