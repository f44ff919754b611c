"""A person's own ledger, as they read it: newest first, each row with its receipt and what it was for."""

import csv
import datetime
import io
import uuid
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
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
    "about",
    "interviewer",
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class InterviewName:
    """What an interview was about, who held it, and its page. ``title`` is a msgid when ``is_topic``, and
    may be ""."""

    title: str
    is_topic: bool
    interviewer: str
    href: str


NameInterviews = Callable[
    [AsyncSession, uuid.UUID, Collection[uuid.UUID]], Awaitable[Mapping[uuid.UUID, InterviewName]]
]
"""Those of a person's interviews that are still there. Credits know only their ids: `main` hands this in."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change and why it was made. ``interview`` is None where it is about none, or about one that was
    deleted; ``purchase_id`` may be ""."""

    seq: int
    at: datetime.datetime
    receipt: tuple[Sentence, ...]
    amount: int
    balance: int
    interview: InterviewName | None = None
    purchase_id: str = ""


async def history_of(
    db: AsyncSession,
    user_id: uuid.UUID,
    name_interviews: NameInterviews,
    *,
    before: int | None = None,
) -> tuple[tuple[HistoryRow, ...], int | None]:
    """A page of rows below the number ``before``, and the number for the next page, or None.

    A hold that was spent is one row, which says how: its capture changes nothing by itself.
    """
    wanted = _ledger(user_id).where(CreditTransaction.kind != Kind.CAPTURE)
    if before is not None:
        wanted = wanted.where(CreditTransaction.seq < before)
    found = (await db.execute(wanted.order_by(CreditTransaction.seq.desc()).limit(PAGE + 1))).all()
    names = await name_interviews(db, user_id, _interviews(row for row, _end in found))
    rows = tuple(_row(row, end, names) for row, end in found[:PAGE])
    return rows, rows[-1].seq if len(found) > PAGE else None


async def history_csv(
    db: AsyncSession, user_id: uuid.UUID, name_interviews: NameInterviews, speak: Words
) -> bytes:
    """The whole ledger, oldest first, as a spreadsheet reads it."""
    written = io.StringIO(newline="")
    sheet = csv.writer(written)
    sheet.writerow(COLUMNS)
    ledger = (await db.execute(_ledger(user_id).order_by(CreditTransaction.seq))).all()
    names = await name_interviews(db, user_id, _interviews(row for row, _end in ledger))
    for row, end in ledger:
        told = receipt_of(row, is_open=end is None)
        numbers = (row.amount, row.granted, row.paid, row.owed, row.balance_after)
        why = " ".join(speak(sentence.text, **sentence.params) for sentence in told)
        at = row.created_at.isoformat(timespec="seconds")
        about = (row.interview_id or "", row.purchase_id or "")
        sheet.writerow([at, row.kind, *numbers, _plain(why), *about, *_named(row, names, speak)])
    return written.getvalue().encode("utf-8-sig")


def _ledger(user_id: uuid.UUID) -> Select[CreditTransaction, CreditTransaction]:
    """Each row, with the one that ends it where it is a hold."""
    own = select(User.ledger_id).where(User.id == user_id).scalar_subquery()
    return (
        select(CreditTransaction, END)
        .outerjoin(END, END.hold_id == CreditTransaction.id)
        .where(CreditTransaction.ledger_id == own)
    )


def _interviews(rows: Iterable[CreditTransaction]) -> set[uuid.UUID]:
    return {row.interview_id for row in rows if row.interview_id is not None}


def _named(
    row: CreditTransaction, names: Mapping[uuid.UUID, InterviewName], speak: Words
) -> tuple[str, str]:
    """What the interview was about, and who held it."""
    name = names.get(row.interview_id) if row.interview_id else None
    if name is None:
        return "", ""
    title = speak(name.title) if name.is_topic else name.title
    return _plain(title), _plain(name.interviewer)


def _row(
    row: CreditTransaction,
    end: CreditTransaction | None,
    names: Mapping[uuid.UUID, InterviewName],
) -> HistoryRow:
    told = end if end is not None and end.kind == Kind.CAPTURE else row
    return HistoryRow(
        seq=row.seq,
        at=row.created_at,
        receipt=receipt_of(told, is_open=end is None),
        amount=row.amount,
        balance=row.balance_after,
        interview=names.get(row.interview_id) if row.interview_id else None,
        purchase_id=str(row.purchase_id or ""),
    )


def _plain(cell: str) -> str:
    """Nothing that a spreadsheet would compute."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
