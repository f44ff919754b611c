"""Somebody's credits as the operator sees them: what there is, every row of the ledger, who gave what."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.credits.granting import COMMAND_LINE
from preppal.credits.model import MANUAL, NoSuchAccount
from preppal.credits.queries import LedgerRow, ledger_of
from preppal.credits.receipts import Sentence
from preppal.foundation.database import uuid7

ROWS = 100
"""The newest rows of a ledger, which hold a few years of practice."""


@dataclass(frozen=True, slots=True)
class Posting:
    """A row of the ledger. ``made_by`` is an address, "" where nobody posted it by hand or it is unknown."""

    at: datetime
    amount: int
    balance: int
    granted: int
    owed: int
    receipt: tuple[Sentence, ...]
    made_by: str
    by_command: bool


@dataclass(frozen=True, slots=True)
class AccountCredits:
    """``paid`` and ``granted`` are parts of ``balance``; ``owed`` is what a refund left."""

    user_id: str
    email: str
    balance: int
    granted: int
    owed: int
    postings: tuple[Posting, ...]

    @property
    def paid(self) -> int:
        return self.balance - self.granted


@dataclass(frozen=True, slots=True)
class CreditsPage:
    """admin/credits.html. ``email`` is what was searched; ``error`` a msgid about it, or "".

    ``act`` is grant or correct where that form comes back with ``problems`` (msgids by field, or under
    "" for the whole) and the ``words`` that were typed. ``key`` makes a form safe to send twice.
    """

    email: str = ""
    error: str = ""
    account: AccountCredits | None = None
    act: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    key: str = field(default_factory=lambda: str(uuid7()))


async def account_credits(db: AsyncSession, user_id: uuid.UUID) -> AccountCredits:
    """Three statements. Raises `NoSuchAccount`."""
    user = await db.get(User, user_id)
    if user is None:
        raise NoSuchAccount()
    rows = await ledger_of(db, user_id, limit=ROWS)
    names = await _names(db, rows)
    return AccountCredits(
        user_id=str(user.id),
        email=user.email,
        balance=user.credits,
        granted=user.credits_granted,
        owed=user.credits_owed,
        postings=tuple(
            Posting(
                at=one.row.created_at,
                amount=one.row.amount,
                balance=one.row.balance_after,
                granted=one.row.granted_after,
                owed=one.row.owed_after,
                receipt=one.receipt,
                made_by=names.get(one.row.made_by, ""),
                by_command=one.row.made_by == COMMAND_LINE,
            )
            for one in rows
        ),
    )


async def _names(db: AsyncSession, rows: list[LedgerRow]) -> dict[str, str]:
    """The addresses of the staff who posted by hand and still have an account."""
    ids = {
        uuid.UUID(one.row.made_by)
        for one in rows
        if one.row.kind in MANUAL and one.row.made_by != COMMAND_LINE
    }
    if not ids:
        return {}
    found = await db.execute(select(User.id, User.email).where(User.id.in_(ids)))
    return {str(row.id): row.email for row in found}
