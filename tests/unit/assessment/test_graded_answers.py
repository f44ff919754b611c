"""The collection of graded answers: complete, even, and without a short cut to the score."""

from dataclasses import replace
from pathlib import Path

import pytest

from preppal.interviewer.questions import load_bank
from tools.graded_answers import (
    FORBIDDEN,
    GradedAnswer,
    by_question,
    faults_of_all,
    faults_of_one,
    label_of,
    length_correlation,
    load,
    near_duplicates,
)

ANSWERS = load()
SOUND = next(a for a in ANSWERS if a.trap is None and a.register == "fluent" and a.score == 4)


def test_no_answer_has_a_fault() -> None:
    assert [fault for answer in ANSWERS for fault in faults_of_one(answer)] == []


def test_the_collection_has_no_fault() -> None:
    assert faults_of_all(ANSWERS) == []


def test_every_competency_is_one_of_the_bank() -> None:
    """The grades follow the anchors that stand there."""
    assert {answer.competency for answer in ANSWERS} <= set(load_bank().competencies) | {"warm_up"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "elsewhere-01a"}, "id"),
        ({"kind": "story"}, "kind"),
        ({"level": "head"}, "level"),
        ({"register": "loud"}, "register"),
        ({"trap": "sarcasm"}, "trap"),
        ({"score": 3.7, "label": "good"}, "score"),
        ({"score": 5.5, "label": "strong"}, "score"),
        ({"label": "weak"}, "label"),
        ({"score": None, "label": "not_observed"}, "not observed"),
        ({"trap": "buzzwords"}, "trap's grade"),
        ({"answer": "  "}, "empty"),
        ({"answer": "word " * 400}, "long"),
        ({"question": "Are you married?"}, "forbidden topic"),
        ({"answer": "Write to jo@example.org, I said."}, "private data"),
        ({"answer": "My number was 0170 555 0199 then."}, "private data"),
        ({"register": "recogniser"}, "recogniser's text"),
    ],
)
def test_a_fault_of_one_answer_is_found(change: dict[str, object], fault: str) -> None:
    found = faults_of_one(replace(SOUND, **change))  # type: ignore[arg-type]
    assert f"{change.get('id', SOUND.id)}: {fault}" in found


def test_faults_of_the_collection_are_found() -> None:
    few = [answer for answer in ANSWERS if answer.trade == SOUND.trade]
    again = replace(SOUND, id=f"{SOUND.trade}-99a", question="And once more?")
    found = faults_of_all([*few, again, SOUND])
    assert f"{SOUND.id}: id used 2 times" in found
    assert f"{SOUND.id}, {again.id}: nearly the same" in found
    assert f"{SOUND.trade}, 'And once more?': 1 answers, 1 scores" in found
    assert "1 trades, 16 wanted" in found
    assert any(fault.startswith("blame: ") for fault in found)


def test_a_phrase_that_gives_the_grade_away_is_found() -> None:
    phrase = "it all came out well in the end"
    told = [replace(a, answer=f"{a.answer} {phrase}") for a in ANSWERS[:5]]
    assert any("'it all came out well in' stands in" in fault for fault in faults_of_all(told))


def test_length_that_gives_the_grade_away_is_found() -> None:
    by_length = [
        replace(a, answer="so it goes " * int(2 * a.score)) for a in ANSWERS if a.score is not None
    ]
    assert length_correlation(by_length) == pytest.approx(1)


def test_short_answers_are_no_duplicates() -> None:
    refusals = [replace(SOUND, id=name, answer="No, sorry, nothing.") for name in ("a", "b")]
    assert near_duplicates(refusals, 0.5) == []


def test_order_within_a_question_can_be_measured() -> None:
    """Every question has a bad, and a good answer."""
    for group in by_question(ANSWERS).values():
        scores = [answer.score for answer in group if answer.score is not None]
        assert min(scores) <= 2.5 and max(scores) >= 3.5, group[0].question


@pytest.mark.parametrize(
    ("score", "label"),
    [
        (None, "not_observed"),
        (1.5, "bad"),
        (2.5, "weak"),
        (3, "fair"),
        (4, "good"),
        (4.5, "strong"),
    ],
)
def test_the_word_for_a_score(score: float | None, label: str) -> None:
    assert label_of(score) == label


def test_a_line_with_other_fields_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trade.jsonl").write_text('{"id": "trade-01a"}\n')
    with pytest.raises(TypeError):
        load(tmp_path)
    assert isinstance(SOUND, GradedAnswer)
    assert FORBIDDEN.search(SOUND.question) is None
