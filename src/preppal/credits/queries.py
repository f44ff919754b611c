"""Reads that several pages share. Each takes the account first."""

import uuid
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from preppal.accounts.model import User
from preppal.credits.model import CreditTransaction
from preppal.credits.receipts import Sentence, receipt_of


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row and its receipt."""

    row: CreditTransaction
    receipt: tuple[Sentence, ...]


async def ledger_of(
    db: AsyncSession, user_id: uuid.UUID, *, before: int | None = None, limit: int = 50
) -> list[LedgerRow]:
    """Newest first, below the row numbered ``before``. One statement."""
    end = aliased(CreditTransaction)
    ended = exists().where(end.hold_id == CreditTransaction.id)
    wanted = (
        select(CreditTransaction, ended)
        .join(User, User.ledger_id == CreditTransaction.ledger_id)
        .where(User.id == user_id)
        .order_by(CreditTransaction.seq.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(CreditTransaction.seq < before)
    found = await db.execute(wanted)
    return [
        LedgerRow(row, receipt_of(row, is_open=not has_ended)) for row, has_ended in found.tuples()
    ]
