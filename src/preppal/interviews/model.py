"""Tables of an interview and the transitions they allow."""

import datetime
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import Conflict, NotFound
from preppal.foundation.i18n import N_
from preppal.interviews.gaps import LEAST_SECONDS, LEAST_SECONDS_HELD, Gap, with_gap

GRACE = datetime.timedelta(minutes=2)
"""How long a room stays open for someone whose line dropped (DESIGN §5)."""
CONTINUED_WITHIN = datetime.timedelta(days=1)
"""How long after its end an interview can be opened again."""
LEAST_LEFT_MS = 120_000
"""What must be left on its clock then: one more answer, and the goodbye."""
LINE_DROPPED = "line_dropped"
"""The reason of an end that nobody chose."""


class Status(StrEnum):
    READY = "READY"
    LIVE = "LIVE"
    COMPLETED = "COMPLETED"
    ABANDONED = "ABANDONED"
    FAILED = "FAILED"


ENDED = frozenset({Status.COMPLETED, Status.ABANDONED, Status.FAILED})


class NoSuchInterview(NotFound):
    message = N_("There is no such interview, or it is not yours.")


class NotLive(Conflict):
    message = N_("This interview is over. Its report is on the feedback page.")


class Interrupted(NotLive):
    """It was closed because the line dropped, and can be continued."""

    message = N_(
        "The line was down for more than two minutes, so this interview was closed. Every word is kept,"
        " and for a day you can go on where you were."
    )


class CannotContinue(Conflict):
    message = N_(
        "This interview cannot be continued: that is possible for a day, with at least two minutes left on"
        " its clock, when the line dropped or too little was said to judge."
    )


class HeldElsewhere(Conflict):
    message = N_("This interview is open in another tab or on another device.")


class InterviewSession(Base):
    """One interview. Persona, job, resume and plan are snapshots: later edits never reach it."""

    __tablename__ = "interview_sessions"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index("ix_interview_sessions_user_id_id", "user_id", "id"),
        Index("ix_interview_sessions_live", "last_seen_at", postgresql_where="status = 'LIVE'"),
        CheckConstraint(
            "status in ('READY','LIVE','COMPLETED','ABANDONED','FAILED')", name="status"
        ),
        CheckConstraint("mode in ('voice','text')", name="mode"),
        CheckConstraint("minutes in (10, 30, 60)", name="minutes"),
        Index("ix_interview_sessions_panel_stage_id", "panel_stage_id"),
        Index(
            "uq_interview_sessions_open_stage",
            "panel_stage_id",
            unique=True,
            postgresql_where="status in ('READY','LIVE')",
        ),
    )

    id: Mapped[Id]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    idempotency_key: Mapped[str]
    status: Mapped[str] = mapped_column(default=Status.READY)
    mode: Mapped[str]
    minutes: Mapped[int]
    language: Mapped[str] = mapped_column(default="en")
    topic: Mapped[str] = mapped_column(default="")

    persona_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("personas.id", ondelete="SET NULL"), index=True
    )
    job_description_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("job_descriptions.id", ondelete="SET NULL"), index=True
    )
    resume_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("resumes.id", ondelete="SET NULL"), index=True
    )
    panel_stage_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("interview_panel_stages.id", ondelete="SET NULL")
    )
    """The stage of a hiring loop that it holds; of one stage, one interview can be open at a time."""
    hand_over: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What the interviewers of earlier stages passed on, never a score; empty outside a panel."""
    persona: Mapped[dict[str, Any]]
    """Snapshot: name, headline, stage, manner, system_instruction, voice_settings."""
    job: Mapped[dict[str, Any]]
    """Snapshot: title, company, content; empty strings in quick practice."""
    resume: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Snapshot: `resumes.snapshot`; empty when it is held without one, or when it was taken out since."""
    fit: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """`Fit.to_json()` of resume and job; empty without a resume."""
    plan: Mapped[dict[str, Any]]
    """InterviewPlan.to_json()."""

    created_at: Mapped[datetime.datetime]
    started_at: Mapped[datetime.datetime | None]
    ended_at: Mapped[datetime.datetime | None]
    end_reason: Mapped[str | None]
    gaps: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """Times nobody was in the room: {"at_ms": on the interview's clock, "seconds": how long}."""
    usage: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What a paid voice used: the engine's name, the model's, tokens by kind, seconds of sound."""
    elapsed_ms: Mapped[int] = mapped_column(default=0)
    """The interview's own clock: it stands still while nobody is in the room."""
    last_seen_at: Mapped[datetime.datetime | None]
    """When somebody was last in the room."""
    held_by: Mapped[uuid.UUID | None]
    """The lease: which visit to the room holds it; None when nobody does."""
    held_until: Mapped[datetime.datetime | None]

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    def is_held(self, now: datetime.datetime) -> bool:
        """Somebody's visit to the room is alive."""
        return self.held_by is not None and self.held_until is not None and self.held_until > now

    @property
    def remaining_ms(self) -> int:
        return max(0, self.minutes * 60_000 - self.elapsed_ms)

    @property
    def was_dropped(self) -> bool:
        """It ended because the line dropped and nobody came back in time."""
        return self.status == Status.ABANDONED and self.end_reason == LINE_DROPPED

    def can_continue(self, now: datetime.datetime) -> bool:
        """The line dropped for good, not long ago, and there is something left to talk about."""
        return self.was_dropped and self.has_time_left(now)

    def has_time_left(self, now: datetime.datetime) -> bool:
        """It ended not long ago, with enough left on its clock to go on."""
        return (
            self.ended_at is not None
            and now < self.ended_at + CONTINUED_WITHIN
            and self.remaining_ms >= LEAST_LEFT_MS
        )

    def why_over(self, now: datetime.datetime) -> NotLive:
        """What to tell somebody who comes to a room that is closed."""
        return Interrupted() if self.can_continue(now) else NotLive()

    def enter(self, visit: uuid.UUID, now: datetime.datetime, lease: datetime.timedelta) -> None:
        """Open the room, or come back to it; the newest visit holds it.

        Raises:
            NotLive: it has ended.
        """
        if self.ended:
            raise self.why_over(now)
        if self.status == Status.READY:
            self.status = Status.LIVE
            self.started_at = now
        else:
            self.note_gap(now, least=LEAST_SECONDS_HELD if self.is_held(now) else LEAST_SECONDS)
        self.held_by = visit
        self.last_seen_at = now
        self.held_until = now + lease

    def reopen(self, now: datetime.datetime, *, cut_short: bool = False) -> None:
        """Go on after the line dropped for good: the room is open, and its grace begins anew.

        ``cut_short`` says that it was ended before there was anything to judge (`continuing.py`).

        Raises:
            CannotContinue: it ended otherwise, too long ago, or with no time left.
        """
        if not (self.can_continue(now) or (cut_short and self.has_time_left(now))):
            raise CannotContinue()
        self.note_gap(now)
        self.status = Status.LIVE
        self.ended_at = self.end_reason = None
        self.last_seen_at = now

    def note_gap(self, now: datetime.datetime, *, least: float = LEAST_SECONDS) -> None:
        """Nobody was here since the room was last seen in use; the clock goes on behind the gap."""
        if self.last_seen_at is None:
            return
        seconds = (now - self.last_seen_at).total_seconds()
        if seconds >= least:
            self.gaps = with_gap(self.gaps, Gap(self.elapsed_ms, round(seconds)))
            self.elapsed_ms += 1

    def end(self, status: Status, reason: str, now: datetime.datetime) -> None:
        """Close it for good.

        Raises:
            NotLive: it was closed before, or never opened.
        """
        if self.status != Status.LIVE:
            raise NotLive()
        self.status = status
        self.end_reason = reason
        self.ended_at = now
        self.held_by = self.held_until = None


