"""What the Hub sorts by: helpful at least."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from preppal.personas.counting import helpful_score

RATINGS = st.integers(1, 100_000)


@st.composite
def helpful_of(draw: st.DrawFn) -> tuple[int, int]:
    ratings = draw(RATINGS)
    return draw(st.integers(0, ratings)), ratings


@given(helpful_of())
def test_never_more_than_the_share_and_never_outside(rated: tuple[int, int]) -> None:
    helpful, ratings = rated
    score = helpful_score(helpful, ratings)
    assert 0.0 <= score <= helpful / ratings
    assert score < 1.0


@given(helpful_of())
def test_one_more_who_found_it_helpful_lifts_it(rated: tuple[int, int]) -> None:
    helpful, ratings = rated
    assert helpful_score(helpful + 1, ratings + 1) > helpful_score(helpful, ratings)


@given(helpful_of())
def test_one_more_who_did_not_lowers_it(rated: tuple[int, int]) -> None:
    helpful, ratings = rated
    lower = helpful_score(helpful, ratings + 1)
    assert lower < helpful_score(helpful, ratings) or helpful == 0


@given(helpful_of(), st.integers(2, 50))
def test_the_same_share_of_more_people_counts_more(rated: tuple[int, int], times: int) -> None:
    helpful, ratings = rated
    more = helpful_score(helpful * times, ratings * times)
    assert more > helpful_score(helpful, ratings) or helpful == 0


def test_two_of_two_do_not_beat_190_of_194() -> None:
    assert helpful_score(2, 2) < helpful_score(190, 194)


@pytest.mark.parametrize(
    ("helpful", "ratings", "score"),
    [
        (0, 0, 0.0),
        (0, 10, 0.0),
        (1, 1, 0.2065),
        (10, 10, 0.7225),
        (90, 100, 0.8256),
        (50, 100, 0.4038),
    ],
)
def test_wilsons_own_numbers(helpful: int, ratings: int, score: float) -> None:
    """The lower ends of the 95 % interval as tables give them."""
    assert helpful_score(helpful, ratings) == pytest.approx(score, abs=5e-4)
