"""Nothing hidden is left in what others read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.foundation.visible import has_something_to_see, visible_text


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Plain words.\n\tAnd a line.", "Plain words.\n\tAnd a line."),
        ("José Núñez, 王芳, O’Neil", "José Núñez, 王芳, O’Neil"),
        ("ab\u202egnirts\u202c \u2066x\u2069", "abgnirts x"),
        ("ig\u200bnore\ufeff ru\u00adles\u2060", "ignore rules"),
        ("pass\u200dword\u200c", "password"),
        ("a\x00b\x1b[2Jc\x85", "ab[2Jc"),
        ("Hi\U000e0049\U000e0047\U000e004e\U000e01a3", "Hi"),
        ("👩\u200d👩\u200d👧 ✈\ufe0f", "👩\u200d👩\u200d👧 ✈\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("Việt ệ", "Việt ệ"),
        ("x" + "\u0301" * 30 + "y", "x" + "\u0301" * 4 + "y"),
        ("\u3164\u2800\u115f", ""),
    ],
)
def test_what_nobody_sees_is_left_out(written: str, seen: str) -> None:
    assert visible_text(written) == seen


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u200d\u200c", "\u0301", "\u3164 \u202e"])
def test_a_name_of_nothing_is_none(text: str) -> None:
    assert not has_something_to_see(text)
    assert has_something_to_see(text + "é")


@given(st.text())
def test_twice_is_once_and_no_direction_is_left(text: str) -> None:
    seen = visible_text(text)
    assert visible_text(seen) == seen
    assert not set(seen) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\x00")
    assert len(seen) <= len(text)
    assert all(unicodedata.category(sign) != "Co" for sign in seen)
