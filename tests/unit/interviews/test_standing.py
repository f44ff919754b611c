"""A report is outdated when another reviewer, or another version of it, would make the next."""

from dataclasses import asdict, replace

import pytest

from preppal.assessment.rating import stamps
from preppal.assessment.report import VERSION, Stamps
from preppal.interviews.reports.standing import why_outdated

BUILT_IN = stamps()
MODEL = replace(BUILT_IN, rubric="1+2", assessor="clever-7", prompt="1-abc")


def made_by(made: Stamps, *, version: int = VERSION) -> dict[str, object]:
    return {"version": version, "stamps": asdict(made)}


@pytest.mark.parametrize(
    ("made", "now", "why"),
    [
        (BUILT_IN, BUILT_IN, ()),
        (MODEL, MODEL, ()),
        (replace(BUILT_IN, weights="older"), BUILT_IN, ("version",)),
        (replace(BUILT_IN, rubric="0"), BUILT_IN, ("version",)),
        (BUILT_IN, MODEL, ("reviewer",)),
        (MODEL, BUILT_IN, ("reviewer",)),
        (replace(MODEL, assessor="clever-6"), MODEL, ("reviewer",)),
        (replace(MODEL, prompt="1-aaa"), MODEL, ("version",)),
        (replace(MODEL, rubric="1+1"), MODEL, ("version",)),
        (replace(BUILT_IN, asked="clever-7"), MODEL, ()),
        (replace(BUILT_IN, asked="clever-7", weights="older"), MODEL, ("version",)),
    ],
)
def test_who_made_it_is_held_against_who_would(
    made: Stamps, now: Stamps, why: tuple[str, ...]
) -> None:
    assert why_outdated(made_by(made), now) == why


def test_a_report_of_another_shape_is_made_by_another_version() -> None:
    assert why_outdated(made_by(BUILT_IN, version=VERSION - 1), BUILT_IN) == ("version",)
    assert why_outdated({"version": 1}, BUILT_IN) == ("version",)
