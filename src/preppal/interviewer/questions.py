"""The question bank: competencies, their anchors and lead questions, read from bank/*.toml.

One file a competency, plus warm_up.toml. The files are checked while they are read: a bank that
loads has every field, known words only, and no id twice.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar, cast

from preppal.interviewer.briefing import SENIORITIES, STAGES, Seniority, Stage

Kind = Literal["behavioural", "situational", "knowledge", "case", "motivation", "warmup"]
KINDS: tuple[Kind, ...] = (
    "behavioural",
    "situational",
    "knowledge",
    "case",
    "motivation",
    "warmup",
)
T = TypeVar("T")

SLOTS = ("skill",)
COMPETENCIES = (
    "problem_solving",
    "ownership",
    "communication",
    "collaboration",
    "leadership",
    "customer_focus",
    "domain_depth",
    "design_tradeoffs",
    "execution_results",
    "learning_adaptability",
    "integrity_judgement",
    "motivation_fit",
    "planning",
    "conflict_handling",
)


class BankError(ValueError):
    """A bank file does not say what it must; the message names file, id and field."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase of a job description that calls for a competency."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Question:
    """A lead question. ``short`` is said when it is repeated. ``minutes`` includes follow-ups."""

    id: str
    competency: str
    secondary: tuple[str, ...]
    stages: tuple[Stage, ...]
    seniority: tuple[Seniority, ...]
    kind: Kind
    domains: tuple[str, ...]
    text: str
    short: str
    slots: tuple[str, ...]
    minutes: float
    difficulty: int
    probes: Mapping[str, str]
    avoid_with: tuple[str, ...]
    tags: tuple[str, ...]
    source: str
    lang: str


@dataclass(frozen=True, slots=True)
class Competency:
    """What the leads of one file ask for. ``anchors`` has behaviour at 1, 3 and 5."""

    id: str
    name: str
    jd_cues: tuple[Cue, ...]
    anchors: Mapping[int, str]
    reflect: bool
    lexicon: tuple[str, ...]
    result_cues: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """All competencies in the catalogue's order, and the warm-ups."""

    competencies: Mapping[str, Competency]
    warm_ups: tuple[Question, ...]
    by_id: Mapping[str, Question] = field(repr=False)

    @property
    def leads(self) -> tuple[Question, ...]:
        return tuple(q for c in self.competencies.values() for q in c.questions)


@cache
def load_bank() -> Bank:
    """Read and check the packaged bank, once a process. Raises BankError."""
    folder = files("preppal.interviewer") / "bank"
    competencies: dict[str, Competency] = {}
    for key in COMPETENCIES:
        document = tomllib.loads((folder / f"{key}.toml").read_text(encoding="utf-8"))
        competencies[key] = read_competency(key, document)
    warm_up = tomllib.loads((folder / "warm_up.toml").read_text(encoding="utf-8"))
    warm_ups = _read_questions("warm_up", warm_up)
    by_id: dict[str, Question] = {}
    for question in (*warm_ups, *(q for c in competencies.values() for q in c.questions)):
        if question.id in by_id:
            raise BankError(f"{question.id}: this id is used twice")
        by_id[question.id] = question
    return Bank(competencies=competencies, warm_ups=warm_ups, by_id=by_id)


def read_competency(key: str, document: Mapping[str, Any]) -> Competency:
    """Turn one parsed competency file into a Competency. Raises BankError."""
    head = _field(key, document, "competency", dict)
    anchors = {int(n): str(text) for n, text in _field(key, head, "anchors", dict).items()}
    if sorted(anchors) != [1, 3, 5]:
        raise BankError(f"{key}: anchors must be 1, 3 and 5")
    cues = tuple(
        Cue(term=str(term), weight=float(weight))
        for term, weight in _field(key, head, "jd_cues", dict).items()
    )
    return Competency(
        id=key,
        name=_field(key, head, "name", str),
        jd_cues=cues,
        anchors=anchors,
        reflect=_field(key, head, "reflect", bool),
        lexicon=tuple(_field(key, head, "lexicon", list)),
        result_cues=tuple(_field(key, head, "result_cues", list)),
        questions=_read_questions(key, document),
    )


def _read_questions(key: str, document: Mapping[str, Any]) -> tuple[Question, ...]:
    entries = _field(key, document, "question", list)
    return tuple(_read_question(key, entry) for entry in entries)


def _read_question(key: str, entry: Mapping[str, Any]) -> Question:
    name = f"{key}/{entry.get('id', '?')}"
    known = {
        *("id", "secondary", "stages", "seniority", "kind", "domains", "text", "short"),
        *("slots", "minutes", "difficulty", "probes", "avoid_with", "tags", "source", "lang"),
    }
    if unknown := set(entry) - known:
        raise BankError(f"{name}: unknown field {sorted(unknown)}")
    return Question(
        id=_field(name, entry, "id", str),
        competency=key,
        secondary=_words(name, entry, "secondary", COMPETENCIES, default=()),
        stages=cast("tuple[Stage, ...]", _words(name, entry, "stages", STAGES)),
        seniority=cast("tuple[Seniority, ...]", _words(name, entry, "seniority", SENIORITIES)),
        kind=cast("Kind", _words(name, {"kind": [entry.get("kind")]}, "kind", KINDS)[0]),
        domains=tuple(entry.get("domains", ["any"])),
        text=_field(name, entry, "text", str),
        short=_field(name, entry, "short", str),
        slots=_words(name, entry, "slots", SLOTS, default=()),
        minutes=float(entry.get("minutes", 3.7)),
        difficulty=int(entry.get("difficulty", 2)),
        probes=dict(entry.get("probes", {})),
        avoid_with=tuple(entry.get("avoid_with", ())),
        tags=tuple(entry.get("tags", ())),
        source=str(entry.get("source", "original")),
        lang=str(entry.get("lang", "en")),
    )


def _field(name: str, entry: Mapping[str, Any], field_name: str, kind: type[T]) -> T:
    value = entry.get(field_name)
    if not isinstance(value, kind) or value in ("", [], {}):
        raise BankError(f"{name}: {field_name} is missing or not a {kind.__name__}")
    return value


def _words(
    name: str,
    entry: Mapping[str, Any],
    field_name: str,
    allowed: tuple[str, ...],
    default: tuple[str, ...] | None = None,
) -> tuple[str, ...]:
    if field_name not in entry and default is not None:
        return default
    words = tuple(_field(name, entry, field_name, list))
    if strange := [word for word in words if word not in allowed]:
        raise BankError(f"{name}: {field_name} has unknown {strange}")
    return words
