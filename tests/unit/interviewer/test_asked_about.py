"""A question tells its competency by its words."""

import pytest

from preppal.interviewer.asked_about import asked_about
from preppal.interviewer.questions import COMPETENCIES, load_bank


def test_a_question_of_the_bank_is_known():
    for question in load_bank().leads:
        assert asked_about(question.text, question.kind) == question.competency


@pytest.mark.parametrize(
    ("question", "kind", "competency"),
    [
        ("Tell me about a fault whose cause took you days to find.", "behavioural", "problem_solving"),
        ("When did you take on something that nobody felt responsible for?", "behavioural", "ownership"),
        ("Describe explaining a chart to somebody non-technical.", "behavioural", "communication"),
        ("Tell me about working together with another department.", "behavioural", "collaboration"),
        ("Have you mentored a new colleague?", "behavioural", "leadership"),
        ("Tell me about a customer you went out of your way for.", "behavioural", "customer_focus"),
        ("How does a heat pump work?", "knowledge", "domain_depth"),
        ("How would you design a booking system for a clinic?", "case", "design_tradeoffs"),
        ("Tell me about a target you reached.", "behavioural", "execution_results"),
        ("Tell me about feedback that was hard to hear.", "behavioural", "learning_adaptability"),
        ("Tell me about a mistake you owned up to.", "behavioural", "integrity_judgement"),
        ("Why do you want to work for us?", "motivation", "motivation_fit"),
        ("How do you prioritise when three deadlines meet?", "behavioural", "planning"),
        ("Tell me about a disagreement with your manager.", "behavioural", "conflict_handling"),
        ("Your manager asks you to sign for hours nobody worked. What do you do?", "knowledge", "integrity_judgement"),
        ("Why leave the law for teaching?", "behavioural", "motivation_fit"),
    ],
)  # fmt: skip
def test_the_words_of_a_question_tell(question, kind, competency):
    assert asked_about(question, kind) == competency


@pytest.mark.parametrize(
    "kind", ["behavioural", "situational", "knowledge", "case", "motivation", ""]
)
def test_any_words_have_one(kind):
    assert asked_about("Blue?", kind) in COMPETENCIES
    assert asked_about("", kind) in COMPETENCIES
