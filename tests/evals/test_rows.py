"""The decision table against answers in several registers: each must, or must not, choose its row.

`held_out.yaml` was written after the cues. First look: 50 of 53 right, all 26 near ones among them; rows
that were missed: declines, scene, reasons (one each).
"""

from collections import Counter

import pytest

from preppal.interviewer.follow_ups import ROWS
from tests.evals.table import Told, chosen, told

HELD_OUT_RIGHT = 0.9
"""Of the held-out answers, at least; on the first look it was 0.94."""


@pytest.mark.parametrize("one", told("tuned"), ids=lambda one: f"{one.row}: {one.text[:40]}")
def test_an_answer_chooses_its_row_or_not(one: Told) -> None:
    assert (chosen(one) == one.row) == one.hit


def test_held_out_answers_choose_their_rows() -> None:
    held_out = told("held_out")
    wrong = [
        (one.row, chosen(one), one.text) for one in held_out if (chosen(one) == one.row) != one.hit
    ]
    assert len(wrong) <= (1 - HELD_OUT_RIGHT) * len(held_out), wrong


def test_every_row_has_three_answers_that_hit_and_three_near_ones() -> None:
    both = (*told("tuned"), *told("held_out"))
    hits = Counter(one.row for one in both if one.hit)
    near = Counter(one.row for one in both if not one.hit)
    # Not among them: silence and a question cut off are no answers, "skip" has no words of its own,
    # and a fact instead of "later" depends on the job (`test_job_answers`).
    names = {row.name or row.move for row in ROWS} - {"unheard", "leave"}
    assert {
        name: (hits[name], near[name]) for name in names if hits[name] < 3 or near[name] < 3
    } == {}
