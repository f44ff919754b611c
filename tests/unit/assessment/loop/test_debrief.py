"""A debrief from two interviews to its outcome: votes, differences, vetoes, what to do next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from preppal.assessment.loop.debrief import PanelDebrief, debrief, level_of
from preppal.assessment.loop.deciding import mean_vote
from preppal.assessment.loop.evidence import Objection, Place, StageAhead, StageHeld
from preppal.assessment.report import Recommendation, Vote
from tests.unit.assessment.loop.panels import NOW, held, words

FOUR = ("ownership", "planning", "domain_depth", "communication")
EVEN = dict.fromkeys(FOUR, 0.25)


def interview(key: str, score: float, *, days_ago: float = 0, **scores: float) -> StageHeld:
    """Three answers on each of four competencies, at ``score`` unless another is given."""
    given = {name: [(scores.get(name, score), 0.65)] * 3 for name in FOUR}
    return held(key, given, days_ago=days_ago, weights=EVEN)


def voting(key: str, vote: Vote, score: float = 4.4) -> StageHeld:
    found = interview(key, score)
    assert found.vote is not None
    return replace(found, vote=replace(found.vote, vote=vote))


def insisting(stages: list[StageHeld], *names: str) -> list[StageHeld]:
    return [replace(stage, must_haves=frozenset(names)) for stage in stages]


def decided(*stages: StageHeld, **more: Any) -> tuple[str, str, str]:
    found = debrief(stages, now=NOW, **more)
    return found.outcome, found.why, found.readiness.word


def test_nothing_held_is_nothing_to_debrief() -> None:
    with pytest.raises(ValueError, match="no interview"):
        debrief([], now=NOW)


def test_good_interviews_end_with_a_hire() -> None:
    found = debrief([interview("ruth", 4.4), interview("dev", 4.2)], now=NOW)
    assert (found.outcome, found.why, found.readiness.word) == ("hire", "votes_and_bar", "ready")
    assert [(stage.who, stage.vote) for stage in found.stages] == [
        ("Dev", "strong_yes"),
        ("Ruth", "strong_yes"),
    ]
    assert found.next is None
    assert found.disagreements == ()
    assert {one.competency for one in found.agreements} == set(FOUR)


def test_weak_interviews_end_with_a_no() -> None:
    assert decided(interview("ruth", 2.0), interview("dev", 2.1)) == (
        "no",
        "under_the_bar",
        "not_yet",
    )


def test_near_the_bar_is_a_hold() -> None:
    """Votes that carry it, and a band around the bar."""
    found = decided(interview("ruth", 3.4), interview("dev", 3.4))
    assert found == ("hold", "near_the_bar", "mixed")


def test_two_strong_yeses_against_one_no_are_not_averaged() -> None:
    stages = [voting("ruth", "strong_yes"), voting("dev", "strong_yes"), voting("hiro", "no")]
    assert (mean_vote(stages) or 0) > 3
    assert decided(*stages) == ("hold", "votes_on_both_sides", "close")


def test_votes_weigh_by_how_sure_they_are() -> None:
    def cast(key: str, vote: Vote | None, sure: float) -> StageHeld:
        return replace(interview(key, 3.0), vote=Recommendation(vote, 3.0, sure))

    votes = [cast("ruth", "strong_yes", 0.6), cast("dev", "no", 0.2), cast("hiro", None, 0.9)]
    assert mean_vote(votes) == pytest.approx((0.6 * 4 + 0.2 * 2) / 0.8)
    assert mean_vote(votes[2:]) is None
    assert mean_vote([cast(str(sure), "yes", sure) for sure in (0.1, 0.2, 0.3, 0.7)]) == 3.0


def test_most_votes_against_hold_the_word_down() -> None:
    """A junior's bar lies under the mean from which an interview votes yes."""
    stages = [voting("ruth", "no"), voting("dev", "no"), voting("hiro", "yes")]
    found = debrief(stages, now=NOW)
    assert (found.outcome, found.readiness.word) == ("hold", "mixed")
    assert found.readiness.cap == "votes"


