"""Credits given and corrected by hand: by whom and why is part of the row."""

import datetime
import re
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User, read_email
from preppal.credits.ledger import Entry, Posted, post
from preppal.credits.model import MOST_AT_ONCE, REASON_LIMIT, BadPosting, Kind, NoSuchAccount
from preppal.credits.purse import Move
from preppal.foundation.i18n import N_
from preppal.foundation.visible import visible_text

COMMAND_LINE = "command line"
"""Who posts from there: whoever has the server's shell."""
A_NUMBER = re.compile(r"[+-]?\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ByHand:
    """A grant or a correction as somebody asks for it; ``key`` makes it safe to send twice."""

    count: int
    reason: str
    made_by: str
    key: str


async def grant_credits(
    db: AsyncSession, user_id: uuid.UUID, asked: ByHand, *, now: datetime.datetime
) -> Posted:
    """Give credits that nobody pays for. Raises `BadPosting`, `NoSuchAccount`."""
    reason = _checked(asked, least=1)
    entry = Entry(Kind.GRANT, f"grant:{asked.key}", made_by=asked.made_by, reason=reason)
    return await post(db, user_id, entry, Move.give(asked.count), now=now)


async def correct_credits(
    db: AsyncSession, user_id: uuid.UUID, asked: ByHand, *, now: datetime.datetime
) -> Posted:
    """Put right what went wrong, in either direction; upwards it forgives what is owed first.

    Raises:
        BadPosting: no number, or no reason.
        NotSoMany: more would go than there is.
        NoSuchAccount: the account is gone.
    """
    reason = _checked(asked, least=-MOST_AT_ONCE)
    entry = Entry(Kind.CORRECTION, f"correction:{asked.key}", made_by=asked.made_by, reason=reason)
    return await post(db, user_id, entry, Move.correct(asked.count), now=now)


def read_count(typed: str) -> int:
    """A whole number; 0, which nothing can be done with, where it is none."""
    plain = typed.strip().replace("−", "-")
    return int(plain) if A_NUMBER.fullmatch(plain) else 0


async def account_called(db: AsyncSession, typed: str) -> User:
    """Whose address this is. Raises `Invalid` with the field ``email``, `NoSuchAccount`."""
    user = await db.scalar(select(User).where(User.email == read_email(typed)))
    if user is None:
        raise NoSuchAccount(N_("Nobody has signed in with this address yet."))
    return user


def _checked(asked: ByHand, *, least: int) -> str:
    """The reason on one line. Raises `BadPosting` with the fields ``count`` and ``reason``."""
    problems: dict[str, str] = {}
    reason = " ".join(visible_text(asked.reason).split())
    if asked.count == 0 or not least <= asked.count <= MOST_AT_ONCE:
        problems["count"] = (
            N_("Write a whole number from 1 to 10,000.")
            if least > 0
            else N_("Write a whole number from -10,000 to 10,000, and not nought.")
        )
    if not reason:
        problems["reason"] = N_("Say why, in a few words: they stay in the history.")
    elif len(reason) > REASON_LIMIT:
        problems["reason"] = N_("Keep the reason under 500 characters.")
    if problems:
        raise BadPosting(problems)
    return reason
