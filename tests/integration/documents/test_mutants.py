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


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "text"])
def test_what_is_wrong_is_read_or_refused(kind: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.mutants", kind, str(COUNT), "20270301"],
        capture_output=True,
        check=True,
    )
    ends: dict[str, int] = json.loads(ran.stdout)
    assert sum(ends.values()) == COUNT
    assert set(ends) <= ENDS, ends
    assert ends.get(kind, 0) >= COUNT // 20, f"hardly any could be read: {ends}"
