"""How much an answer is about its question: by what both mean, not by their words, and what it costs to miss it."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.assess import ELSEWHERE, assess
from preppal.assessment.codes import SCORE_RULES
from preppal.assessment.scoring.hearing import hear
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.layers import MOST_PIECES, Beginning
from preppal.assessment.scoring.masking import masked_sentences
from preppal.assessment.scoring.reader import FOLDER, load_reader
from preppal.assessment.scoring.relevance import meaning, summed
from preppal.assessment.scoring.score import TOLD_DOUBT, score_answer
from preppal.assessment.scoring.weights import Elsewhere, load_weights
from tests.unit.assessment.marked import asked, lead

ANSWERS = Path(__file__).parents[3] / "training" / "further.jsonl"
GENERAL = Path(__file__).with_name("general_questions.jsonl")
EVERY = 4  # of the good answers there
OWN_ABOVE_OTHERS = 0.85  # 0.94 of all

QUESTION = "Tell me about a customer who was angry with you. How did you calm him down?"
CALMED = (
    "A man came to my counter last winter because his parcel had gone to the wrong town for the second time, and he"
    " shouted so that the whole queue turned round. I came out from behind the counter, told him that he was right to"
    " be cross, and rang the depot while he listened. I wrote the new time and my own number on a card for him. He came"
    " back two days later, with the parcel, and said that he had been sorry about the shouting."
)
ARCHIVE = (
    "Our drawings were in nine cabinets and nobody found anything. I read out the numbers to a student for three weeks,"
    " and I wrote a small program that sorts them by machine and year. I left out what had been scrapped before 1990,"
    " because nobody can order parts for it. Today a fitter finds a sheet in half a minute, where it had been twenty,"
    " and the cabinets went to the museum in May."
)
LINES = (
    "It was raining that day.",
    "I had been there for about three years by then.",
    "My manager asked me about it a year later.",
    "My colleague was on holiday.",
)
LITTLE = 0.2  # points
READ_AS_ANOTHER = "read as an answer to another question"


def relevance(question: str, answer: str) -> float:
    said = masked_sentences(hear(question, kind_of(question), answer))
    return load_reader().relevance.beside(question).relevance(said)


def by_others() -> list[dict[str, str]]:
    """Some good answers that nothing here was taught on."""
    graded = [json.loads(line) for line in ANSWERS.read_text("utf-8").splitlines()]
    return [one for one in graded if not one["trap"] and (one["content_score"] or 0) >= 3][::EVERY]


def test_an_answer_is_nearer_to_its_own_question_than_to_others_of_its_trade() -> None:
    good = by_others()
    questions = {one["question"]: one["id"].rpartition("-")[0] for one in good}
    ahead = [
        relevance(one["question"], one["answer"]) > relevance(other, one["answer"])
        for one in good
        for other, trade in questions.items()
        if other != one["question"] and trade == questions[one["question"]]
    ]
    assert len(ahead) > 100
    assert np.mean(ahead) >= OWN_ABOVE_OTHERS


def test_no_word_of_the_question_need_come_back() -> None:
    assert relevance(QUESTION, CALMED) > relevance(QUESTION, ARCHIVE) + 0.2
    other = "How did you bring order into something that nobody could find his way in?"
    assert relevance(other, ARCHIVE) > relevance(other, CALMED) + 0.2


def test_a_good_story_of_something_else_costs_points_that_are_said() -> None:
    told = score_answer(QUESTION, CALMED)
    assert -0.1 < told.worths[READ_AS_ANOTHER] <= 0
    assert not told.rules
    elsewhere = score_answer(QUESTION, ARCHIVE)
    assert elsewhere.score is not None
    assert told.score is not None
    assert elsewhere.rules == (READ_AS_ANOTHER,)
    assert elsewhere.score < told.score - 1
    assert READ_AS_ANOTHER in SCORE_RULES


def test_a_report_sends_it_back_to_the_question_and_to_nothing_else() -> None:
    about = lead(QUESTION)
    found = assess(asked(ARCHIVE, about=about), [about], spoken=False)
    (score,) = found.answers
    assert ELSEWHERE in score.rules
    assert found.headline is not None
    assert found.headline.code == "answer_the_question"
    assert found.headline.evidence is not None
    assert found.headline.evidence.quote in ARCHIVE
    assert not found.practise
    assert not found.strengths


def test_a_question_that_could_be_asked_anywhere_costs_no_good_answer() -> None:
    """Answers by two authors, to the leads of the bank: some were put beside another lead than their own."""
    near: dict[bool, list[float]] = {True: [], False: []}
    lost: dict[bool, list[float]] = {True: [], False: []}
    for line in GENERAL.read_text("utf-8").splitlines():
        one = json.loads(line)
        scored = score_answer(one["question"], one["answer"], kind=one["kind"])
        near[one["fits"]].append(relevance(one["question"], one["answer"]))
        lost[one["fits"]].append(-scored.worths[READ_AS_ANOTHER])
    assert np.mean(np.array(lost[True]) >= TOLD_DOUBT) <= 0.04
    assert np.mean(lost[True]) < 0.1
    assert np.mean(lost[False]) > 0.4
    assert np.mean([own > other for own in near[True] for other in near[False]]) > 0.85


def test_one_more_line_makes_no_other_answer_of_it() -> None:
    lost = []
    for one in by_others()[::2]:
        plain = score_answer(one["question"], one["answer"]).worths[READ_AS_ANOTHER]
        for line in LINES:
            more = score_answer(one["question"], f"{one['answer']} {line}")
            lost.append(plain - more.worths[READ_AS_ANOTHER])
    assert np.mean(np.array(lost) > LITTLE) <= 0.02


def test_what_is_too_long_for_one_reading_is_read_in_parts() -> None:
    beginning = Beginning(FOLDER)
    text = "we counted the crates in the yard again " * 90
    found = summed(beginning, text)
    pieces = len(beginning.pieces(text).ids)
    assert pieces > 2 * MOST_PIECES
    assert found.pieces == pieces + 2 * -(-pieces // (MOST_PIECES - 2))
    half = text[: len(text) // 2]
    once = meaning([summed(beginning, half)])
    assert np.corrcoef(meaning([found]), once)[0, 1] > 0.99


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_about_it_is_never_more_likely_something_else(
    one: float, other: float, doubt: float, more: float
) -> None:
    learned: Elsewhere = load_weights().elsewhere
    less, much = sorted((one, other))
    low, high = sorted((doubt, more))
    likely = [
        learned.likely(about, doubted)
        for about, doubted in ((much, low), (less, low), (less, high))
    ]
    assert all(0 <= value <= 1 for value in likely)
    assert all(before <= after for before, after in pairwise(likely))
