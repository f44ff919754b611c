"""A file's words as somebody would have pasted them."""

import pytest

from preppal.documents.model import Box, Document, Kind, Line
from preppal.documents.unreadable import Unreadable
from preppal.job_descriptions.from_file import (
    LOOK,
    SHORTEN,
    SHOWN_AT_MOST,
    SOME_HIDDEN,
    SOME_SCANNED,
    as_pasted,
    words_of,
)
from preppal.job_descriptions.model import CONTENT_LIMIT

WIDTH = 6.0
"""Points of a character in these pages."""


def line(text: str, row: float, **more: object) -> Line:
    """A line at 12 points from the one before, as wide as its characters."""
    wide = sum(2 if character >= "\u3000" else 1 for character in text)
    box = Box(72.0, row * 12, 72.0 + WIDTH * wide, row * 12 + 10)
    return Line(text, box=box, size=10.0, **more)  # type: ignore[arg-type]


def pasted(*lines: Line, **more: object) -> str:
    return as_pasted(Document(Kind.PDF, lines, **more))  # type: ignore[arg-type]


def test_a_line_the_page_broke_is_one_again() -> None:
    assert pasted(
        line("What you do", 0, is_heading=True),
        line("You look after twelve beds at night and know", 1),
        line("who sleeps badly.", 2),
        line("Leeds", 3),
        line("32,000 a year", 4),
    ) == (
        "What you do\nYou look after twelve beds at night and know who sleeps badly.\nLeeds\n32,000 a year"
    )


def test_items_go_on_too() -> None:
    assert (
        pasted(
            line("You hand over in the morning, so that nobody", 0, is_item=True),
            line("is forgotten.", 1),
            line("You write.", 2, is_item=True),
        )
        == "- You hand over in the morning, so that nobody is forgotten.\n- You write."
    )


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(line("Another one altogether", 3), id="room above"),
        pytest.param(line("Another one altogether", 1, is_bold=True), id="bold"),
        pytest.param(line("Another one altogether", 1, is_heading=True), id="a heading"),
        pytest.param(line("Another one altogether", 1, is_item=True), id="an item"),
        pytest.param(Line("Another one altogether"), id="no place"),
        pytest.param(line("Another one altogether", 1, block=1), id="another block"),
        pytest.param(line("Another one altogether", -9), id="another column"),
    ],
)
def test_what_begins_anew_stays_apart(second: Line) -> None:
    assert "\n" in pasted(line("A line that is as wide as its page can hold", 0), second)


def test_a_hyphen_stays_and_wide_characters_need_no_space() -> None:
    assert pasted(line("You work here every day and always part-", 0), line("time.", 1)).endswith(
        "part-time."
    )
    assert (
        pasted(line("岗位职责照顾病人填写护理记录", 0), line("协助医生", 1))
        == "岗位职责照顾病人填写护理记录协助医生"
    )


def test_blocks_and_pages_are_parted_by_an_empty_line() -> None:
    lines = (Line("One"), Line("Two", block=1), Line("Three", page=1, block=1))
    assert as_pasted(Document(Kind.TEXT, lines)) == "One\n\nTwo\n\nThree"


def test_what_is_said_about_them() -> None:
    plain = Document(Kind.TEXT, (Line("Words"),))
    assert words_of(plain).said == (LOOK,)
    long = Document(
        Kind.TEXT, (Line("w" * (CONTENT_LIMIT + 1)),), hidden=("x",), scanned_pages=(1,)
    )
    assert words_of(long).said == (SHORTEN, SOME_SCANNED, SOME_HIDDEN)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (Document(Kind.PDF, (), scanned_pages=(0,)), "needs_ocr"),
        (Document(Kind.PNG, ()), "needs_ocr"),
        (Document(Kind.DOCX, (), hidden=("x",)), "no_words"),
        (Document(Kind.TEXT, (Line("w" * (SHOWN_AT_MOST + 1)),)), "far_too_long"),
    ],
)
def test_why_there_are_none(document: Document, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        words_of(document)
