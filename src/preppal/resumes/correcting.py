"""What was read of a resume, as its owner puts it right: values in a form, the form as what they confirm."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import msgspec

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.visible import visible_text

MOST_ROLES, MOST_STUDIES = 40, 20
"""Entries."""
TOO_MANY_ENTRIES = N_("There is no room for more entries. Take one out first.")


@dataclass(frozen=True, slots=True)
class Role:
    title: str = ""
    company: str = ""
    start: str = ""
    end: str = ""
    location: str = ""
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    degree: str = ""
    institution: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`Resume.confirmed`, and what a `Profile` holds. Links are without scheme. Dates are ``YYYY-MM``, ``YYYY`` or ``present``; a language says its level itself."""

    name: str = ""
    email: str = ""
    phone: str = ""
    location: str = ""
    summary: str = ""
    links: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    studies: tuple[Study, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made


Entry = TypeVar("Entry", bound=Role | Study)


def confirmed_of(stored: Mapping[str, Any]) -> Confirmed:
    return msgspec.convert(stored, Confirmed)


def from_read(read: Mapping[str, Any]) -> Confirmed:
    """What `taking.as_read` says, without its lines: what a person starts from."""

    def said(one: Mapping[str, Any] | None) -> str:
        return one["text"] if one else ""

    def listed(many: Any) -> tuple[str, ...]:
        return tuple(one["text"] for one in many or ())

    return Confirmed(
        name=said(read.get("name")),
        email=said(read.get("email")),
        phone=said(read.get("phone")),
        location=said(read.get("location")),
        summary=read.get("summary") or "",
        links=listed(read.get("links")),
        roles=tuple(
            Role(
                said(role["title"]),
                said(role["company"]),
                said(role["start"]),
                said(role["end"]),
                said(role["location"]),
                listed(role["lines"]),
            )
            for role in read.get("experiences") or ()
        ),
        studies=tuple(
            Study(
                said(study["degree"]),
                said(study["institution"]),
                said(study["start"]),
                said(study["end"]),
            )
            for study in read.get("education") or ()
        ),
        skills=listed(read.get("skills")),
        languages=tuple(
            said(one["name"]) + (f" ({one['level']})" if one["level"] else "")
            for one in read.get("languages") or ()
        ),
    )


def written(form: Mapping[str, str]) -> Confirmed:
    """The form as it was typed; entries by the numbers in their fields' names (``role_0_title``)."""

    def entries(kind: str) -> list[str]:
        found = {
            int(match[1]) for name in form if (match := re.match(rf"{kind}_(\d{{1,3}})_", name))
        }
        return [f"{kind}_{number}" for number in sorted(found)]

    def said(at: str) -> str:
        return _line(form.get(at, ""))

    def listed(at: str) -> tuple[str, ...]:
        return _lines(form.get(at, ""))

    return Confirmed(
        name=said("name"),
        email=said("email"),
        phone=said("phone"),
        location=said("location"),
        summary=said("summary"),
        links=listed("links"),
        roles=tuple(
            Role(
                said(f"{at}_title"),
                said(f"{at}_company"),
                said(f"{at}_start"),
                said(f"{at}_end"),
                said(f"{at}_location"),
                listed(f"{at}_done"),
            )
            for at in entries("role")
        ),
        studies=tuple(
            Study(
                said(f"{at}_degree"),
                said(f"{at}_institution"),
                said(f"{at}_start"),
                said(f"{at}_end"),
            )
            for at in entries("study")
        ),
        skills=listed("skills"),
        languages=listed("languages"),
    )


def _line(text: str) -> str:
    return " ".join(visible_text(text).split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(said for row in text.split("\n") if (said := _line(row)))


def act_on(form: Confirmed, act: str) -> Confirmed:
    """The form with an entry more or less: ``add-role``, ``drop-study-2``; otherwise as it was.

    Raises:
        Invalid: there is no room for another entry.
    """
    wanted = re.fullmatch(r"(add|drop)-(role|study)(?:-(\d{1,3}))?", act)
    if wanted is None:
        return form
    number = int(wanted[3] or 0) if wanted[1] == "drop" else None
    if wanted[2] == "role":
        return replace(form, roles=_changed(form.roles, Role(), number, MOST_ROLES, "add-role"))
    studies = _changed(form.studies, Study(), number, MOST_STUDIES, "add-study")
    return replace(form, studies=studies)


def _changed(
    entries: tuple[Entry, ...], blank: Entry, dropped: int | None, most: int, field: str
) -> tuple[Entry, ...]:
    if dropped is not None:
        return entries[:dropped] + entries[dropped + 1 :]
    if len(entries) >= most:
        raise Invalid({field: TOO_MANY_ENTRIES})
    return (blank, *entries)  # newest first, as resumes have it
