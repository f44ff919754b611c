"""From answers to scores of competencies and a vote: arithmetic, and words under every number."""

import hashlib
from itertools import permutations

import pytest

from preppal.assessment import codes
from preppal.assessment.assess import assess
from preppal.assessment.rating import MOST_WORTHS, RUBRIC, band, combine, rate_competencies
from preppal.assessment.recommending import recommend, vote_of
from preppal.assessment.report import (
    AnswerScore,
    Assessment,
    CompetencyScore,
    ScoreEvidence,
    certainty_of,
)
from preppal.assessment.scoring.score import score_answer
from preppal.assessment.transcript import AssessedTurn
from preppal.interviewer.questions import load_bank
from tests.unit.assessment.marked import asked, lead

STORY = (
    "Last March the boiler in our school failed on a Monday. I rang three plumbers before seven and"
    " moved two classes into the gym. I chose the one who had the part on his van, because the"
    " others needed two days. By noon the heating was running again and the bill was 300 euros."
)
PRAISE = (
    "I always give one hundred per cent and I am very passionate. I am a great team player and people"
    " love working with me. It is important to communicate well with everybody at all times."
)
SAID = ScoreEvidence(2, 0, 4, "Last", "situation")


def answer(score: float | None, confidence: float = 0.5, name: str = "one") -> AnswerScore:
    words = (SAID,) if score is not None else ()
    return AnswerScore(name, "ownership", score, confidence, words)


def of(competency: str, score: float | None, confidence: float = 0.5) -> CompetencyScore:
    return CompetencyScore(competency, score, confidence, evidence=(SAID,))


def interview(
    *answers: str, competencies: tuple[str, ...] = ("ownership", "planning")
) -> Assessment:
    leads = [
        lead(lead_id=f"lead-{number}", competency=competencies[number % len(competencies)])
        for number in range(len(answers))
    ]
    turns: list[AssessedTurn] = []
    for about, words in zip(leads, answers, strict=True):
        for turn in asked(words, about=about):
            seq = len(turns) + 1
            turns.append(
                AssessedTurn(
                    seq, turn.speaker, turn.text, seq * 1000, seq * 1000 + 900,
                    intent=turn.intent, lead_id=turn.lead_id,
                )
            )  # fmt: skip
    return assess(turns, leads, spoken=False)


def test_two_answers_are_their_mean_by_confidence():
    found = combine("ownership", [answer(2.0, 0.6), answer(4.0, 0.2, "two")])
    assert found.score == 2.5
    assert found.lead_ids == ("one", "two")


def test_of_three_answers_the_median_counts():
    three = [answer(1.0, 0.6), answer(4.0, 0.3, "two"), answer(4.2, 0.3, "three")]
    assert combine("ownership", three).score == 4.0


def test_the_order_of_answers_changes_no_number():
    three = [answer(1.0, 0.6), answer(4.0, 0.3, "two"), answer(3.2, 0.3, "three")]
    found = {
        (one.score, one.confidence, one.low, one.high)
        for one in (combine("ownership", order) for order in permutations(three))
    }
    assert len(found) == 1


def test_what_was_not_observed_adds_nothing():
    with_none = combine("ownership", [answer(4.0), answer(None, name="two")])
    assert with_none == combine("ownership", [answer(4.0)])
    assert combine("ownership", [answer(None)]) == CompetencyScore("ownership", None)
    assert combine("ownership", []).score is None


def test_a_score_without_words_is_dropped():
    assert combine("ownership", [AnswerScore("one", "ownership", 4.0, 0.6)]).score is None


def test_answers_far_apart_make_less_sure():
    near = combine("ownership", [answer(3.0), answer(3.4, name="two")])
    far = combine("ownership", [answer(1.5), answer(4.5, name="two")])
    assert far.confidence < near.confidence


def test_the_built_in_reviewer_is_never_sure():
    found = combine("ownership", [answer(4.0, 0.99), answer(4.0, 0.99, "two")])
    assert found.certainty == "medium"
    assert [certainty_of(value) for value in (0.39, 0.4, 0.65, 0.66)] == [
        "low", "medium", "medium", "high",
    ]  # fmt: skip


def test_more_evidence_makes_a_narrower_band_within_the_scale():
    wide, narrow = band(3.0, 0.3), band(3.0, 3.0)
    assert narrow[1] - narrow[0] < wide[1] - wide[0]
    assert band(4.9, 0.3)[1] == 5.0
    assert band(1.1, 0.3)[0] == 1.0


@pytest.mark.parametrize(
    ("mean", "vote"),
    [(1.0, "strong_no"), (2.39, "strong_no"), (2.4, "no"), (3.29, "no"), (3.3, "yes"), (4.19, "yes"), (4.2, "strong_yes")],
)  # fmt: skip
def test_the_four_steps(mean, vote):
    assert vote_of(mean) == vote
    assert recommend([of("ownership", mean), of("planning", mean)]).vote == vote


