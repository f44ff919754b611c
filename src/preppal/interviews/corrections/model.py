"""What a turn of the candidate says now, beside what was heard."""

import datetime
import uuid

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base
from preppal.foundation.errors import Conflict, NotFound
from preppal.foundation.i18n import N_


class NoSuchAnswer(NotFound):
    message = N_("There is no answer of yours at this place of the interview.")


class StillGoingOn(Conflict):
    message = N_("This interview is not over. Its words can be corrected when it is.")


class WasTyped(Conflict):
    message = N_("You typed this answer, so nothing was misheard. It stays as you wrote it.")


class TurnCorrection(Base):
    """The newest correction of one turn. The turn itself never changes."""

    __tablename__ = "turn_corrections"
    __table_args__ = (
        ForeignKeyConstraint(
            ["interview_id", "seq"], ["turns.interview_id", "turns.seq"], ondelete="CASCADE"
        ),
    )

    interview_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    """May be empty: nothing was said where words were heard."""
    corrected_at: Mapped[datetime.datetime]
