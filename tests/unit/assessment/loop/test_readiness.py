"""The formula of INTERVIEWING.md §9: its worked example, the bar, the words, the least evidence, must-haves."""

from __future__ import annotations

from datetime import timedelta
from math import sqrt

import pytest

from preppal.assessment.loop.evidence import Level, StageAhead, StageHeld
from preppal.assessment.loop.heat import together
from preppal.assessment.loop.readiness import (
    BARS,
    Estimate,
    Missing,
    at_most,
    chance,
    estimate,
    loop_weights,
    stage_value,
    total,
    weigh,
    weight,
    word_of,
)
from tests.unit.assessment.loop.panels import MODEL, NOW, held

DAY = timedelta(days=1)
FOUR = ("ownership", "planning", "domain_depth", "communication")


def loop(score: float, *, sure: float = 0.6, must: tuple[str, ...] = ()) -> list[StageHeld]:
    """Two interviews that hear four competencies twice each."""
    scores = {name: [(score, sure), (score, sure)] for name in FOUR}
    return [held(key, scores, must=must) for key in ("ruth", "dev")]


def test_the_worked_example_to_two_decimals() -> None:
    """Technical 4.2 and 3.8 at .6, the manager 3.0 at .5, built in: 3.3, .59, 2.6 to 4.1."""
    technical = held("ruth", {"ownership": [(4.2, 0.6), (3.8, 0.6)]})
    manager = held("dev", {"ownership": [(3.0, 0.5)]}, stage="hiring_manager")
    value = stage_value(technical, "ownership", NOW)
    assert value is not None
    assert value.mean == pytest.approx(4.0)
    assert value.variance == pytest.approx(0.25 + 0.81 / 0.96)
    of = estimate([technical, manager], "ownership", NOW)
    assert round(of.mean, 2) == 3.31
    assert round(of.sd, 2) == 0.59
    assert (round(of.low, 2), round(of.high, 2)) == (2.56, 4.06)
    shown = together(of)
    assert shown is not None
    assert (shown.value, shown.low, shown.high, shown.answers) == (3.3, 2.6, 4.1, 3)


def test_what_an_answer_weighs() -> None:
    assert weight(0.5, "builtin", 0 * DAY) == pytest.approx(0.4)
    assert weight(0.5, MODEL, 0 * DAY) == pytest.approx(0.5)
    assert weight(0.5, "builtin", 30 * DAY) == pytest.approx(0.2)
    assert weight(0.5, "builtin", 90 * DAY) == pytest.approx(0.05)
    assert weight(0.5, "builtin", -1 * DAY) == pytest.approx(0.4), "A clock that runs ahead."


def test_nothing_heard_stays_at_the_prior() -> None:
    of = estimate(loop(4.5), "leadership", NOW)
    assert (of.mean, of.sd, of.answers) == (pytest.approx(3.0), pytest.approx(0.8), 0)
    assert together(of) is None


def test_a_confidence_of_nothing_says_nothing() -> None:
    stage = held("ruth", {"ownership": [(5.0, 0.0)]})
    assert stage_value(stage, "ownership", NOW) is None
    assert estimate([stage], "ownership", NOW).mean == pytest.approx(3.0)


def test_the_whole_is_weighted_and_has_noise_of_its_own() -> None:
    found = total({"a": 0.75, "b": 0.25}, {"a": Estimate(4.0, 0.4, 2), "b": Estimate(3.0, 0.8)})
    assert found.mean == pytest.approx(3.75)
    assert found.sd == pytest.approx(sqrt(0.3**2 + 0.2**2 + 0.15**2))


@pytest.mark.parametrize(("level", "bar"), [("junior", 3.1), ("mid", 3.3), ("senior", 3.5)])
def test_the_bar_of_a_level(level: Level, bar: float) -> None:
    assert BARS[level] == bar
    assert weigh(loop(4.0), now=NOW).readiness(level).bar == bar


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (1.0, "ready"),
        (0.8, "ready"),
        (0.799, "close"),
        (0.55, "close"),
        (0.549, "mixed"),
        (0.3, "mixed"),
        (0.299, "not_yet"),
        (0.0, "not_yet"),
    ],
)
def test_words_by_the_chance_of_lying_over_the_bar(p: float, word: str) -> None:
    assert word_of(p) == word


def test_the_chance_is_that_of_a_normal_curve() -> None:
    assert chance(Estimate(3.3, 0.2), 3.3) == pytest.approx(0.5)
    assert chance(Estimate(3.5, 0.2), 3.3) == pytest.approx(0.8413, abs=1e-4)


def test_a_higher_level_asks_for_more() -> None:
    words = [
        weigh(loop(3.8), now=NOW).readiness(level).word for level in ("junior", "mid", "senior")
    ]
    assert words == ["ready", "close", "mixed"]


