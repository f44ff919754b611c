"""A person's own ledger, as they read it: newest first, each row with the reason."""

import csv
import datetime
import io
import uuid
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from preppal.accounts.model import User
from preppal.credits.model import Cause, CreditTransaction, Kind
from preppal.credits.wording import CAUSES, REASONS
from preppal.foundation.i18n import Words

PAGE = 30
END = aliased(CreditTransaction, name="hold_end")
COLUMNS = ("time", "kind", "change", "granted", "paid", "owed", "balance", "why", "interview", "purchase")  # fmt: skip
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One change. ``title`` and ``why`` are msgids; ``said`` are an operator's own words, or ""."""

    seq: int
    at: datetime.datetime
    title: str
    why: str
    amount: int
    owed: int
    balance: int
    said: str = ""
    interview_id: str = ""
    purchase_id: str = ""


async def history_of(
    db: AsyncSession, user_id: uuid.UUID, *, before: int | None = None
) -> tuple[tuple[LedgerRow, ...], int | None]:
    """A page of rows below the number ``before``, and the number for the next page, or None.

    A hold that was captured is one row: what it says is how it ended.
    """
    wanted = _ledger(user_id).where(CreditTransaction.kind != Kind.CAPTURE)
    if before is not None:
        wanted = wanted.where(CreditTransaction.seq < before)
    found = (await db.execute(wanted.order_by(CreditTransaction.seq.desc()).limit(PAGE + 1))).all()
    rows = tuple(_row(row, ended) for row, ended in found[:PAGE])
    return rows, rows[-1].seq if len(found) > PAGE else None


async def history_csv(db: AsyncSession, user_id: uuid.UUID, speak: Words) -> bytes:
    """The whole ledger, oldest first, as a spreadsheet reads it."""
    written = io.StringIO(newline="")
    sheet = csv.writer(written)
    sheet.writerow(COLUMNS)
    found = await db.execute(_ledger(user_id).order_by(CreditTransaction.seq))
    for row, ended in found:
        told = _row(row, ended)
        why = " ".join(filter(None, [speak(told.title), speak(told.why), told.said]))
        sheet.writerow(
            [
                row.created_at.isoformat(timespec="seconds"),
                row.kind,
                row.amount,
                row.granted,
                row.paid,
                row.owed,
                row.balance_after,
                _plain(why),
                told.interview_id,
                told.purchase_id,
            ]
        )
    return written.getvalue().encode("utf-8-sig")


def _ledger(user_id: uuid.UUID) -> Select[CreditTransaction, str]:
    own = select(User.ledger_id).where(User.id == user_id).scalar_subquery()
    return (
        select(CreditTransaction, END.kind)
        .outerjoin(END, END.hold_id == CreditTransaction.id)
        .where(CreditTransaction.ledger_id == own)
    )


def _row(row: CreditTransaction, ended: str | None) -> LedgerRow:
    kind = Kind(row.kind)
    title, why = REASONS[kind]
    if kind == Kind.HOLD and ended == Kind.CAPTURE:
        title, why = REASONS[Kind.CAPTURE]
    elif kind == Kind.HOLD and ended == Kind.RELEASE:
        why = ""
    if kind in (Kind.CAPTURE, Kind.RELEASE) and row.reason in set(Cause):
        why = CAUSES[Cause(row.reason)]
    if kind == Kind.DISPUTE and row.amount - row.owed > 0:
        title, why = REASONS["won"]
    return LedgerRow(
        seq=row.seq,
        at=row.created_at,
        title=title,
        why=why,
        amount=row.amount,
        owed=row.owed,
        balance=row.balance_after,
        said=row.reason if kind in (Kind.GRANT, Kind.CORRECTION) else "",
        interview_id=str(row.interview_id or ""),
        purchase_id=str(row.purchase_id or ""),
    )


def _plain(cell: str) -> str:
    """Nothing that a spreadsheet would compute."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
