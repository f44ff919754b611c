"""What the templates in hub/ receive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from preppal.hub.browsing import Wish
from preppal.interviewer.briefing import Manner
from preppal.personas.voices import Note


@dataclass(frozen=True, slots=True)
class Entry:
    """A persona in the list. ``trade`` is a msgid; ``author`` is "" for those that came along.
    ``lang`` is the language its own words are written in."""

    key: str
    name: str
    headline: str
    line: str
    manner: Manner
    author: str
    trade: str
    lang: str
    helpful: int
    ratings: int
    finished: int

    @property
    def path(self) -> str:
        return f"/personas/{self.key}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter or an order to choose: ``text`` is a msgid unless ``is_name`` (a language's own)."""

    text: str
    href: str
    is_chosen: bool = False
    count: int | None = None
    lang: str = ""


@dataclass(frozen=True, slots=True)
class HubPage:
    """hub/browse.html. ``featured`` heads the first page when nothing is searched or filtered."""

    wish: Wish
    entries: tuple[Entry, ...]
    trades: tuple[Choice, ...]
    stages: tuple[Choice, ...]
    traits: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    featured: Entry | None = None
    can_be_heard: bool = False
    more: str = ""
    everything: str = "/hub"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the reader stands to a persona."""

    is_signed_in: bool = False
    is_author: bool = False
    is_favourite: bool = False
    may_use: bool = True
    may_rate: bool = False
    rating: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonaPage:
    """hub/persona.html. ``stages``, ``trade`` and ``state`` are msgids, ``languages`` names in
    themselves, ``questions`` what they might ask, in their own words."""

    id: str
    key: str
    name: str
    headline: str
    description: str
    line: str
    manner: Manner
    author: str
    is_built_in: bool
    lang: str
    trade: str
    stages: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    finished: int
    candidates: int
    helpful: int
    ratings: int
    published_at: datetime | None
    standing: Standing
    voice_notes: tuple[Note, ...] = ()
    """What somebody who will listen should know of the voice."""
    can_be_heard: bool = False
    state: str = ""
    hidden_reason: str = ""
    is_indexed: bool = True
    thanked: str = ""

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """hub/report.html. ``reasons`` are (code, msgid); what was typed comes back after an error."""

    key: str
    name: str
    reasons: tuple[tuple[str, str], ...]
    reason: str = ""
    note: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
