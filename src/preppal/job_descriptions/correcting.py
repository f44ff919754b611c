"""What a posting says, put right by its owner: what was read, what they say instead, and what an interview is told.

A text never changes, so what is read from it can be read before a transaction begins. Title and company have
columns of their own; the rest is in `JobDescription.corrections`, only where it differs from what was read.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import SENIORITIES, Correction
from preppal.interviewer.job_reading import LONGEST_LINE
from preppal.interviewer.orders import gives_orders
from preppal.job_descriptions.changing import locked
from preppal.job_descriptions.facts import Employment, Fact, line_with, read_facts
from preppal.job_descriptions.model import NAME_LIMIT, JobDescription
from preppal.job_descriptions.naming import read_names

Single = Literal["title", "company", "location", "seniority", "employment", "salary"]
Several = Literal["must_haves", "nice_to_haves", "skills"]
SINGLES: tuple[Single, ...] = get_args(Single)
SEVERAL: tuple[Several, ...] = get_args(Several)
_COLUMNS = ("title", "company")
_ANSWERS: Mapping[Single, str] = {
    "salary": "The salary is",
    "location": "The location is",
    "employment": "The employment is",
}
"""What a candidate may ask about, and how the answer begins where the posting says nothing of it."""

MOST_LINES = 20
SKILL_LIMIT = 40
"""Characters; a skill is spoken inside a question."""
SKILL_WORDS = 4

NO_TITLE = N_("Give it a title, so that you find it again.")
NAME_TOO_LONG = N_("That is too long for a name. 200 characters are enough.")
FACT_TOO_LONG = N_("That is too long. 200 characters are enough.")
NOT_OFFERED = N_("Choose one of those in the list.")
TOO_MANY_LINES = N_("Those are more than 20. Keep the ones that matter most.")
LINE_TOO_LONG = N_("One of them is longer than 240 characters. Make two of it.")
NO_SKILL = N_(
    "A skill is at most four words without brackets or full stops, such as “wood ovens”. Write one a line."
)

_SKILL = re.compile(r"[\w+#.&/'’ -]+")
_BULLET = re.compile(r"^[-–—•*·]\s+")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a posting says. ``value`` is "" when it is not said.

    ``source`` is "read" with the ``line`` that says it (``quote`` is what of the line does), "yours" when its
    owner says so, and "" when nobody does.
    """

    value: str
    source: Literal["read", "yours", ""] = ""
    line: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What the text itself says, by name."""

    singles: Mapping[Single, Told]
    several: Mapping[Several, tuple[Told, ...]]


@dataclass(frozen=True, slots=True)
class Corrections:
    """A form's values: all there are, as they shall be."""

    singles: Mapping[Single, str]
    several: Mapping[Several, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CorrectedFacts:
    """What holds, by name; ``corrected`` are the names of what its owner says."""

    singles: Mapping[Single, Told]
    several: Mapping[Several, tuple[Told, ...]]
    corrected: frozenset[str]


def read_corrections(fields: Mapping[str, str]) -> Corrections:
    """The form as values; lists have one a line.

    Raises:
        Invalid: no title, too long, too many, a level or employment that is not offered, or what is no skill.
    """
    singles = {name: " ".join(fields.get(name, "").split()) for name in SINGLES}
    several = {name: _lines(fields.get(name, "")) for name in SEVERAL}
    errors: dict[str, str] = {}
    if not singles["title"]:
        errors["title"] = NO_TITLE
    for name, offered in (("seniority", SENIORITIES), ("employment", get_args(Employment))):
        if singles[name] not in ("", *offered):  # type: ignore[index]
            errors[name] = NOT_OFFERED
    for name, value in singles.items():
        if len(value) > NAME_LIMIT:
            errors[name] = NAME_TOO_LONG if name in _COLUMNS else FACT_TOO_LONG
    for key, values in several.items():
        if len(values) > MOST_LINES:
            errors[key] = TOO_MANY_LINES
        elif any(len(value) > LONGEST_LINE for value in values):
            errors[key] = LINE_TOO_LONG
    if "skills" not in errors and not all(map(_is_skill, several["skills"])):
        errors["skills"] = NO_SKILL
    if errors:
        raise Invalid(errors)
    return Corrections(singles, several)


def _lines(text: str) -> tuple[str, ...]:
    """The lines without bullets, each once, whatever its case."""
    once: dict[str, str] = {}
    for line in text.split("\n"):
        words = _BULLET.sub("", " ".join(line.split()))
        once.setdefault(words.casefold(), words)
    return tuple(words for words in once.values() if words)


def _is_skill(value: str) -> bool:
    return (
        len(value) <= SKILL_LIMIT
        and len(value.split()) <= SKILL_WORDS
        and _SKILL.fullmatch(value) is not None
        and not gives_orders(value)
    )


def read_again(title: str, content: str) -> Read:
    """What the text says when it is called ``title``. Takes some 30 ms: for a thread."""
    lines = [line for line in content.split("\n") if line]
    names, facts = read_names(content), read_facts(title, content)
    kind, employment = facts.employment or ("", None)
    level = facts.seniority if facts.seniority_said else ""
    return Read(
        {
            "title": _read(line_with(names.title, lines), names.title),
            "company": _read(line_with(names.company, lines), names.company),
            "location": _read(facts.location),
            "seniority": _read(facts.seniority_said, level),
            "employment": _read(employment, kind),
            "salary": _read(facts.salary),
        },
        {
            "must_haves": tuple(Told(line, "read", line, line) for line in facts.must_haves),
            "nice_to_haves": tuple(Told(line, "read", line, line) for line in facts.nice_to_haves),
            "skills": tuple(_read(skill) for skill in facts.skills),
        },
    )


def _read(fact: Fact | None, value: str | None = None) -> Told:
    if fact is None:
        return Told(value or "", "read" if value else "")
    return Told(fact.value if value is None else value, "read", fact.line, fact.value)


def corrected_facts(job: JobDescription, read: Read) -> CorrectedFacts:
    """What holds of this job description, each with where it comes from."""
    singles: dict[Single, Told] = {}
    several: dict[Several, tuple[Told, ...]] = {}
    corrected: set[str] = set()
    for name, told in read.singles.items():
        value = getattr(job, name) if name in _COLUMNS else job.corrections.get(name, told.value)
        singles[name] = told if value == told.value else Told(value, "yours" if value else "")
        corrected |= {name} if value != told.value else set()
    for key, listed in read.several.items():
        known = {told.value.casefold(): told for told in listed}
        values = job.corrections.get(key, [told.value for told in listed])
        several[key] = tuple(known.get(one.casefold(), Told(one, "yours")) for one in values)
        corrected |= {key} if several[key] != listed else set()
    return CorrectedFacts(singles, several, frozenset(corrected))


async def correct(
    db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID, wanted: Corrections, read: Read
) -> None:
    """What the owner says from now on; what equals what was ``read`` is no correction.

    Raises:
        NoSuchJobDescription: not there, or somebody else's.
    """
    job = await locked(db, user_id, job_id)
    job.title, job.company = wanted.singles["title"], wanted.singles["company"]
    kept: dict[str, Any] = {
        name: value
        for name, value in wanted.singles.items()
        if name not in _COLUMNS and value != read.singles[name].value
    }
    for key, values in wanted.several.items():
        if _differ(values, read.several[key]):
            kept[key] = list(values)
    job.corrections = kept


def _differ(values: Sequence[str], listed: Sequence[Told]) -> bool:
    return [value.casefold() for value in values] != [told.value.casefold() for told in listed]


async def undo_corrections(
    db: AsyncSession, user_id: uuid.UUID, job_id: uuid.UUID, name: str, read: Read
) -> None:
    """What was read holds again: of one thing, or of all when ``name`` is "".

    Raises:
        NoSuchJobDescription: not there, or somebody else's.
    """
    job = await locked(db, user_id, job_id)
    if name in ("", "title"):
        job.title = read.singles["title"].value
    if name in ("", "company"):
        job.company = read.singles["company"].value
    job.corrections = {
        key: value for key, value in job.corrections.items() if name not in ("", key)
    }


def snapshot(job: JobDescription | None) -> dict[str, Any]:
    """What an interview keeps of its job description; empty strings without one.

    ``facts`` is there when its owner put right what the interview asks by (`correction_of`) or answers from
    (`text_told`); the text is read again for it, so this is for a thread. ``is_outline`` is there when it is one.
    """
    if job is None:
        return {"title": "", "company": "", "content": ""}
    kept: dict[str, Any] = {"title": job.title, "company": job.company, "content": job.content}
    if job.is_outline:
        kept["is_outline"] = True
    facts = _facts_told(job, read_again(job.title, job.content)) if job.corrections else {}
    return kept | ({"facts": facts} if facts else {})


def _facts_told(job: JobDescription, read: Read) -> dict[str, Any]:
    facts = corrected_facts(job, read)
    told: dict[str, Any] = {}
    if "seniority" in facts.corrected:
        told["seniority"] = facts.singles["seniority"].value
    if "skills" in facts.corrected:
        told["skills"] = [skill.value for skill in facts.several["skills"]]
    if "must_haves" in facts.corrected:
        held = facts.several["must_haves"]
        told["added"] = [one.value for one in held if one.source == "yours"]
        told["gone"] = [one.value for one in read.several["must_haves"] if one not in held]
    said = {
        name: {"value": facts.singles[name].value} | _instead_of(read.singles[name])
        for name in _ANSWERS
        if name in facts.corrected
    }
    return told | ({"said": said} if said else {})


def _instead_of(told: Told) -> dict[str, str]:
    return {"line": told.line, "quote": told.quote} if told.line else {}


def text_told(snapshot: Mapping[str, Any]) -> str:
    """What an interviewer answers from when the candidate asks about the job: the text, put right.

    Where its owner says another pay, place or employment, the line has that instead; where they say that
    there is none, or that a requirement does not hold, the line is left out. What no line says comes first.
    """
    facts, content = snapshot.get("facts", {}), str(snapshot.get("content", ""))
    lines, first = content.split("\n"), []
    for name, said in facts.get("said", {}).items():
        value = said["value"].replace("_", "-") if name == "employment" else said["value"]
        line, quote = said.get("line", ""), said.get("quote", "")
        if gives_orders(value):
            continue  # inside a sentence it would no longer stand out
        if value and line and quote in line:
            lines = [one.replace(quote, value, 1) if one == line else one for one in lines]
            continue
        lines = [one for one in lines if one != line or not line]
        if value:
            first.append(f"{_ANSWERS[name]} {value}.")
    gone = tuple(facts.get("gone", ()))
    lines = [one for one in lines if not any(gone_one in one for gone_one in gone)]
    return "\n".join([*first, *lines, *facts.get("added", ())])


def correction_of(snapshot: Mapping[str, Any]) -> Correction:
    """What an interviewer is told of an interview's snapshot. A level that is not said is the usual one."""
    facts = snapshot.get("facts", {})
    return Correction(
        seniority=(facts["seniority"] or "mid") if "seniority" in facts else None,
        skills=tuple(facts["skills"]) if "skills" in facts else None,
        added=tuple(facts.get("added", ())),
        gone=tuple(facts.get("gone", ())),
    )
