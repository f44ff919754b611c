"""What must hold between an answer's score and the score of the same answer changed (INTERVIEWING.md §6.7, §8.9).

Held to real answers: those that the scorer learned from, of every trade, as they were written.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from preppal.assessment.scoring.hearing import HeardAnswer, hear
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.score import score_answer
from preppal.assessment.scoring.weighing import TELLING
from tests.unit.assessment.test_metamorphic import ORDERS, VAGUE, with_we
from tools.graded_answers import load

A_FEW = settings(max_examples=12, deadline=None)
NAMES = [
    "Ingrid",
    "Mark",
    "Ng",
    "Thandiwe",
    "Will",
    "Grace",
    "Li Wei",
    "Jean-Luc",
    "O'Brien",
    "Zbigniew",
    "Bo",
    "al-Rashid",
    "Maria de la Cruz",
    "June",
    "JP",
    "李明",
]
TITLES = {"Mr", "Mrs", "Ms", "Dr"}
NOISE = 0.1  # what another name may change (INTERVIEWING.md §8.9)


class Told(NamedTuple):
    question: str
    answer: str
    heard: HeardAnswer


@cache
def told() -> tuple[Told, ...]:
    """Every seventh answer with something to lose: graded 3 and more, written with full stops."""
    good = [one for one in load() if one.score and one.score >= 3 and ". " in one.answer]
    return tuple(
        Told(one.question, one.answer, hear(one.question, kind_of(one.question), one.answer))
        for one in good[::7]
    )


def results(said: Told) -> set[int]:
    return {index for index, hit in said.heard.signals if hit.signal == "result"}


def an_answer(wanted: Callable[[Told], object] = bool) -> st.SearchStrategy[Told]:
    return st.deferred(lambda: st.sampled_from([said for said in told() if wanted(said)]))


def scored(question: str, answer: str) -> float:
    found = score_answer(question, answer).score
    assert found is not None
    return found


@given(an_answer(), st.lists(st.sampled_from(VAGUE), min_size=1, max_size=6), st.booleans())
@A_FEW
def test_padding_never_raises(said: Told, padding: list[str], before: bool) -> None:
    question, answer, _ = said
    parts = [*padding, answer] if before else [answer, *padding]
    assert scored(question, " ".join(parts)) <= scored(question, answer)


@given(an_answer())
@A_FEW
def test_the_same_again_never_raises(said: Told) -> None:
    question, answer, _ = said
    assert scored(question, f"{answer} {answer}") <= scored(question, answer)


@given(an_answer(lambda said: 0 < len(results(said)) < len(said.heard.carrying)))
@A_FEW
def test_an_answer_without_its_result_is_worth_less(said: Told) -> None:
    rest = said.answer
    for index in sorted(results(said), reverse=True):
        words = said.heard.carrying[index].labelled.sentence.words
        rest = rest[: words[0].start] + rest[words[-1].end :].lstrip(".!?; ")
    full, less = score_answer(said.question, said.answer), score_answer(said.question, rest)
    assert full.score is not None
    if full.score >= TELLING and not full.rules:
        assert less.score is None or less.score < full.score or less.score == 5


@given(an_answer(lambda said: 1 < len(results(said)) < len(said.heard.carrying)))
@A_FEW
def test_an_answer_without_the_last_of_its_results_is_worth_less(said: Told) -> None:
    words = said.heard.carrying[max(results(said))].labelled.sentence.words
    rest = said.answer[: words[0].start] + said.answer[words[-1].end :].lstrip(".!?; ")
    full, less = score_answer(said.question, said.answer), score_answer(said.question, rest)
    assert full.score is not None
    if full.score >= TELLING and not full.rules:
        assert less.score is None or less.score < full.score or less.score == 5


@given(
    an_answer(
        lambda said: (
            said.heard.kind == "behavioural"
            and any(item.labelled.own for item in said.heard.carrying)
            and not re.search(r"\b(?:we|us|our)\b", said.answer, re.IGNORECASE)
        )
    )
)
@A_FEW
def test_we_in_the_place_of_i_is_worth_less(said: Told) -> None:
    mine, ours = (
        scored(said.question, said.answer),
        scored(said.question, with_we(said.answer)),
    )
    assert ours < mine or mine == 1


def people(said: Told) -> set[str]:
    """Names of people and places; those of tools in capitals, of a steel (C45), single letters, and titles are none:
    without its "Mr" a full stop behind it would end a sentence."""
    found = {
        said.answer[word.start : word.end]
        for item in said.heard.carrying
        for word in item.labelled.sentence.words
        if word.start in said.heard.names
    }
    return {
        name
        for name in found
        if name.istitle()
        and re.search(r"\d", name) is None
        and len(name) > 1
        and name not in TITLES
    }


@given(an_answer(people), st.sampled_from(["Amina", "Li", "Jonathan", "Oyelaran"]))
@A_FEW
def test_whose_name_it_is_does_not_matter(said: Told, name: str) -> None:
    swapped = re.sub(rf"\b(?:{'|'.join(map(re.escape, people(said)))})\b", name, said.answer)
    assert abs(scored(said.question, swapped) - scored(said.question, said.answer)) <= NOISE


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
@A_FEW
def test_nor_does_it_where_a_sentence_begins_with_it(one: str, other: str) -> None:
    asked = "Tell me about a time somebody disagreed with you."
    story = (
        "I run the kitchen of a school. {0} wanted the soup on the stove overnight, because the morning is short."
        " I measured it with her at ten, and it still had fifty degrees. I poured it into flat trays and showed her the"
        " table for cooling. {0}'s team has used the trays since, and the inspector found nothing in May."
    )
    assert abs(scored(asked, story.format(one)) - scored(asked, story.format(other))) <= NOISE


@given(an_answer())
@A_FEW
def test_it_does_not_matter_whether_she_or_he_did_it(said: Told) -> None:
    question, answer, _ = said
    swap = {"she": "he", "he": "she", "hers": "his", "herself": "himself", "himself": "herself"}
    swapped = re.sub(rf"\b(?:{'|'.join(swap)})\b", lambda found: swap[found[0]], answer)
    assert abs(scored(question, swapped) - scored(question, answer)) <= NOISE


@given(an_answer(), st.sampled_from(ORDERS), st.booleans())
@A_FEW
def test_an_order_to_the_reviewer_changes_nothing(said: Told, order: str, before: bool) -> None:
    question, answer, _ = said
    parts = (order, answer) if before else (answer, order)
    assert scored(question, " ".join(parts)) == scored(question, answer)


@given(an_answer())
@A_FEW
def test_every_span_is_the_answers_and_the_same_is_said_twice(said: Told) -> None:
    question, answer, _ = said
    first, again = score_answer(question, answer), score_answer(question, answer)
    assert first == again
    assert first.evidence
    assert all(answer[span.start : span.end] == span.quote for span in first.evidence)
    assert all(answer[part.start : part.end].strip() for part in first.sentences)
    parts = [*first.worths.values(), *(part.worth for part in first.sentences)]
    assert first.score is not None
    if not first.rules and 1 < first.score < 5:
        assert abs(sum(parts) - first.score) < 0.02
