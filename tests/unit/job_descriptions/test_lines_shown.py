"""How a posting's text is shown: points of lists, headings above them, and sentences."""

from preppal.library.pages import lines_of

TEXT = """About us
We are a ward.

What you do
- You care
- You write

You look after eight patients and hand over at the bedside.
- You plan"""


def test_a_sentence_before_a_list_is_no_heading() -> None:
    kinds = {line.text: line.kind for line in lines_of(TEXT)}
    assert kinds["What you do"] == "heading"
    assert kinds["You look after eight patients and hand over at the bedside."] == ""
    assert (kinds["You plan"], kinds["We are a ward."]) == ("point", "")
