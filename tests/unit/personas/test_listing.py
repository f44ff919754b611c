"""Words of a persona as the Hub keeps and looks for them."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from preppal.foundation.full_text import MOST_WORDS, folded, search_query, search_words
from preppal.personas.listing import facets_of
from preppal.personas.model import Persona


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Runs a Bakery", ["runs", "a", "bakery"]),
        ("Zoë Peña, Ærø", ["zoe", "pena", "ærø"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("it's co-op (24/7)", ["it", "s", "co", "op", "24", "7"]),
        ("under_scored", ["under", "scored"]),
        ("ﬁnance", ["finance"]),
        ("Ｆｕｌｌ", ["full"]),
        ("面包师", ["面包", "包师"]),
        ("面", ["面"]),
        ("面包 师傅", ["面包", "师傅"]),
        ("こんにちは", ["こん", "んに", "にち", "ちは"]),
        ("한국어", ["한국", "국어"]),
        ("nurse护士", ["护士", "nurse"]),
        ("مرحبا بك", ["مرحبا", "بك"]),
        ("हिन्दी", ["हनद"]),
        ("", []),
        ("!!! --- ...", []),
    ],
)
def test_words_as_they_are_kept(text: str, words: list[str]) -> None:
    assert search_words(text) == words


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("bak", "bak:*"),
        ("Peña zoe", "pena:* & zoe:*"),
        ("面包师", "面包:* & 包师:*"),
        ("bak & !nurse | (x:A*) <-> 'y'", "bak:* & nurse:* & x:* & a:* & y:*"),
        ("\\' ; drop table personas --", "drop:* & table:* & personas:*"),
        (":* & |", ""),
        ("", ""),
        ("a b c d e f g h i j", " & ".join(f"{letter}:*" for letter in "abcdefgh")),
    ],
)
def test_operators_that_somebody_types_are_no_operators(typed: str, query: str) -> None:
    assert search_query(typed) == query


@given(st.text(max_size=200))
def test_whatever_is_typed_is_letters_and_digits(typed: str) -> None:
    parts = search_query(typed).split(" & ") if search_query(typed) else []
    assert len(parts) <= MOST_WORDS
    for part in parts:
        assert part.endswith(":*")
        assert part[:-2]
        assert not set(part[:-2]) & set("&|!()<>:*'\\\" \t\n\x00")


@given(st.text(alphabet="abcdéñüß面包师傅 ", max_size=60))
def test_the_beginning_of_a_text_finds_it(text: str) -> None:
    """Every word asked for begins a word that is kept."""
    kept = search_words(text)
    for part in search_query(text[: len(text) // 2]).split(" & "):
        wanted = part.removesuffix(":*")
        assert any(word.startswith(wanted) for word in kept) or not wanted


def test_folding_is_done_once() -> None:
    for text in ("Zoë", "İstanbul", "ﬁ", "Å", "한국어"):
        assert folded(folded(text)) == folded(text)


def a_persona(**manner: int) -> Persona:
    scales = {"warmth": 3, "pace": 3, "probing": 3, "silence": 3} | manner
    return Persona(
        trade="care", languages=["es", "en"], stage="technical", stages=["technical", "design"],
        manner=scales,
    )  # fmt: skip


def test_facets_of_trade_language_and_stage() -> None:
    assert facets_of(a_persona()) == [
        "trade.care", "language.es", "language.en", "stage.technical", "stage.design",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("manner", "traits"),
    [
        ({"warmth": 4}, {"warm"}),
        ({"warmth": 2}, {"dry"}),
        ({"pace": 1}, {"patient"}),
        ({"pace": 5}, {"brisk"}),
        ({"probing": 4}, {"probing"}),
        ({"warmth": 5, "probing": 2}, {"warm", "gentle"}),
        ({"warmth": 1, "pace": 5, "probing": 5}, {"dry", "brisk", "probing"}),
    ],
)
def test_traits_of_a_manner(manner: dict[str, int], traits: set[str]) -> None:
    found = {f.removeprefix("manner.") for f in facets_of(a_persona(**manner)) if "manner" in f}
    assert found == traits