class Turn(Base):
    """What one of the two said, committed before anyone is told that it is final."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("interview_id", "seq"),
        CheckConstraint("speaker in ('interviewer','candidate')", name="speaker"),
        CheckConstraint("started_ms <= ended_ms", name="times"),
    )

    id: Mapped[Id]
    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interview_sessions.id", ondelete="CASCADE")
    )
    seq: Mapped[int]
    speaker: Mapped[str]
    text: Mapped[str]
    started_ms: Mapped[int]
    ended_ms: Mapped[int]
    interrupted: Mapped[bool] = mapped_column(default=False)
    intent: Mapped[str | None]
    lead_id: Mapped[str | None]
    phrasing: Mapped[str | None]
    worded_by: Mapped[str | None]
    """The model that found an interviewer's words; "builtin" for built-in ones beside a model's; None where
    no such model takes part."""
    delivery: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Measured while it was spoken: pauses, speech_ms, first_word_delay_ms; empty when typed."""


class Feedback(Base):
    """The report of one interview; there is at most one."""

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("status in ('WAITING','READY','FAILED')", name="status"),
        Index("ix_feedback_waiting", "requested_at", postgresql_where="status = 'WAITING'"),
    )

    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interview_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[str] = mapped_column(default="WAITING")
    requested_at: Mapped[datetime.datetime]
    """Names the request: what was read for an earlier one is not written (`feedback.py`)."""
    made_at: Mapped[datetime.datetime | None]
    assessment: Mapped[dict[str, Any] | None]
    """Assessment.to_json() once READY; while a new one is made, and when that failed, the one before."""
    number: Mapped[int] = mapped_column(default=1, server_default="1")
    """Which report it is; earlier ones are kept as `reports.model.FeedbackReport`."""
    corrected: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """The corrections that it read: what a turn says, by the turn's number."""
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """`Progress.to_json()`: how far its making has come."""
    failure: Mapped[str | None]
    """Why the last try failed, a key of `wording.FAILURES`; None when none did."""

    def ask(self, now: datetime.datetime) -> None:
        """It is wanted, anew."""
        self.status = "WAITING"
        self.requested_at = now
        self.progress = {}
        self.failure = None

    def finish(self, assessment: dict[str, Any], now: datetime.datetime) -> None:
        """It is made: the one place where a report becomes ready."""
        self.status = "READY"
        self.assessment = assessment
        self.made_at = now
        self.failure = None

    def give_up(self) -> None:
        """It will not be made unless somebody asks again; one that is made stays."""
        if self.status == "WAITING":
            self.status = "FAILED"
            self.failure = self.failure or "stopped"


class CompetencyScoreRow(Base):
    """One competency of a report, for trends and panels; no score: it was not observed. It goes with its report."""

    __tablename__ = "competency_scores"
    __table_args__ = (
        CheckConstraint("score between 1 and 5", name="score"),
        CheckConstraint("confidence between 0 and 1", name="confidence"),
    )

    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("feedback.interview_id", ondelete="CASCADE"), primary_key=True
    )
    competency: Mapped[str] = mapped_column(primary_key=True)
    score: Mapped[float | None]
    confidence: Mapped[float]
    answers: Mapped[int]
    """How many answers it was made of."""
    version: Mapped[str]
    """What made it: rubric, assessor, and weights or prompt, parted by slashes."""
