"""Invented people in many layouts, printed by Chromium and written as Word files: how much is read of them.

The floors lie below what is reached: they catch what breaks, not what wobbles with a machine's fonts.
"""

import subprocess
from collections.abc import Iterator

import pytest

from preppal.documents.limits import LIMITS
from preppal.documents.reader_process import read_document
from preppal.resumes.evaluate import facts_of
from preppal.resumes.reading.profile import read_profile
from tests.made_resumes import making
from tests.made_resumes.making import Made
from tests.made_resumes.scoring import FIELDS, Tallies, micro_f1, new_tallies, score

WHOLE = {"developed with": 0.97, "held out": 0.95, "unseen": 0.95}
EACH_FIELD = {"developed with": 0.93, "held out": 0.9, "unseen": 0.88}
EACH_LAYOUT = {"developed with": 0.88, "held out": 0.88, "unseen": 0.85}


def can_print_chinese() -> bool:
    """Chromium prints empty boxes where the machine has no font; the Word files need none."""
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


@pytest.fixture(scope="module")
def tallies() -> dict[str, dict[str, Tallies]]:
    """By set and layout, how every field was read."""
    chinese = can_print_chinese()
    read: dict[str, dict[str, Tallies]] = {}
    sets: dict[str, Iterator[Made]] = {
        "developed with": making.developed_with(),
        "held out": making.held_out(),
        "unseen": making.unseen(),
    }
    for name, made in sets.items():
        layouts = read.setdefault(name, {})
        for resume in made:
            if resume.suffix == ".pdf" and resume.language == "zh" and not chinese:
                continue
            profile = read_profile(read_document(resume.data, LIMITS))
            score(layouts.setdefault(resume.layout, new_tallies()), resume.truth, facts_of(profile))
    return read


def together(layouts: dict[str, Tallies]) -> Tallies:
    whole = new_tallies()
    for tallies in layouts.values():
        for field, tally in tallies.items():
            whole[field].right += tally.right
            whole[field].wrong += tally.wrong
            whole[field].missed += tally.missed
    return whole


@pytest.mark.parametrize("name", ["developed with", "held out", "unseen"])
def test_floors(name: str, tallies: dict[str, dict[str, Tallies]]) -> None:
    whole = together(tallies[name])
    fields = {field: round(whole[field].f1, 3) for field in FIELDS}
    assert micro_f1(whole) >= WHOLE[name], fields
    assert {field: f1 for field, f1 in fields.items() if f1 < EACH_FIELD[name]} == {}
    layouts = {layout: round(micro_f1(of), 3) for layout, of in tallies[name].items()}
    assert {layout: f1 for layout, f1 in layouts.items() if f1 < EACH_LAYOUT[name]} == {}
