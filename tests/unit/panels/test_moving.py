"""Moving one thing among others: nothing is lost, the others keep their order."""

from hypothesis import given
from hypothesis import strategies as st

from preppal.panels.arranging import moved

THINGS = st.lists(st.integers(), min_size=1, max_size=8, unique=True).map(
    lambda numbers: [object() for _ in numbers]
)


@given(things=THINGS, which=st.integers(0, 7), place=st.integers(-20, 20))
def test_nothing_is_lost_and_the_others_keep_their_order(
    things: list[object], which: int, place: int
) -> None:
    thing = things[which % len(things)]
    after = moved(things, thing, place)
    assert len(after) == len(things)
    assert set(map(id, after)) == set(map(id, things))
    others = [one for one in things if one is not thing]
    assert [one for one in after if one is not thing] == others
    assert after.index(thing) == min(max(place, 0), len(things) - 1)


@given(things=THINGS, which=st.integers(0, 7), place=st.integers(0, 7))
def test_back_to_its_place_is_as_it_was(things: list[object], which: int, place: int) -> None:
    at = which % len(things)
    assert moved(moved(things, things[at], place), things[at], at) == things
