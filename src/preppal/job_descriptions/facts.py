"""What a posting says of itself besides title and company, each with the line that says it.

Found by labels, amounts and words; nothing is guessed. What is not said is not there.
"""

import re
from dataclasses import dataclass
from typing import Literal

from preppal.interviewer.briefing import Seniority
from preppal.interviewer.job_reading import (
    DUTIES,
    NICE_TO_HAVE,
    REQUIREMENTS,
    read_level,
    read_lines,
    read_skills,
)

Employment = Literal["full_time", "part_time", "temporary", "internship", "freelance"]

MOST = 12
"""Must-haves, nice-to-haves and skills that are told."""
_LINES = 60
"""Of a text, in which labels stand."""

_LABEL_END = r"\s*[:：]\s*(?P<value>\S.{0,120})$"
_PLACE_LABEL = re.compile(
    r"^\W{0,4}(?:(?:job |work )?locations?|place(?: of work)?|based in|where|office|city|arbeitsort|standort|einsatzort|ort"
    r"|ubicación|lugar(?: de trabajo)?|localidad|lieu|工作地点|地点)" + _LABEL_END,
    re.IGNORECASE,
)
_PLACE_IN_WORDS = re.compile(
    r"\b(?:based|located|situated) (?:in|at|near) (?P<value>(?:the )?[A-ZÄÖÜ][\w'’.-]*(?:[ ,]{1,2}(?:upon |de |am |[A-ZÄÖÜ])[\w'’.-]*){0,4})"
)
# Bounded, and begun only where a number begins: a text may be 20,000 digits.
_AMOUNT = r"(?:(?:[£$€¥]|EUR|USD|GBP|CHF)\s?\d[\d.,]{0,15}\s?k?|(?<!\d)\d[\d.,]{2,15}\s?(?:k\b|[£$€¥]|EUR|USD|GBP|CHF|euros?|pounds|dollars|元))"
_PER = r"(?:\s?(?:per|a|an|each|/|pro|al|por)\s?(?:year|annum|month|week|day|hour|jahr|monat|stunde|año|mes|hora|年|月)|\s?(?:annually|yearly|hourly|p\.\s?a\.|pa\b|brutto|bruto|gross))"
_SALARY = re.compile(
    rf"{_AMOUNT}(?:\s?(?:-|–|—|to|bis|a|hasta|and)\s?{_AMOUNT})?{_PER}?", re.IGNORECASE
)
_SALARY_LABEL = re.compile(
    r"^\W{0,4}(?:salary|pay|compensation|wage|remuneration|rate|package|gehalt|vergütung|salario|sueldo|retribución|薪资|薪酬|月薪)\b[^:：]{0,20}"
    + _LABEL_END,
    re.IGNORECASE,
)
_SALARY_SAID = re.compile(
    r"\b(?:salary|pay)\b[^.\d]{0,25}?(?P<value>\d[\d.,]{3,15}(?:\s?(?:-|–|to|and)\s?\d[\d.,]{3,15})?)(?!\s?%)",
    re.IGNORECASE,
)
_SALARY_WORDS = re.compile(
    r"\b(?:salary|pay|paid|compensation|wage|earn|band|per annum|a year|per hour|an hour|annual|gehalt|salario|sueldo)\b|薪",
    re.IGNORECASE,
)
_NO_SALARY = re.compile(
    r"\b(?:budget|revenue|turnover|funding|raised|customers?|users|bonus of|allowance|learning|courses|voucher)\b",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Employment, str], ...] = (
    ("internship", r"\binternship\b|\bpraktikum\b|\bprácticas\b|\bbeca\b|实习"),
    ("freelance", r"\bfreelance\b|\bself-employed\b|\bfreiberuflich|\bautónomo\b|\bcontractor\b"),
    (
        "temporary",
        r"\bfixed[- ]term\b|\btemporary\b|\bbefristet|\bmaternity cover\b|\btemporal\b|\b\d{1,2}[- ]month contract\b",
    ),
    (
        "part_time",
        r"\bpart[- ]time\b|\bteilzeit\b|\bmedia jornada\b|\btiempo parcial\b|\btemps partiel\b|兼职",
    ),
    (
        "full_time",
        r"\bfull[- ]time\b|\bvollzeit\b|\bjornada completa\b|\btiempo completo\b|\btemps plein\b|\bpermanent (?:contract|position|role|post)\b|全职",
    ),
)
_EMPLOYMENT = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _KINDS)
_NOT_THE_JOB = re.compile(
    r"\b(?:not|no) (?:a )?(?:part|full)[- ]time\b|\bpart[- ]time (?:study|degree|course)", re.I
)


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` as the posting writes it, a substring of `line`; `line` is one of the text's own."""

    value: str
    line: str


@dataclass(frozen=True, slots=True)
class Facts:
    """None, or empty, where the posting says nothing."""

    location: Fact | None
    employment: tuple[Employment, Fact] | None
    salary: Fact | None
    seniority: Seniority
    must_haves: tuple[str, ...]
    """Lines, verbatim."""
    nice_to_haves: tuple[str, ...]
    skills: tuple[Fact, ...]
    seniority_said: Fact | None = None
    """What the seniority is read from; None where nothing says so, and it is taken as "mid"."""


def read_facts(title: str, content: str) -> Facts:
    """The facts of a cleaned posting."""
    lines = [line for line in content.split("\n") if line]
    level = read_level(title, content)
    asked = read_lines(content)
    musts = [line.text for line in asked if line.factor >= REQUIREMENTS]
    musts += [line.text for line in asked if line.must and DUTIES > line.factor > NICE_TO_HAVE]
    wishes = [line.text for line in asked if line.factor == NICE_TO_HAVE]
    return Facts(
        location=_location(lines),
        employment=_employment([title, *lines]),
        salary=_salary(lines),
        seniority=level.seniority,
        must_haves=tuple(dict.fromkeys(musts))[:MOST],
        nice_to_haves=tuple(dict.fromkeys(wishes))[:MOST],
        skills=tuple(_skills(content))[:MOST],
        seniority_said=line_with(level.said, [*lines, title]),
    )


def line_with(value: str, lines: list[str]) -> Fact | None:
    """The first of the lines that says it, as it says it; None without one."""
    wanted = value.casefold()
    for line in lines if wanted else ():
        start = line.casefold().find(wanted)
        if start >= 0 and (said := line[start : start + len(value)]).casefold() == wanted:
            return Fact(said, line)
    return None


def _location(lines: list[str]) -> Fact | None:
    for line in lines[:_LINES]:
        if found := _PLACE_LABEL.match(line):
            return Fact(found["value"].strip(), line)
    for line in lines:
        if found := _PLACE_IN_WORDS.search(line):
            return Fact(found["value"].rstrip(" ,."), line)
    return None


def _employment(lines: list[str]) -> tuple[Employment, Fact] | None:
    for kind, pattern in _EMPLOYMENT:
        for line in lines:
            found = pattern.search(line)
            if found and not _NOT_THE_JOB.search(line):
                return kind, Fact(found[0], line)
    return None


def _salary(lines: list[str]) -> Fact | None:
    for line in lines:
        if (found := _SALARY_LABEL.match(line)) and any(sign.isdigit() for sign in found["value"]):
            return Fact(found["value"].strip(), line)
    for line in lines:
        for found in _SALARY.finditer(line):
            around = line[max(0, found.start() - 60) : found.end() + 40]
            beside = line[max(0, found.start() - 25) : found.end() + 15]
            if _SALARY_WORDS.search(around) and not _NO_SALARY.search(beside):
                return Fact(found[0].strip(" ,."), line)
        if found := _SALARY_SAID.search(line):
            return Fact(found["value"].strip(" ,."), line)
    return None


def _skills(content: str) -> list[Fact]:
    lines = content.split("\n")
    return [
        Fact(skill, next((line for line in lines if skill in line), ""))
        for skill in read_skills(content)
    ]
