"""What a model reads of an answer, and that a quotation leads back to the raw words or nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.model_assessor.masking import NOBODY, Hidden
from preppal.assessment.model_assessor.showing import Shown, mask_text, show
from preppal.assessment.transcript import AnswerTurn, AssessedTurn
from tests.unit.assessment.test_metamorphic import ORDERS

TEXT = (
    "In spring we had “too many” returns — nearly  thirty a week. I’d asked the packers, and it’s the "
    "tape: it didn't hold below five degrees.\nSo I tried café-style labels instead."
)


def shown(text: str, hidden: Hidden = NOBODY) -> Shown:
    return show([AnswerTurn(AssessedTurn(2, "candidate", text, 0, 0), False)], hidden)[0]


def found(text: str, quote: str, hidden: Hidden = NOBODY) -> str | None:
    turn = shown(text, hidden)
    span = turn.find(quote)
    return None if span is None else text[slice(*span)]


@pytest.mark.parametrize(
    ("quote", "raw"),
    [
        ("we had “too many” returns", "we had “too many” returns"),
        ('We had "too many" returns', "we had “too many” returns"),
        ("returns - nearly thirty a week", "returns — nearly  thirty a week"),
        ("I'd asked the packers, and it's the tape", "I’d asked the packers, and it’s the tape"),
        ('"it didn’t hold below five degrees."', "it didn't hold below five degrees"),
        (
            "below five degrees. so I tried cafe\u0301-style labels",
            "below five degrees.\nSo I tried café-style labels",
        ),
        ("…nearly thirty a week…", "nearly  thirty a week"),
        ("ne\u200barly thirty a week", "nearly  thirty a week"),
    ],
)
def test_small_signs_and_spaces_do_not_matter(quote: str, raw: str) -> None:
    assert found(TEXT, quote) == raw


@pytest.mark.parametrize(
    "quote",
    [
        "we had far too many returns",  # a word more
        "we had many returns",  # a word less
        "nearly thirty returns a week",  # moved
        "I had asked the packers",  # the same, said differently
        "nearly thirty a",  # too short
        "early thirty a week",  # from the middle of a word
        "nearly thirty a wee",
        "It did not hold below five degrees",
        "I asked … So I tried café-style labels",
        "",
        "   ",
        " ".join(["word"] * 60),
    ],
)
def test_what_was_not_said_so_is_not_found(quote: str) -> None:
    assert found(TEXT, quote) is None


def test_a_quotation_of_more_than_forty_words_is_none() -> None:
    text = " ".join(f"word{n}" for n in range(60))
    assert found(text, " ".join(text.split()[:40])) is not None
    assert found(text, " ".join(text.split()[:41])) is None


WORDS = st.lists(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
        min_size=1,
        max_size=8,
    ),
    min_size=6,
    max_size=60,
)


@given(WORDS, st.data())
def test_every_span_that_is_found_is_a_substring_with_the_same_words(
    words: list[str], data: st.DataObject
) -> None:
    text = "  ".join(words)
    answers = [AnswerTurn(AssessedTurn(2, "candidate", text, 0, 0), False)]
    for turn in show(answers, NOBODY):
        low = data.draw(st.integers(0, len(words) - 1))
        quote = " ".join(words[low : low + data.draw(st.integers(1, 45))])
        span = turn.find(quote)
        if span is not None:
            start, end = span
            assert 0 <= start < end <= len(text)
            assert turn.find(text[start:end]) is not None


@given(st.text(max_size=400))
def test_any_text_can_be_shown_and_each_sign_knows_its_place(text: str) -> None:
    answers = [AnswerTurn(AssessedTurn(2, "candidate", text, 0, 0), False)]
    for turn in show(answers, NOBODY):
        assert len(turn.text) == len(turn.starts) == len(turn.ends)
        assert list(turn.starts) == sorted(turn.starts)
        assert all(0 <= a < b <= len(text) for a, b in zip(turn.starts, turn.ends, strict=True))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("before", ["", TEXT + " "])
@pytest.mark.parametrize("after", ["", " Then we counted again in May and had four returns."])
def test_an_order_is_not_shown(order: str, before: str, after: str) -> None:
    text = f"{before}{order}{after}"
    answers = [AnswerTurn(AssessedTurn(2, "candidate", text, 0, 0), False)]
    seen = " ".join(turn.text for turn in show(answers, NOBODY))
    assert order not in seen
    assert " ".join(seen.split()) == " ".join(f"{before} {after}".split())


def test_a_story_about_orders_is_shown() -> None:
    text = "My boss told me to forget the rules and ship it, but I ignored the alarm only once."
    assert shown(text).text == text


def test_names_are_masked_and_the_quote_has_them_again() -> None:
    text = (
        "My name is Ines Albarracin. At Hotel Miralbueno my colleague Paco said that the boiler was out, and I "
        "called Dr. Weiss from the University of Zaragoza. Ines, said Paco, do it."
    )
    hidden = Hidden(people=("Ines Albarracin",), firms=("Hotel Miralbueno",))
    turn = shown(text, hidden)
    for name in ("Ines", "Albarracin", "Miralbueno", "Paco", "Weiss", "Zaragoza"):
        assert name not in turn.text
    assert found(text, "my colleague NAME3 said that the boiler", hidden) == (
        "my colleague Paco said that the boiler"
    )
    assert turn.text.count("NAME3") == 2


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Ines", "Muhammad"), ("Paco", "Elizabeth"), ("Albarracin", "O'Brien"), ("Ines", "McKay")],
)
def test_another_name_is_the_same_to_a_model(ours: str, theirs: str) -> None:
    text = "My name is Ines Albarracin and my colleague Paco told me that Paco would leave in June."
    assert shown(text).text == shown(text.replace(ours, theirs)).text


def test_tools_days_and_sentence_beginnings_keep_their_names() -> None:
    text = (
        "Last Monday I moved the report from Excel to PostgreSQL in Python. Everyone said thanks, and I told SAP "
        "support that GitHub was down. Kubernetes told us nothing."
    )
    assert shown(text).text == text


def test_questions_are_masked_too() -> None:
    hidden = Hidden(people=("Ruth Adeyemi",), firms=("Casa Pilar",))
    assert mask_text("What did you do at Casa Pilar?", hidden) == "What did you do at ORG1?"


def test_a_firm_in_small_letters_is_known() -> None:
    text = "then i went to hotel miralbueno and it was cold there"
    assert shown(text, Hidden(firms=("Hotel Miralbueno",))).text == (
        "then i went to ORG1 and it was cold there"
    )


def test_a_firm_within_a_word_is_no_firm() -> None:
    assert shown("We use Oracles every day.", Hidden(firms=("Oracle",))).text == (
        "We use Oracles every day."
    )
