"""Marks in a transcript: whatever is quoted, the words stay what was said."""

from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.report import Evidence
from preppal.assessment.transcript import AssessedTurn
from preppal.interviews.quoting import letter_spans, quote_of, transcript_turns

TEXT = "I pulled two weeks of the query log and the queries were starting later."


def turn(text: str, seq: int = 2) -> AssessedTurn:
    return AssessedTurn(seq, "candidate", text, 10_000, 20_000)


def evidence(text: str, start: int, end: int, seq: int = 2) -> Evidence:
    return Evidence("own_part", seq, start, end, text[start:end])


@st.composite
def spans(draw: st.DrawFn) -> list[tuple[int, int]]:
    starts = draw(st.lists(st.integers(0, len(TEXT) - 2), max_size=6))
    return [(start, draw(st.integers(start + 1, len(TEXT)))) for start in starts]


@given(spans())
def test_pieces_joined_are_the_turn_and_letters_cover_their_span(
    chosen: list[tuple[int, int]],
) -> None:
    found = [evidence(TEXT, start, end) for start, end in chosen]
    letters = letter_spans(found)
    (shown,) = transcript_turns([turn(TEXT)], letters)
    assert "".join(piece.text for piece in shown.pieces) == TEXT
    assert shown.quoted == bool(chosen)
    for one in found:
        letter = letters[2, one.start, one.end]
        covered = "".join(piece.text for piece in shown.pieces if letter in piece.letters)
        assert covered == one.quote
        assert sum(letter in piece.starts for piece in shown.pieces) == 1
        assert sum(letter in piece.ends for piece in shown.pieces) == 1


def test_letters_follow_the_order_in_which_things_were_said() -> None:
    late, early = evidence(TEXT, 40, 50, seq=4), evidence(TEXT, 10, 20)
    assert letter_spans([late, early]) == {(2, 10, 20): "a", (4, 40, 50): "b"}


def test_the_same_words_quoted_twice_bear_one_letter() -> None:
    twice = [evidence(TEXT, 0, 8), evidence(TEXT, 0, 8)]
    assert list(letter_spans(twice).values()) == ["a"]


def test_more_than_26_quotes() -> None:
    many = [evidence(TEXT, start, start + 5) for start in range(28)]
    assert list(letter_spans(many).values())[25:] == ["z", "aa", "ab"]


def test_a_quote_says_when_it_was_about_spoken() -> None:
    one = evidence(TEXT, len(TEXT) // 2, len(TEXT))
    quote = quote_of(one, letter_spans([one]), {2: turn(TEXT)})
    assert quote.at_ms == 15_000
    assert quote.text == one.quote
