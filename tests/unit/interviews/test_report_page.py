"""From assessment to page: nothing is added, nothing is lost."""

from preppal.assessment.report import (
    VERSION,
    Advice,
    Assessment,
    Delivery,
    Evidence,
    Occasion,
    QuestionFinding,
)
from preppal.assessment.transcript import AssessedTurn
from preppal.interviewer.questions import COMPETENCIES
from preppal.interviewer.topics import TOPICS
from preppal.interviews.report_page import build_report, topic_for
from preppal.interviews.wording import COMPETENCY_NAMES

ANSWER = "Last spring the load was late. I checked the queue and then the locks."
OWN = Evidence(
    "own_part", 4, ANSWER.index("I checked"), len(ANSWER), ANSWER[ANSWER.index("I checked") :]
)
TURNS = (
    AssessedTurn(1, "interviewer", "Hello.", 0, 3_000, intent="opening"),
    AssessedTurn(2, "candidate", "Hello.", 4_000, 5_000),
    AssessedTurn(
        3, "interviewer", "A hard problem?", 6_000, 9_000, intent="lead", lead_id="prob-1"
    ),
    AssessedTurn(4, "candidate", ANSWER, 20_000, 50_000),
    AssessedTurn(5, "interviewer", "And the fix?", 51_000, 52_000, True, "follow_up", "prob-1"),
    AssessedTurn(6, "candidate", "We moved it.", 52_000, 60_000),
    AssessedTurn(
        7, "interviewer", "What would you ask?", 61_000, 63_000, intent="invite_questions"
    ),
    AssessedTurn(8, "candidate", "How large is the team?", 64_000, 66_000),
    AssessedTurn(9, "interviewer", "Goodbye.", 67_000, 70_000, intent="closing"),
)


def finding(lead_id: str, status: str, **values: object) -> QuestionFinding:
    return QuestionFinding(
        lead_id,
        "problem_solving",
        "Long?",
        "A hard problem.",
        status=status,
        **{"turn_seqs": (), **values},
    )


def assessment(**values: object) -> Assessment:
    heard = finding(
        "prob-1",
        "partly",
        turn_seqs=(4, 6),
        evidence=(OWN,),
        missing=("result",),
        after_prompt=("own_part",),
    )
    fields = {
        "version": VERSION,
        "enough": True,
        "not_enough_reason": None,
        "headline": Advice("say_the_result", "prob-1", OWN),
        "practise": (Advice("shorten", "prob-1", None, {"words": 412}),),
        "findings": (finding("prob-2", "not_asked"), heard),
        "delivery": Delivery(True, 40, words_per_minute=205, talk_ratio=0.684, own_we=(2, 9)),
        "candidate_questions": ("How large is the team?",),
    }
    return Assessment(**{**fields, **values})


def test_every_claim_carries_the_words_and_their_place() -> None:
    report = build_report(assessment(), TURNS)
    row = report.findings[0]
    assert (row.lead_id, row.name, row.status, row.at_ms) == (
        "prob-1",
        "Problem solving",
        "partly",
        20_000,
    )
    own, result = row.signals
    assert own.signal == "own_part" and own.after_prompt
    assert own.quotes[0].text == OWN.quote and own.quotes[0].turn_seq == 4
    assert result.signal == "result" and result.quotes == ()
    assert report.headline and report.headline.quote == own.quotes[0]
    assert report.headline.question == "A hard problem."
    assert report.headline.headline % report.headline.params == "Say how it ended."
    assert "412" in report.practise[0].body % report.practise[0].params


def test_what_was_not_asked_comes_last() -> None:
    assert [row.status for row in build_report(assessment(), TURNS).findings] == [
        "partly",
        "not_asked",
    ]


def test_the_timeline_has_chapters_and_what_stood_out() -> None:
    line = build_report(assessment(), TURNS).timeline
    assert line is not None
    assert [c.name for c in line.chapters] == [
        "Hello",
        "Problem solving",
        "Your questions",
        "Goodbye",
    ]
    assert [(remark.kind, remark.seconds) for remark in line.remarks] == [
        ("pause", 11),
        ("cut_in", 0),
    ]
    assert len(line.quoted) == 1


def test_delivery_is_measured_beside_what_is_usual() -> None:
    report = build_report(assessment(), TURNS)
    pace, share, own_we = report.delivery
    assert (pace.metric, pace.params) == ("words_per_minute", {"value": 205})
    assert pace.remark and pace.strip and pace.strip.at > pace.strip.band.x + pace.strip.band.width
    assert (share.metric, share.params, share.remark) == ("talk_ratio", {"value": 68}, "")
    assert own_we.params == {"own": 2, "we": 9} and own_we.remark
    assert report.own_share == 68


def test_a_typed_interview_has_neither_timeline_nor_pace() -> None:
    report = build_report(assessment(delivery=Delivery(False, 40)), TURNS)
    assert report.timeline is None
    assert report.delivery == ()


def test_too_little_to_judge_says_so_and_keeps_the_transcript() -> None:
    report = build_report(
        assessment(enough=False, not_enough_reason="too_few_words", headline=None, practise=()),
        TURNS,
    )
    assert report.not_enough and report.not_enough[0].startswith("Not enough to judge.")
    assert report.headline is None
    assert len(report.turns) == len(TURNS)


def test_every_competency_has_a_name_and_a_practice() -> None:
    assert set(COMPETENCY_NAMES) == set(COMPETENCIES)
    assert all(topic_for(competency) in TOPICS for competency in COMPETENCIES)


def test_a_remark_on_delivery_is_shown_with_its_words_and_their_time() -> None:
    fast = Occasion("words_per_minute", OWN.turn_seq, OWN.start, OWN.end, OWN.quote)
    unremarked = Occasion("talk_ratio", OWN.turn_seq, OWN.start, OWN.start + 4, OWN.quote[:4])
    delivery = Delivery(
        True, 40, words_per_minute=205, talk_ratio=0.684, occasions=(fast, unremarked)
    )
    pace, share = build_report(assessment(delivery=delivery), TURNS).delivery
    assert [quote.text for quote in pace.quotes] == [OWN.quote]
    assert pace.quotes[0].at_ms >= 20_000
    assert share.quotes == ()


def test_words_that_were_not_surely_recognised_are_not_measured() -> None:
    report = build_report(assessment(delivery=Delivery(True, 40, unsure=True)), TURNS)
    assert report.delivery == ()
    assert report.delivery_note.startswith("Left out: recognition was not sure enough")
