"""Whether what somebody wrote of themselves can be kept as it is, and a sentence for what cannot."""

import re
from dataclasses import fields, replace

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.resumes.correcting import (
    MOST_ROLES,
    MOST_STUDIES,
    TOO_MANY_ENTRIES,
    Confirmed,
    Entry,
    Role,
    Study,
)
from preppal.resumes.private import says_private

VALUE_LIMIT, SUMMARY_LIMIT, DONE_LIMIT = 200, 2_000, 8_000
"""Characters of a value, of the summary, and of all that was done in one role."""
MOST_LISTED = 100
"""Lines of a list."""

TOO_LONG = N_("This is longer than fits here. Shorten it.")
TOO_MANY_LINES = N_("A hundred lines are enough here. Leave out the rest.")
NEITHER_TITLE = N_("Say the role or the company, or take this entry out.")
NEITHER_SCHOOL = N_("Say the degree or the school, or take this entry out.")
ODD_DATE = N_("Write a year or a year and a month, like 2021 or 2021-03; for the end also: today.")
BACKWARDS = N_("This ends before it begins.")
ODD_EMAIL = N_("Write a whole address, like ana@example.org, or leave it empty.")
ODD_PHONE = N_("Write the number in digits, like +351 21 555 0100, or leave it empty.")
ODD_LINK = N_(
    "One of these is no address on the web. Write each like github.com/name, one to a line."
)
PRIVATE = N_(
    "This says your age, birth, marital status, nationality, religion or gender. Take it out: we do not keep it."
)
NOTHING = N_("There is nothing to confirm yet. Write at least a name or one role.")

_EMAIL = re.compile(r"[^\s@,;<>()\"]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_PHONE = re.compile(r"[+(]?[\d\s().\u2010-\u2015/-]+(?:\s?(?:x|ext\.?)\s?\d{1,5})?", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 5, 20
_SCHEME = re.compile(r"https?://(?=\S)", re.IGNORECASE)
_LINK = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?")
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_TODAY = frozenset(
    {"present", "today", "now", "hoy", "actualidad", "presente", "至今", "现在", "今"}
)


def checked(form: Confirmed) -> Confirmed:
    """What is confirmed: entries that say nothing left out, dates in one way.

    Raises:
        Invalid: with a sentence for each field, by its name in the form.
    """
    errors: dict[str, str] = {}
    form = replace(form, links=tuple(_SCHEME.sub("", link) for link in form.links))
    _check_values(form, errors)
    for number, role in enumerate(form.roles):
        _check_entry(f"role_{number}", role, (role.title, role.company), NEITHER_TITLE, errors)
        if sum(map(len, role.done)) > DONE_LIMIT:
            errors[f"role_{number}_done"] = TOO_LONG
        elif any(map(says_private, role.done)):
            errors[f"role_{number}_done"] = PRIVATE
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


def _check_values(form: Confirmed, errors: dict[str, str]) -> None:
    for name in ("name", "email", "phone", "location", "summary"):
        text = getattr(form, name)
        if len(text) > (SUMMARY_LIMIT if name == "summary" else VALUE_LIMIT):
            errors[name] = TOO_LONG
        elif says_private(text):
            errors[name] = PRIVATE
    if form.email and "email" not in errors and not _EMAIL.fullmatch(form.email):
        errors["email"] = ODD_EMAIL
    if form.phone and "phone" not in errors and not _is_phone(form.phone):
        errors["phone"] = ODD_PHONE
    for name in ("links", "skills", "languages"):
        _check_list(name, getattr(form, name), errors)
    if "links" not in errors and not all(map(_LINK.fullmatch, form.links)):
        errors["links"] = ODD_LINK


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return bool(_PHONE.fullmatch(text)) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS


def _check_list(name: str, lines: tuple[str, ...], errors: dict[str, str]) -> None:
    if any(len(line) > VALUE_LIMIT for line in lines):
        errors[name] = TOO_LONG
    elif len(lines) > MOST_LISTED:
        errors[name] = TOO_MANY_LINES
    elif any(map(says_private, lines)):
        errors[name] = PRIVATE


def _check_entry(
    at: str, entry: Role | Study, said: tuple[str, str], neither: str, errors: dict[str, str]
) -> None:
    texts = {one.name: getattr(entry, one.name) for one in fields(entry) if one.name != "done"}
    for name, text in texts.items():
        if len(text) > VALUE_LIMIT:
            errors[f"{at}_{name}"] = TOO_LONG
        elif says_private(text):
            errors[f"{at}_{name}"] = PRIVATE
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
