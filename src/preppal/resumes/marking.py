"""Where on a page's picture the values were read that a form or a page shows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from preppal.resumes.correcting import Confirmed, Role, Study

PORTRAIT = 1414
"""How high a page is taken to be, in thousandths of its width, where nothing says: A4."""
AROUND = 3
"""Thousandths of the page's width that a mark goes beyond its line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that something was read from, in thousandths of the page's width. ``of``: the names of the values."""

    left: int
    top: int
    width: int
    height: int
    of: str


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page, from 1, and how high it is in thousandths of its width."""

    number: int
    height: int
    marks: tuple[Mark, ...] = ()


def marked_pages(
    read: Mapping[str, Any], count: int, form: Confirmed | None = None
) -> tuple[MarkedPage, ...]:
    """The pages with their marks, named as the fields of ``form``, or as what was read if there is none."""
    found: dict[tuple[int, ...], dict[str, None]] = defaultdict(dict)
    for name, at in _values(read, form):
        for place in at or ():
            found[tuple(place)][name] = None
    heights = read.get("pages") or []
    return tuple(
        MarkedPage(
            number=number + 1,
            height=(heights[number] if number < len(heights) else 0) or PORTRAIT,
            marks=tuple(
                _mark(place, " ".join(names)) for place, names in sorted(found.items()) if place[0] == number
            ),
        )
        for number in range(count)
    )  # fmt: skip


def _mark(place: tuple[int, ...], of: str) -> Mark:
    _, left, top, width, height = place
    return Mark(left - AROUND, top - AROUND, width + 2 * AROUND, height + 2 * AROUND, of)


Place = list[int]
_Value = tuple[str, list[Place] | None]


def _values(read: Mapping[str, Any], form: Confirmed | None) -> Iterator[_Value]:
    """Each value's name, and its places."""
    for name in ("name", "email", "phone", "location"):
        yield name, _at(read.get(name))
    yield "summary", read.get("summary_at")
    for name in ("links", "skills"):
        for one in read.get(name) or ():
            yield name, _at(one)
    for one in read.get("languages") or ():
        yield "languages", _at(one["name"])
    roles, studies = read.get("experiences") or [], read.get("education") or []
    for number, role in _as_in_form(roles, ("title", "company"), form.roles if form else None):
        yield from _entry(f"role_{number}", role, ("title", "company", "start", "end", "location"))
        for line in role["lines"]:
            yield f"role_{number}_done", _at(line)
    for number, study in _as_in_form(
        studies, ("degree", "institution"), form.studies if form else None
    ):
        yield from _entry(f"study_{number}", study, ("degree", "institution", "start", "end"))


def _entry(at: str, entry: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[_Value]:
    for name in names:
        yield f"{at}_{name}", _at(entry.get(name))


def _at(one: Mapping[str, Any] | None) -> list[Place] | None:
    return one.get("at") if one else None


def _as_in_form(
    entries: list[Mapping[str, Any]],
    names: tuple[str, str],
    written: tuple[Role, ...] | tuple[Study, ...] | None,
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Entries as read, with their numbers in the form, where some came, went, or were corrected."""
    if written is None:
        yield from enumerate(entries)
        return
    left = list(entries)
    for number, one in enumerate(written):
        said = [getattr(one, name) for name in names]
        known = [
            entry
            for entry in left
            if any(
                words and entry.get(name) and entry[name]["text"] == words
                for name, words in zip(names, said, strict=True)
            )
        ]
        both = [e for e in known if all(_text(e, name) == words for name, words in zip(names, said, strict=True))]  # fmt: skip
        for entry in (both or known)[:1]:
            left.remove(entry)
            yield number, entry


def _text(entry: Mapping[str, Any], name: str) -> str:
    return entry[name]["text"] if entry.get(name) else ""
