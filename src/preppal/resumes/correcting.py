"""What was read of a resume, as its owner puts it right: values in a form, the form as what they confirm."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import msgspec

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.visible import visible_text

VALUE_LIMIT, SUMMARY_LIMIT, DONE_LIMIT = 200, 2_000, 8_000
"""Characters of a value, of the summary, and of all that was done in one role."""
MOST_ROLES, MOST_STUDIES, MOST_LISTED = 40, 20, 100
"""Entries, and lines of a list."""

TOO_LONG = N_("This is longer than fits here. Shorten it.")
TOO_MANY_LINES = N_("A hundred lines are enough here. Leave out the rest.")
TOO_MANY_ENTRIES = N_("There is no room for more entries. Take one out first.")
NEITHER_TITLE = N_("Say the role or the company, or take this entry out.")
NEITHER_SCHOOL = N_("Say the degree or the school, or take this entry out.")
ODD_DATE = N_("Write a year or a year and a month, like 2021 or 2021-03; for the end also: today.")
BACKWARDS = N_("This ends before it begins.")
NOTHING = N_("There is nothing to confirm yet. Write at least a name or one role.")

_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_TODAY = frozenset(
    {"present", "today", "now", "hoy", "actualidad", "presente", "至今", "现在", "今"}
)


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
    """`Resume.confirmed`. Dates are ``YYYY-MM``, ``YYYY`` or ``present``; a language says its level itself."""

    name: str = ""
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


def checked(form: Confirmed) -> Confirmed:
    """What is confirmed: entries that say nothing left out, dates in one way.

    Raises:
        Invalid: with a sentence for each field, by its name in the form.
    """
    errors: dict[str, str] = {}
    for name, most in (
        ("name", VALUE_LIMIT),
        ("location", VALUE_LIMIT),
        ("summary", SUMMARY_LIMIT),
    ):
        if len(getattr(form, name)) > most:
            errors[name] = TOO_LONG
    for name in ("links", "skills", "languages"):
        _check_list(name, getattr(form, name), errors)
    for number, role in enumerate(form.roles):
        _check_entry(f"role_{number}", role, (role.title, role.company), NEITHER_TITLE, errors)
        if sum(map(len, role.done)) > DONE_LIMIT:
            errors[f"role_{number}_done"] = TOO_LONG
    for number, study in enumerate(form.studies):
        said = (study.degree, study.institution)
        _check_entry(f"study_{number}", study, said, NEITHER_SCHOOL, errors)
    if len(form.roles) > MOST_ROLES:
        errors["add-role"] = TOO_MANY_ENTRIES
    if len(form.studies) > MOST_STUDIES:
        errors["add-study"] = TOO_MANY_ENTRIES
    if errors:
        raise Invalid(errors)
    right = replace(
        form,
        roles=tuple(_dated(role) for role in form.roles if role != Role()),
        studies=tuple(_dated(study) for study in form.studies if study != Study()),
    )
    if right == Confirmed():
        raise Invalid({"name": NOTHING})
    return right


def _check_list(name: str, lines: tuple[str, ...], errors: dict[str, str]) -> None:
    if any(len(line) > VALUE_LIMIT for line in lines):
        errors[name] = TOO_LONG
    elif len(lines) > MOST_LISTED:
        errors[name] = TOO_MANY_LINES


def _check_entry(
    at: str, entry: Role | Study, said: tuple[str, str], neither: str, errors: dict[str, str]
) -> None:
    texts = {one.name: getattr(entry, one.name) for one in fields(entry) if one.name != "done"}
    for name, text in texts.items():
        if len(text) > VALUE_LIMIT:
            errors[f"{at}_{name}"] = TOO_LONG
    if entry != type(entry)() and not any(said):
        errors[f"{at}_{next(iter(texts))}"] = neither
    start, end = _date(entry.start), _date(entry.end)
    if start is None or start == "present":
        errors[f"{at}_start"] = ODD_DATE
    elif end is None:
        errors[f"{at}_end"] = ODD_DATE
    elif end not in ("", "present") and start and end < start[: len(end)]:
        errors[f"{at}_end"] = BACKWARDS


def _date(said: str) -> str | None:
    """``YYYY``, ``YYYY-MM``, ``present`` or "" as one says it; None for anything else."""
    if not said or said.lower() in _TODAY:
        return "present" if said else ""
    found = re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})月?", said)
    as_one = f"{found[1]}-{int(found[2]):02d}" if found else said
    return as_one if _DATE.fullmatch(as_one) else None


def _dated(entry: Entry) -> Entry:
    return replace(entry, start=_date(entry.start) or "", end=_date(entry.end) or "")
