"""Gaps: noted once, kept few, stated where they were."""

from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.transcript import AssessedTurn
from preppal.interviews.gaps import MOST, SAME_MOMENT_MS, Gap, gaps_before, read_gaps, with_gap

TURNS = (
    AssessedTurn(1, "interviewer", "Hello.", 0, 3_000),
    AssessedTurn(2, "candidate", "Hello.", 4_000, 5_000),
    AssessedTurn(3, "interviewer", "Where were we?", 5_001, 8_000),
    AssessedTurn(4, "candidate", "Here.", 9_000, 12_000),
)


def test_who_comes_back_for_a_moment_was_away_all_the_time() -> None:
    once = with_gap([], Gap(5_000, 40))
    assert once == [{"at_ms": 5_000, "seconds": 40}]
    assert with_gap(once, Gap(6_000, 30)) == [{"at_ms": 5_000, "seconds": 70}]
    apart = with_gap(once, Gap(5_001 + SAME_MOMENT_MS, 30))
    assert read_gaps(apart) == (Gap(5_000, 40), Gap(5_001 + SAME_MOMENT_MS, 30))


def test_the_longest_are_kept() -> None:
    stored: list[dict[str, int]] = []
    for number in range(MOST + 10):
        stored = with_gap(stored, Gap(10_000 * number, 5 + number))
    kept = read_gaps(stored)
    assert len(kept) == MOST
    assert [gap.seconds for gap in kept] == list(range(15, MOST + 15))


def test_a_gap_stands_before_what_was_said_next() -> None:
    # The turn that came back begins a millisecond behind the gap, however soon it is said.
    assert gaps_before(TURNS, [Gap(5_000, 40)]) == {3: Gap(5_000, 40)}
    assert gaps_before(TURNS, [Gap(12_000, 40)]) == {0: Gap(12_000, 40)}
    assert gaps_before((), [Gap(0, 9)]) == {0: Gap(0, 9)}
    assert gaps_before(TURNS, []) == {}


def test_gaps_with_no_word_between_them_are_one() -> None:
    assert gaps_before(TURNS, [Gap(5_000, 40), Gap(5_000, 20)]) == {3: Gap(5_000, 60)}


@given(st.lists(st.tuples(st.integers(0, 60_000), st.integers(5, 90_000)), max_size=80))
def test_no_second_is_lost_or_doubled(found: list[tuple[int, int]]) -> None:
    gaps = [Gap(at, seconds) for at, seconds in sorted(found)]
    stored: list[dict[str, int]] = []
    for gap in gaps:
        stored = with_gap(stored, gap)
    kept = read_gaps(stored)
    assert list(kept) == sorted(kept, key=lambda gap: gap.at_ms)
    if len(kept) < MOST:
        assert sum(gap.seconds for gap in kept) == sum(gap.seconds for gap in gaps)
    placed = gaps_before(TURNS, kept)
    assert sum(gap.seconds for gap in placed.values()) == sum(gap.seconds for gap in kept)
