"""A resume as the interviewer knows it: plain values, each line verbatim as its owner's resume has it."""

import datetime
from dataclasses import dataclass

PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Role:
    """One post held. Dates are ``YYYY-MM``, ``YYYY``, ``present`` (an end) or "" where nothing was said."""

    title: str = ""
    employer: str = ""
    start: str = ""
    end: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    degree: str = ""
    school: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    """``is_confirmed``: its owner said that it is right. Unless so it may be used to ask, and never to judge."""

    roles: tuple[Role, ...] = ()
    studies: tuple[Study, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    summary: str = ""
    is_confirmed: bool = False


NO_RESUME = Resume()


def year_of(date: str) -> int | None:
    """The year of a date; None of ``present`` and of nothing."""
    return int(date[:4]) if date[:4].isdigit() else None


def months_of(role: Role, today: datetime.date) -> tuple[int, int] | None:
    """First and last month of a role, counted from year 0; None where the dates do not say.

    A year alone stands for its middle; a year in which a role began and ended, for half of it.
    """
    first, last = _month(role.start), _month(role.end)
    now = today.year * 12 + today.month - 1
    if role.end == PRESENT:
        last = now
    if first is None or last is None:
        return None
    if first == last and len(role.start) == 4:
        last += 6
    return (first, min(last, now)) if first <= last else None


def _month(date: str) -> int | None:
    year = year_of(date)
    if year is None:
        return None
    return year * 12 + (int(date[5:7]) - 1 if len(date) >= 7 else 6)


def months_held(roles: tuple[Role, ...], today: datetime.date) -> int:
    """Months in any of these roles; time in two at once counts once."""
    spans = sorted(span for role in roles if (span := months_of(role, today)))
    total, until = 0, 0
    for first, last in spans:
        total += max(0, last - max(first, until))
        until = max(until, last)
    return total
