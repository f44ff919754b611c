"""What comes in from outside: paths to go on to, text to keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.web.requests import clean_text, local_path


@pytest.mark.parametrize(
    "path", ["/", "/dashboard", "/interviews/new?topic=design", "/a//b", "/é", "/a#b", "/a:b"]
)
def test_paths_on_this_site_are_kept(path: str) -> None:
    assert local_path(path, "/home") == path


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "dashboard",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/a\\b",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "/a\tb",
        "\t//evil.example",
        " //evil.example",
        "/\x00",
        "/\ud800",
        "//[",
        "http://[",
    ],
)
def test_everything_else_goes_home(wanted: str) -> None:
    assert local_path(wanted, "/home") == "/home"


@given(st.text())
def test_no_text_leads_off_the_site_or_breaks_a_header(wanted: str) -> None:
    path = local_path(wanted, "/home")
    assert path.startswith("/")
    assert path[1:2] not in ("/", "\\")
    assert path.isprintable()
    path.encode("utf-8")


@given(st.text(st.characters()))
def test_cleaned_text_can_be_stored_and_is_stable(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert "\r" not in cleaned
    assert clean_text(cleaned) == cleaned


def test_cleaning_keeps_the_words() -> None:
    assert clean_text("Ana\r\nnaïve\r中文\x00\ud800!") == "Ana\nnaïve\n中文!"
