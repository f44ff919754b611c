"""What an interviewer is told before an interview starts."""

from dataclasses import dataclass
from typing import Literal

from preppal.interviewer.fit.fit import NO_FIT, Fit
from preppal.interviewer.fit.resume import NO_RESUME, Resume
from preppal.interviewer.hand_over import NOTHING, HandOver

Stage = Literal["recruiter", "technical", "design", "hiring_manager", "cross_functional", "senior"]
Seniority = Literal["junior", "mid", "senior"]
Minutes = Literal[10, 30, 60]

STAGES: tuple[Stage, ...] = (
    "recruiter",
    "technical",
    "design",
    "hiring_manager",
    "cross_functional",
    "senior",
)
SENIORITIES: tuple[Seniority, ...] = ("junior", "mid", "senior")


@dataclass(frozen=True, slots=True)
class Manner:
    """How an interviewer comes across; each from 1 to 5.

    ``warmth`` 1 is dry, ``pace`` 5 is brisk, ``probing`` 5 digs deepest, ``silence`` 5 waits
    longest. Manner changes wording and the choice of follow-ups, never what is asked for.
    """

    warmth: int = 3
    pace: int = 3
    probing: int = 3
    silence: int = 3


@dataclass(frozen=True, slots=True)
class Interviewer:
    """The persona as it was when the interview was booked.

    ``voice`` says in a few words how they sound. ``system_instruction`` is written by a person and is treated as text about manner: the
    built-in mind does not follow it, a model receives it as untrusted text.
    """

    name: str
    headline: str
    stage: Stage
    manner: Manner
    system_instruction: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the candidate says of the job instead of what its text says.

    ``seniority`` and ``skills`` are None where the text has the word. Of what is asked for, ``added`` is
    not in the text and ``gone`` are lines of it that do not hold.
    """

    seniority: Seniority | None = None
    skills: tuple[str, ...] | None = None
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything a plan is made from.

    ``job_text`` is "" when there is no job description; ``topic`` is "" or a key of
    ``topics.TOPICS``. ``avoid_leads`` holds lead ids asked lately: they come back only when
    nothing else is left. The same briefing always gives the same plan.

    ``resume`` is what may be asked about, and ``fit`` what it has to do with the job.
    ``practice_line`` is what somebody wrote to be asked about, and ``field`` the key of a ladder that it
    was found to be about. ``retake_of`` are the leads of an earlier interview whose parallel form this is:
    the same competencies, as hard, in other questions. ``pinned`` and ``dropped`` are competencies that the
    candidate wants or does not want to be asked about. ``hand_over`` is what the loop's other interviewers passed
    on: what they heard enough of counts for less, what is open for more. ``level`` is the one applied for, where
    neither the job nor a correction says one.
    """

    interviewer: Interviewer
    job_title: str
    company: str
    job_text: str
    topic: str
    minutes: Minutes
    seed: int
    resume_text: str = ""
    resume: Resume = NO_RESUME
    fit: Fit = NO_FIT
    language: str = "en"
    avoid_leads: frozenset[str] = frozenset()
    correction: Correction = Correction()
    practice_line: str = ""
    field: str = ""
    retake_of: tuple[str, ...] = ()
    pinned: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    hand_over: HandOver = NOTHING
    level: Seniority | None = None
