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
    persons: Sequence[str], drawn: Sequence[Layout], written: Sequence[WordLayout]
) -> Iterator[Made]:
    known = [people.read_person(key) for key in persons]
    pages = {
        (person.key, layout.name): (layout.draw(person), truth_of(person, layout))
        for person in known
        for layout in drawn
    }
    languages = {person.key: person.language for person in known}
    names = {f"{key}|{name}": (key, name) for key, name in pages}
    for full, data in printing.print_pages((full, pages[pair][0]) for full, pair in names.items()):
        key, name = names[full]
        yield Made(key, languages[key], name, ".pdf", data, pages[key, name][1])
    for person in known:
        for word in written:
            yield Made(
                person.key,
                person.language,
                word.name,
                ".docx",
                word.write(person),
                truth_of(person, word),
            )


def truth_of(person: people.Person, layout: Layout | WordLayout) -> dict[str, Any]:
    return people.truth(
        person,
        layout.form,
        layout.school_form,
        has_location=layout.has_location,
        links=layout.links,
    )


def developed_with() -> Iterator[Made]:
    return make(people.DEVELOPED_WITH, layouts.DEVELOPED_WITH, word_layouts.DEVELOPED_WITH)


def unseen() -> Iterator[Made]:
    """Each layout with the people that it was drawn for."""
    for layout, persons in (*unseen_layouts.UNSEEN, *later_layouts.LATER):
        yield from make(persons, (layout,), ())


def held_out() -> Iterator[Made]:
    return make(people.HELD_OUT, layouts.HELD_OUT, word_layouts.HELD_OUT)
