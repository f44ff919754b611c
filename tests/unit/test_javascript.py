"""Runs the JavaScript tests in tests/js with Node: the system's, else the one inside Playwright."""

import shutil
import subprocess
from pathlib import Path

import playwright

TESTS = Path(__file__).parent.parent / "js"


def node() -> str:
    bundled = Path(playwright.__file__).parent / "driver" / "node"
    found = str(bundled) if bundled.exists() else shutil.which("node")
    assert found, (
        "The JavaScript tests need Node: `pip install playwright` brings one, or install Node 22."
    )
    return found


def test_javascript() -> None:
    files = sorted(str(path) for path in TESTS.glob("*.test.mjs"))
    assert files
    ran = subprocess.run(
        [node(), "--test", "--test-reporter=spec", *files],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr[-2000:]
