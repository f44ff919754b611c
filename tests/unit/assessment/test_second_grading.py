"""The second grader's sample, and the figures of agreement against cases worked by hand."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tools.graded_answers import TRAPS, load
from tools.second_grading import (
    TO_GRADE,
    NotComparable,
    draw,
    hidden,
    mean_difference,
    ranks,
    read_graded,
    report,
    shown,
    spearman,
    weighted_kappa,
)

ANSWERS = load()


def test_what_was_written_to_be_graded_stands_in_the_collection_still() -> None:
    """The collection may grow after a sample was drawn; what was drawn may not change under its grades."""
    written = [json.loads(line) for line in TO_GRADE.read_text(encoding="utf-8").splitlines()]
    there = {hidden(answer.id): shown(answer) for answer in ANSWERS}
    assert len(written) == 431
    assert [there.get(item["id"]) for item in written] == written


def test_the_sample_holds_every_trap_and_score_and_is_spread_over_the_trades() -> None:
    sample = draw(ANSWERS)
    traps = Counter(answer.trap for answer in sample)
    assert len({answer.id for answer in sample}) == 150
    assert set(traps) == {None, *TRAPS} and min(traps.values()) >= 4
    assert (
        max(Counter(answer.trade for answer in sample).values()) <= 3
    )  # of nearly as many trades as answers
    assert {answer.score for answer in sample} == {answer.score for answer in ANSWERS}


def test_nothing_shown_tells_the_grade() -> None:
    for answer in draw(ANSWERS):
        assert set(shown(answer)) == {"id", "kind", "competency", "question", "answer"}
        assert answer.trade not in shown(answer)["id"]


def test_agreement_worked_by_hand() -> None:
    pairs = [(1.0, 1.0), (3.0, 3.0), (5.0, 3.0)]
    # Observed distance 4/3; expected, over all nine pairs: (0+4+4+4+0+0+16+4+4)/9 = 4.
    assert weighted_kappa(pairs) == pytest.approx(1 - (4 / 3) / 4)
    assert mean_difference(pairs) == pytest.approx(2 / 3)
    assert ranks([3.0, 1.0, 3.0]) == [2.5, 1.0, 2.5]
    assert spearman(pairs) == pytest.approx(0.75**0.5)


def test_perfect_agreement() -> None:
    sample = draw(ANSWERS)
    text = report(sample, {hidden(answer.id): answer.score for answer in sample})
    assert "Both say whether there is something to grade: 150 of 150" in text
    assert "Weighted kappa (quadratic): 1.00" in text and "Within 0.5: 100%" in text
    assert text.endswith("More than one point apart (first, second):")


def test_what_lies_apart_is_listed() -> None:
    sample = draw(ANSWERS)
    first = next(answer for answer in sample if answer.score == 1)
    grades = {hidden(answer.id): answer.score for answer in sample} | {hidden(first.id): 4.0}
    assert f"  {first.id}: {first.score}, 4.0" in report(sample, grades)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (['{"id": "a", "score": 2}'], "1 answers have no line, b for one"),
        (['{"id": "c", "score": 2}'], "Line 1: the id c was not drawn"),
        (['{"id": "a", "score": 2}', '{"id": "a", "score": 2}'], "Line 2: the id a"),
        (['{"id": "a", "score": 2.2}'], "Line 1: 2.2 is neither"),
        (['{"id": "a", "score": 6}'], "Line 1: 6 is neither"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    tmp_path: Path, lines: list[str], message: str
) -> None:
    path = tmp_path / "graded.jsonl"
    path.write_text("\n".join(lines))
    with pytest.raises(NotComparable, match=message):
        read_graded(path, {"a", "b"})


def test_null_means_nothing_to_grade(tmp_path: Path) -> None:
    path = tmp_path / "graded.jsonl"
    path.write_text('{"id": "a", "score": null}\n{"id": "b", "score": 3.5}\n')
    assert read_graded(path, {"a", "b"}) == {"a": None, "b": 3.5}
