"""Reports that newer ones took the place of."""

import datetime
import uuid
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base
from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_

MOST_REPORTS = 20
"""Of one interview. Each may cost whoever hosts it a model's tokens."""


class NothingNew(Conflict):
    message = N_("The report has read these words already, with the reviewer of today.")


class EnoughReports(Conflict):
    message = N_("The report of this interview was made again as often as it can be.")


class FeedbackReport(Base):
    """An earlier report of an interview, as it was: what it found and which words it had read.

    The newest is the interview's `Feedback`. ``number`` counts from 1.
    """

    __tablename__ = "feedback_reports"

    interview_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("feedback.interview_id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[datetime.datetime]
    assessment: Mapped[dict[str, Any]]
    corrected: Mapped[dict[str, Any]]
    """As `Feedback.corrected`."""
