"""Sleep is what the clock on the wall knows and the process does not."""

from datetime import UTC, datetime, timedelta

from preppal.foundation.clock import Naps


def test_a_nap_is_told_once_and_work_is_none() -> None:
    wall, ticks = datetime(2027, 3, 1, 9, 0, tzinfo=UTC), 100.0
    naps = Naps(lambda: wall, lambda: ticks)
    wall, ticks = wall + timedelta(seconds=30), ticks + 30
    assert naps.slept() == 0
    wall, ticks = wall + timedelta(hours=1), ticks + 2
    assert naps.slept() == 3598
    assert naps.slept() == 0
    wall, ticks = wall - timedelta(hours=2), ticks + 1
    assert naps.slept() == 0, "the clock was put back"
