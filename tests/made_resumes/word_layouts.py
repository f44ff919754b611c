"""Layouts of Word files: contact details in the header, in a text box or in a table, tabs, lines in paragraphs."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape as e

from tests.documents import docx, p, table, text_box
from tests.made_resumes.people import Entry, Person, span

ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
BOLD = "<w:b/>"
HEAD = '<w:b/><w:sz w:val="28"/>'


@dataclass(frozen=True, slots=True)
class WordLayout:
    name: str
    form: str
    write: Callable[[Person], bytes]
    school_form: str = ""
    has_location: bool = True
    links: bool = True


def head(text: str) -> str:
    return p(e(text), "", HEAD)


def items(lines: tuple[str, ...]) -> str:
    return "".join(p(e(line), ITEM) for line in lines)


def extras(person: Person) -> str:
    return "".join(head(h) + "".join(p(e(line)) for line in lines) for h, *lines in person.extra)


def tabs(x: Person) -> bytes:
    """One column; a tab between company and dates."""

    def job(y: Entry) -> str:
        return (
            p(f"{e(y.where)}\t{span(x.language, y, 'short')}", "", BOLD)
            + p(e(y.what))
            + items(y.lines)
        )

    return docx(
        p(e(x.name), "", '<w:b/><w:sz w:val="40"/>') + p(f"{e(x.location)} | {x.phone} | {x.email}") + p(" | ".join(x.links))
        + head(x.head("experience", 0)) + "".join(map(job, x.experience))
        + head(x.head("education", 0)) + "".join(map(job, x.education))
        + head(x.head("skills", 0)) + p(e(", ".join(x.skills))) + head(x.head("languages", 0)) + p(e(", ".join(x.languages))) + extras(x)
    )  # fmt: skip


def boxed(x: Person) -> bytes:
    """Contact details in a text box, entries in a table with dates on the left."""

    def row(y: Entry) -> tuple[str, str]:
        return (
            p(span(x.language, y, "numeric")),
            p(e(y.what), "", BOLD) + p(f"{e(y.where)}, {e(y.place)}") + items(y.lines),
        )

    box = text_box(*(p(e(line)) for line in (x.email, x.phone, x.location, *x.links)))
    return docx(
        p(e(x.name), "", '<w:sz w:val="44"/>') + f"<w:p>{box}</w:p>"
        + head(x.head("experience", 1)) + table(*map(row, x.experience))
        + head(x.head("education", 1)) + table(*map(row, x.education))
        + head(x.head("skills", 0)) + items(x.skills) + head(x.head("languages", 1)) + items(x.languages) + extras(x)
    )  # fmt: skip


def headed(x: Person) -> bytes:
    """Contact details only in the page's header; the lines of an entry in one paragraph."""

    def job(y: Entry) -> str:
        return p(
            f"{e(y.what)}\n{e(y.where)}, {e(y.place)}\n{span(x.language, y, 'long', ' - ')}"
        ) + items(y.lines)

    return docx(
        head(x.head("summary", 0)) + p(e(x.summary))
        + head(x.head("experience", 2)) + "".join(map(job, x.experience))
        + head(x.head("education", 0)) + "".join(map(job, x.education))
        + head(x.head("skills", 1)) + p(e(" • ".join(x.skills))) + head(x.head("languages", 0)) + p(e(" • ".join(x.languages))),
        headers=[p(e(x.name), "", '<w:sz w:val="36"/>') + p(f"{e(x.location)}\t{x.phone}\t{x.email}") + p("\t".join(x.links))],
    )  # fmt: skip


def two_columns(x: Person) -> bytes:
    """A table of two columns: all the small things on the left, the entries on the right."""

    def job(y: Entry) -> str:
        return (
            p(f"{e(y.where)} — {e(y.what)}", "", BOLD)
            + p(span(x.language, y, "short"))
            + items(y.lines)
        )

    left = (
        p(e(x.name), "", '<w:sz w:val="36"/>') + p(e(x.headline)) + head(x.head("contact", 0)) + p(e(x.phone)) + p(x.email) + p(e(x.location))
        + "".join(map(p, x.links)) + head(x.head("skills", 2)) + "".join(p(e(s)) for s in x.skills)
        + head(x.head("languages", 0)) + "".join(p(e(s)) for s in x.languages)
    )  # fmt: skip
    right = (
        head(x.head("experience", 0)) + "".join(map(job, x.experience))
        + head(x.head("education", 2)) + "".join(map(job, x.education)) + extras(x)
    )  # fmt: skip
    return docx(table((left, right)))


DEVELOPED_WITH = (
    WordLayout("word_tabs", "short", tabs),
    WordLayout("word_boxed", "numeric", boxed),
)
HELD_OUT = (
    WordLayout("word_headed", "long", headed),
    WordLayout("word_two_columns", "short", two_columns),
)
