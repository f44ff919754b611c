"""Every person in every layout, as files with the truth about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.made_resumes import (
    later_layouts,
    layouts,
    people,
    printing,
    unseen_layouts,
    word_layouts,
)
from tests.made_resumes.layouts import Layout
from tests.made_resumes.word_layouts import WordLayout


@dataclass(frozen=True, slots=True)
class Made:
    person: str
    language: str
    layout: str
    suffix: str
    data: bytes
    truth: dict[str, Any]


def make(
    drawn: Sequence[tuple[Layout, Sequence[str]]],
    written: Sequence[tuple[WordLayout, Sequence[str]]] = (),
) -> Iterator[Made]:
    """Each layout with its people. One browser prints all: to start it takes longer than to print."""
    keys = dict.fromkeys(key for _, persons in (*drawn, *written) for key in persons)
    known = {key: people.read_person(key) for key in keys}
    sheets = {
        f"{key}|{layout.name}": (known[key], layout) for layout, persons in drawn for key in persons
    }
    pages = ((name, layout.draw(person)) for name, (person, layout) in sheets.items())
    for name, data in printing.print_pages(pages):
        person, layout = sheets[name]
        truth = truth_of(person, layout)
        yield Made(person.key, person.language, layout.name, ".pdf", data, truth)
    for word, persons in written:
        for person in (known[key] for key in persons):
            truth = truth_of(person, word)
            yield Made(person.key, person.language, word.name, ".docx", word.write(person), truth)


def truth_of(person: people.Person, layout: Layout | WordLayout) -> dict[str, Any]:
    return people.truth(
        person,
        layout.form,
        layout.school_form,
        has_location=layout.has_location,
        links=layout.links,
    )


def developed_with() -> Iterator[Made]:
    persons = people.DEVELOPED_WITH
    return make(
        [(layout, persons) for layout in layouts.DEVELOPED_WITH],
        [(word, persons) for word in word_layouts.DEVELOPED_WITH],
    )


def unseen() -> Iterator[Made]:
    """Each layout with the people that it was drawn for."""
    return make([*unseen_layouts.UNSEEN, *later_layouts.LATER])


def held_out() -> Iterator[Made]:
    persons = people.HELD_OUT
    return make(
        [(layout, persons) for layout in layouts.HELD_OUT],
        [(word, persons) for word in word_layouts.HELD_OUT],
    )
