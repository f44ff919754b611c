"""Resumes as plain lines, to ask the reader about one thing at a time."""

from preppal.documents.model import Document, Kind, Line
from preppal.resumes.profile import ResumeProfile, Said
from preppal.resumes.reading.profile import read_profile


def document_of(text: str) -> Document:
    """A line for each line; an empty one begins a block, `•` an item, `**…**` is bold, `#` a heading."""
    lines: list[Line] = []
    block = 0
    for row in text.strip().split("\n"):
        row = row.strip()
        if not row:
            block += 1
            continue
        bold = row.startswith("**") and row.endswith("**")
        heading = row.startswith("# ")
        item = row.startswith("• ")
        words = row.removeprefix("# ").removeprefix("• ").strip("*")
        lines.append(Line(words, block=block, is_bold=bold, is_heading=heading, is_item=item))
    return Document(Kind.TEXT, tuple(lines))


def read(text: str) -> ResumeProfile:
    return read_profile(document_of(text))


def roles(text: str) -> list[tuple[str | None, ...]]:
    """Title, company, start and end of each role."""
    return [
        tuple(map(words, (role.title, role.company, role.start, role.end)))
        for role in read(text).experiences
    ]


def schools(text: str) -> list[tuple[str | None, ...]]:
    return [
        tuple(map(words, (school.degree, school.institution, school.start, school.end)))
        for school in read(text).education
    ]


def words(said: Said | None) -> str | None:
    return said.text if said else None
