"""From scores to rows: whole numbers, bands, words, and the gap to the job."""

import pytest

from preppal.assessment.report import (
    AnswerScore,
    Assessment,
    CompetencyScore,
    Delivery,
    QuestionFinding,
    Recommendation,
    ScoreEvidence,
    Stamps,
    Strength,
)
from preppal.interviewer.briefing import Briefing, Interviewer, Manner
from preppal.interviewer.fit.fit import Fit, Matched, Missing
from preppal.interviewer.job_reading import read_lines
from preppal.interviewer.plan import build_plan
from preppal.interviews.job_gap import gap
from preppal.interviews.judged_rows import NOTHING_JUDGED, Told, dot, told
from preppal.interviews.report_page import build_report
from tests.unit.interviews.test_report_page import OWN, TURNS, assessment

SPAN = ScoreEvidence(OWN.turn_seq, OWN.start, OWN.end, OWN.quote, "own_part")


def judged(**values: object) -> Assessment:
    fields = {
        "answers": (
            AnswerScore(
                "prob-1",
                "problem_solving",
                3.4,
                0.5,
                (SPAN,),
                {"numbers": 0.4, "everything else": -0.1},
            ),
            AnswerScore("own-1", "ownership", None, rules=("nobody asked",)),
        ),
        "competencies": (
            CompetencyScore("ownership", None),
            CompetencyScore("problem_solving", 3.4, 0.5, 2.5, 4.3, (SPAN,), ("prob-1",)),
        ),
        "recommendation": Recommendation("yes", 3.4, 0.5, 2),
        "strengths": (Strength("own_part_is_clear", "prob-1", OWN),),
        "stamps": Stamps("1", "builtin", "abc"),
    }
    return assessment(**{**fields, **values})


@pytest.mark.parametrize(
    ("score", "low", "high"),
    [(1.0, 1, 1), (3.25, 3, 3), (3.3, 3, 4), (3.5, 3, 4), (3.74, 3, 4), (3.8, 4, 4), (5.0, 5, 5), (4.5, 4, 5)],
)  # fmt: skip
def test_a_score_is_told_in_whole_numbers(score, low, high):
    assert told(score, "medium") == Told(low, high, "medium")


def test_a_dot_lies_on_its_band():
    found = dot(3.0, 2.0, 4.0)
    assert (found.at, found.start, found.width) == (50.0, 25.0, 50.0)


def test_what_was_not_observed_comes_last_and_says_why():
    rows = build_report(judged(), TURNS).judged.scores
    assert [row.name for row in rows] == ["Problem solving", "Ownership"]
    assert (rows[1].told, rows[1].dot, rows[1].why) == (None, None, "Nobody asked.")
    assert rows[1].quotes == ()


def test_a_row_has_its_words_its_anchors_and_what_made_it():
    (row, _) = build_report(judged(), TURNS).judged.scores
    assert [quote.text for quote in row.quotes] == [OWN.quote]
    assert [anchor.place for anchor in row.anchors] == [1, 3, 5]
    assert [anchor.place for anchor in row.anchors if anchor.is_near] == [3]
    assert row.note == "Not heard: how it ended."
    (answer,) = row.answers
    assert [(part.name, part.worth) for part in answer.worths] == [
        ("numbers", 0.4),
        ("everything else", -0.1),
    ]


def test_what_would_be_shown_as_nothing_is_not_shown():
    parts = {"numbers": 0.4, "read as blame for others": -0.003, "everything else": -0.004}
    answers = (AnswerScore("prob-1", "problem_solving", 3.4, 0.5, (SPAN,), parts),)
    row = build_report(judged(answers=answers), TURNS).judged.scores[0]
    assert [part.name for part in row.answers[0].worths] == ["numbers"]


