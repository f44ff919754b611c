"""Sentences of speech, with and without punctuation, as spans of the raw text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.findings import count_words
from preppal.assessment.sentences import HARD_LIMIT, filler_flags, sentences, words_in


def texts(text: str) -> list[str]:
    return [text[s.words[0].start : s.words[-1].end] for s in sentences(text)]


def test_sentences_end_at_their_marks():
    assert texts("I rang him. Did he come? Yes! Late, though…") == [
        "I rang him",
        "Did he come",
        "Yes",
        "Late, though",
    ]
    assert [s.is_question for s in sentences("I rang him. Did he come?")] == [False, True]


def test_numbers_initials_and_titles_do_not_end_a_sentence():
    assert texts("Dr. Okafor gave 2.5 ml to J. Brown at 7.30 a.m. sharp.") == [
        "Dr. Okafor gave 2.5 ml to J. Brown at 7.30 a.m. sharp"
    ]
    assert texts("I said no. He left.") == ["I said no", "He left"]


def test_unpunctuated_speech_is_cut_at_its_connectors():
    speech = (
        "so we had this machine that stopped every night around two and nobody knew why and then i"
        " stayed one night to see it myself because i thought somebody must be switching it off but"
        " it was the cleaning robot that hit the cable"
    )
    assert texts(speech) == [
        "so we had this machine that stopped every night around two and nobody knew why",
        "and then i stayed one night to see it myself",
        "because i thought somebody must be switching it off",
        "but it was the cleaning robot that hit the cable",
    ]


def test_without_any_connector_a_piece_is_still_bounded():
    assert max(len(s.words) for s in sentences("word " * 1_000)) <= HARD_LIMIT


def test_chinese_text_splits_and_counts_by_character():
    assert texts("我修好了水泵。客人很高兴！") == ["我修好了水泵", "客人很高兴"]
    assert count_words("我修好了水泵") == 6


def test_fillers_are_left_out_but_stay_in_the_quote():
    text = "So I, um, you know, checked the, like, whole log"
    (only,) = sentences(text)
    assert only.joined == "so i checked the whole log"
    assert text[only.words[1].start : only.words[2].end] == "I, um, you know, checked"


def test_real_uses_of_filler_words_count():
    for text in (
        "I like the work",
        "It looked like rain",
        "Do you know the rule",
        "It was some kind of valve",
        "That is what I mean",
    ):
        assert not any(filler_flags(words_in(text))), text


@given(st.text(max_size=300))
def test_words_keep_their_order_and_their_place(text):
    found = [word for sentence in sentences(text) for word in sentence.words]
    assert all(one.end <= other.start for one, other in pairwise(found))
    for sentence in sentences(text):
        assert sentence.joined == " ".join(word.text for word in sentence.words)
        assert 0 in sentence.breaks


@pytest.mark.parametrize(
    ("text", "raw", "word"),
    [
        ("costs fell by 40%.", "40%", "40"),
        ("costs fell by 40 %, ", "40 %", "40"),
        ("we saved £30k", "£30k", "30k"),
        ("la migracio\u0301n", "migracio\u0301n", "migracio\u0301n"),
    ],
)
def test_a_quote_takes_signs_and_accents_along(text: str, raw: str, word: str) -> None:
    last = words_in(text)[-1]
    assert (text[last.start : last.end], last.text) == (raw, word)
