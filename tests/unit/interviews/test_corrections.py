"""What a correction changes is told word by word, and loses nothing of what was heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.transcript import AssessedTurn
from preppal.foundation.visible import has_something_to_see, visible_text
from preppal.interviews.corrections.bounds import (
    LETTERS_A_WORD,
    MORE_WORDS,
    TooMuchMore,
    most_words,
    read_correction,
)
from preppal.interviews.corrections.differing import Stretch, changed_words, stretches, words_in
from preppal.interviews.corrections.marking import share_of

WORDS = st.sampled_from(["so", "I", "the", "pump", "Kafka", "泵", "坏", "é", "10.5%"])
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
ANYTHING = st.text(max_size=60)


def joined(found: tuple[Stretch, ...], without: str) -> str:
    return "".join(one.text for one in found if one.kind != without)


def bare(text: str) -> str:
    return "".join(text.split())


@given(TEXTS | ANYTHING, TEXTS | ANYTHING)
def test_the_difference_applied_gives_the_text_and_taken_back_what_was_heard(
    heard: str, written: str
) -> None:
    found = stretches(heard, written)
    assert joined(found, "out").rstrip() == written.strip()
    assert bare(joined(found, "in")) == bare(heard)
    assert sum(one.words for one in found if one.kind != "in") == words_in(heard)
    assert sum(one.words for one in found if one.kind != "out") == words_in(written)


@given(TEXTS)
def test_nothing_differs_from_itself(text: str) -> None:
    assert changed_words(stretches(text, text)) == (0, 0)


@given(TEXTS, TEXTS)
def test_back_and_forth_is_the_same_amount(one: str, other: str) -> None:
    out, put = changed_words(stretches(one, other))
    assert changed_words(stretches(other, one)) == (put, out)


@given(TEXTS, st.integers(0, 30), WORDS)
def test_one_word_put_in_is_one_word(text: str, at: int, word: str) -> None:
    words = text.split()
    at = min(at, len(words))
    longer = " ".join([*words[:at], word, *words[at:]])
    assert changed_words(stretches(text, longer)) == (0, 1)


def test_a_case_and_a_sign_are_changes_too() -> None:
    found = stretches("we used cough car at night", "We used Kafka, at night")
    assert [(one.kind, one.text) for one in found] == [
        ("out", "we "),
        ("in", "We "),
        ("same", "used "),
        ("out", "cough car "),
        ("in", "Kafka, "),
        ("same", "at night "),
    ]


def test_chinese_differs_by_the_sign() -> None:
    found = stretches("我们两台泵坏了", "我们三台泵坏了")
    assert [(one.kind, one.text.strip()) for one in found] == [
        ("same", "我们"),
        ("out", "两"),
        ("in", "三"),
        ("same", "台泵坏了"),
    ]


@given(TEXTS, ANYTHING | TEXTS)
def test_what_is_kept_is_visible_short_enough_and_reads_again_as_itself(
    heard: str, written: str
) -> None:
    try:
        kept = read_correction(heard, written)
    except TooMuchMore:
        return
    assert kept == visible_text(kept)
    assert kept == " ".join(kept.split())
    assert kept == "" or has_something_to_see(kept)
    assert words_in(kept) <= most_words(heard)
    assert read_correction(heard, kept) == kept


@pytest.mark.parametrize(("heard", "more"), [(0, 15), (8, 15), (60, 15), (100, 25), (400, 100)])
def test_a_few_more_words_fit_than_were_heard(heard: int, more: int) -> None:
    said = " ".join(["pump"] * heard)
    assert most_words(said) == heard + more
    read_correction(said, " ".join(["pump"] * (heard + more)))
    with pytest.raises(TooMuchMore):
        read_correction(said, " ".join(["pump"] * (heard + more + 1)))


def test_one_endless_word_is_no_way_around() -> None:
    with pytest.raises(TooMuchMore):
        read_correction("", "x" * (LETTERS_A_WORD * MORE_WORDS + 1))


def test_signs_that_nobody_sees_go() -> None:
    assert read_correction("a pump", "a\u202e p\u200bump\n\n two") == "a pump two"
    assert read_correction("a pump", " \u200b\u3164 ") == ""


def said(seq: int, text: str) -> AssessedTurn:
    return AssessedTurn(seq, "candidate", text, 0, 1_000)


def test_the_share_is_told_of_all_that_was_spoken() -> None:
    turns = [said(2, "two of our pumps failed"), said(4, "I called the tech nation")]
    assert share_of(turns, {}) is None
    share = share_of(turns, {4: "I called the technician"})
    assert share is not None
    assert (share.answers, share.out, share.put, share.heard) == (1, 2, 1, 10)
    assert not share.is_most


def test_another_answer_is_called_what_it_is() -> None:
    share = share_of([said(2, "I do not know really")], {2: "We raised sales by ten per cent"})
    assert share is not None
    assert share.is_most


def test_what_was_taken_out_counts_as_much() -> None:
    share = share_of([said(2, "I do not know really")], {2: ""})
    assert share is not None
    assert share.is_most