def test_leadership_far_under_the_level_speaks_for_a_lower_one() -> None:
    def stages() -> list[StageHeld]:
        scores = {name: [(4.6, 0.65)] * 3 for name in FOUR}
        scores["leadership"] = [(2.2, 0.65)] * 3
        weights = dict.fromkeys(scores, 0.2)
        return [held(key, scores, weights=weights) for key in ("ruth", "dev")]

    assert decided(*stages(), level="senior") == ("hire_lower", "under_the_level", "close")
    assert decided(*stages(), level="junior") == ("hire", "votes_and_bar", "ready")


def test_a_must_have_seen_at_two_in_two_interviews_is_a_veto() -> None:
    strong = [interview(key, 5.0, ownership=1.8) for key in ("ruth", "dev")]
    found = debrief(insisting(strong, "ownership"), now=NOW)
    (veto,) = found.vetoes
    assert (veto.ground, veto.competency, set(veto.stages)) == (
        "must_have",
        "ownership",
        {"ruth", "dev"},
    )
    assert [said.quote for said in veto.said] == ["what was said of ownership"] * 2
    assert (found.outcome, found.why, found.readiness.word) == ("no", "veto", "not_yet")
    assert debrief(strong, now=NOW).vetoes == (), "The job does not insist on it."


def test_a_must_have_seen_low_once_is_settled_by_one_more_interview() -> None:
    stages = [interview("ruth", 5.0, ownership=1.8), interview("dev", 5.0, ownership=2.9)]
    found = debrief(insisting(stages, "ownership"), now=NOW)
    assert (found.outcome, found.why, found.readiness.word) == ("hold", "must_in_doubt", "not_yet")
    assert found.next is not None
    assert found.next.competencies == ("ownership",)
    (must,) = found.must_haves
    assert (must.state, must.is_clear) == ("low", True)
    assert must.said is not None
    assert must.said.stage == "ruth"


def test_a_strong_no_of_senior_management_is_a_veto() -> None:
    senior = replace(interview("ines", 2.0, planning=1.6), stage="senior")
    stages = [interview("ruth", 4.8), interview("dev", 4.8), senior]
    (veto,) = debrief(stages, now=NOW).vetoes
    assert (veto.ground, veto.competency, veto.stages) == ("senior", "planning", ("ines",))
    assert decided(*stages)[0] == "no"
    elsewhere = [*stages[:2], replace(senior, stage="technical")]
    assert debrief(elsewhere, now=NOW).vetoes == ()


@pytest.mark.parametrize(
    ("ground", "reason", "quote"),
    [
        ("blame", "", "it was their fault"),
        ("blame", "  ", "it was their fault"),
        ("blame", "Puts it on a colleague.", ""),
        ("accent", "Hard to follow.", "it was their fault"),
        ("nerves", "Shaky voice.", "it was their fault"),
    ],
)
def test_without_a_ground_a_reason_and_words_there_is_no_veto(
    ground: Any, reason: str, quote: str
) -> None:
    said = replace(words("ruth", "x"), quote=quote)
    stage = replace(interview("ruth", 4.4), objections=(Objection(ground, reason, said),))
    found = debrief([stage, interview("dev", 4.4)], now=NOW)
    assert found.vetoes == ()
    assert found.outcome == "hire"


def test_two_points_apart_is_a_disagreement_with_both_sides_words() -> None:
    stages = [interview("ruth", 4.0, ownership=2.0), interview("dev", 4.0, ownership=4.0)]
    found = debrief(stages, now=NOW)
    (one,) = found.disagreements
    assert (one.kind, one.competency, one.settle) == ("competency", "ownership", "ownership")
    assert (one.higher.stage, one.higher.place) == ("dev", Place(4, 4))
    assert (one.lower.stage, one.lower.place) == ("ruth", Place(2, 2))
    assert one.higher.said is not None
    assert one.lower.said is not None
    rows = {row.competency: row for row in found.heat.rows}
    assert [row.competency for row in rows.values() if row.disagrees] == ["ownership"]
    assert "ownership" not in {one.competency for one in found.agreements}
    nearer = [interview("ruth", 4.0, ownership=2.1), stages[1]]
    assert debrief(nearer, now=NOW).disagreements == ()


def test_votes_on_both_sides_are_a_disagreement() -> None:
    """The lower vote stands on its weakest competency; what is quoted of the other is its strongest."""
    stages = [interview("ruth", 3.0, planning=2.6), interview("dev", 4.0, ownership=4.4)]
    (one,) = debrief(stages, now=NOW).disagreements
    assert one.kind == "votes"
    assert (one.higher.stage, one.higher.vote, one.higher.competency) == ("dev", "yes", "ownership")
    assert (one.lower.stage, one.lower.vote, one.lower.competency) == ("ruth", "no", "planning")
    assert (one.competency, one.settle) == ("planning", "planning")


