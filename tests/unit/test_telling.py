from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

LINES = "".join(
    f'{{"id": "{name}", "question": "Why this trade?", "answer": "Weil ich gern backe, für Zoë"}}\n'
    for name in ("one", "two – zwei")
)
FULL = Path("/dev/full")


def evaluate(
    tmp_path: Path, stdout: IO[bytes] | int, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    answers = tmp_path / "answers.jsonl"
    answers.write_text(LINES, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "preppal.cli", "evaluate", "answers", str(answers)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        check=False,
    )


def test_what_is_told_is_utf8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    told = evaluate(tmp_path, subprocess.PIPE, PYTHONIOENCODING="latin1")
    assert told.returncode == 0
    assert "two – zwei" in told.stdout.decode("utf-8")
    assert told.stderr == b""


@pytest.mark.skipif(not FULL.exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with FULL.open("wb") as full:
        told = evaluate(tmp_path, full)
    assert told.returncode == 1
    assert told.stderr.decode() == "Error: The result cannot be written: No space left on device.\n"
