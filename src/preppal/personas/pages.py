"""What the templates in personas/ receive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Manner, Stage
from preppal.interviewer.transcript import SpokenTurn
from preppal.personas.cautions import Caution
from preppal.personas.previewing import Preview
from preppal.personas.publishing import NAMELESS
from preppal.personas.trying import ANSWERS
from preppal.personas.voices import EngineKind, Note
from preppal.personas.wording import FIELD_NAMES, LANGUAGES, SCALE_NAMES, STAGE_NAMES, TRADES
from preppal.personas.writing import LIMITS, STYLE_LIMIT

READ_FIRST = N_("Read the remarks, then say so here.")

StateCode = Literal["draft", "private", "public", "hidden", "retired"]


@dataclass(frozen=True, slots=True)
class Figure:
    """An interviewer as a portrait and a heading need them; ``lang`` is what their texts are in."""

    name: str
    headline: str
    manner: Manner
    lang: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator decided last, and why."""

    act: Literal["hide", "restore"]
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One of the reader's own in the list. Counts are of others than its author."""

    id: str
    figure: Figure
    line: str
    state: StateCode
    version: int
    edited_at: datetime
    published_at: datetime | None
    finished: int
    candidates: int
    ratings: int
    helpful: int
    decision: Decision | None = None

    @property
    def is_usable(self) -> bool:
        return self.state in ("private", "public", "hidden")


@dataclass(frozen=True, slots=True)
class MinePage:
    """personas/mine.html. ``did`` is what has just been done, a key of `DONE`, or ""."""

    rows: tuple[OwnRow, ...] = ()
    did: str = ""
    subject: str = ""
    """The id of the persona it was done to."""
    newer: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """``name`` is a msgid when ``is_word``; the vendor's own name otherwise."""

    key: str
    name: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class BuilderPage:
    """personas/builder.html. ``typed`` are the form's fields as they were sent, by name.

    ``version`` is the one that the form was made from, 0 for a new persona; ``state`` is "" then.
    ``errors`` maps a field's name to a msgid. ``problem`` is a msgid about the whole form.
    """

    persona_id: str
    version: int
    state: StateCode | Literal[""]
    typed: Mapping[str, str]
    figure: Figure
    preview: Preview
    engine: EngineKind
    voices: tuple[VoiceChoice, ...]
    notes: tuple[Note, ...]
    can_be_heard: bool
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    asks_reading: bool = False
    """It is public, and its author is asked to have read the remarks."""
    limits: Mapping[str, int] = field(default_factory=lambda: {**LIMITS, "style": STYLE_LIMIT})
    field_names: Mapping[str, str] = field(default_factory=lambda: FIELD_NAMES)
    trades: Mapping[str, str] = field(default_factory=lambda: TRADES)
    stages: Mapping[Stage, str] = field(default_factory=lambda: STAGE_NAMES)
    languages: Mapping[str, str] = field(default_factory=lambda: LANGUAGES)
    scales: Mapping[str, tuple[str, str, str]] = field(default_factory=lambda: SCALE_NAMES)

    @property
    def is_new(self) -> bool:
        return self.version == 0

    @property
    def address(self) -> str:
        return "/personas/new" if self.is_new else f"/personas/{self.persona_id}/edit"

    @property
    def sample_query(self) -> str:
        """What *hear this voice* asks for, as far as the server knows the form."""
        return urlencode({name: self.typed.get(name, "") for name in ("voice", "speed")})


@dataclass(frozen=True, slots=True)
class TryPage:
    """personas/try.html. ``answers`` were given so far; ``answer`` is what a refused form held."""

    persona_id: str
    figure: Figure
    state: StateCode
    turns: tuple[SpokenTurn, ...]
    answers: tuple[str, ...]
    is_over: bool
    answer: str = ""
    error: str = ""

    @property
    def first_name(self) -> str:
        words = self.figure.name.split()
        return words[0] if words else self.figure.name

    @property
    def answers_left(self) -> int:
        return ANSWERS - len(self.answers)


@dataclass(frozen=True, slots=True)
class PublishPage:
    """personas/publish.html. ``author`` is the name that will stand beside it, or ""."""

    persona_id: str
    version: int
    figure: Figure
    description: str
    line: str
    system_instruction: str
    trade: str
    stages: tuple[str, ...]
    languages: tuple[str, ...]
    author: str
    must_go: tuple[Caution, ...]
    to_read: tuple[Caution, ...]
    problem: str = ""
    asks_reading: bool = False
    """It was sent without saying that the remarks were read."""
    nameless: str = NAMELESS
    field_names: Mapping[str, str] = field(default_factory=lambda: FIELD_NAMES)

    @property
    def trade_name(self) -> str:
        return TRADES.get(self.trade, self.trade)

    @property
    def stage_names(self) -> tuple[str, ...]:
        return tuple(name for stage, name in STAGE_NAMES.items() if stage in self.stages)

    @property
    def language_names(self) -> tuple[tuple[str, str], ...]:
        """Code and name, each in its own language."""
        return tuple((code, LANGUAGES.get(code, code)) for code in self.languages)

    @property
    def reading_error(self) -> str:
        return READ_FIRST if self.asks_reading and self.can_be_published else ""

    @property
    def can_be_published(self) -> bool:
        return not self.must_go and bool(self.author)
