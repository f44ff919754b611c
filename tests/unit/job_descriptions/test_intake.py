"""What was pasted becomes readable text within limits, or a sentence says what to do."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.foundation.errors import Invalid
from preppal.job_descriptions.intake import (
    NOT_TEXT,
    ONLY_A_TITLE,
    TOO_LONG,
    clean,
    count_words,
    hash_of,
    read_posting,
)
from preppal.job_descriptions.model import CONTENT_LIMIT, NAME_LIMIT

DUTIES = (
    "You plan care for twenty people, talk with families and lead the night shift twice a week."
)


def refusal_of(text: str) -> str:
    with pytest.raises(Invalid) as refused:
        read_posting(text)
    return refused.value.fields["job_text"]


@pytest.mark.parametrize("text", ["Senior Nurse", "Senior Nurse - St. Mary's, Leeds", "护士长"])
def test_a_title_alone_is_refused(text: str) -> None:
    assert refusal_of(text) == ONLY_A_TITLE


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01\x02", "?" * 5000, "12 345 678 " * 100])
def test_no_words_are_refused(text: str) -> None:
    assert refusal_of(text) == NOT_TEXT


def test_the_limit_counts_what_is_left_after_cleaning() -> None:
    exact = (DUTIES + " ") * (CONTENT_LIMIT // (len(DUTIES) + 1))
    assert read_posting(exact + "\n" * 5000 + " " * 50_000).content == exact.strip()
    assert refusal_of("a duty " * (CONTENT_LIMIT // 7 + 1)) == TOO_LONG
    assert refusal_of("a duty " * 200_000) == TOO_LONG


def test_markup_becomes_lines() -> None:
    text = "<p>Nurse &amp; friend</p><ul><li>Lead</li><li>Listen</li></ul><script>steal()</script>"
    assert clean(text) == "Nurse & friend\n\n- Lead\n\n- Listen"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<p class="[&>p]:mt-2">Lead</p><p>Listen</p>', "Lead\n\nListen"),
        ("<p>a</p><!-- <p>hidden</p> --><p>b</p>", "a\n\nb"),
        ("<p>a</p><p>b</p><!-- never closed <p>c</p>", "a\n\nb"),
        ("<head><title>x</title><body><p>a</p><p>b</p>", "a\n\nb"),
        ("<p>a</p><p>b</p><style>p > b {color: red}</style>c", "a\n\nb\nc"),
        ("<p>a</p><script>if (1<2) x('</p>')</script><p>b</p>", "a\n\nb"),
        ("<p>a</p><p>b</p><script>never closed", "a\n\nb"),
        ("<p>a</p><p>b</p><SCRIPT>x</SCRIPT >c", "a\n\nb\nc"),
        ("<p>pay < 5 &lt; 6 &lt;b&gt; <3</p><p>b</p>", "pay < 5 < 6 <b> <3\n\nb"),
        ("<p><a href=\"x\"title='y'>a</a><br/>b</p>", "a\nb"),
        ("<p>a<o:p></o:p><![if !x]>b<![endif]></p><p>c</p>", "ab\n\nc"),
        ("<p>a</p><p>b</p><p", "a\n\nb\n<p"),
        ("<p>c</p><p>&#65;&#x42;&#" + "9" * 5000 + ";</p>", "c\n\nAB"),
        ("&#" + "9" * 5000 + ";", ""),
        ("<p>İ</p><p>b</p><script>x</script>c", "İ\n\nb\nc"),
    ],
    ids=range(15),
)
def test_what_is_markup_and_what_is_not(markup: str, text: str) -> None:
    assert clean(markup) == text


HOSTILE = [
    "<p>",
    "<",
    "<!--",
    "<![CDATA[",
    "<script>",
    "<script></script>",
    "</scrip",
    "<a b=",
    "<a '",
]
HOSTILE += [
    "<a/",
    '<a ""',
    "</",
    "<!",
    "<?",
    "&",
    "&amp",
    "&#",
    "&#x",
    "&" + "a" * 31,
    " \n",
    "\n- ",
]
HOSTILE += [
    "About Firm {}\n",
    "(",
    "A ",
    "a,",
    "Nurse - ",
    "Firm is hiring a ",
    "[(",
    "A: ",
    "x\n",
    '"',
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """100 KB of it take a twentieth of a second; what looked back at every step took minutes."""
    many = "".join(piece.format(number) for number in range(100_000 // len(piece)))
    began = time.process_time()
    for text in ("<p>a</p><b>b</b>" + many, f"{DUTIES}\n{many[:19_000]}"):
        with contextlib.suppress(Invalid):
            read_posting(text[: 20 * CONTENT_LIMIT])
    assert time.process_time() - began < 2


def test_a_comparison_is_no_markup() -> None:
    assert clean("p < 0.05 and b > 3") == "p < 0.05 and b > 3"


def test_characters_that_nobody_sees_are_dropped() -> None:
    assert clean("\ufeffsoft\u00adware\u200b de\ufb01ned\u00a0 by\r\nhand\x00\n\n\n\nend") == (
        "software defined by\nhand\n\nend"
    )


@pytest.mark.parametrize("bullet", ["•", "*", "▪", "–", "✓", "➢"])
def test_bullets_look_alike(bullet: str) -> None:
    assert clean(f"Duties\n {bullet} Lead\n\t{bullet}  Listen") == "Duties\n- Lead\n- Listen"


def test_the_hash_ignores_layout_and_keeps_words() -> None:
    one = clean("Nurse\n• Lead the ward\n• Listen")
    other = clean("<p>NURSE</p><ul><li>lead  the ward</li><li>listen</li></ul>")
    assert hash_of(one) == hash_of(other)
    assert hash_of(one) != hash_of(one.replace("Lead", "Leave"))


def test_words_of_scripts_without_spaces_count() -> None:
    assert count_words("负责订单系统的设计与开发") == 6
    assert count_words("a big dog, 3 cats & I") == 3


def test_names_fit_their_columns() -> None:
    posting = read_posting(f"Title: {'Very ' * 100}Senior Nurse\nCompany: {'B' * 400}\n{DUTIES}")
    assert len(posting.title) <= NAME_LIMIT
    assert len(posting.company) <= NAME_LIMIT
    assert len(read_posting(DUTIES, title="x" * 999).title) == NAME_LIMIT


@given(st.text(max_size=600))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        posting = read_posting(text)
    except Invalid as refused:
        assert refused.fields["job_text"] in (ONLY_A_TITLE, NOT_TEXT)
        return
    assert clean(posting.content) == posting.content or "&" in text or "<" in text
    assert "\x00" not in posting.content


@given(
    st.lists(
        st.sampled_from(
            [
                "Nurse",
                "at",
                "-",
                "|",
                "Acme",
                "is hiring a",
                "\n",
                ":",
                "About",
                ",",
                "Company",
                "GmbH",
                "(m/w/d)",
                "sucht",
                "招聘",
                ".",
            ]
        ),
        max_size=60,
    )
)
def test_names_come_from_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces) + "\n" + DUTIES
    posting = read_posting(text)
    for name in (posting.title, posting.company):
        assert (
            set(name.casefold().split())
            <= set(posting.content.casefold().replace(",", " , ").replace(":", " : ").split())
            or name in posting.content
        )
