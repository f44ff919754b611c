"""What the templates in interviews/ receive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from preppal.assessment import codes, delivery_words
from preppal.assessment.claims import ClaimStatus
from preppal.assessment.limits import LIMITS
from preppal.assessment.report import Signal, Status
from preppal.assessment.strengths import LEAST_SCORE
from preppal.interviewer.briefing import Manner
from preppal.interviews.corrections.marking import Mended
from preppal.interviews.gaps import Gap
from preppal.interviews.judged_rows import NOTHING_JUDGED, AnswerRow, JudgedRows
from preppal.interviews.quotes import Quote, Quoted
from preppal.interviews.reports.standing import NO_REPORT, Standing
from preppal.interviews.stages.place import StagePlace
from preppal.interviews.waiting_page import Again, Waiting
from preppal.interviews.wording import CLAIM_SENTENCES, CLAIM_WORDS
from preppal.web.charts import Strip, Timeline


@dataclass(frozen=True, slots=True)
class Person:
    """An interviewer as a portrait needs them."""

    name: str
    headline: str
    manner: Manner


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An interview in the list. ``title`` is the job's, or the topic's label (a msgid) when
    ``is_topic``; both may be empty. ``is_outline``: no employer wrote the job's text."""

    id: str
    interviewer: Person
    title: str
    company: str
    is_topic: bool
    status: Literal["READY", "LIVE", "COMPLETED", "ABANDONED", "FAILED"]
    minutes: int
    mode: Literal["voice", "text"]
    at: datetime
    is_outline: bool = False
    feedback: Literal["", "WAITING", "READY", "FAILED"] = ""
    enough: bool = True
    can_continue: bool = False
    """The line dropped for good, less than a day ago."""


