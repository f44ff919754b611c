"""Which competency a question asks for, told from its words: for interviews that no plan of ours led. English."""

from functools import cache

from preppal.interviewer.question_reading import read_question
from preppal.interviewer.questions import COMPETENCIES, load_bank


def asked_about(question: str) -> str:
    """One of the 14 competencies. A question of our bank is known by its words."""
    plain = " ".join(question.split())
    known = _of_the_bank().get(plain.casefold())
    if known:
        return known
    read = read_question(plain)
    return max(COMPETENCIES, key=lambda key: read[key])


@cache
def _of_the_bank() -> dict[str, str]:
    return {
        question.text.casefold(): question.competency
        for question in load_bank().by_id.values()
        if question.competency in COMPETENCIES
    }
