"""HTML as a reader sees it, text as it was written, both in time that grows with their length."""

import contextlib
import time

import pytest

from preppal.documents.html import ENOUGH, read_html
from preppal.documents.marks import without_mark
from preppal.documents.model import Document
from preppal.documents.plain import read_plain
from preppal.documents.unreadable import Unreadable


def page(markup: str) -> Document:
    return read_html(markup, most_characters=200_000)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_a_posting() -> None:
    document = page(
        "<!doctype html><head><title>Nurse | Board</title><style>p{color:red}</style><body>"
        "<nav><a href='/jobs'>Jobs</a></nav><h1>Ward&nbsp;Nurse</h1>\n<p>Fernhill  Clinic &amp; Co<br>Leeds</p>"
        "<h2>What you do</h2><ul>\n<li>You <b>hand</b> over\n in the morning<li><p>You write</p></ul>"
        "<table><tr><th>Pay<td>32,000<tr><td>From<td>May</table><script>alert('x')</script>"
        "<p>Write to <a href='mailto:ana@example.org'>Ana</a> or <a href='#top'>up</a><svg><text>logo</text></svg>"
    )
    assert texts(document) == [
        "Ward Nurse", "Fernhill Clinic & Co", "Leeds", "What you do", "You hand over in the morning",
        "You write", "Pay", "32,000", "From", "May", "Write to Ana or up",
    ]  # fmt: skip
    assert [line.text for line in document.lines if line.is_heading] == [
        "Ward Nurse",
        "What you do",
    ]
    assert [line.text for line in document.lines if line.is_item] == ["You hand over in the morning", "You write"]  # fmt: skip
    assert [line.text for line in document.lines if line.is_bold] == ["Pay"]
    assert document.links == ("mailto:ana@example.org",)
    assert len({line.block for line in document.lines[-5:-1]}) == 4, "cells run together"
    assert document.hidden == ()


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Secret <i>words</i></p>",
        "<div style='display: none'><div>Secret</div> words</div>",
        '<span style="VISIBILITY:hidden">Secret words</span>',
        '<span style="font-size:0px">Secret words</span>',
        '<span style="color:#ffffff">Secret words</span>',
        "<p hidden=''><br>Secret words</p>",
    ],
)
def test_what_nobody_sees_is_reported(hidden: str) -> None:
    document = page(f"<p>Before</p>{hidden}<p>After</p>")
    assert texts(document) == ["Before", "After"]
    assert document.hidden == ("Secret words",)


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='color:#fff; background:#000'>Words</p>",
        "<p style='background-color:white'>Words</p>",
        "<p style='font-size:0.9em'>Words</p>",
        "<p class='hidden-xs'>Words</p>",
        "<p data-hidden='1'>Words</p>",
        "<template><p>no</p></template><p>Words</p>",
        "<head><title>no</title><body><p>Words</p>",
    ],
)
def test_what_is_seen_is_read(shown: str) -> None:
    document = page(f"{shown}")
    assert texts(document) == ["Words"]
    assert document.hidden == ()


def test_the_main_part_of_a_page_is_enough() -> None:
    words = "word " * ENOUGH
    markup = (
        "<div>Jobs Companies Sign in</div><main><p>{}</p><p>Two</p></main><footer>Cookies</footer>"
    )
    assert texts(page(markup.format(words))) == [words.strip(), "Two"]
    assert page(markup.format(words)).lines[0].block == 0
    assert texts(page(markup.format("few"))) == ["Jobs Companies Sign in", "few", "Two", "Cookies"]


def test_a_page_that_is_all_button_is_read_all_the_same() -> None:
    assert texts(page("<button><p>Words</p><p>More</p></button>")) == ["Words", "More"]


def test_lines_of_preformatted_text_stay() -> None:
    assert texts(page("<pre>One\n  Two\n</pre>Three\nfour")) == ["One", "Two", "Three four"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 60_000,
        "<p hidden>" * 60_000,
        "<a href='" * 100_000,
        '<p style="' + "display:" * 100_000,
        "<p " + "a=b " * 200_000 + ">",
        "<!--" * 200_000,
        "<script>" * 100_000,
        "<" * 800_000,
        "&amp" * 200_000,
        "<pre>" + "\n" * 190_000,
        "<li>" * 60_000,
    ],
    ids=lambda markup: markup[:12],
)
def test_time_grows_with_length_and_no_faster(markup: str) -> None:
    """Four times as long takes less than sixteen times as long: what grows with the square is found."""

    def took(text: str) -> float:
        began = time.process_time()
        with contextlib.suppress(Unreadable):
            page(text)
        return time.process_time() - began

    quarter = min(took(markup[: len(markup) // 4]) for _ in range(3))
    assert took(markup) < 10 * quarter + 0.5


def test_too_many_words() -> None:
    with pytest.raises(Unreadable, match="too_long"):
        read_html("<p>" + "word " * 100, most_characters=400)
    with pytest.raises(Unreadable, match="too_long"):
        read_plain("word " * 100, most_characters=400)


def test_text_by_its_lines() -> None:
    document = read_plain(
        "\n\nWard Nurse\r\nFernhill\n \n\n• Beds\n-  Nights\n\u2028End", most_characters=99
    )
    assert texts(document) == ["Ward Nurse", "Fernhill", "Beds", "Nights", "End"]
    assert [line.block for line in document.lines] == [0, 0, 1, 1, 2]
    assert [line.is_item for line in document.lines] == [False, False, True, True, False]
    assert document.text == "Ward Nurse\nFernhill\n\nBeds\nNights\n\nEnd"


@pytest.mark.parametrize(
    "text", ["مطلوب ممرضة للعمل ليلاً", "אחות למחלקה", "病棟看護師を募集しています", "ต้องการพยาบาล", "Ζητείται νοσηλεύτρια"]
)  # fmt: skip
def test_other_scripts_stay_as_they_are(text: str) -> None:
    assert texts(read_plain(text, most_characters=99)) == [text]
    assert texts(page(f"<p>{text}")) == [text]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("•Nights", ("Nights", True)),
        ("–\u00a0Nights", ("Nights", True)),
        ("+ Nights", ("Nights", True)),
        ("+44 20 7946", ("+44 20 7946", False)),
        ("-5", ("-5", False)),
        ("•", ("•", False)),
        ("▶ Nights", ("Nights", True)),
        ("→ Nights", ("Nights", True)),
        ("**Nights**", ("**Nights**", False)),
        ("o clock", ("o clock", False)),
        ("  spaced   out ", ("spaced out", False)),
    ],
)
def test_marks(line: str, expected: tuple[str, bool]) -> None:
    assert without_mark(line) == expected
