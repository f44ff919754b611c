"""Purchases, and the inbox of what is said about them.

A purchase outlives its account, without a name: the books must still add up.
"""

import datetime
import uuid
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import NotFound, TooMany, Unavailable
from preppal.foundation.i18n import N_

WAITS = datetime.timedelta(hours=25)
"""How long a purchase may stay open: the company's own page is over after a day."""


class Status(StrEnum):
    OPEN = "open"
    PENDING = "pending"
    """Paid by a way that takes days; the bank has not said yes."""
    PAID = "paid"
    """Final, also when it is refunded later."""
    FAILED = "failed"
    EXPIRED = "expired"


UNSETTLED = (Status.OPEN, Status.PENDING)


class Outcome(StrEnum):
    """What became of an event."""

    SETTLED = "settled"
    IGNORED = "ignored"
    """Of a kind that does not matter here."""
    NOT_OURS = "not_ours"
    """About something that was not bought here."""
    ACCOUNT_GONE = "account_gone"
    MISMATCH = "mismatch"
    """The payment is not what was ordered. Nothing is given; the log says so."""


class NoSuchPurchase(NotFound):
    message = N_("There is no such purchase, or it is not yours.")


class NothingSold(NotFound):
    message = N_("Nothing is sold on this server.")


class NoSuchPack(NotFound):
    message = N_("That pack is not sold any more. Choose another one.")


class PaymentPageAway(Unavailable):
    message = N_("The payment page cannot be reached just now. Nothing was charged. Go back and try again in a moment.")  # fmt: skip


class PaymentsBroken(Unavailable):
    message = N_("Payments are not set up right on this server. Nothing was charged. Tell whoever runs it: the log says what is wrong.")  # fmt: skip


class TooManyPurchases(TooMany):
    message = N_("You have begun many purchases within an hour. Finish one of them, or wait.")


class CreditPurchase(Base):
    """A pack that somebody chose. Amounts count the currency's smallest unit."""

    __tablename__ = "credit_purchases"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index("ix_credit_purchases_user_id_created_at", "user_id", "created_at"),
        Index(
            "ix_credit_purchases_unsettled",
            "created_at",
            postgresql_where=text("status in ('open', 'pending')"),
        ),
        Index(
            "ix_credit_purchases_look_at", "look_at", postgresql_where=text("look_at is not null")
        ),
        CheckConstraint("provider in ('stripe', 'test')", name="provider"),
        CheckConstraint(
            "status in ({})".format(", ".join(f"'{status.value}'" for status in Status)),
            name="status",
        ),
        CheckConstraint("credits > 0", name="credits"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(
            "refunded_credits >= 0 and disputed_credits >= 0"
            " and refunded_credits + disputed_credits <= credits",
            name="taken_back",
        ),
        CheckConstraint("(status = 'paid') = (paid_at is not null)", name="paid_at"),
    )

    id: Mapped[Id]
    user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    """None once the account is deleted."""
    idempotency_key: Mapped[str]
    """Of the form that was sent: pressed twice, it is one purchase."""
    provider: Mapped[str]
    """``test``: nobody paid anything."""
    name: Mapped[str]
    credits: Mapped[int]
    amount: Mapped[int]
    currency: Mapped[str]
    status: Mapped[str] = mapped_column(default=Status.OPEN, server_default="open")
    checkout_id: Mapped[str | None] = mapped_column(unique=True)
    checkout_url: Mapped[str] = mapped_column(default="", server_default="")
    payment_id: Mapped[str | None] = mapped_column(unique=True)
    refunded: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    disputed: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    refunded_credits: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Posted as taken back for refunds."""
    disputed_credits: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Posted as taken back for what the payer's bank took."""
    postings: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Changes after the purchase itself: numbers their keys."""
    asked: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Tickets given to who asks the company about it."""
    answered: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """The newest ticket whose answer was written."""
    back: Mapped[str] = mapped_column(default="", server_default="")
    """Where the person came from: a path of ours, or ""."""
    created_at: Mapped[datetime.datetime]
    paid_at: Mapped[datetime.datetime | None]
    look_at: Mapped[datetime.datetime | None]
    """When to ask the company about it again, though nobody told of anything; None: never."""

    @property
    def is_test(self) -> bool:
        return self.provider == "test"

    @property
    def taken_back(self) -> int:
        """Credits whose price went back."""
        return self.refunded_credits + self.disputed_credits


class PaymentEvent(Base):
    """Something that the company told of. Kept without names and addresses: which payment, and what became of it.

    One that was handled goes after `KEPT` (`reconciling.py`); one that was not stays until it is.
    """

    __tablename__ = "payment_events"
    __table_args__ = (
        Index(
            "ix_payment_events_waiting", "received_at", postgresql_where=text("handled_at is null")
        ),
        Index(
            "ix_payment_events_handled_at",
            "handled_at",
            postgresql_where=text("handled_at is not null"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    """The company's own."""
    kind: Mapped[str]
    made_at: Mapped[datetime.datetime]
    received_at: Mapped[datetime.datetime]
    is_test: Mapped[bool] = mapped_column(default=False, server_default=false())
    purchase_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """As it says; whether there is such a purchase is seen when it is handled."""
    checkout_id: Mapped[str] = mapped_column(default="", server_default="")
    payment_id: Mapped[str] = mapped_column(default="", server_default="")
    handled_at: Mapped[datetime.datetime | None]
    """After success only."""
    outcome: Mapped[str] = mapped_column(default="", server_default="")
