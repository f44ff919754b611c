"""The tables of the Hub: what people say about a persona."""

import datetime
import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import NotAllowed, NotFound
from preppal.foundation.i18n import N_

NOTE_LIMIT = 500

REPORT_REASONS = ("abusive", "discriminates", "private_data", "misleading", "other")


class NotRateable(NotAllowed):
    message = N_("Finish an interview with this interviewer first; then say whether it helped.")


class OwnPersona(NotAllowed):
    message = N_("This is your own interviewer: others rate and report it.")


class NoSuchReport(NotFound):
    message = N_("There is no such report.")


class PersonaRating(Base):
    """Whether somebody found a persona helpful; one per person, changeable."""

    __tablename__ = "persona_ratings"
    __table_args__ = (Index("ix_persona_ratings_user_id", "user_id"),)

    persona_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("personas.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    is_helpful: Mapped[bool]
    rated_at: Mapped[datetime.datetime]


class PersonaReport(Base):
    """Somebody objects to a persona. OPEN until a moderator hides the persona or dismisses it."""

    __tablename__ = "persona_reports"
    __table_args__ = (
        Index(
            "ix_persona_reports_once",
            "persona_id",
            "reported_by",
            unique=True,
            postgresql_where="state = 'OPEN'",
        ),
        Index("ix_persona_reports_open", "id", postgresql_where="state = 'OPEN'"),
        Index("ix_persona_reports_reported_by", "reported_by"),
        CheckConstraint("state in ('OPEN','UPHELD','DISMISSED')", name="state"),
        CheckConstraint(
            "reason in ({})".format(",".join(f"'{reason}'" for reason in REPORT_REASONS)),
            name="reason",
        ),
        CheckConstraint(f"char_length(note) <= {NOTE_LIMIT}", name="note"),
    )

    id: Mapped[Id]
    persona_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("personas.id", ondelete="CASCADE"))
    persona_version: Mapped[int]
    """What was read: the version that was public then."""
    reported_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="OPEN")
    created_at: Mapped[datetime.datetime]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    settled_at: Mapped[datetime.datetime | None]
