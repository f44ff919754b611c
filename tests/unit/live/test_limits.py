"""Sound that is counted by the second meets the same bounds as sound that is counted by the frame."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preppal.interviews.live.limits import (
    AHEAD_SECONDS,
    BOOKED_FRAMES,
    FASTEST,
    TooFast,
    Uplink,
)

FRAME = bytes(1_280)
SECONDS = 0.04


def taken(uplink: Uplink, frame: bytes) -> bool:
    """As the room does it."""
    return uplink.takes_surely(frame) or uplink.takes(frame)


def test_sound_as_fast_as_it_is_spoken_is_hardly_ever_weighed() -> None:
    now = 0.0
    uplink = Uplink(lambda: now)
    for _ in range(25 * 600):
        now += SECONDS
        assert uplink.takes_surely(FRAME)


def test_sound_that_comes_at_once_is_heard_up_to_the_bound_and_ends_the_line_beyond_it() -> None:
    uplink = Uplink(lambda: 0.0)
    heard = 0
    with pytest.raises(TooFast):
        for _ in range(10_000):
            heard += taken(uplink, FRAME)
    assert heard * SECONDS == pytest.approx(AHEAD_SECONDS, abs=SECONDS)


@settings(max_examples=60, deadline=None)
@given(gaps=st.lists(st.integers(0, 3_000), min_size=1, max_size=40), burst=st.integers(1, 60))
def test_however_it_comes_no_more_is_heard_than_frame_by_frame(gaps: list[int], burst: int) -> None:
    now = 0.0
    by_second, by_frame = Uplink(lambda: now), Uplink(lambda: now)
    heard = weighed = 0
    try:
        for gap in gaps:
            now += gap / 1000
            for _ in range(burst):
                weighed += by_frame.takes(FRAME)
                heard += taken(by_second, FRAME)
    except TooFast:
        assert weighed * SECONDS >= AHEAD_SECONDS / 2
    assert abs(heard - weighed) * SECONDS <= 2 * FASTEST * BOOKED_FRAMES * SECONDS
