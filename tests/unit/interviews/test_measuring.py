"""Delivery beside one's own baseline first, beside the usual range second."""

from preppal.assessment.baseline import Own
from preppal.assessment.delivery_words import AGAINST_OWN
from preppal.assessment.report import Delivery
from preppal.interviews.measuring import delivery_rows

TODAY = Delivery(
    spoken=True,
    words=900,
    words_per_minute=171.3,
    fillers_per_100=8.0,
    longest_answer_ms=200_000,
    median_answer_ms=84_400,
    long_pauses_per_minute=5.0,
    first_word_delay_ms=1_240,
    talk_ratio=0.714,
    own_we=(12, 3),
)


def test_everything_that_was_measured_has_a_row() -> None:
    rows = {row.metric: row for row in delivery_rows(TODAY)}
    assert list(rows) == [
        "words_per_minute",
        "fillers_per_100",
        "median_answer_ms",
        "longest_answer_ms",
        "first_word_delay_ms",
        "long_pauses_per_minute",
        "talk_ratio",
        "own_we",
    ]
    assert rows["median_answer_ms"].params == {"minutes": 1, "seconds": 24}
    assert rows["talk_ratio"].params == {"value": 71}
    assert all(row.own is None for row in rows.values())


def test_the_own_middle_stands_beside_today() -> None:
    own = {"words_per_minute": Own(142.0, 133.0, 155.0, 4)}
    pace, *others = delivery_rows(TODAY, own)  # type: ignore[arg-type]
    assert pace.own is not None and pace.strip is not None
    assert (pace.params, pace.own.params) == ({"value": 171}, {"value": 142})
    assert (pace.own.against, pace.own.count) == (AGAINST_OWN["more"], 4)
    assert pace.own.at < pace.strip.at
    assert all(row.own is None for row in others)


def test_two_remarks_are_the_most() -> None:
    assert [row.metric for row in delivery_rows(TODAY) if row.remark] == [
        "fillers_per_100",
        "longest_answer_ms",
    ]


def test_ranges_of_english_words_are_not_held_against_other_languages() -> None:
    rows = {row.metric: row for row in delivery_rows(TODAY, language="zh-CN")}
    assert "own_we" not in rows
    for metric in ("words_per_minute", "fillers_per_100"):
        row = rows[metric]  # type: ignore[index]
        assert (row.usual, row.remark, row.strip) == ("", "", None)
    assert rows["long_pauses_per_minute"].usual


def test_a_typed_interview_has_no_rows() -> None:
    assert delivery_rows(Delivery(spoken=False, words=300)) == ()
