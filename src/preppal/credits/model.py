"""The ledger, the holds that are open, and the addresses that have had their welcome.

A row of the ledger is never changed and never goes: triggers refuse it. It names an account by its
`ledger_id`, which is nobody's once the account is deleted (decision 0026).
"""

import datetime
import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import Conflict, Invalid, NotFound, PaymentNeeded
from preppal.foundation.i18n import N_

PRICE = 1
"""Credits that an interview costs, whatever its length, its persona and its place in a panel."""
WELCOME = 1
"""Credits that come with a new address."""
REASON_LIMIT = 500
"""Characters of what an operator says about a grant or a correction."""
MOST_AT_ONCE = 10_000
"""Credits of one grant or correction: a slip of the finger is smaller than a typed telephone number."""


class Kind(StrEnum):
    WELCOME = "welcome"
    PURCHASE = "purchase"
    GRANT = "grant"
    HOLD = "hold"
    CAPTURE = "capture"
    RELEASE = "release"
    REFUND = "refund"
    DISPUTE = "dispute"
    CORRECTION = "correction"


ENDS = (Kind.CAPTURE, Kind.RELEASE)
"""How a hold ends: it was spent, or it went back."""
MANUAL = (Kind.GRANT, Kind.CORRECTION)
"""Posted by somebody, who says why."""


class Cause(StrEnum):
    """Why a hold ended."""

    ANSWERED = "answered"
    """Captured: the candidate spoke at least twice."""
    LASTED = "lasted"
    """Captured: it went on for three minutes."""
    DROPPED = "dropped"
    """Released: the line dropped before that, and nobody came back."""
    ENDED_EARLY = "ended_early"
    """Released: it was ended before that."""
    FAILED = "failed"
    """Released: it failed on our side."""
    NEVER_BEGAN = "never_began"
    """Released: nobody ever came into the room, or the interview is not there any more."""


class NoCredit(PaymentNeeded):
    """Nothing left to start an interview with."""

    message = N_(
        "You have no credit left, and an interview takes one. This one waits for you as it is: get a"
        " credit, then start it."
    )


class NoSuchAccount(NotFound):
    message = N_("There is no such account. It may have been deleted.")


class NotSoMany(Conflict):
    """A correction would take more than there is."""

    message = N_("There are not so many credits on this account.")


class BadPosting(Invalid):
    """A grant or a correction that cannot be made as it was written; `fields` say why."""


class KeyReused(Exception):
    """The same idempotency key stands for something else already: a fault of ours."""


class CreditTransaction(Base):
    """One row of the ledger: what changed, and what was there afterwards.

    `granted`, `paid` and `owed` are what changed, with their sign; the three `…_after` are sums of
    all rows up to this one. `amount` is `granted` + `paid`, `balance_after` what can be spent.
    """

    __tablename__ = "credit_transactions"
    __table_args__ = (
        UniqueConstraint("ledger_id", "seq"),
        UniqueConstraint("idempotency_key"),
        Index(
            "uq_credit_transactions_hold_id",
            "hold_id",
            unique=True,
            postgresql_where="hold_id is not null",
        ),
        Index(
            "ix_credit_transactions_interview_id",
            "interview_id",
            postgresql_where="interview_id is not null",
        ),
        Index(
            "ix_credit_transactions_purchase_id",
            "purchase_id",
            postgresql_where="purchase_id is not null",
        ),
        # By kind: signs, a hold that it ends, who says why (migration 0018).
        CheckConstraint(
            "ledger_row_fits_its_kind(kind, amount, owed, hold_id, made_by, reason)", name="kind"
        ),
        CheckConstraint("amount = granted + paid", name="amount"),
        CheckConstraint("granted_after between 0 and balance_after", name="balance_after"),
        CheckConstraint(
            "owed_after >= 0 and (owed_after = 0 or balance_after = granted_after)",
            name="owed_after",
        ),
        CheckConstraint("char_length(reason) <= 500", name="reason"),
    )

    id: Mapped[Id]
    ledger_id: Mapped[uuid.UUID]
    seq: Mapped[int]
    """Numbers the rows of a ledger from 1, without gaps: a row that is gone is missed."""
    kind: Mapped[str]
    amount: Mapped[int]
    granted: Mapped[int]
    paid: Mapped[int]
    owed: Mapped[int]
    balance_after: Mapped[int]
    granted_after: Mapped[int]
    owed_after: Mapped[int]
    idempotency_key: Mapped[str]
    interview_id: Mapped[uuid.UUID | None]
    hold_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("credit_transactions.id"))
    """The hold that a capture or a release ends."""
    purchase_id: Mapped[uuid.UUID | None]
    event_id: Mapped[str | None]
    """The payment provider's event."""
    made_by: Mapped[str] = mapped_column(default="", server_default="")
    """Who posted it by hand: a staff member's id, or `command line`."""
    reason: Mapped[str] = mapped_column(default="", server_default="")
    """What that person said; for the end of a hold, its `Cause`."""
    created_at: Mapped[datetime.datetime]


class OpenHold(Base):
    """A hold that has not ended. The row is made with the hold and goes with its capture or release:
    whoever deletes it ends the hold."""

    __tablename__ = "credit_open_holds"
    interview_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    hold_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("credit_transactions.id"), unique=True)
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    held_at: Mapped[datetime.datetime]


class WelcomedAddress(Base):
    """An address, normalised and digested, that has had its welcome credit. Outlives the account."""

    __tablename__ = "welcomed_addresses"

    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
