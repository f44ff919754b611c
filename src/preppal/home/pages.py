"""What the templates in home/ receive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from preppal.assessment.codes import ADVICE, Wording
from preppal.debriefs.progress_page import LoopView
from preppal.foundation.receivers import receiver_of
from preppal.foundation.settings import BUILT_IN, Settings
from preppal.home.example import example_timeline
from preppal.interviews.pages import HistoryRow, Person
from preppal.web.charts import Timeline


@dataclass(frozen=True, slots=True)
class LandingPage:
    """home/landing.html. ``people`` are four built-in personas of different manners;
    ``voice_elsewhere``: Google's model hears the candidates; ``words_elsewhere``: who receives the words
    of interviews, or ""; ``answers_elsewhere``: who receives the answers to score them, or ""."""

    people: tuple[Person, ...] = ()
    voice_elsewhere: bool = False
    words_elsewhere: str = ""
    answers_elsewhere: str = ""
    example: Timeline = field(default_factory=example_timeline)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The advice that heads the dashboard: the newest report's headline.

    ``code`` is a key of `assessment.codes.ADVICE`, ``params`` fill its sentences; ``quote`` is
    verbatim, or "" when the advice has none, ``question`` what it answered. ``topic`` practises it: a key of `topics.TOPICS`.
    """

    code: str
    interview_id: str
    interviewer: str
    at: datetime
    quote: str = ""
    question: str = ""
    topic: str = ""
    params: Mapping[str, str | int | float] = field(default_factory=dict)

    @property
    def wording(self) -> Wording:
        return ADVICE[self.code]  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class OpenInterview:
    """One that can be gone back to: live, or ``dropped`` and to be continued.

    ``title`` is a msgid when ``is_topic``.
    """

    id: str
    interviewer: Person
    title: str
    company: str
    remaining_ms: int
    is_topic: bool = False
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A quick practice: ``label`` is a msgid."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """home/dashboard.html. ``earlier`` is the address of all older interviews, or ""."""

    topics: tuple[TopicChoice, ...]
    next_step: NextStep | None = None
    live: OpenInterview | None = None
    history: tuple[HistoryRow, ...] = ()
    earlier: str = ""
    loop: LoopView | None = None
    """The panel that is under way."""


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """home/privacy.html and home/terms.html. ``voice_elsewhere``: Google's model hears the candidates;
    ``words_elsewhere``, ``answers_elsewhere`` and ``resumes_elsewhere``: who receives the words of interviews, the
    answers to score them, and resumes whose owners say so, or "". ``scored_by_model``: a model scores answers, be
    it on this machine."""

    local: bool = False
    voice_elsewhere: bool = False
    words_elsewhere: str = ""
    answers_elsewhere: str = ""
    resumes_elsewhere: str = ""
    scored_by_model: bool = False
    metered: bool = True
    """An interview may cost a credit."""
    sells: bool = False
    """Stripe takes payments."""


def notices_page(settings: Settings) -> NoticesPage:
    return NoticesPage(
        local=settings.local_mode,
        voice_elsewhere=settings.voice_elsewhere,
        words_elsewhere=receiver_of(settings.interviewer, settings),
        answers_elsewhere=receiver_of(settings.assessor, settings),
        resumes_elsewhere=receiver_of(settings.resume_reader, settings),
        scored_by_model=settings.assessor != BUILT_IN,
        metered=settings.credits != "unlimited",
        sells=bool(settings.stripe_key),
    )
