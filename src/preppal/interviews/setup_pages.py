"""What the templates of setting an interview up receive."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from preppal.interviewer.briefing import Manner
from preppal.interviewer.practice import LINE_LIMIT
from preppal.interviewer.topics import TOPICS, Topic


@dataclass(frozen=True, slots=True)
class PersonaChoice:
    """An interviewer to choose. ``headline`` says what they do, ``line`` what they would say, both in
    ``lang``."""

    id: str
    name: str
    headline: str
    stage: str
    manner: Manner
    description: str = ""
    line: str = ""
    lang: str = "en"


SEARCHED_FROM = 6
"""Earlier job descriptions; fewer are seen at a glance."""


@dataclass(frozen=True, slots=True)
class JobChoice:
    """A job description used before. ``title`` may be empty; ``interviews`` counts those held."""

    id: str
    title: str
    company: str
    used_at: datetime
    interviews: int = 0
    is_outline: bool = False


@dataclass(frozen=True, slots=True)
class JobChoices:
    """interviews/jobs.html: earlier job descriptions to choose from, a part of the set-up page.

    ``job_id`` is the chosen one, or "" for the pasted text; it is listed whatever is looked for. ``found``
    counts what holds the words of ``search``; with ``more`` there are others than those.
    """

    jobs: tuple[JobChoice, ...] = ()
    job_id: str = ""
    search: str = ""
    found: int = 0
    more: bool = False

    @property
    def may_search(self) -> bool:
        return bool(self.search) or len(self.jobs) >= SEARCHED_FROM


@dataclass(frozen=True, slots=True)
class ResumeChoice:
    """A resume to choose; ``name`` may be empty."""

    id: str
    name: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class NewInterviewPage:
    """interviews/new.html. What the person typed or chose comes back after an error.

    ``errors`` maps a field's name (``job_text``, ``job_file``, ``job_id``, ``q``, ``outline_title``,
    ``outline_company``, ``persona_id``, ``resume_id``, ``minutes``, ``mode``) to a msgid. ``resumes`` have those used last first; of
    ``resume_id`` "" none is chosen.
    """

    personas: tuple[PersonaChoice, ...]
    idempotency_key: str
    choices: JobChoices = JobChoices()
    job_text: str = ""
    file_said: tuple[str, ...] = ()
    """What there is to say (msgids) of the file whose words are ``job_text``."""
    is_outline: bool = False
    """The text is an outline."""
    outline_title: str = ""
    outline_company: str = ""
    persona_id: str = ""
    persona_gone: bool = False
    """A link asked for somebody who is not open to this person; somebody else is chosen."""
    resumes: tuple[ResumeChoice, ...] = ()
    resume_id: str = ""
    minutes: int = 30
    mode: Literal["voice", "text"] = "voice"
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PractisePage:
    """interviews/practise.html. ``line`` is what was written; ``error`` is a msgid."""

    line: str = ""
    error: str = ""
    longest: int = LINE_LIMIT
    topics: tuple[Topic, ...] = tuple(TOPICS.values())
