"""A question tells its competency by its words."""

from pathlib import Path

import pytest

from preppal.interviewer.asked_about import asked_about
from preppal.interviewer.question_reading import read_question
from preppal.interviewer.questions import COMPETENCIES, load_bank

ROOT = Path(__file__).resolve().parents[3]
UNSEEN = ROOT / "tests" / "data" / "questions" / "unseen.tsv"
LEARNED = ROOT / "tools" / "questions" / "wordings.tsv"


def test_a_question_of_the_bank_is_known():
    for question in load_bank().leads:
        assert asked_about(question.text) == question.competency


@pytest.mark.parametrize(
    ("question", "competency"),
    [
        ("Tell me about a fault whose cause took you days to find.", "problem_solving"),
        ("When did you take on something that nobody felt responsible for?", "ownership"),
        ("Describe explaining a chart to somebody non-technical.", "communication"),
        ("Tell me about working together with another department.", "collaboration"),
        ("Have you mentored a new colleague?", "leadership"),
        ("Tell me about a customer you went out of your way for.", "customer_focus"),
        ("How does a heat pump work?", "domain_depth"),
        ("How would you design a booking system for a clinic?", "design_tradeoffs"),
        ("Tell me about a target you reached.", "execution_results"),
        ("Tell me about feedback that was hard to hear.", "learning_adaptability"),
        ("Tell me about a mistake you owned up to.", "integrity_judgement"),
        ("Why do you want to work for us?", "motivation_fit"),
        ("How do you prioritise when three deadlines meet?", "planning"),
        ("Tell me about a disagreement with your manager.", "conflict_handling"),
        ("Your manager asks you to sign for hours nobody worked. What do you do?", "integrity_judgement"),
        ("Why leave the law for teaching?", "motivation_fit"),
    ],
)  # fmt: skip
def test_the_words_of_a_question_tell(question, competency):
    assert asked_about(question) == competency


@pytest.mark.parametrize("words", ["Blue?", "", "?", "你好", "x" * 20_000])
def test_any_words_have_one(words):
    assert asked_about(words) in COMPETENCIES
    assert sum(read_question(words).values()) == pytest.approx(1)


def test_wordings_that_were_never_learned_from():
    """tests/data/questions/unseen.tsv was written before the reading was: a hundred and fifty-four questions."""
    lines = [line.split("\t") for line in UNSEEN.read_text().splitlines()]
    asked = [(name, text) for name, text in lines if name in COMPETENCIES]
    right = sum(asked_about(text) == name for name, text in asked)
    assert right / len(asked) >= 0.7
    learned = {line.split("\t")[1] for line in LEARNED.read_text().splitlines()}
    assert not learned & {text for _, text in lines}
