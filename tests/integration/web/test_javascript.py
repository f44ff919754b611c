"""Node reads every script, and runs the tests in tests/js: the one inside Playwright, else the system's."""

import shutil
import subprocess
from pathlib import Path

import playwright

from preppal.web.assets import uncommented

TESTS = Path(__file__).parents[2] / "js"
STATIC = Path(__file__).parents[3] / "src/preppal/static"

PARSE = """
const { readFileSync } = require("node:fs"), { SourceTextModule } = require("node:vm");
const files = process.argv.slice(1);
for (const file of files) new SourceTextModule(readFileSync(file, "utf8"), { identifier: file });
process.stdout.write(`${files.length}`);
"""
"""What `node --check` does, for all files at once: a module that cannot be parsed is an error that names it."""


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


def test_every_script_is_whole_without_its_comments(tmp_path: Path) -> None:
    scripts = sorted(STATIC.rglob("*.js"))
    assert scripts
    for script in scripts:
        source = script.read_text()
        # A template of several lines could hold one that only looks like a comment.
        assert all(line.count("`") % 2 == 0 for line in source.split("\n")), script
        served = tmp_path / script.relative_to(STATIC).with_suffix(".mjs")
        served.parent.mkdir(parents=True, exist_ok=True)
        served.write_text(uncommented(source))
    checked = [str(path) for path in tmp_path.rglob("*.mjs")]
    assert len(checked) == len(scripts)
    ran = subprocess.run(
        [node(), "--experimental-vm-modules", "--no-warnings", "--eval", PARSE, *checked],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == f"{len(scripts)}"
