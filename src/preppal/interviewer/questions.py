"""The question bank: competencies, their anchors and lead questions, read from bank/*.toml.

One file a competency, plus warm_up.toml; ladders/*.toml have twelve questions of knowledge for a field,
cases.toml has open tasks. The files are checked while they are read: a bank that
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

SLOTS = ("skill", "employer")
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
class Point:
    """What an answer to a question of knowledge may hold; ``aliases`` are words that it is said in."""

    id: str
    text: str
    aliases: tuple[str, ...]
    must: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A lead question. ``short`` is said when it is repeated. ``minutes`` includes follow-ups.

    ``harder``, ``easier`` ("" when there is none) and ``alternates`` (as hard, about the same) are ids of
    leads of the same competency. ``points`` are of questions of knowledge. ``lexicon`` has words that an
    answer is likely to use.
    """

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
    harder: str = ""
    easier: str = ""
    alternates: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    lexicon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """Twelve questions of knowledge of a field: four rungs at each of three levels.

    ``terms`` are words of a job description that call for it.
    """

    key: str
    name: str
    terms: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An open task: ``parts`` are asked one after the other, the brief first.

    ``family`` is the key of the ladder whose field it is of, or "any". ``key`` is the brief's id.
    """

    key: str
    family: str
    title: str
    parts: tuple[Question, ...]


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
    """All competencies in the catalogue's order, the warm-ups, ladders by key, and cases."""

    competencies: Mapping[str, Competency]
    warm_ups: tuple[Question, ...]
    ladders: Mapping[str, Ladder]
    cases: tuple[Case, ...]
    by_id: Mapping[str, Question] = field(repr=False)

    @property
    def leads(self) -> tuple[Question, ...]:
        """Those that fit any trade."""
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
    warm_ups = read_questions("warm_up", warm_up, ())
    ladders = {
        file.name.removesuffix(".toml"): read_ladder(
            file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8"))
        )
        for file in sorted((folder / "ladders").iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }
    cases = read_cases(tomllib.loads((folder / "cases.toml").read_text(encoding="utf-8")))
    by_id: dict[str, Question] = {}
    for question in (
        *warm_ups,
        *(question for competency in competencies.values() for question in competency.questions),
        *(question for ladder in ladders.values() for question in ladder.questions),
        *(question for case in cases for question in case.parts),
    ):
        if question.id in by_id:
            raise BankError(f"{question.id}: this id is used twice")
        by_id[question.id] = question
    return Bank(competencies, warm_ups, ladders, cases, by_id)


def read_competency(key: str, document: Mapping[str, Any]) -> Competency:
    """Turn one parsed competency file into a Competency. Raises BankError."""
    head = field_of(key, document, "competency", dict)
    anchors = {int(n): str(text) for n, text in field_of(key, head, "anchors", dict).items()}
    if sorted(anchors) != [1, 3, 5]:
        raise BankError(f"{key}: anchors must be 1, 3 and 5")
    cues = tuple(
        Cue(term=str(term), weight=float(weight))
        for term, weight in field_of(key, head, "jd_cues", dict).items()
    )
    return Competency(
        id=key,
        name=field_of(key, head, "name", str),
        jd_cues=cues,
        anchors=anchors,
        reflect=field_of(key, head, "reflect", bool),
        lexicon=tuple(field_of(key, head, "lexicon", list)),
        result_cues=tuple(field_of(key, head, "result_cues", list)),
        questions=read_questions(key, document, tuple(head["lexicon"])),
    )


def read_questions(
    key: str, document: Mapping[str, Any], lexicon: tuple[str, ...]
) -> tuple[Question, ...]:
    """The questions of a file; those without a ``lexicon`` have that of the file."""
    entries = field_of(key, document, "question", list)
    return tuple(read_question(key, {"lexicon": lexicon, **entry}) for entry in entries)


def read_question(key: str, entry: Mapping[str, Any]) -> Question:
    name = f"{key}/{entry.get('id', '?')}"
    known = {
        *("id", "secondary", "stages", "seniority", "kind", "domains", "text", "short"),
        *("slots", "minutes", "difficulty", "probes", "avoid_with", "tags", "source", "lang"),
        *("harder", "easier", "alternates", "points", "lexicon"),
    }
    if unknown := set(entry) - known:
        raise BankError(f"{name}: unknown field {sorted(unknown)}")
    return Question(
        id=field_of(name, entry, "id", str),
        competency=key,
        secondary=_words(name, entry, "secondary", COMPETENCIES, default=()),
        stages=cast("tuple[Stage, ...]", _words(name, entry, "stages", STAGES)),
        seniority=cast("tuple[Seniority, ...]", _words(name, entry, "seniority", SENIORITIES)),
        kind=cast("Kind", _words(name, {"kind": [entry.get("kind")]}, "kind", KINDS)[0]),
        domains=tuple(entry.get("domains", ["any"])),
        text=field_of(name, entry, "text", str),
        short=field_of(name, entry, "short", str),
        slots=_words(name, entry, "slots", SLOTS, default=()),
        minutes=float(entry.get("minutes", 3.7)),
        difficulty=int(entry.get("difficulty", 2)),
        probes=dict(entry.get("probes", {})),
        avoid_with=tuple(entry.get("avoid_with", ())),
        tags=tuple(entry.get("tags", ())),
        source=str(entry.get("source", "original")),
        lang=str(entry.get("lang", "en")),
        harder=str(entry.get("harder", "")),
        easier=str(entry.get("easier", "")),
        alternates=tuple(entry.get("alternates", ())),
        points=tuple(_read_point(name, point) for point in entry.get("points", ())),
        lexicon=tuple(entry.get("lexicon", ())),
    )


def _read_point(name: str, entry: Mapping[str, Any]) -> Point:
    return Point(
        id=field_of(name, entry, "id", str),
        text=field_of(name, entry, "text", str),
        aliases=tuple(field_of(name, entry, "aliases", list)),
        must=field_of(name, {"must": [entry.get("must")]}, "must", list)[0] is True,
    )


RUNGS = ("definition", "mechanism", "failure", "trade_off")
TURNS = ("brief", "requirement", "scale", "failure", "cost")
"""The parts of a case, in the order they are asked."""
CASE_MINUTES = 25.0
BRIEF_MINUTES = 7.0
OF_KNOWLEDGE: Mapping[str, Any] = {
    "kind": "knowledge",
    "stages": ["technical", "design"],
    "secondary": ["problem_solving"],
    "tags": ["skill"],
}
OF_A_CASE: Mapping[str, Any] = {
    "kind": "case",
    "stages": ["design", "technical"],
    "seniority": list(SENIORITIES),
    "secondary": ["problem_solving"],
    "difficulty": 3,
}


def read_ladder(key: str, document: Mapping[str, Any]) -> Ladder:
    """A field's twelve questions, which must be four rungs at three levels. Raises BankError."""
    head = field_of(key, document, "family", dict)
    terms = tuple(field_of(key, head, "terms", list))
    entries = {
        (int(entry.get("level", 0)), str(entry.get("rung", ""))): entry
        for entry in field_of(key, document, "question", list)
    }
    if set(entries) != {(level, rung) for level in (1, 2, 3) for rung in RUNGS}:
        raise BankError(f"{key}: a ladder has four rungs at three levels, each once")
    return Ladder(
        key=key,
        name=field_of(key, head, "name", str),
        terms=terms,
        questions=tuple(
            read_question("domain_depth", _on_its_rung(key, entries, level, rung, terms))
            for level, rung in entries
        ),
    )


def _on_its_rung(
    key: str,
    entries: Mapping[tuple[int, str], Mapping[str, Any]],
    level: int,
    rung: str,
    terms: tuple[str, ...],
) -> Mapping[str, Any]:
    """A ladder's entry with all that its rung and level say of it."""
    own = entries[level, rung]
    entry = {name: value for name, value in own.items() if name not in ("level", "rung")}
    said = [alias for point in entry.get("points", ()) for alias in point.get("aliases", ())]
    others = [other for other in RUNGS if other != rung]
    return {
        **OF_KNOWLEDGE,
        "domains": [key],
        "seniority": [SENIORITIES[level - 1]],
        "difficulty": level,
        "harder": entries[level + 1, rung]["id"] if level < 3 else "",
        "easier": entries[level - 1, rung]["id"] if level > 1 else "",
        "alternates": [entries[level, other]["id"] for other in others],
        "lexicon": list(dict.fromkeys([*said, *(term.lower() for term in terms)])),
        **entry,
    }


def read_cases(document: Mapping[str, Any]) -> tuple[Case, ...]:
    """Open tasks of a brief and four turns. Raises BankError."""
    cases = []
    for entry in field_of("cases", document, "case", list):
        title = field_of("cases", entry, "title", str)
        parts = field_of(title, entry, "part", list)
        if tuple(part.get("turn") for part in parts) != TURNS:
            raise BankError(f"{title}: the parts of a case are {', '.join(TURNS)}")
        rest = (CASE_MINUTES - BRIEF_MINUTES) / (len(parts) - 1)
        questions = tuple(
            read_question(
                "design_tradeoffs",
                {
                    **OF_A_CASE,
                    "domains": [entry.get("family", "any")],
                    "minutes": rest if at else BRIEF_MINUTES,
                    **{name: value for name, value in part.items() if name != "turn"},
                },
            )
            for at, part in enumerate(parts)
        )
        cases.append(Case(questions[0].id, field_of(title, entry, "family", str), title, questions))
    return tuple(cases)


def field_of(name: str, entry: Mapping[str, Any], field_name: str, kind: type[T]) -> T:
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
    words = tuple(field_of(name, entry, field_name, list))
    if strange := [word for word in words if word not in allowed]:
        raise BankError(f"{name}: {field_name} has unknown {strange}")
    return words