def test_a_held_vote_stands_on_what_held_it() -> None:
    stages = insisting(
        [interview("ruth", 5.0, ownership=1.9, planning=1.5), interview("dev", 4.5)], "ownership"
    )
    ruth = stages[0]
    assert ruth.vote is not None
    stages[0] = replace(ruth, vote=replace(ruth.vote, vote="no", held_by="ownership"))
    found = debrief(stages, now=NOW).disagreements
    assert (found[0].kind, found[0].competency) == ("votes", "ownership")
    assert {one.competency for one in found[1:]} == {"ownership", "planning"}


def test_the_heat_map_says_what_was_not_asked_and_what_was_too_thin() -> None:
    ruth = held("ruth", {"ownership": [3.5], "planning": [2.0]}, days_ago=2)
    dev = held("dev", {"ownership": [4.0]}, thin=("planning",), must=("leadership",))
    found = debrief([dev, ruth], now=NOW).heat
    assert found.stages == ("ruth", "dev")
    rows = {row.competency: row for row in found.rows}
    assert {name: [cell.state for cell in row.cells] for name, row in rows.items()} == {
        "ownership": ["scored", "scored"],
        "planning": ["scored", "thin"],
        "leadership": ["not_asked", "not_asked"],
    }
    assert [cell.place for cell in rows["ownership"].cells] == [Place(3, 4), Place(4, 4)]
    assert rows["ownership"].cells[0].certainty == "medium"
    assert rows["planning"].together is not None
    assert rows["leadership"].together is None
    assert [name for name, row in rows.items() if row.must] == ["leadership"]


def test_untested_names_what_counts_most_first() -> None:
    ruth = held(
        "ruth", {"ownership": [3.5]}, thin=("planning", "communication"), must=("leadership",),
        weights={"ownership": 0.5, "communication": 0.3, "planning": 0.2},
    )  # fmt: skip
    found = debrief([ruth], now=NOW)
    assert found.untested == ("communication", "planning", "leadership")
    assert [(one.competency, one.state) for one in found.must_haves] == [("leadership", "untested")]


def test_a_must_have_heard_once_gives_no_clear_word() -> None:
    ruth = held("ruth", {"ownership": [4.0]}, must=("ownership",))
    (must,) = debrief([ruth], now=NOW).must_haves
    assert (must.state, must.is_clear) == ("met", False)


def test_progress_is_said_only_where_it_is_more_than_noise() -> None:
    def over_time(*scores: float) -> tuple[str | None, list[str]]:
        stages = [
            interview(f"stage-{number}", score, days_ago=10 - number)
            for number, score in enumerate(scores)
        ]
        found = debrief(stages, now=NOW).trajectory
        return found.overall, [change.direction for change in found.changes]

    assert over_time(2.0, 4.5) == ("up", ["up"] * 4)
    assert over_time(4.5, 2.0) == ("down", ["down"] * 4)
    assert over_time(3.4, 3.7) == ("unclear", ["unclear"] * 4)
    assert over_time(3.0, 4.2) == ("up", ["unclear"] * 4), "Four that move together weigh more."
    assert over_time(3.0) == (None, [])


def test_strongest_and_weakest_are_never_the_same() -> None:
    one = interview("ruth", 3.0, ownership=4.5, planning=4.0, communication=2.0)
    found = debrief([one], now=NOW)
    assert [(s.competency, s.place) for s in found.strongest] == [
        ("ownership", Place(4, 5)),
        ("planning", Place(4, 4)),
    ]
    assert [s.competency for s in found.weakest] == ["communication", "domain_depth"]
    alone = debrief([held("ruth", {"ownership": [4.0]})], now=NOW)
    assert [len(alone.strongest), len(alone.weakest)] == [1, 0]
    assert all(s.said is not None for s in (*found.strongest, *found.weakest))


