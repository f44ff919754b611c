"""Title and company are read from postings of many shapes."""

import tomllib
from pathlib import Path

import pytest

from preppal.job_descriptions.intake import read_posting

POSTINGS = tomllib.loads(Path(__file__).with_name("postings.toml").read_text("utf-8"))["posting"]


@pytest.mark.parametrize("posting", POSTINGS, ids=lambda posting: posting["shape"])
def test_names_the_title_and_the_company(posting: dict[str, str]) -> None:
    found = read_posting(posting["text"])
    assert (found.title, found.company) == (posting["title"], posting["company"])


def test_there_are_enough_shapes_to_mean_something() -> None:
    assert len({posting["shape"] for posting in POSTINGS}) >= 20


def test_what_the_person_wrote_beats_what_was_read() -> None:
    found = read_posting(POSTINGS[0]["text"], title=" Matron ", company="Ward  7")
    assert (found.title, found.company) == ("Matron", "Ward 7")
