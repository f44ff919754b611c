"""The Panel Summary as it is kept."""

import datetime
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base


class PanelSummary(Base):
    """What the interviews of a panel come to; there is at most one, and a new one takes its place.

    It is stale when the reports that it was made of are no longer those that count: `made_of` tells.
    """

    __tablename__ = "panel_summaries"
    __table_args__ = (
        CheckConstraint("status in ('WAITING','READY','FAILED')", name="status"),
        Index("ix_panel_summaries_waiting", "requested_at", postgresql_where="status = 'WAITING'"),
    )

    panel_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("interview_panels.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[str] = mapped_column(default="WAITING")
    requested_at: Mapped[datetime.datetime]
    """Names the request: what was read for an earlier one is not written."""
    made_at: Mapped[datetime.datetime | None]
    number: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many were made."""
    made_of: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """[stage id, interview id, number of the report] of each stage it has read, in the loop's order."""
    debrief: Mapped[dict[str, Any] | None]
    """The findings once READY; while a new one is made, and when that failed, those before."""
    musts: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """Lines that the job insists on, and which stages asked about them: `musts.MustLine.to_json()`."""
    prose: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What a model wrote about the findings, and which; empty where the words are built in."""
    failure: Mapped[str | None]

    def ask(self, now: datetime.datetime) -> None:
        """It is wanted, anew."""
        self.status = "WAITING"
        self.requested_at = now
        self.failure = None

    def finish(
        self,
        debrief: dict[str, Any],
        musts: list[Any],
        prose: dict[str, Any],
        made_of: list[Any],
        now: datetime.datetime,
    ) -> None:
        """It is made: the one place where a summary becomes ready."""
        self.status = "READY"
        self.debrief = debrief
        self.musts = musts
        self.prose = prose
        self.made_of = made_of
        self.made_at = now
        self.number += 1
        self.failure = None

    def give_up(self) -> None:
        """It will not be made unless somebody asks again; one that is made stays."""
        if self.status == "WAITING":
            self.status = "FAILED"
            self.failure = self.failure or "stopped"
