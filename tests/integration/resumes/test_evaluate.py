"""A folder of resumes read from the command line: a line for each file, whatever is in it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from preppal.cli import main
from tests.documents import docx_of, pdf_of, png, scanned_pdf

RESUME = """\
Priya Raghunathan
Seattle, WA | (206) 555-0148 | priya@mailbox.example

EXPERIENCE
Engineer, Kitewing (2019 - 2021)

SKILLS
Go, Python"""
KEYS = [
    "file", "name", "email", "phone", "location", "links", "experiences", "education", "skills",
    "seconds", "reader",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "a.pdf": pdf_of(RESUME),
        "b.docx": docx_of(RESUME),
        "c.txt": RESUME.encode(),
        "d.pdf": pdf_of(RESUME, password="sesame"),
        "e.pdf": b"%PDF-1.7 and nothing else",
        "f.png": png(),
        "g.pdf": scanned_pdf(),
        "h.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "i.txt": b"",
        "truth.json": b"{}",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def lines(*arguments: str) -> list[dict[str, Any]]:
    ran = CliRunner().invoke(main, list(arguments))
    assert ran.exit_code == 0, ran.output
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]


def test_every_file_has_its_line_in_order(folder: Path) -> None:
    read = lines("evaluate", "resumes", str(folder))
    assert [line["file"] for line in read] == [
        "a.pdf", "b.docx", "c.txt", "d.pdf", "e.pdf", "f.png", "g.pdf", "h.doc", "i.txt",
    ]  # fmt: skip
    for line in read[:3]:
        assert list(line) == KEYS
        assert line["name"] == "Priya Raghunathan"
        assert line["email"] == "priya@mailbox.example"
        assert line["location"] == "Seattle, WA"
        assert line["experiences"] == [
            {"company": "Kitewing", "title": "Engineer", "start": "2019", "end": "2021"}
        ]
        assert line["skills"] == ["Go", "Python"]
    for line in read[3:]:
        assert list(line) == [*KEYS, "error"]
        assert line["error"].endswith(".")
        assert (line["name"], line["experiences"], line["skills"]) == (None, [], [])


def test_odd_names_and_folders_within(folder: Path) -> None:
    resume = pdf_of(RESUME)
    inside = folder / "2026" / "spring"
    inside.mkdir(parents=True)
    (inside / "j.PDF").write_bytes(resume)
    (folder / "k").write_bytes(resume)
    (folder / "l.docx").write_bytes(resume)
    (folder / ".m.pdf").write_bytes(resume)
    (folder / "n.pdf").mkdir()
    (folder / "o.pdf").symlink_to(folder / "nothing")
    (folder / "notes").write_text("no resume")
    Path(os.fsdecode(os.fsencode(folder) + b"/p\xff.txt")).write_text(RESUME)
    read = {line["file"]: line for line in lines("evaluate", "resumes", str(folder))}
    assert [name for name in read if name[0] not in "abcdefghi"] == [
        "2026/spring/j.PDF", "k", "l.docx", "o.pdf", "p\ufffd.txt",
    ]  # fmt: skip
    for name in ("2026/spring/j.PDF", "k", "l.docx", "p\ufffd.txt"):
        assert read[name]["name"] == "Priya Raghunathan"
    assert read["o.pdf"]["error"].startswith("The file cannot be opened: ")
    assert read["o.pdf"]["name"] is None


def test_an_empty_folder_has_no_lines(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["evaluate", "resumes", str(tmp_path)])
    assert (ran.exit_code, ran.stdout) == (0, "")


def test_one_resume(folder: Path) -> None:
    (line,) = lines("resume", "read", str(folder / "a.pdf"), "--json")
    assert line["phone"] == "(206) 555-0148"
