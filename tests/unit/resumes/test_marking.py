"""Where on a page's picture what was read stands."""

from dataclasses import replace
from typing import Any

from preppal.documents.limits import LIMITS
from preppal.documents.reader_process import read_document
from preppal.resumes.correcting import Confirmed, Role, from_read
from preppal.resumes.marking import PORTRAIT, Mark, marked_pages
from preppal.resumes.taking import taken
from tests.documents import pdf_of
from tests.resumes import ANA, fresh


def read_of(*pages: str) -> dict[str, Any]:
    return taken(read_document(pdf_of(*pages), LIMITS)).read


def marks_of(read: dict[str, Any], name: str, form: Confirmed | None = None) -> list[Mark]:
    pages = marked_pages(read, len(read["pages"]), form)
    return [mark for page in pages for mark in page.marks if name in mark.of.split()]


def places(read: dict[str, Any], name: str, form: Confirmed | None = None) -> list[tuple[int, int]]:
    return [(mark.left, mark.top) for mark in marks_of(read, name, form)]


def test_every_line_stands_where_it_was_read_in_the_page() -> None:
    read = read_of(ANA)
    (page,) = marked_pages(read, 1)
    assert page.height == read["pages"][0] > 1000
    for mark in page.marks:
        assert mark.left >= 0 and mark.left + mark.width <= 1000
        assert mark.top >= 0 and mark.top + mark.height <= page.height
        assert 5 < mark.height < 60
    (name,) = marks_of(read, "name")
    (email,) = marks_of(read, "email")
    assert name.top < email.top
    assert marks_of(read, "phone") == marks_of(read, "location") == [email], "one line says all"
    tops = [marks_of(read, f"role_{number}_title")[0].top for number in (0, 1)]
    assert tops == sorted(tops)
    assert len({mark.top for mark in marks_of(read, "role_0_done")}) == 2, (
        "each thing done, its own"
    )


def test_what_is_private_is_not_marked() -> None:
    read = read_of(ANA)
    (page,) = marked_pages(read, 1)
    document = read_document(pdf_of(ANA), LIMITS)
    scale = 1000 / document.page_sizes[0][0]
    private = [line for line in document.lines if "birth" in line.text or "Marital" in line.text]
    assert len(private) == 2
    for line in private:
        assert line.box is not None
        middle = (line.box.top + line.box.bottom) / 2 * scale
        assert not any(mark.top < middle < mark.top + mark.height for mark in page.marks)


def test_marks_follow_the_form() -> None:
    read = read_of(ANA)
    form = from_read(read)
    more = replace(form, roles=(Role(), *form.roles))
    assert marks_of(read, "role_0_title", more) == []
    assert places(read, "role_1_title", more) == places(read, "role_0_title")
    renamed = replace(form, roles=(replace(form.roles[1], title="Baker"),))
    assert places(read, "role_0_title", renamed) == places(read, "role_1_title")
    assert marks_of(read, "role_1_title", renamed) == []


def test_on_the_second_page() -> None:
    first, second = ANA.split("Education\n")
    read = read_of(first, "Education\n" + second)
    pages = marked_pages(read, 2)
    assert [page.number for page in pages] == [1, 2]
    assert any("study_0_degree" in mark.of for mark in pages[1].marks)
    assert not any("study_0" in mark.of for mark in pages[0].marks)


def test_what_has_no_places_has_no_marks() -> None:
    (page,) = marked_pages(fresh(ANA).taken.read, 1)
    assert (page.height, page.marks) == (PORTRAIT, ())
    older = {"name": {"text": "Ana", "said": "Ana"}, "experiences": [], "summary": "Bakes."}
    assert marked_pages(older, 1) == (page,)


def test_a_turned_page_is_not_marked() -> None:
    turned = pdf_of(ANA).replace(b"/Type /Page\n", b"/Type /Page /Rotate 90\n")
    assert b"/Rotate 90" in turned
    read = taken(read_document(turned, LIMITS)).read
    assert read["pages"] == [0] and marked_pages(read, 1)[0].marks == ()
