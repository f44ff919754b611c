"""What must hold between an answer's score and the score of the same answer changed (INTERVIEWING.md §6.7, §8.9).

Held to real answers: those that the scorer learned from, of every trade, as they were written.
"""

import json
import re
from functools import cache
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from preppal.assessment.scoring.hearing import hear
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.score import Scored, score_answer
from tests.unit.assessment.test_metamorphic import ORDERS, VAGUE, with_we

ANSWERS = Path(__file__).parents[3] / "training" / "answers"
A_FEW = settings(max_examples=12, deadline=None)
NOISE = 0.1  # what another name may change (INTERVIEWING.md §8.9)


@cache
def told() -> tuple[tuple[str, str], ...]:
    """Questions and answers with something to lose: graded 3 and more, written with full stops."""
    rows = (
        json.loads(line)
        for path in sorted(ANSWERS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    )
    return tuple(
        (row["question"], row["answer"])
        for row in rows
        if row["score"] and row["score"] >= 3 and row["answer"].count(". ") >= 3
    )


some_answer = st.deferred(lambda: st.sampled_from(told()))


def scored(question: str, answer: str) -> float:
    found = score_answer(question, answer).score
    assert found is not None
    return found


@given(some_answer, st.lists(st.sampled_from(VAGUE), min_size=1, max_size=6), st.booleans())
@A_FEW
def test_padding_never_raises(said: tuple[str, str], padding: list[str], before: bool) -> None:
    question, answer = said
    parts = [*padding, answer] if before else [answer, *padding]
    assert scored(question, " ".join(parts)) <= scored(question, answer)


@given(some_answer)
@A_FEW
def test_the_same_again_never_raises(said: tuple[str, str]) -> None:
    question, answer = said
    assert scored(question, f"{answer} {answer}") <= scored(question, answer)


@given(some_answer)
@A_FEW
def test_an_answer_without_its_result_is_worth_less(said: tuple[str, str]) -> None:
    question, answer = said
    heard = hear(question, kind_of(question), answer)
    results = {index for index, hit in heard.signals if hit.signal == "result"}
    assume(results and len(results) < len(heard.carrying))
    rest = answer
    for index in sorted(results, reverse=True):
        words = heard.carrying[index].labelled.sentence.words
        rest = rest[: words[0].start] + rest[words[-1].end :].lstrip(".!?; ")
    full, less = score_answer(question, answer), score_answer(question, rest)
    assume(less.score is not None and not full.rules)
    assert full.score is not None and less.score is not None
    assert less.score < full.score or full.score in (1, 5)


@given(some_answer)
@A_FEW
def test_we_in_the_place_of_i_is_worth_less(said: tuple[str, str]) -> None:
    question, answer = said
    heard = hear(question, kind_of(question), answer)
    assume(heard.kind == "behavioural" and any(item.labelled.own for item in heard.carrying))
    assume(not re.search(r"\b(?:we|us|our)\b", answer, re.IGNORECASE))
    mine, ours = scored(question, answer), scored(question, with_we(answer))
    assert ours < mine or mine == 1


@given(some_answer, st.sampled_from(["Amina", "Li", "Jonathan", "Oyelaran"]))
@A_FEW
def test_whose_name_it_is_does_not_matter(said: tuple[str, str], name: str) -> None:
    question, answer = said
    heard = hear(question, kind_of(question), answer)
    known = {
        answer[word.start : word.end]
        for item in heard.carrying
        for word in item.labelled.sentence.words
        if word.start in heard.names
    }
    assume(known)
    swapped = re.sub(rf"\b(?:{'|'.join(map(re.escape, known))})\b", name, answer)
    assert abs(scored(question, swapped) - scored(question, answer)) <= NOISE


@given(some_answer)
@A_FEW
def test_it_does_not_matter_whether_she_or_he_did_it(said: tuple[str, str]) -> None:
    question, answer = said
    swap = {"she": "he", "he": "she", "hers": "his", "herself": "himself", "himself": "herself"}
    swapped = re.sub(
        rf"\b(?:{'|'.join(swap)})\b", lambda found: swap[found[0]], answer
    )
    assert abs(scored(question, swapped) - scored(question, answer)) <= NOISE


@given(some_answer, st.sampled_from(ORDERS), st.booleans())
@A_FEW
def test_an_order_to_the_reviewer_changes_nothing(
    said: tuple[str, str], order: str, before: bool
) -> None:
    question, answer = said
    parts = (order, answer) if before else (answer, order)
    assert scored(question, " ".join(parts)) == scored(question, answer)


@given(some_answer)
@A_FEW
def test_every_span_is_the_answers_and_the_same_is_said_twice(said: tuple[str, str]) -> None:
    question, answer = said
    first, again = score_answer(question, answer), score_answer(question, answer)
    assert first == again
    assert first.evidence
    assert all(answer[span.start : span.end] == span.quote for span in first.evidence)
    assert all(answer[part.start : part.end].strip() for part in first.sentences)
    assert _adds_up(first)


def _adds_up(found: Scored) -> bool:
    """What reading gave is what its sentences gave and what the question alone does."""
    return bool(found.worths) and len(found.sentences) > 0