@dataclass(frozen=True, slots=True)
class InterviewsPage:
    """interviews/list.html: everything held or set up, newest first, a page at a time.

    ``earlier`` is the address of the next older page, or "".
    """

    history: tuple[HistoryRow, ...] = ()
    earlier: str = ""
    is_first_page: bool = True


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A resume's line with its number cut out, what became of it, and the words that say so."""

    line: Quoted
    status: ClaimStatus
    quotes: tuple[Quote, ...] = ()

    @property
    def word(self) -> str:
        return CLAIM_WORDS[self.status]

    @property
    def sentence(self) -> str:
        return CLAIM_SENTENCES[self.status]


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One thing the question asks for. Without quotes it was not heard."""

    signal: Signal
    quotes: tuple[Quote, ...]
    after_prompt: bool = False

    @property
    def name(self) -> str:
        return codes.SIGNAL_NAMES[self.signal]

    @property
    def missing(self) -> str:
        return codes.SIGNAL_MISSING[self.signal]

    @property
    def remark(self) -> str:
        return codes.AFTER_PROMPT if self.after_prompt else ""

    @property
    def state(self) -> Literal["heard", "prompted", "missing"]:
        if not self.quotes:
            return "missing"
        return "prompted" if self.after_prompt else "heard"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What was heard for one question. ``name`` is the competency's, a msgid."""

    lead_id: str
    name: str
    question: str
    status: Status
    signals: tuple[SignalRow, ...]
    at_ms: int | None = None
    answer: AnswerRow | None = None
    """Its score and a stronger shape; None where nothing was scored."""

    @property
    def word(self) -> str:
        """Who said enough for a score said little of what was asked for, or said it of something else."""
        if self.answer and self.answer.is_away and self.status in ("shown", "partly"):
            return codes.AWAY_HEARD
        if self.status == "not_enough" and self.answer and self.answer.told:
            return (
                codes.OWN_WAY_HEARD if self.answer.told.low >= LEAST_SCORE else codes.LITTLE_HEARD
            )
        return codes.STATUS_WORDS[self.status]

    @property
    def sentence(self) -> str:
        return codes.STATUS_SENTENCES[self.status]

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of its quotes, each once, in their order."""
        return tuple(dict.fromkeys(q.letter for row in self.signals for q in row.quotes))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn: unmarked (no letters), or quoted under one or more letters.

    ``ends`` are the letters whose quote ends here: they are printed after it. ``starts`` are those
    whose quote begins here: it is what their links lead to.
    """

    text: str
    letters: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptTurn:
    seq: int
    speaker: Literal["interviewer", "candidate"]
    at_ms: int
    pieces: tuple[Piece, ...]
    interrupted: bool = False
    gap: Gap | None = None
    """The line was down before this turn."""
    worded_by: str = ""
    """The model whose words these are, "builtin" for built-in ones beside a model's, "" without a model."""
    mended: Mended | None = None
    """What was heard, where its owner corrected it."""
    may_correct: bool = False

    @property
    def quoted(self) -> bool:
        return any(piece.letters for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """``headline`` and ``body`` are msgids, filled by ``params``; ``question`` is what it is about."""

    code: str
    headline: str
    body: str
    params: Mapping[str, str | int | float]
    question: str = ""
    quote: Quote | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class OwnUsual:
    """What is usual for this person: ``params`` fill the row's ``value``, ``at`` is its place on the strip.
    ``against`` (a msgid filled by ``count``, or "") says how today lies to their last ``count`` interviews."""

    params: Mapping[str, str | int | float]
    at: float
    against: str
    count: int


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A measured value beside its usual range ("" where none is known); all texts are msgids, ``params``
    fill ``value``."""

    metric: str
    name: str
    value: str
    usual: str
    remark: str
    params: Mapping[str, str | int | float]
    strip: Strip | None
    own: OwnUsual | None = None
    quotes: tuple[Quote, ...] = ()
    """Where it could be heard; of rows with a remark."""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report, ready to be written out."""

    headline: AdviceLine | None
    not_enough: tuple[str, str] | None
    """Headline and body as msgids when there was not enough to judge."""
    practise: tuple[AdviceLine, ...]
    findings: tuple[FindingRow, ...]
    turns: tuple[TranscriptTurn, ...]
    timeline: Timeline | None
    delivery: tuple[DeliveryRow, ...]
    spoken: bool
    candidate_questions: tuple[str, ...]
    limits: str = LIMITS
    claims: tuple[ClaimLine, ...] = ()
    """What became of the numbers of a confirmed resume."""
    is_measured: bool = True
    """Whether this person wants to know how they speak."""
    own_share: int | None = None
    """Of 100 seconds of talk, how many were the candidate's."""
    is_unsure: bool = False
    """Whether recognition was too unsure of the words to measure anything."""
    judged: JudgedRows = NOTHING_JUDGED
    """Scores and what follows from them; empty in a report from before there were any."""

    @property
    def delivery_own(self) -> str:
        """What there is to say where rows have the person's own usual."""
        return delivery_words.DELIVERY_OWN if any(row.own for row in self.delivery) else ""

    @property
    def delivery_note(self) -> str:
        if not self.spoken:
            return delivery_words.DELIVERY_TYPED
        if not self.is_measured:
            return delivery_words.DELIVERY_LEFT_OUT
        if self.is_unsure:
            return delivery_words.DELIVERY_UNSURE
        return delivery_words.DELIVERY_NOTE if self.delivery else delivery_words.DELIVERY_TOO_LITTLE


ResumeState = Literal["", "unconfirmed", "confirmed"]
"""Of the resume that the interview was held with, if there was one."""
Dropped = Literal["", "can_continue", "too_late", "too_short"]


@dataclass(frozen=True, slots=True)
class WordsFigures:
    """``cost_usd`` by public prices; None where none is known."""

    model: str
    requests: int
    tokens: int
    cost_usd: float | None


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """interviews/feedback.html.

    ``topic`` is a msgid, shown when there is no job; with ``is_outline`` that is an outline. ``report`` is set when ``state`` is ``ready``.
    While waiting, ``turns`` is the transcript without marks. ``gaps`` are the times when nobody was in
    the room, ``gap_after`` one that no word came after.

    ``dropped`` says that the interview ended because the line did: it can be continued for
    ``hours_left`` more (rounded up), or it is too late, or too little was left on its clock.
    """

    id: str
    state: Literal["waiting", "ready", "failed"]
    interviewer: str
    manner: Manner
    job_title: str
    company: str
    topic: str
    minutes: int
    mode: Literal["voice", "text"]
    at: datetime
    report: Report | None = None
    turns: tuple[TranscriptTurn, ...] = ()
    gaps: tuple[Gap, ...] = ()
    gap_after: Gap | None = None
    dropped: Dropped = ""
    hours_left: int = 0
    is_outline: bool = False
    resume: ResumeState = ""
    rate: str = ""
    """Where to say whether the interviewer helped, or ""."""
    words: WordsFigures | None = None
    """What a model used that words lines, where one did."""
    standing: Standing = NO_REPORT
    waiting: Waiting | None = None
    failure: str = ""
    """Why it was not made, a msgid, when it was not."""
    again: Again | None = None
    """When there was not enough to judge."""
    place: StagePlace | None = None
    """Where it stands in its panel, if it is of one."""

    @property
    def may_correct(self) -> bool:
        """Something was spoken, and may have been misheard."""
        return any(turn.may_correct for turn in self.turns)
