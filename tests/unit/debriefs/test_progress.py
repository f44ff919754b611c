"""What interviews make of a stage, and the order of a loop of its stages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.debriefs.progress import (
    Held,
    StageProgress,
    StageState,
    arranged,
    days_for,
    state_of,
)

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
TODAY = MONDAY.date()


def an_interview(**changes: Any) -> Held:
    fields: dict[str, Any] = {
        "id": UUID(int=1),
        "status": "COMPLETED",
        "at": MONDAY,
        "mode": "text",
        "minutes": 30,
        "who": "Ruth Adeyemi",
        "feedback": "READY",
        "enough": True,
        "number": 1,
        "was_held": True,
    }
    return Held(**(fields | changes))


HELD = an_interview()
READY = an_interview(status="READY", feedback="", enough=None, number=0, was_held=False)
LIVE = replace(READY, status="LIVE")
DROPPED = replace(READY, status="ABANDONED", feedback="WAITING", can_continue=True, was_held=True)
LAPSED = replace(DROPPED, can_continue=False)
WAITING = replace(HELD, feedback="WAITING", enough=None)
FAILED = replace(HELD, feedback="FAILED", enough=None)
SHORT = replace(HELD, enough=False, was_held=False)
NEVER = replace(READY, status="FAILED")


@pytest.mark.parametrize(
    ("interviews", "skipped", "state"),
    [
        ([], False, "open"),
        ([], True, "skipped"),
        ([HELD], False, "held"),
        ([HELD], True, "held"),
        ([READY], False, "set_up"),
        ([READY], True, "set_up"),
        ([LIVE, HELD], False, "under_way"),
        ([DROPPED, HELD], False, "dropped"),
        ([LAPSED], False, "waiting"),
        ([WAITING, HELD], False, "waiting"),
        ([FAILED], False, "failed"),
        ([FAILED, HELD], False, "held"),
        ([SHORT], False, "short"),
        ([SHORT], True, "skipped"),
        ([SHORT, HELD], False, "held"),
        ([NEVER], False, "open"),
    ],
)
def test_the_state_of_a_stage(interviews: list[Held], skipped: bool, state: StageState) -> None:
    assert state_of(interviews, is_skipped=skipped) == state


def a_stage(*interviews: Held, skipped: bool = False, number: int = 0) -> StageProgress:
    return StageProgress(
        id=UUID(int=number),
        title="Technical",
        stage="technical",
        minutes=30,
        focus=(),
        note="",
        persona={},
        is_usable=True,
        state=state_of(interviews, is_skipped=skipped),
        is_skipped=skipped,
        interviews=interviews,
    )


def states(*stages: StageProgress, in_order: bool = True) -> list[str]:
    told = arranged(stages, in_order=in_order, today=TODAY, interview_on=None)
    return [("next " if one.is_next else "") + one.state for one in told]


def test_in_order_the_next_opens_when_those_before_are_held_or_skipped() -> None:
    rest = (a_stage(), a_stage())
    assert states(a_stage(), *rest) == ["next open", "locked", "locked"]
    assert states(a_stage(HELD), *rest) == ["held", "next open", "locked"]
    assert states(a_stage(WAITING), *rest) == ["waiting", "next open", "locked"]
    assert states(a_stage(FAILED), *rest) == ["failed", "next open", "locked"]
    assert states(a_stage(skipped=True), *rest) == ["skipped", "next open", "locked"]
    assert states(a_stage(SHORT), *rest) == ["next short", "locked", "locked"]
    assert states(a_stage(LIVE), *rest) == ["next under_way", "locked", "locked"]
    assert states(a_stage(LIVE, HELD), *rest) == ["under_way", "next open", "locked"]


def test_in_any_order_nothing_is_locked() -> None:
    found = states(a_stage(), a_stage(HELD), a_stage(), in_order=False)
    assert found == ["next open", "held", "open"]


def test_what_was_held_behind_one_that_is_left_is_locked_too() -> None:
    told = arranged((a_stage(), a_stage(HELD)), in_order=True, today=TODAY, interview_on=None)
    assert [(one.state, one.is_locked) for one in told] == [("open", False), ("held", True)]


def test_the_latest_that_counts_counts() -> None:
    older, newer = an_interview(id=UUID(int=2)), an_interview(id=UUID(int=3))
    assert a_stage(newer, older).counting == newer
    assert a_stage(SHORT, older).counting == older
    assert a_stage(WAITING).counting is None
    assert a_stage(WAITING).is_held


@given(left=st.integers(0, 8), days=st.integers(0, 400))
def test_days_are_spread_before_the_interview(left: int, days: int) -> None:
    interview_on = TODAY + timedelta(days=days)
    found = days_for(left, TODAY, interview_on)
    assert len(found) == left
    assert found == sorted(found)
    assert all(TODAY <= day <= interview_on for day in found)
    if days > left:
        assert all(day < interview_on for day in found), "There is air before the day itself."
        assert len(set(found)) == left


@pytest.mark.parametrize("interview_on", [None, date(2027, 2, 28)])
def test_without_a_day_to_come_there_is_no_plan(interview_on: date | None) -> None:
    assert days_for(3, TODAY, interview_on) == []


def test_only_what_is_left_has_a_day() -> None:
    stages = (a_stage(HELD), a_stage(), a_stage(skipped=True), a_stage())
    told = arranged(stages, in_order=False, today=TODAY, interview_on=TODAY + timedelta(days=6))
    assert [one.by for one in told] == [None, date(2027, 3, 3), None, date(2027, 3, 5)]
