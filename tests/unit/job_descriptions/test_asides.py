"""What of a posting is not about the job is marked, and nothing else is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.job_descriptions.asides import asides
from preppal.job_descriptions.intake import clean

FOLDER = Path(__file__).parents[2] / "data" / "job_descriptions"
TEXTS = {file.stem: clean(file.read_text()) for file in sorted(FOLDER.glob("*.txt"))}
FOOTERS = """We are an equal opportunity employer and read every application.
Please see our privacy notice for applicants.
No agencies, please: unsolicited CVs are deleted.
Apply now
Similar jobs
Glazier at Fernhill"""


def marked(content: str) -> list[str]:
    lines = content.split("\n")
    return [lines[place] for place in sorted(asides(content))]


@pytest.mark.parametrize("name", TEXTS)
def test_footers_are_marked_and_postings_are_not(name: str) -> None:
    own = set(marked(TEXTS[name]))
    assert len(own) <= 3, own
    found = marked(f"{TEXTS[name]}\n{FOOTERS}")
    assert found[-6:] == FOOTERS.split("\n")
    assert set(found[:-6]) <= own | {""}


def test_a_job_about_equality_stays() -> None:
    text = (
        "Equality Officer\nYou make sure that we are an equal opportunity employer.\n"
        + "- You write it down.\n" * 9
    )
    assert marked(text.strip()) == []


def test_what_a_label_says_stays() -> None:
    assert marked(
        "Nurse\nLocation: Leeds\nSalary: 31k\n£31,000 a year\nEasy apply\n3 days ago"
    ) == [
        "Easy apply",
        "3 days ago",
    ]


@given(st.text(max_size=800))
def test_places_are_lines(text: str) -> None:
    assert asides(text) <= set(range(len(text.split("\n"))))
