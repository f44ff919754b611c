"""From an interview's stored report and plan to what a loop is judged by."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from preppal.assessment.loop.debrief import debrief
from preppal.assessment.loop.evidence import StageHeld, stage_held
from preppal.assessment.report import Assessment, CompetencyScore
from preppal.interviewer.briefing import Briefing, Interviewer, Manner
from preppal.interviewer.plan import InterviewPlan, build_plan
from tests.unit.assessment.test_rating import PRAISE, STORY, interview

ENDED = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
JOB = "You must own our releases end-to-end.\nPlan sprints."


def plan() -> InterviewPlan:
    dev = Interviewer("Dev Malhotra", "", "hiring_manager", Manner())
    return build_plan(Briefing(dev, "Release engineer", "", JOB, "", 30, seed=7))


def taken_in(assessment: Assessment) -> StageHeld:
    return stage_held(
        assessment,
        plan(),
        key="a-key",
        title="Hiring manager",
        stage="hiring_manager",
        who="Dev Malhotra",
        held_at=ENDED,
    )


def test_what_a_report_says_is_taken_as_it_stands() -> None:
    report = interview(STORY, STORY, PRAISE)
    found = taken_in(Assessment.from_json(report.to_json()))
    assert found.vote == report.recommendation
    assert [(a.lead_id, a.score, a.confidence, a.assessor) for a in found.answers] == [
        (a.lead_id, a.score, a.confidence, "builtin") for a in report.answers if a.score
    ]
    assert {one.competency: one.score for one in found.heard} == {
        one.competency: one.score for one in report.competencies
    }
    said = [one for heard in found.heard for one in heard.said]
    assert {(one.turn_seq, one.start, one.end, one.quote) for one in said} == {
        (one.turn_seq, one.start, one.end, one.quote)
        for score in report.competencies
        for one in score.evidence
    }
    assert {one.stage for one in said} == {"a-key"}


def test_what_a_plan_says_is_taken_as_it_stands() -> None:
    made = plan()
    found = taken_in(interview(STORY, STORY))
    assert found.weights == made.competency_weights
    assert found.must_haves == {"ownership"}
    assert found.level == made.seniority
    assert set(found.planned) == {lead.competency for lead in made.leads}


def test_a_model_counts_where_it_scored_and_only_there() -> None:
    report = interview(STORY, STORY)
    first, second = report.competencies
    mixed = replace(report, competencies=(replace(first, assessor="a-model"), second))
    found = taken_in(mixed)
    assert {a.competency: a.assessor for a in found.answers} == {
        first.competency: "a-model",
        second.competency: "builtin",
    }
    assert found.assessor == "a-model"


def test_asked_without_a_score_is_thin_and_not_reached_is_not_asked() -> None:
    report = interview(STORY, "I pass on this one.")
    unreached = replace(report.findings[0], competency="leadership", status="not_asked")
    report = replace(
        report,
        findings=(*report.findings, unreached),
        competencies=(*report.competencies, CompetencyScore("leadership", None)),
    )
    heard = {one.competency: one.score is not None for one in taken_in(report).heard}
    assert heard == {"ownership": True, "planning": False}


def test_a_report_without_enough_has_no_vote_and_no_answers() -> None:
    found = taken_in(interview("Yes."))
    assert not found.answers
    assert found.vote is None or found.vote.vote is None
    shown = debrief([found], now=ENDED)
    assert (shown.outcome, shown.readiness.word) == ("hold", "not_enough")


def test_a_report_from_before_there_were_votes_gets_the_arithmetic_one() -> None:
    report = interview(STORY, STORY)
    found = taken_in(replace(report, recommendation=None))
    assert found.vote is not None
    assert found.vote.mean == report.recommendation.mean if report.recommendation else False
