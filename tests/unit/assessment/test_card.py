"""What the page says of the scorer is what its card says."""

import re
from pathlib import Path

import preppal.assessment.scoring
from preppal.assessment.codes import HOW_OFTEN_RIGHT, MEASURED

CARD = Path(preppal.assessment.scoring.__file__).with_name("CARD.md")


def figure(row: str) -> float:
    found = re.search(
        rf"^\| {row}[^|]*\| \**(0?\.\d+)", CARD.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found, f"The card has no row that begins with {row!r}."
    return float(found[1])


def test_the_figures_on_the_page_are_those_of_the_card():
    assert {
        "order": round(100 * figure("order of two answers")),
        "error": round(figure("mean absolute error"), 1),
    } == MEASURED
    assert f"{MEASURED['order']} times in 100" in HOW_OFTEN_RIGHT % MEASURED
