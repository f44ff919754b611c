"""Tables whose borders are drawn: their rows are read across, a cell's broken lines are one."""

import io
from itertools import pairwise

import pytest
from reportlab.pdfgen.canvas import Canvas

from preppal.documents.pdf import read_pdf
from preppal.documents.ruled import Rule, tables_of

EDGES = (40, 150, 290, 420, 535)
ROWS = (
    (("Period",), ("Employer",), ("Position",), ("Duties",)),
    (
        ("2019 - 2023",),
        ("Hotel Miralbueno and", "Sons, Zaragoza"),
        ("Night Porter",),
        ("Kept the house through", "three winters without", "a single complaint."),
    ),
    (("2016 - 2019",), ("Casa Pilar",), ("Head Waiter",), ("Carried plates.",)),
)  # fmt: skip


def drawn(*, boxes: bool = False, beside: str = "") -> bytes:
    """The table, its borders as lines or as a box for each cell."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(600, 800), invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(40, 760, "Experience")
    if beside:
        canvas.drawString(565, 700, beside)
    top = 740.0
    for row in ROWS:
        bottom = top - 14 * max(len(cell) for cell in row) - 6
        for (left, right), cell in zip(pairwise(EDGES), row, strict=True):
            if boxes:
                canvas.rect(left, bottom, right - left, top - bottom)
            for number, text in enumerate(cell):
                canvas.drawString(left + 4, top - 14 * (number + 1), text)
        if not boxes:
            canvas.line(EDGES[0], top, EDGES[-1], top)
            for edge in EDGES:
                canvas.line(edge, top, edge, bottom)
        top = bottom
    canvas.line(EDGES[0], top, EDGES[-1], top)
    canvas.drawString(40, top - 30, "Skills")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_pdf(data, most_pages=3).lines]


@pytest.mark.parametrize("boxes", [False, True], ids=["lines", "boxes"])
def test_rows_are_read_across_and_sentences_below_them(boxes: bool) -> None:
    assert lines(drawn(boxes=boxes)) == [
        "Experience",
        "Period\tEmployer\tPosition\tDuties",
        "2019 - 2023\tHotel Miralbueno and Sons, Zaragoza\tNight Porter",
        "Kept the house through three winters without a single complaint.",
        "2016 - 2019\tCasa Pilar\tHead Waiter\tCarried plates.",
        "Skills",
    ]


def test_a_table_beside_something_is_lines_on_a_page() -> None:
    assert any("x" in line for line in lines(drawn(beside="x")))


def test_what_is_no_table() -> None:
    across = [Rule(True, at, 0, 500) for at in (10, 30, 50, 70)]
    assert tables_of(across) == []
    card = [Rule(True, 0, 0, 90), Rule(True, 90, 0, 90), Rule(False, 0, 0, 90), Rule(False, 90, 0, 90)]  # fmt: skip
    apart = [
        Rule(rule.is_across, rule.at + (200 if not rule.is_across else 0), rule.begin + (200 if rule.is_across else 0), rule.end + (200 if rule.is_across else 0))
        for rule in card
    ]  # fmt: skip
    assert tables_of([*card, *apart]) == []
    many = [Rule(number % 2 == 0, number, 0, 500) for number in range(400)]
    assert tables_of(many) == []
