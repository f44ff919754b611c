"""The tables of accounts, and the facts about them."""

import re
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    false,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import LOCALES, N_
from preppal.foundation.visible import visible_text
from preppal.interviewer.patience import Stretch

CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
CODE_KEPT = timedelta(days=1)
"""Codes outlive their use for this long, because the limits count them."""

DEVICE_LIFE = timedelta(days=30)
"""A browser stays signed in for this long after it was last seen."""
SEEN_EVERY = timedelta(hours=1)
"""Being seen is written down at most this often: reading a page should not cost a write."""

EMAIL_LENGTH = 254  # RFC 5321, 4.5.3.1.3: a path is at most 256 octets with its brackets
NAME_LENGTH = 80

# Visible ASCII before the @ and a host name behind it. Quoted local parts and mail boxes in other
# scripts (RFC 6531) are left out: few mail servers take them, and folding case is only safe in ASCII.
EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"(localhost|[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+)"
)


Delivery = Literal["measured", "left_out"]


class User(Base):
    """A person. The row is made when they first sign in, never when somebody types an address."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_folded"),
        CheckConstraint(
            "locale in ({})".format(", ".join(f"'{locale}'" for locale in LOCALES)), name="locale"
        ),
        CheckConstraint("theme in ('auto', 'light', 'dark')", name="theme"),
        CheckConstraint("patience in ('usual', 'longer', 'longest')", name="patience"),
        CheckConstraint("delivery in ('measured', 'left_out')", name="delivery"),
        CheckConstraint("credits >= 0", name="credits"),
        CheckConstraint("credits_granted between 0 and credits", name="credits_granted"),
        CheckConstraint(
            "credits_owed >= 0 and (credits_owed = 0 or credits = credits_granted)",
            name="credits_owed",
        ),
    )

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="", server_default="")
    locale: Mapped[str | None]
    theme: Mapped[str | None]
    patience: Mapped[Stretch] = mapped_column(Text, default="usual", server_default="usual")
    """How long interviewers wait for this person: an accessibility setting, kept with the account."""
    delivery: Mapped[Delivery] = mapped_column(Text, default="measured", server_default="measured")
    """Whether reports measure how this person speaks; also an accessibility setting."""
    is_staff: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]
    credits: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """What can be spent, paid and granted. Changed with a row of the ledger and never without
    (`credits/ledger.py`; a trigger refuses anything else)."""
    credits_granted: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """The part of them that nobody paid for; spent first."""
    credits_owed: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Spent credits whose price went back: owed to the operator. Nobody owes who has paid credits left."""
    ledger_id: Mapped[UUID] = mapped_column(unique=True, server_default=text("gen_random_uuid()"))
    """Names this person's rows in the ledger. They outlive the account, and say nothing without it."""


class Installation(Base):
    """What holds for the whole installation; there is one row."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("credits_setting in ('metered', 'unlimited')", name="credits_setting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    credits_setting: Mapped[str | None]
    """What `PREPPAL_CREDITS` said when a process started last; None for `auto`."""
    credits_switched_off: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The operator made the installation unlimited; counts where the setting says nothing."""
    address_key: Mapped[bytes] = mapped_column(LargeBinary)
    """Keys the digests of addresses that have had their welcome credit."""
    refunds_known_to: Mapped[datetime | None]
    """Up to when the company that takes payments was asked for refunds and disputes; None: never."""


UNLIMITED = select(
    func.coalesce(Installation.credits_setting == "unlimited", Installation.credits_switched_off)
).scalar_subquery()
"""SQL: whether interviews cost nothing here."""


class SignInCode(Base):
    """A code on its way to a mail box.

    The browser that asked keeps a random token in a cookie. `token_hash` finds the row;
    `code_hash` is the code keyed with the token. Six digits could be guessed from any digest that
    the database holds alone; with a key of 256 bits that it does not hold they cannot, and
    nobody but the browser that asked can use up the tries.
    """

    __tablename__ = "sign_in_codes"
    __table_args__ = (
        Index(None, "email", "created_at"),
        Index(None, "network", "created_at"),
        Index(None, "created_at"),
    )

    id: Mapped[Id]
    email: Mapped[str]
    network: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    def is_over(self, now: datetime) -> bool:
        """Used, too old, or tried too often: no code opens it any more."""
        return self.used_at is not None or now >= self.expires_at or self.attempts >= CODE_TRIES


class Device(Base):
    """A browser in which somebody is signed in. It holds the token, this row its digest."""

    __tablename__ = "devices"

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    label: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


def read_email(typed: str) -> str:
    """The address as it is stored: folded, its host in ASCII.

    Raises `Invalid` with the field ``email``.
    """
    name, _, host = typed.strip().rpartition("@")
    try:
        host = host.encode("idna").decode("ascii") if len(host) <= EMAIL_LENGTH else ""
    except UnicodeError:
        host = ""
    email = f"{name}@{host}".lower()
    if len(email) > EMAIL_LENGTH or not EMAIL.fullmatch(email):
        raise Invalid({"email": N_("Write a whole address, such as ana@example.org.")})
    return email


def read_name(typed: str) -> str:
    """A name on one line, or "" for none. Raises `Invalid` with the field ``name``."""
    name = " ".join(visible_text(typed).split())
    if len(name) > NAME_LENGTH:
        raise Invalid({"name": N_("That is too long for a name: keep it under 80 characters.")})
    return name