def test_the_exercise_is_where_the_most_is_to_be_gained() -> None:
    weights = {"ownership": 0.5, "planning": 0.3, "communication": 0.2}

    def chosen(scores: dict[str, list[float]], must: tuple[str, ...] = ()) -> tuple[str, str]:
        found = debrief([held("ruth", scores, weights=weights, must=must)], now=NOW).exercise
        assert found is not None
        return found.competency, found.reason

    assert chosen({"ownership": [4.5] * 6, "planning": [2.0] * 6}) == ("planning", "weak")
    assert chosen({"planning": [2.0] * 6}) == ("ownership", "untested")
    assert chosen({"planning": [2.0]}, must=("ownership",)) == ("ownership", "must_untested")
    even = dict.fromkeys(("ownership", "planning"), 0.5)
    tie = held("ruth", {"ownership": [3.0], "planning": [3.0]}, weights=even, must=("planning",))
    found = debrief([tie], now=NOW).exercise
    assert found is not None
    assert found.competency == "planning", "Ties go to what the job insists on."


def test_nothing_is_left_to_practise_where_all_that_counts_is_at_four() -> None:
    stages = [
        held(key, {name: [(5.0, 0.9, "a-model")] * 6 for name in FOUR}, weights=EVEN)
        for key in ("ruth", "dev", "hiro")
    ]
    assert debrief(stages, now=NOW).exercise is None


def test_the_next_interview_covers_what_is_missing() -> None:
    """Those to come go first; a must-have before any weight."""
    ruth = held(
        "ruth", {"ownership": [3.5] * 4}, thin=("communication",), must=("leadership",),
        weights={"ownership": 0.4, "communication": 0.3, "planning": 0.3},
    )  # fmt: skip
    dev = held("dev", {"ownership": [3.5] * 4}, weights={})
    ahead = [
        StageAhead("hiro", "Design", "design", ("planning", "communication")),
        StageAhead("ines", "Senior", "senior", ("leadership",)),
    ]

    def following(*to_come: StageAhead) -> tuple[str, tuple[str, ...], bool]:
        found = debrief([ruth, dev], now=NOW, ahead=to_come).next
        assert found is not None
        return found.stage, found.competencies, found.again

    assert following(*ahead) == ("ines", ("leadership",), False)
    assert following(ahead[0]) == ("hiro", ("communication",), False)
    assert following() == ("ruth", ("communication",), True)


def test_what_no_interview_asks_about_is_said() -> None:
    stages = [held(key, {"ownership": [3.5] * 4}, must=("leadership",)) for key in ("ruth", "dev")]
    found = debrief(stages, now=NOW).next
    assert found is not None
    assert (found.stage, found.competencies) == ("", ("leadership",))


def test_the_second_interview_is_not_the_first_once_more() -> None:
    one = interview("ruth", 4.0)
    silent = held("dev", {}, thin=FOUR)
    found = debrief([one, silent], now=NOW).next
    assert found is not None
    assert (found.stage, found.again) == ("dev", True)
    alone = debrief([one], now=NOW, ahead=[StageAhead("ines", "Senior", "senior")]).next
    assert alone is not None
    assert (alone.stage, alone.again) == ("ines", False)


def test_the_level_is_that_of_most_plans_unless_it_is_given() -> None:
    stages = [
        replace(interview(key, 3.5), level=level)
        for key, level in (("a", "senior"), ("b", "senior"), ("c", "mid"))
    ]
    assert level_of(stages) == "senior"
    assert level_of(stages[1:]) == "mid"
    assert debrief(stages, now=NOW).level == "senior"
    assert debrief(stages, now=NOW, level="junior").level == "junior"


def test_stages_stand_in_the_order_in_which_they_were_held() -> None:
    stages = [interview("late", 4.0), interview("early", 4.0, days_ago=3)]
    found = debrief(stages, now=NOW)
    assert [stage.key for stage in found.stages] == ["early", "late"]
    assert found.stage("late").held_at - found.stage("early").held_at == timedelta(days=3)
    with pytest.raises(KeyError):
        found.stage("nobody")


def test_another_version_and_a_wrong_shape_are_refused() -> None:
    stored = debrief([interview("ruth", 4.0)], now=NOW).to_json()
    with pytest.raises(ValueError, match="version 0"):
        PanelDebrief.from_json({**stored, "version": 0})
    with pytest.raises(ValueError, match="outcome"):
        PanelDebrief.from_json({**stored, "outcome": "maybe"})
