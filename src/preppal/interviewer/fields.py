"""Which fields of knowledge a job is about: those of the bank's ladders, found by their words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from preppal.interviewer.job_reading import NICE_TO_HAVE, JobLine
from preppal.interviewer.questions import load_bank

IN_THE_TITLE = 3.0
"""A word of the title says as much as three of the text."""
ENOUGH = 2.0
NEARLY_AS_MUCH = 0.6
FIELDS_OF_A_JOB = 2


@dataclass(frozen=True, slots=True)
class Field:
    """A ladder's key, how much is said for it, and the line that says most of it ("" when the title does)."""

    key: str
    weight: float
    line: str = ""


def read_fields(title: str, lines: Iterable[JobLine]) -> tuple[Field, ...]:
    """At most two fields, the one most is said for first; none when too little is said.

    Each term counts once, where it counts most. What an employer offers or tells of itself does not count.
    """
    found = (_read(key, title, tuple(lines)) for key in load_bank().ladders)
    known = sorted(
        (field for field in found if field.weight >= ENOUGH), key=lambda field: -field.weight
    )
    return tuple(field for field in known if field.weight >= NEARLY_AS_MUCH * known[0].weight)[
        :FIELDS_OF_A_JOB
    ]


def _read(key: str, title: str, lines: tuple[JobLine, ...]) -> Field:
    said = dict.fromkeys(terms_in(key, title), IN_THE_TITLE)
    of_line: dict[str, float] = {}
    if not terms_in(key, "\n".join(line.text for line in lines)):
        lines = ()
    for line in lines:
        if line.factor < NICE_TO_HAVE:
            continue
        for term in terms_in(key, line.text):
            said[term] = max(said.get(term, 0.0), line.factor)
            of_line[line.text] = of_line.get(line.text, 0.0) + line.factor
    best = max(of_line, key=lambda text: of_line[text]) if of_line else ""
    return Field(key, sum(said.values()), best)


def terms_in(key: str, text: str) -> set[str]:
    """The terms of a ladder that a text has, in lower case."""
    plain, cased = _patterns(key)
    return {m[0].lower() for m in plain.finditer(text)} | {m[0] for m in cased.finditer(text)}


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words in any case; names in capitals or of one word of up to six letters with one only so (Go, Node, React)."""
    terms = sorted(load_bank().ladders[key].terms, key=len, reverse=True)
    names = [term for term in terms if term[:1].isupper() and len(term) <= 6]
    words = [term for term in terms if term not in names]
    return _any_of(words, re.IGNORECASE), _any_of(names, re.NOFLAG)


def _any_of(terms: list[str], flags: re.RegexFlag) -> re.Pattern[str]:
    if not terms:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, terms))})(?![\w-])", flags)
