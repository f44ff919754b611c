"""What the report's page receives of scores: rows, ready to be written out. Texts are msgids unless they are quoted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from preppal.assessment import codes
from preppal.assessment.limits import (
    CHECK_WORDS,
    HOW_OFTEN_RIGHT,
    MEASURED,
    MODEL_FELL_BACK,
    MODEL_LIMITS,
)
from preppal.assessment.report import Certainty, Signal, Vote, between
from preppal.interviews.quotes import Quote, Quoted

SCALE = (1.0, 5.0)


@dataclass(frozen=True, slots=True)
class Told:
    """A score in words: "4", or "3 to 4" where ``high`` is another."""

    low: int
    high: int
    certainty: Certainty

    @property
    def sure(self) -> str:
        return codes.CERTAINTY_WORDS[self.certainty]

    @property
    def is_between(self) -> bool:
        return self.low != self.high


def told(score: float, certainty: Certainty) -> Told:
    """1..5 in whole numbers."""
    low, high = between(score)
    return Told(low, high, certainty)


@dataclass(frozen=True, slots=True)
class Dot:
    """A score on its scale, in per cent of the scale's width; ``start`` and ``width`` are the band's."""

    at: float
    start: float
    width: float


def dot(score: float, low: float, high: float) -> Dot:
    least, most = SCALE

    def across(value: float) -> float:
        return round(100 * (value - least) / (most - least), 1)

    return Dot(across(score), across(low), round(across(high) - across(low), 1))


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a place of the scale stands for, in the bank's own (English) words; ``is_near``: the score lies here."""

    place: int
    text: str
    is_near: bool


@dataclass(frozen=True, slots=True)
class Worth:
    """What a part added to a score, or took; ``name`` is the scorer's own. ``is_rest``: all parts that are not named."""

    name: str
    worth: float
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a stronger answer: own words, and what to ask oneself ("" where nothing is left)."""

    signal: Signal
    quotes: tuple[Quote, ...]
    question: str
    say_earlier: bool = False

    @property
    def name(self) -> str:
        return codes.SIGNAL_NAMES[self.signal]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What a model was asked about an answer, and what it found."""

    text: str
    state: Literal["heard", "partly", "missing"]

    @property
    def words(self) -> str:
        return CHECK_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question's score, what made it, and its answer in a stronger shape. ``turn_seq`` is where the answer begins.

    The parts of a built-in score are ``worths``, those of a model's ``checks``."""

    question: str
    told: Told | None
    rules: tuple[str, ...] = ()
    worths: tuple[Worth, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    rationale: str = ""
    quotes: tuple[Quote, ...] = ()
    """The words that the score stands on."""
    shape: tuple[Slot, ...] = ()
    is_away: bool = False
    """It says much, and not of what was asked: there is nothing to give a stronger shape."""
    turn_seq: int | None = None
    words: int = 0


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A competency on its scale. Without ``told`` it was not observed, and ``why`` says how that came about."""

    name: str
    told: Told | None
    dot: Dot | None
    why: str = ""
    note: str = ""
    quotes: tuple[Quote, ...] = ()
    prompted: bool = False
    anchors: tuple[Anchor, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    assessor: str = "builtin"
    rationale: str = ""

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(quote.letter for quote in self.quotes))


@dataclass(frozen=True, slots=True)
class VoteLine:
    """The vote, or that there is none; ``held_by`` names (a msgid) the must-have that held it."""

    vote: Vote | None
    certainty: Certainty
    average: Told | None
    held_by: str = ""
    rule: str = codes.VOTE_RULE
    none: str = codes.NO_VOTE
    held: str = codes.VOTE_HELD

    @property
    def sentence(self) -> str:
        return codes.VOTE_SENTENCES[self.vote] if self.vote else ""

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """The four words, and which one it is."""
        return tuple((word, vote == self.vote) for vote, word in codes.VOTE_WORDS.items())


@dataclass(frozen=True, slots=True)
class KeepLine:
    """A strength with the words it is tied to."""

    headline: str
    body: str
    question: str
    quote: Quote


State = Literal["heard", "prompted", "missing"]


@dataclass(frozen=True, slots=True)
class PartRow:
    """How often a part of an answer was heard, where a question asked for it; a state for each such question."""

    signal: Signal
    states: tuple[State, ...]

    @property
    def name(self) -> str:
        return codes.SIGNAL_NAMES[self.signal]

    @property
    def heard(self) -> int:
        return sum(state != "missing" for state in self.states)

    @property
    def prompted(self) -> int:
        return sum(state == "prompted" for state in self.states)


@dataclass(frozen=True, slots=True)
class Structure:
    """How the answers were built, over all of them. ``words`` is of a typical answer, ``longest`` of the longest."""

    parts: tuple[PartRow, ...]
    words: int
    longest: int


@dataclass(frozen=True, slots=True)
class MustRow:
    """A line that the job insists on. ``tested_by``: names of competencies (msgids) and how they came out;
    ``is_near``: no question named what the line wants, only its competency was asked about."""

    line: Quoted
    tested_by: tuple[tuple[str, Told | None], ...] = ()
    is_near: bool = False
    in_resume: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class JudgedRows:
    """All that a report has beyond what was heard. ``made_by`` are its stamps, each with its name."""

    scores: tuple[ScoreRow, ...] = ()
    vote: VoteLine | None = None
    keep: tuple[KeepLine, ...] = ()
    structure: Structure | None = None
    musts: tuple[MustRow, ...] = ()
    made_by: str = ""
    how_often: str = HOW_OFTEN_RIGHT
    measured: Mapping[str, int | float] = field(default_factory=lambda: MEASURED)
    """Of the built-in reviewer."""

    @property
    def answers(self) -> int:
        """Answers with a score."""
        return sum(answer.told is not None for row in self.scores for answer in row.answers)

    @property
    def scored(self) -> int:
        return sum(row.told is not None for row in self.scores)

    model_limits: str = MODEL_LIMITS
    fell_back: str = MODEL_FELL_BACK

    @property
    def is_builtin(self) -> bool:
        return any(row.assessor == "builtin" and row.told for row in self.scores)

    @property
    def model(self) -> str:
        """The model that scored some of it, or ""."""
        return next((row.assessor for row in self.scores if row.assessor != "builtin"), "")


NOTHING_JUDGED = JudgedRows()