def test_every_quote_has_a_letter_in_the_transcript():
    report = build_report(judged(), TURNS)
    quotes = [quote for row in report.judged.scores for quote in row.quotes]
    quotes += [line.quote for line in report.judged.keep]
    quotes += [
        q for row in report.findings if row.answer for s in row.answer.shape for q in s.quotes
    ]
    letters = {letter for turn in report.turns for piece in turn.pieces for letter in piece.letters}
    assert quotes
    assert {quote.letter for quote in quotes} <= letters


def test_the_vote_is_one_of_four_words():
    vote = build_report(judged(), TURNS).judged.vote
    assert vote is not None
    assert [is_it for _, is_it in vote.steps] == [False, False, True, False]
    none = build_report(judged(recommendation=Recommendation(None, 3.4)), TURNS).judged.vote
    assert none is not None
    assert none.sentence == ""


def test_a_report_of_version_one_has_its_findings_and_no_scores():
    old = build_report(assessment(version=1), TURNS)
    assert old.judged.scores == ()
    assert old.judged.vote is None
    assert old.findings[0].answer is not None
    assert old.findings[0].answer.told is None
    assert old.findings[0].answer.shape


def test_too_little_to_judge_has_no_rows():
    short = assessment(enough=False, not_enough_reason="too_few_words", headline=None)
    assert build_report(short, TURNS).judged == NOTHING_JUDGED


def test_parts_are_counted_over_the_questions_that_ask_for_them():
    structure = build_report(judged(), TURNS).judged.structure
    assert structure is not None
    assert {part.signal: part.states for part in structure.parts} == {
        "own_part": ("prompted",),
        "result": ("missing",),
    }


JOB = """Requirements
- At least five years with SQL
- Must be able to find faults under pressure
- Experience with Airflow
"""


def test_the_gap_to_the_job():
    ruth = Interviewer("Ruth", "Leads a team", "technical", Manner())
    plan = build_plan(Briefing(ruth, "Analyst", "Kestrel", JOB, "", 10, 7))
    asked = QuestionFinding(
        "q", "domain_depth", "What goes wrong most often with SQL?", "SQL?", (2,), "shown"
    )
    found = Assessment(
        2, True, None, None, (), (asked,), Delivery(False, 50),
        competencies=(CompetencyScore("domain_depth", 4.0, 0.5, 3.0, 5.0, (SPAN,), ("q",)),),
    )  # fmt: skip
    fit = Fit(
        matched=(Matched("SQL", "At least five years with SQL", True, "Wrote SQL for six years"),),
        missing=(Missing("Airflow", "Experience with Airflow", True),),
    )
    rows = {
        row.line.before + row.line.words + row.line.after: row
        for row in gap(read_lines(JOB), plan, found, fit)
    }
    sql, airflow = rows["At least five years with SQL"], rows["Experience with Airflow"]
    assert sql.tested_by == (("Depth in the field", Told(4, 4, "medium")),)
    assert not sql.is_near, "the question names it"
    assert sql.in_resume == "Wrote SQL for six years"
    assert airflow.tested_by == ()
    assert airflow.is_missing
    assert list(rows)[-1] == "At least five years with SQL"


def test_a_line_whose_competency_alone_was_asked_about_is_only_near():
    ruth = Interviewer("Ruth", "Leads a team", "technical", Manner())
    plan = build_plan(Briefing(ruth, "Analyst", "Kestrel", JOB, "", 10, 7))
    focus = next(one for one in plan.focus if one.reason.startswith("Must be able to find faults"))
    asked = QuestionFinding(
        "q", focus.competency, "What is hard about Mondays?", "Mondays", (2,), "shown"
    )
    found = Assessment(
        2, True, None, None, (), (asked,), Delivery(False, 50),
        competencies=(CompetencyScore(focus.competency, 4.0, 0.5, 3.0, 5.0, (SPAN,), ("q",)),),
    )  # fmt: skip
    rows = gap(read_lines(JOB), plan, found, Fit())
    row = next(one for one in rows if "find faults" in one.line.before + one.line.words)
    assert row.tested_by
    assert row.is_near
