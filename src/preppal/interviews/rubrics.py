"""What a model assessor asks of answers: the anchors are the question bank's, where interviewers read them too."""

from functools import cache

from preppal.assessment.model_assessor.rubric import Rubrics, rubrics_of
from preppal.interviewer.questions import load_bank


@cache
def bank_rubrics() -> Rubrics:
    """Of all competencies of the bank."""
    competencies = load_bank().competencies
    return rubrics_of({key: (one.name, one.anchors) for key, one in competencies.items()})
