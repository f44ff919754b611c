"""One's own baseline: the middle of one's earlier interviews by voice, where there are enough of them."""

from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.baseline import LEAST, MOST, baseline_of
from preppal.assessment.report import Delivery

PACES = st.lists(st.floats(60, 240).map(lambda pace: round(pace, 1)), max_size=15)


def spoken(pace: float | None) -> Delivery:
    return Delivery(spoken=True, words=100, words_per_minute=pace)


@given(PACES)
def test_it_is_the_middle_of_the_last_ones(paces: list[float]) -> None:
    own = baseline_of(map(spoken, paces)).get("words_per_minute")
    last = paces[:MOST]
    if len(last) < LEAST:
        assert own is None
        return
    assert own is not None
    assert (own.middle, own.low, own.high, own.count) == (
        median(last),
        min(last),
        max(last),
        len(last),
    )
    assert {own.against(pace) for pace in last} == {"as_usual"}
    assert own.against(max(own.high + 0.1, 1.11 * own.middle)) == "more"
    assert own.against(min(own.low - 0.1, 0.89 * own.middle)) == "less"
    assert own.against(1.05 * own.middle) == "as_usual"


def test_what_was_typed_or_too_little_does_not_count() -> None:
    typed = Delivery(spoken=False, words=100)
    assert baseline_of([spoken(140), typed, spoken(None), spoken(150)]) == {}
    own = baseline_of([typed, spoken(None), spoken(150), spoken(142), spoken(120)])
    assert own["words_per_minute"].middle == 142
    assert set(own) == {"words_per_minute"}