def test_what_counts_is_the_mean_of_the_plans() -> None:
    first = held("ruth", {"ownership": [4.0]}, weights={"ownership": 0.8, "planning": 0.2})
    second = held("dev", {"planning": [4.0]}, weights={"ownership": 0.2, "leadership": 0.8})
    assert loop_weights([first, second], []) == pytest.approx(
        {"ownership": 0.5, "planning": 0.1, "leadership": 0.4}
    )
    ahead = StageAhead("last", "Last", "senior", ("leadership",), {"leadership": 1.0})
    unplanned = StageAhead("none", "None", "senior")
    assert loop_weights([first, second], [ahead, unplanned]) == pytest.approx(
        {"ownership": 1 / 3, "planning": 0.2 / 3, "leadership": 1.8 / 3}
    )


def test_without_any_plan_all_that_was_heard_counts_the_same() -> None:
    stage = held("ruth", {"ownership": [4.0], "planning": [4.0, 3.0]}, weights={})
    assert loop_weights([stage], []) == {"ownership": 0.5, "planning": 0.5}
    assert loop_weights([held("ruth", {}, weights={})], []) == {}


def test_an_interview_to_come_widens_the_band() -> None:
    ahead = StageAhead("last", "Last", "senior", ("leadership",), {"leadership": 1.0})
    without, with_it = (
        weigh(loop(4.0), now=NOW),
        weigh(loop(4.0), now=NOW, ahead=[ahead]),
    )
    assert with_it.total.sd > without.total.sd


def test_five_answers_are_too_few() -> None:
    stages = [
        held("ruth", {"ownership": [4.0, 4.0], "planning": [4.0]}),
        held("dev", {"ownership": [4.0], "planning": [4.0]}),
    ]
    assert weigh(stages, now=NOW).missing == (Missing("few_answers", 5, 6),)


def test_one_interview_is_too_few() -> None:
    one, _ = loop(4.0)
    silent = held("dev", {}, thin=FOUR)
    assert weigh([one, silent], now=NOW).missing == (Missing("one_interview", 1, 2),)


def test_faint_answers_do_not_cover_what_counts() -> None:
    """What is needed to reach 60 in 100 of the weight, the weightiest first."""
    weights = {"ownership": 0.4, "planning": 0.3, "domain_depth": 0.2, "communication": 0.1}
    scores = {
        "ownership": [(4.0, 0.39)] * 2,
        "planning": [(4.0, 0.39)],
        "communication": [(4.0, 0.4)],
    }
    stages = [held(key, scores, weights=weights) for key in ("ruth", "dev")]
    (gap,) = weigh(stages, now=NOW).missing
    assert gap == Missing("much_unheard", competencies=("ownership", "planning"))


def test_exactly_sixty_in_a_hundred_is_enough() -> None:
    weights = {"ownership": 0.3, "planning": 0.3, "domain_depth": 0.4}
    scores = {"ownership": [(4.0, 0.4)] * 2, "planning": [(4.0, 0.4)]}
    stages = [held(key, scores, weights=weights) for key in ("ruth", "dev")]
    assert weigh(stages, now=NOW).missing == ()


def test_an_untested_must_have_leaves_no_word() -> None:
    stages = loop(4.0, must=("leadership", "ownership"))
    found = weigh(stages, now=NOW)
    assert found.missing == (Missing("must_untested", competencies=("leadership",)),)
    assert found.readiness("mid").word == "not_enough"
    assert found.readiness("mid").value is None


def test_strengths_elsewhere_do_not_make_up_for_a_must_have() -> None:
    def readiness(score: float) -> tuple[str, str | None, float]:
        scores = {name: [(5.0, 0.65)] * 3 for name in FOUR}
        scores["ownership"] = [(score, 0.65)] * 3
        stages = [held(key, scores, must=("ownership",)) for key in ("ruth", "dev", "hiro")]
        weighed = weigh(stages, now=NOW)
        found = weighed.readiness("mid")
        return found.word, found.cap, weighed.estimates["ownership"].mean

    word, cap, mean = readiness(2.4)
    assert (word, cap) == ("not_yet", "must_low")
    assert mean < 2.7
    word, cap, mean = readiness(2.8)
    assert (word, cap) == ("mixed", "must_middling")
    assert 2.7 <= mean < 3.0
    word, cap, mean = readiness(3.1)
    assert (word, cap) == ("ready", None)
    assert mean >= 3.0


def test_a_word_is_held_down_and_never_up() -> None:
    assert at_most("mixed", "ready") == "mixed"
    assert at_most("mixed", "not_yet") == "not_yet"


def test_two_fine_answers_and_a_middling_one_prove_little() -> None:
    """The example again, as a whole loop: no word comes of three answers."""
    stages = [
        held("ruth", {"ownership": [(4.2, 0.6), (3.8, 0.6)]}),
        held("dev", {"ownership": [(3.0, 0.5)]}),
    ]
    assert weigh(stages, now=NOW).readiness("mid").word == "not_enough"
