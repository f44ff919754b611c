"""Tables of a hiring loop, and what its stages allow."""

import datetime
import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import Conflict, NotFound
from preppal.foundation.i18n import N_

NAME_LIMIT = 80
TITLE_LIMIT = 60
NOTE_LIMIT = 500
MOST_STAGES = 8
MOST_FOCUS = 4
"""Competencies that one stage can have in focus."""
SUMMARISE = "debriefs.make_summary"
"""The task that makes a Panel Summary. Interviews ask for it by name, since they do not know debriefs."""


class PanelState(StrEnum):
    """ARCHIVED is put away: readable, and nothing of it can be held until it is taken out again."""

    OPEN = "OPEN"
    ARCHIVED = "ARCHIVED"


class NoSuchPanel(NotFound):
    message = N_("There is no such panel, or it is not yours.")


class NoSuchStage(NotFound):
    message = N_("There is no such stage, or its panel is not yours.")


class PanelMovedOn(Conflict):
    """The act does not fit what the panel is by now."""

    message = N_("This panel has changed in the meantime. Load the page again.")


class InterviewPanel(Base):
    """A hiring loop for one application. Progress is not stored: it is what its interviews say.

    Job description and resume are those of the next stage; each interview keeps its own snapshot.
    """

    __tablename__ = "interview_panels"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index("ix_interview_panels_user_id_id", "user_id", "id"),
        CheckConstraint("state in ('OPEN','ARCHIVED')", name="state"),
        CheckConstraint("level in ('junior','mid','senior')", name="level"),
        CheckConstraint(f"char_length(btrim(name)) between 1 and {NAME_LIMIT}", name="name"),
    )

    id: Mapped[Id]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    idempotency_key: Mapped[str]
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default=PanelState.OPEN)
    template: Mapped[str] = mapped_column(default="")
    """Key and version of the template that it began from, as "nursing/1"; "" when there was none."""
    job_description_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("job_descriptions.id", ondelete="SET NULL"), index=True
    )
    resume_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("resumes.id", ondelete="SET NULL"), index=True
    )
    level: Mapped[str] = mapped_column(default="mid")
    """The level that is applied for: moves the bar of readiness."""
    interview_on: Mapped[datetime.date | None]
    """The day of the real interview, where it is known."""
    in_order: Mapped[bool] = mapped_column(default=False)
    """Whether a stage opens only when the ones before are held or skipped."""
    created_at: Mapped[datetime.datetime]
    changed_at: Mapped[datetime.datetime]
    """When the panel or one of its stages was edited."""


class InterviewPanelStage(Base):
    """One interview of a loop: who holds it, how long, and what it looks into.

    The persona is kept as it was published when it was chosen: retiring or hiding it breaks nothing.
    Positions count from 0 without gaps; they are checked at commit, so that two stages can trade places.
    """

    __tablename__ = "interview_panel_stages"
    __table_args__ = (
        UniqueConstraint("panel_id", "position", deferrable=True, initially="DEFERRED"),
        CheckConstraint("position >= 0", name="position"),
        CheckConstraint("minutes in (10, 30, 60)", name="minutes"),
        CheckConstraint(
            "stage in ('recruiter','technical','design','hiring_manager','cross_functional','senior')",
            name="stage",
        ),
        CheckConstraint(f"char_length(btrim(title)) between 1 and {TITLE_LIMIT}", name="title"),
    )

    id: Mapped[Id]
    panel_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interview_panels.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    title: Mapped[str]
    stage: Mapped[str]
    """`interviewer.briefing.Stage`: what kind of interview it is, whoever holds it."""
    minutes: Mapped[int]
    focus: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """Competencies that it looks into first."""
    note: Mapped[str] = mapped_column(default="", server_default="")
    """The candidate's own, shown to nobody else."""
    persona_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("personas.id", ondelete="SET NULL"), index=True
    )
    persona: Mapped[dict[str, Any]]
    """`personas.model.snapshot` of the version that was chosen."""
    skipped_at: Mapped[datetime.datetime | None]
