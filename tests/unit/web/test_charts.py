"""Geometry of the charts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.web.charts import MINUTE_MS, Said, strip, timeline

HALF_HOUR = 30 * MINUTE_MS


def test_everything_lies_where_its_time_is() -> None:
    line = timeline(
        [Said("interviewer", 0, 60_000), Said("candidate", 90_000, 450_000)],
        total_ms=HALF_HOUR,
        quoted=[(180_000, 198_000)],
        chapters=[(0, "Hello"), (900_000, "Ownership")],
    )
    assert (line.interviewer[0].x, line.interviewer[0].width) == (0, 3.33)
    assert (line.candidate[0].x, line.candidate[0].width) == (5, 20)
    assert (line.quoted[0].x, line.quoted[0].width) == (10, 1)
    assert [(c.x, c.width) for c in line.chapters] == [(0, 50), (50, 50)]


@given(
    st.lists(
        st.tuples(st.integers(0, 4_000_000), st.integers(0, 300_000), st.booleans()), max_size=30
    ),
    st.sampled_from([0, 10, 30, 60]),
)
def test_nothing_leaves_the_page(turns: list[tuple[int, int, bool]], minutes: int) -> None:
    said = [
        Said("interviewer" if mine else "candidate", start, start + length, mine)
        for start, length, mine in turns
    ]
    line = timeline(said, total_ms=minutes * MINUTE_MS)
    bars = [*line.interviewer, *line.candidate, *line.pauses]
    assert len(line.interviewer) + len(line.candidate) == len(turns)
    assert all(0 <= bar.x <= 100 and 0 <= bar.x + bar.width <= 100.011 for bar in bars)
    assert all(0 <= tick.x <= 100 for tick in line.ticks)
    assert len(line.remarks) <= 2


@pytest.mark.parametrize(
    ("minutes", "majors"), [(10, [0, 4, 8]), (30, [0, 10, 20, 30]), (60, [0, 20, 40, 60])]
)
def test_ticks_are_round_minutes(minutes: int, majors: list[int]) -> None:
    ticks = timeline([], total_ms=minutes * MINUTE_MS).ticks
    assert [tick.at_ms // MINUTE_MS for tick in ticks if tick.major] == majors


def test_a_barge_in_and_the_longest_silence_are_remarked_on() -> None:
    line = timeline(
        [
            Said("interviewer", 0, 10_000),
            Said("candidate", 20_000, 60_000),
            Said("interviewer", 61_000, 65_000, interrupted=True),
            Said("candidate", 65_000, 100_000),
            Said("interviewer", 101_000, 110_000),
            Said("candidate", 135_000, 200_000),
        ],
        total_ms=200_000,
    )
    cut, pause = line.remarks
    assert (cut.kind, cut.at_ms) == ("cut_in", 65_000)
    assert (pause.kind, pause.seconds) == ("pause", 25)
    assert (cut.anchor, pause.anchor, pause.row) == ("end", "start", 0), "side by side"
    assert len(line.pauses) == 2


def test_two_remarks_without_room_take_two_rows() -> None:
    line = timeline(
        [
            Said("interviewer", 0, 10_000, interrupted=True),
            Said("candidate", 10_000, 20_000),
            Said("interviewer", 20_000, 21_000),
            Said("candidate", 33_000, 40_000),
        ],
        total_ms=600_000,
    )
    assert [remark.row for remark in line.remarks] == [0, 1]


def test_waiting_for_the_interviewer_is_no_pause_of_yours() -> None:
    line = timeline(
        [Said("candidate", 0, 1_000), Said("interviewer", 30_000, 31_000)], total_ms=40_000
    )
    assert line.pauses == ()


@pytest.mark.parametrize(("value", "at"), [(110, 27.8), (60, 0), (10, 0), (999, 100)])
def test_a_value_outside_its_axis_sits_at_the_end(value: float, at: float) -> None:
    drawn = strip(value, (110, 180), (60, 240))
    assert drawn.at == at
    assert (drawn.band.x, drawn.band.width) == (27.8, 38.9)
