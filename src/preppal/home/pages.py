"""What the templates in home/ receive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from preppal.interviewer.briefing import Manner


@dataclass(frozen=True, slots=True)
class Person:
    """An interviewer as a portrait needs them."""

    name: str
    headline: str
    manner: Manner


@dataclass(frozen=True, slots=True)
class LandingPage:
    """home/landing.html. ``people`` are four built-in personas of different manners."""

    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """The advice that heads the dashboard: the newest report's headline.

    ``code`` is a key of `assessment.codes.ADVICE`, ``params`` fill its sentences; ``quote`` is
    verbatim, or "" when the advice has none. ``topic`` practises it: a key of `topics.TOPICS`.
    """

    code: str
    interview_id: str
    interviewer: str
    at: datetime
    quote: str = ""
    topic: str = ""
    params: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenInterview:
    """One that is live: it can be gone back to."""

    id: str
    interviewer: Person
    title: str
    company: str
    remaining_ms: int


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A quick practice: ``label`` is a msgid."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An interview in the list. ``title`` is the job's, or the topic's label (a msgid) when
    ``is_topic``; both may be empty."""

    id: str
    interviewer: Person
    title: str
    company: str
    is_topic: bool
    status: Literal["READY", "LIVE", "COMPLETED", "ABANDONED", "FAILED"]
    minutes: int
    mode: Literal["voice", "text"]
    at: datetime
    feedback: Literal["", "WAITING", "READY", "FAILED"] = ""
    enough: bool = True


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """home/dashboard.html. ``earlier`` is the address of the next older page of history, or ""."""

    topics: tuple[TopicChoice, ...]
    next_step: NextStep | None = None
    live: OpenInterview | None = None
    history: tuple[HistoryRow, ...] = ()
    earlier: str = ""
    is_first_page: bool = True


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """home/privacy.html and home/terms.html."""

    local: bool = False
