"""The moves of a purse: granted first, debts before paid credits, nothing out of nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.credits.model import NoCredit, NotSoMany
from preppal.credits.purse import Purse

counts = st.integers(1, 20)
purses = st.one_of(
    st.builds(Purse, st.integers(0, 20), st.integers(0, 20)),
    st.builds(Purse, st.integers(0, 20), st.just(0), st.integers(0, 20)),
)


def is_sound(purse: Purse) -> bool:
    return min(purse.granted, purse.paid, purse.owed) >= 0 and not (purse.owed and purse.paid)


def test_granted_credits_are_spent_first() -> None:
    assert Purse(granted=2, paid=5).spend(1) == Purse(granted=1, paid=5)
    assert Purse(granted=2, paid=5).spend(3) == Purse(granted=0, paid=4)


def test_nothing_is_spent_that_is_not_there() -> None:
    with pytest.raises(NoCredit):
        Purse(granted=1, paid=1).spend(3)


def test_a_refund_of_spent_credits_takes_what_is_left_and_leaves_a_debt() -> None:
    assert Purse(granted=1, paid=2).take_back(5) == Purse(granted=1, paid=0, owed=3)


def test_paid_credits_pay_a_debt_first_and_gifts_do_not() -> None:
    assert Purse(owed=3).buy(5) == Purse(paid=2)
    assert Purse(owed=3).buy(2) == Purse(owed=1)
    assert Purse(owed=3).give(2) == Purse(granted=2, owed=3)


def test_a_correction_forgives_a_debt_and_takes_no_more_than_there_is() -> None:
    assert Purse(owed=3).correct(4) == Purse(granted=1)
    assert Purse(granted=1, paid=2).correct(-2) == Purse(paid=1)
    with pytest.raises(NotSoMany):
        Purse(granted=1).correct(-2)


@pytest.mark.parametrize("count", [0, -1])
def test_a_move_takes_at_least_one(count: int) -> None:
    for move in (Purse(5, 5).give, Purse(5, 5).buy, Purse(5, 5).spend, Purse(5, 5).take_back):
        with pytest.raises(ValueError, match="at least one"):
            move(count)


@given(purses, counts)
def test_every_move_leaves_a_sound_purse_that_is_worth_what_it_should_be(
    purse: Purse, count: int
) -> None:
    def worth(purse: Purse) -> int:
        return purse.balance - purse.owed

    for move, change in (
        (purse.give, count),
        (purse.buy, count),
        (purse.take_back, -count),
        (purse.correct, count),
    ):
        after = move(count)
        assert is_sound(after)
        assert worth(after) == worth(purse) + change
    if purse.balance >= count:
        assert is_sound(purse.spend(count))
        assert purse.spend(count) == purse.correct(-count)
        assert worth(purse.spend(count)) == worth(purse) - count


@given(purses, counts)
def test_a_refund_that_is_won_back_changes_nothing(purse: Purse, count: int) -> None:
    assert purse.take_back(count).buy(count) == purse
