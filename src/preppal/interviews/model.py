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

GRACE = datetime.timedelta(minutes=2)
"""How long a room stays open for someone whose line dropped (DESIGN §5)."""


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


class HeldElsewhere(Conflict):
    message = N_("This interview is open in another tab or on another device.")


class InterviewSession(Base):
    """One interview. Persona, job and plan are snapshots: later edits never reach it."""

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
    persona: Mapped[dict[str, Any]]
    """Snapshot: name, headline, stage, manner, system_instruction, voice_settings."""
    job: Mapped[dict[str, Any]]
    """Snapshot: title, company, content; empty strings in quick practice."""
    plan: Mapped[dict[str, Any]]
    """InterviewPlan.to_json()."""

    created_at: Mapped[datetime.datetime]
    started_at: Mapped[datetime.datetime | None]
    ended_at: Mapped[datetime.datetime | None]
    end_reason: Mapped[str | None]
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

    def enter(self, visit: uuid.UUID, now: datetime.datetime, lease: datetime.timedelta) -> None:
        """Open the room, or come back to it; the newest visit holds it.

        Raises:
            NotLive: it has ended.
        """
        if self.ended:
            raise NotLive()
        if self.status == Status.READY:
            self.status = Status.LIVE
            self.started_at = now
        self.held_by = visit
        self.last_seen_at = now
        self.held_until = now + lease

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
    delivery: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Measured while it was spoken: pauses, speech_ms, first_word_delay_ms; empty when typed."""


class Feedback(Base):
    """The report of one interview; there is at most one."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("status in ('WAITING','READY','FAILED')", name="status"),)

    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interview_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[str] = mapped_column(default="WAITING")
    requested_at: Mapped[datetime.datetime]
    made_at: Mapped[datetime.datetime | None]
    assessment: Mapped[dict[str, Any] | None]
    """Assessment.to_json() once READY."""
