"""A resume as pieces that can speak for a need: each a verbatim line, with the role and the time it is from.

What somebody wants to learn, has only heard of or says they have not is no evidence.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from preppal.interviewer.fit.resume import Resume, Role, months_of
from preppal.interviewer.fit.words import units

Source = Literal["role", "title", "skill", "study", "summary", "language"]

_CLAUSE = re.compile(r"[,;:()，；。、]|\.\s|\bbut\b|\bpero\b|\baber\b|\bsondern\b| – | - ")
_NOT_DONE = re.compile(
    r"\b(?:willing|eager|keen|ready|hoping|hope|want(?:ing)?|wish(?:ing)?|able|plan(?:ning)?|looking|like|love|interested|interest|happy) (?:to|in|for)"
    r"(?: (?:further|new))?(?: (?:learn\w*|study\w*|gain\w*|get\w*|acquir\w*|develop\w*|train\w*|explore|work\w*|become|obtain\w*|try\w*))?\b"
    r"|\b(?:no|without|never|lacking|little|limited|not(?: yet)?)\b(?: \w+){0,2} (?:experience|knowledge|worked|used|training|exposure|qualified|certified|registered|licen[cs]ed?)"
    r"|\bno \w+ (?:for|with|in|of)\b|\bno (?:formal|prior|previous|direct|hands-on)\b|\bnot (?:yet|familiar|experienced)\b"
    r"|\b(?:currently|now|still|am|started|begun) (?:learning|studying|training|preparing|taking)\b|\blearning\b(?=\W*$)|\bin progress\b|\bbeginner\b"
    r"|\b(?:aspiring|would like|seeking|working towards|studying for|preparing for|awaiting|expired|lapsed)\b"
    r"|\bsin (?:\w+ )?(?:experiencia|conocimientos|carn[eé])|\bdispuest[oa] a\b|\binteresad[oa] en\b|\bganas de\b|\bactualmente (?:aprendiendo|estudiando)|\bno tengo\b"
    r"|\bkeine?\w* (?:\w+ )?(?:erfahrung|kenntnisse|führerschein)|\blernbereit|\blerne (?:gerade|derzeit)\b|\bmöchte\b|\binteresse an\b|\bbereit,? \b|\bnoch (?:nicht|keine)\b"
    r"|没有|无.{0,6}经验|愿意学习|希望学习|正在学习|想学|尚未|感兴趣",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """``line`` is verbatim. ``until`` is the last month of its role, counted from year 0; None where it has no date."""

    line: str
    source: Source
    has: frozenset[str]
    role: Role | None = None
    until: int | None = None


def pieces_of(resume: Resume, today: datetime.date) -> tuple[Piece, ...]:
    """Everything that may speak for a need, in the resume's order."""
    return tuple(_pieces(resume, today))


def _pieces(resume: Resume, today: datetime.date) -> Iterator[Piece]:
    for role in resume.roles:
        span = months_of(role, today)
        until = span[1] if span else None
        around = units(f"{role.title}. {role.employer}").has
        if role.title:
            yield Piece(role.title, "title", around, role, until)
        for line in role.lines:
            done = what_was_done(line)
            if done:
                yield Piece(line, "role", units(done).has, role, until)
    for skill in resume.skills:
        done = what_was_done(skill)
        if done:
            yield Piece(skill, "skill", units(done).has)
    for study in resume.studies:
        line = study.degree or study.school
        done = what_was_done(line)
        if done:
            yield Piece(line, "study", units(f"{done} {study.school}").has)
    for spoken in resume.languages:
        yield Piece(spoken, "language", units(spoken).has)
    for sentence in re.split(r"(?<=[.!?])\s+|(?<=[。！？])", resume.summary):
        done = what_was_done(sentence)
        if done:
            yield Piece(sentence.strip(), "summary", units(done).has)


def what_was_done(line: str) -> str:
    """The line without clauses that say what was not done, or is still to come."""
    if not _NOT_DONE.search(line):
        return line
    if re.search(r"\((?:[^)]*)\)", line) and _NOT_DONE.search(
        " ".join(re.findall(r"\(([^)]*)\)", line))
    ):
        return ""  # "Kubernetes (learning)": what stands in brackets is about the whole
    kept = [
        clause for clause in _CLAUSE.split(line) if clause.strip() and not _NOT_DONE.search(clause)
    ]
    # "No experience with Go, Rust or Java": the list goes on after the comma.
    first = _NOT_DONE.search(line)
    assert first is not None
    before = line[: first.start()]
    cut = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    after_but = re.search(r"\b(?:but|pero|aber|sondern)\b(.*)$", line[first.end() :], re.I)
    if not kept:
        return ""
    return f"{line[:cut]} {after_but[1] if after_but else ''}".strip()
