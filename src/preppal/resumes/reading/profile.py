"""A document read as a resume."""

from preppal.documents.model import Document
from preppal.resumes.profile import ResumeProfile, Said
from preppal.resumes.reading.contact import (
    read_email,
    read_links,
    read_location,
    read_phone,
    top_rows,
)
from preppal.resumes.reading.education import read_education
from preppal.resumes.reading.experience import read_experiences
from preppal.resumes.reading.heads import Part
from preppal.resumes.reading.names import read_name
from preppal.resumes.reading.rows import Row, joined, lines_of, rows_of
from preppal.resumes.reading.sections import Section, divide
from preppal.resumes.reading.skills import read_skills
from preppal.resumes.reading.tongues import read_languages


def read_profile(document: Document) -> ResumeProfile:
    """What the document says of its person; nothing that it does not say."""
    rows = rows_of(document)
    sections = divide(rows)
    top = top_rows(sections)
    email = read_email(document, top, rows)
    name = read_name(document, sections, rows, email.text if email else None)
    summed_up = rows_in(sections, Part.SUMMARY)
    summary = " ".join(joined(summed_up))
    return ResumeProfile(
        name=name,
        email=email,
        phone=read_phone(document, top, rows),
        location=read_location(top, rows, name.text if name else None),
        links=tuple(read_links(document, top, rows, text_of(name), text_of(email))),
        summary=summary or None,
        summary_lines=lines_of(summed_up),
        experiences=tuple(read_experiences(continued(sections, Part.EXPERIENCE))),
        education=tuple(read_education(continued(sections, Part.EDUCATION))),
        skills=tuple(read_skills(continued(sections, Part.SKILLS))),
        languages=tuple(read_languages(rows_in(sections, Part.LANGUAGES))),
    )


def text_of(said: Said | None) -> str | None:
    return said.text if said else None


def rows_in(sections: list[Section], part: Part) -> list[Row]:
    return [row for section in sections if section.part is part for row in section.rows]


def continued(sections: list[Section], part: Part) -> list[list[Row]]:
    """The rows of each section of a part; what goes on in another column is one with its beginning."""
    groups: list[tuple[str, list[Row]]] = []
    for section in sections:
        if section.part is not part:
            continue
        if groups and groups[-1][0] == section.head:
            groups[-1][1].extend(section.rows)
        else:
            groups.append((section.head, list(section.rows)))
    return [rows for _, rows in groups]
