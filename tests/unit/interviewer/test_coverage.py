"""The matrix of a loop counts what the plans of its stages would ask."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviewer.briefing import STAGES, Correction, Minutes, Stage
from preppal.interviewer.coverage import (
    NO_JOB,
    Staged,
    cover,
    examined_in,
    most_in_focus,
    planned,
    read_job,
)
from preppal.interviewer.plan import build_plan
from preppal.interviewer.questions import COMPETENCIES
from tests.unit.interviewer.candidates import ALL_JOBS, briefing, job

MINUTES: tuple[Minutes, ...] = (10, 30, 60)
FOCUS = st.lists(st.sampled_from(COMPETENCIES), unique=True, max_size=4)


def asked_by_plan(
    key: str | None, stage: Stage, minutes: Minutes, focus: tuple[str, ...]
) -> Counter[str]:
    told = replace(briefing(key, stage=stage, minutes=minutes), pinned=frozenset(focus))
    leads = build_plan(told).leads
    questions = Counter(lead.competency for lead in leads if not lead.lead_id.startswith("case-"))
    questions["task"] = any(lead.lead_id.startswith("case-") for lead in leads)
    return questions


def counted(
    key: str | None, stage: Stage, minutes: Minutes, focus: tuple[str, ...]
) -> Counter[str]:
    described = job(key) if key else None
    asks = read_job(described.title, described.text) if described else NO_JOB
    cells = planned(Staged(stage, minutes, focus), asks)
    questions = Counter({name: cell.questions for name, cell in cells.items() if cell.questions})
    questions["task"] = any(cell.task for cell in cells.values())
    return questions


@pytest.mark.parametrize("key", [None, *ALL_JOBS])
def test_it_counts_what_every_plan_asks(key: str | None) -> None:
    for stage, minutes in product(STAGES, MINUTES):
        assert counted(key, stage, minutes, ()) == asked_by_plan(key, stage, minutes, ())


@given(
    key=st.sampled_from([None, *ALL_JOBS]),
    stage=st.sampled_from(STAGES),
    minutes=st.sampled_from(MINUTES),
    focus=FOCUS,
)
def test_a_focus_is_counted_as_it_is_pinned(
    key: str | None, stage: Stage, minutes: Minutes, focus: list[str]
) -> None:
    chosen = tuple(focus)
    assert counted(key, stage, minutes, chosen) == asked_by_plan(key, stage, minutes, chosen)


@given(stage=st.sampled_from(STAGES), minutes=st.sampled_from(MINUTES), focus=FOCUS)
def test_what_fits_into_the_focus_is_asked(
    stage: Stage, minutes: Minutes, focus: list[str]
) -> None:
    fitting = tuple(focus[: most_in_focus(minutes, most=4)])
    cells = planned(Staged(stage, minutes, fitting), NO_JOB)
    assert all(cells[key].asked and cells[key].in_focus for key in fitting)


def test_what_the_job_corrects_counts() -> None:
    added = "Chairs the works council"
    asks = read_job("Baker", "You bake bread.", Correction(added=(added,)))
    assert [key for key in COMPETENCIES if asks.demands[key].line == added]


def test_an_empty_loop_misses_nothing() -> None:
    empty = cover([])
    assert (empty.missing, empty.often, len(empty.rows)) == ((), (), 14)


def test_it_names_what_nobody_asks_about_and_what_comes_up_often() -> None:
    stages = [Staged("technical", 30), Staged("technical", 30), Staged("technical", 60)]
    described = job("data_analyst")
    found = cover(stages, read_job(described.title, described.text))
    assert {"motivation_fit", "leadership"} <= {row.competency for row in found.missing}
    musts = [row.must for row in found.missing]
    assert musts == sorted(musts, reverse=True), "What the job insists on comes first."
    assert "domain_depth" in {row.competency for row in found.often}
    assert all(row.stages == 3 for row in found.often)
    assert found.fields[0] == "data_sql"
    assert examined_in(stages, found) == 3


def test_focus_fills_a_gap() -> None:
    before = cover([Staged("technical", 30)])
    after = cover([Staged("technical", 30, ("ownership",))])
    assert "ownership" in {row.competency for row in before.missing}
    assert "ownership" not in {row.competency for row in after.missing}


def test_ten_minutes_have_room_for_two() -> None:
    assert [most_in_focus(minutes, most=4) for minutes in MINUTES] == [2, 4, 4]
