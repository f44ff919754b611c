"""A person's own ledger, as they read it: newest first, each row with its receipt."""

import csv
import datetime
import io
import uuid
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from preppal.accounts.model import User
from preppal.credits.model import CreditTransaction, Kind
from preppal.credits.receipts import Sentence, receipt_of
from preppal.foundation.i18n import Words

PAGE = 30
END = aliased(CreditTransaction, name="hold_end")
COLUMNS = (
    "time",
    "kind",
    "change",
    "granted",
    "paid",
    "owed",
    "balance",
    "why",
    "interview",
    "purchase",
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change and why it was made; what it is about is linked by its id, or ""."""

    seq: int
    at: datetime.datetime
    receipt: tuple[Sentence, ...]
    amount: int
    balance: int
    interview_id: str = ""
    purchase_id: str = ""


async def history_of(
    db: AsyncSession, user_id: uuid.UUID, *, before: int | None = None
) -> tuple[tuple[HistoryRow, ...], int | None]:
    """A page of rows below the number ``before``, and the number for the next page, or None.

    A hold that was spent is one row, which says how: its capture changes nothing by itself.
    """
    wanted = _ledger(user_id).where(CreditTransaction.kind != Kind.CAPTURE)
    if before is not None:
        wanted = wanted.where(CreditTransaction.seq < before)
    found = (await db.execute(wanted.order_by(CreditTransaction.seq.desc()).limit(PAGE + 1))).all()
    rows = tuple(_row(row, end) for row, end in found[:PAGE])
    return rows, rows[-1].seq if len(found) > PAGE else None


async def history_csv(db: AsyncSession, user_id: uuid.UUID, speak: Words) -> bytes:
    """The whole ledger, oldest first, as a spreadsheet reads it."""
    written = io.StringIO(newline="")
    sheet = csv.writer(written)
    sheet.writerow(COLUMNS)
    for row, end in await db.execute(_ledger(user_id).order_by(CreditTransaction.seq)):
        told = receipt_of(row, is_open=end is None)
        numbers = (row.amount, row.granted, row.paid, row.owed, row.balance_after)
        why = " ".join(speak(sentence.text, **sentence.params) for sentence in told)
        at = row.created_at.isoformat(timespec="seconds")
        about = (row.interview_id or "", row.purchase_id or "")
        sheet.writerow([at, row.kind, *numbers, _plain(why), *about])
    return written.getvalue().encode("utf-8-sig")


def _ledger(user_id: uuid.UUID) -> Select[CreditTransaction, CreditTransaction]:
    """Each row, with the one that ends it where it is a hold."""
    own = select(User.ledger_id).where(User.id == user_id).scalar_subquery()
    return (
        select(CreditTransaction, END)
        .outerjoin(END, END.hold_id == CreditTransaction.id)
        .where(CreditTransaction.ledger_id == own)
    )


def _row(row: CreditTransaction, end: CreditTransaction | None) -> HistoryRow:
    told = end if end is not None and end.kind == Kind.CAPTURE else row
    return HistoryRow(
        seq=row.seq,
        at=row.created_at,
        receipt=receipt_of(told, is_open=end is None),
        amount=row.amount,
        balance=row.balance_after,
        interview_id=str(row.interview_id or ""),
        purchase_id=str(row.purchase_id or ""),
    )


def _plain(cell: str) -> str:
    """Nothing that a spreadsheet would compute."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
