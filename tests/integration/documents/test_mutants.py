"""Files with something wrong in them, drawn from a fixed seed, are read or refused: no failure, no hang.

A hundred of each kind; ``MUTANTS=2000`` in the environment makes it that many.
"""

import json
import os
import subprocess
import sys

import pytest

COUNT = int(os.environ.get("MUTANTS", "100"))
ENDS = {
    *("pdf", "docx", "html", "text"),
    *("empty", "damaged", "encrypted", "too_long", "too_large_inside", "too_many_pages", "unknown_kind"),
    *("another_picture", "too_much_memory"),
}  # fmt: skip
RESUMES = {*ENDS, "no_words", "png", "jpeg"}


def ends_of(kind: str, count: int, *more: str) -> dict[str, int]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.mutants", kind, str(count), "20270301", *more],
        capture_output=True,
        check=True,
    )
    ends: dict[str, int] = json.loads(ran.stdout)
    assert sum(ends.values()) == count
    return ends


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "text"])
def test_what_is_wrong_is_read_or_refused(kind: str) -> None:
    ends = ends_of(kind, COUNT)
    assert set(ends) <= ENDS, ends
    assert ends.get(kind, 0) >= COUNT // 20, f"hardly any could be read: {ends}"


@pytest.mark.parametrize("kind", ["pdf", "docx", "png", "jpeg"])
def test_a_resume_with_something_wrong_is_understood_or_refused(kind: str) -> None:
    ends = ends_of(kind, COUNT // 2, "resumes")
    assert set(ends) <= RESUMES, ends
    assert ends.get(kind, 0) >= COUNT // 40, f"hardly any could be read: {ends}"