def test_one_scored_competency_is_not_enough_for_a_vote():
    found = recommend([of("ownership", 4.8), of("planning", None)])
    assert (found.vote, found.mean, found.scored) == (None, 4.8, 1)
    assert recommend([]).mean is None


def test_a_must_have_holds_the_vote_where_we_are_fairly_sure():
    scores = [of("ownership", 1.8), of("planning", 5.0), of("leadership", 5.0)]
    assert recommend(scores).vote == "yes"
    held = recommend(scores, must={"ownership"})
    assert (held.vote, held.held_by) == ("no", "ownership")
    unsure = [of("ownership", 1.8, 0.3), *scores[1:]]
    assert recommend(unsure, must={"ownership"}).vote == "yes"
    low = [of("ownership", 1.0), of("planning", 1.0)]
    assert recommend(low, must={"ownership"}).held_by == ""


def test_few_competencies_make_an_unsure_vote():
    two, three = [of("ownership", 4.0), of("planning", 4.0)], of("leadership", 4.0)
    assert recommend(two).confidence < recommend([*two, three]).confidence


def test_an_interview_is_scored_with_the_words_that_earned_it():
    found = interview(STORY, PRAISE)
    story, praise = found.answers
    assert story.score is not None
    assert praise.score is not None
    assert story.score > praise.score + 1
    assert praise.evidence
    assert [one.competency for one in found.competencies] == ["ownership", "planning"]
    assert found.recommendation is not None
    assert found.recommendation.scored == 2
    assert found.stamps.rubric == RUBRIC
    assert found.stamps.assessor == "builtin"


def test_an_answer_over_several_turns_is_one_answer():
    about = lead()
    parts = STORY.split(". ")
    whole = assess(asked("\n".join(parts), about=about), [about], spoken=False)
    turned = assess(asked(*parts, about=about, follow_ups=True), [about], spoken=False)
    assert turned.answers[0].score == whole.answers[0].score
    assert any(one.prompted for one in turned.answers[0].evidence)
    assert not any(one.prompted for one in whole.answers[0].evidence)


def test_what_nobody_asked_and_what_was_passed_on_is_not_observed():
    leads = [lead(), lead(lead_id="later", competency="planning")]
    found = assess(asked(STORY, about=leads[0]), leads, spoken=False)
    assert (found.answers[1].score, found.answers[1].rules) == (None, ("nobody asked",))
    assert found.competencies[1] == CompetencyScore("planning", None)
    assert interview(STORY, "I'd rather not talk about that.").answers[1].score is None


def test_too_little_to_judge_has_no_scores():
    found = interview("I fixed it.")
    assert (found.answers, found.competencies, found.strengths) == ((), (), ())
    assert found.recommendation is not None
    assert found.recommendation.vote is None


def test_the_parts_that_made_a_score_add_up_to_its_sum():
    found = interview(STORY, PRAISE).answers[0]
    scored = score_answer(lead().text, STORY, kind="behavioural")
    whole = sum(scored.worths.values()) + sum(part.worth for part in scored.sentences)
    assert sum(found.worths.values()) == pytest.approx(whole, abs=0.02)
    assert len(found.worths) <= MOST_WORTHS + 1
    assert any(STORY.startswith(name.removesuffix(" …")) for name in found.worths)


def test_strengths_are_words_of_answers_that_came_out_well():
    found = interview(STORY, PRAISE)
    assert found.strengths
    assert {one.lead_id for one in found.strengths} == {"lead-0"}
    assert len({one.code for one in found.strengths}) == len(found.strengths) <= 3
    assert found.strengths[0].code == "sized_the_result"
    assert all(one.code in codes.STRENGTHS for one in found.strengths)
    assert interview(PRAISE, PRAISE).strengths == ()


def test_a_report_comes_back_from_json_as_it_went_in():
    found = interview(STORY, PRAISE)
    assert Assessment.from_json(found.to_json()) == found


def test_a_report_of_version_one_is_read():
    stored = interview(STORY, PRAISE).to_json()
    for added in ("answers", "competencies", "recommendation", "strengths", "stamps"):
        del stored[added]
    found = Assessment.from_json({**stored, "version": 1})
    assert (found.competencies, found.recommendation, found.strengths) == ((), None, ())


def test_competencies_stand_in_the_order_of_the_plan():
    scores = [
        AnswerScore(f"q{n}", key, None)
        for n, key in enumerate(("planning", "ownership", "planning"))
    ]
    assert [one.competency for one in rate_competencies(scores)] == ["planning", "ownership"]


def test_the_rubric_has_a_new_version_when_an_anchor_changes():
    words = "".join(
        f"{key}{place}{text}"
        for key, competency in load_bank().competencies.items()
        for place, text in sorted(competency.anchors.items())
    )
    digest = hashlib.sha256(words.encode()).hexdigest()[:12]
    assert (RUBRIC, digest) == ("1", "d1b747136287"), (
        "The anchors changed: give RUBRIC a new version here and there."
    )
