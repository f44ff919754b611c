"""Every credit accounted for: the rows are played again, one by one, and compared with what stands there.

async with database.transaction() as db:
    await one_moment(db)
    differences = [found async for found in audit(db)]
"""

import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Row, Table, and_, case, exists, func, literal, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from preppal.accounts.model import User
from preppal.credits.buying.model import CreditPurchase, Status
from preppal.credits.model import ENDS, CreditTransaction, Kind, OpenHold, WelcomedAddress
from preppal.credits.purse import Purse
from preppal.foundation.errors import Refusal

ROWS = cast("Table", CreditTransaction.__table__)


@dataclass(frozen=True, slots=True)
class Difference:
    ledger_id: uuid.UUID | None
    """Whose; None where no ledger can be named."""
    what: str
    """An English sentence, for the operator's terminal."""


async def one_moment(db: AsyncSession) -> None:
    """Let the whole transaction see the database as it is now. Comes before anything else in it."""
    await db.execute(text("set transaction isolation level repeatable read, read only"))


async def audit(db: AsyncSession) -> AsyncIterator[Difference]:
    """All that does not add up. Reads every row of the ledger once, and keeps one account's purse."""
    async for difference in _ledgers(db):
        yield difference
    for look in (_users, _ends, _holds, _once, _purchases):
        for difference in await look(db):
            yield difference


def replay(row: Row[Any], before: Purse) -> Purse:
    """What a row of this kind and size makes of ``before``.

    Raises:
        ValueError: a row of this kind cannot have these numbers.
        Refusal: there was not enough.
    """
    came = row.paid - row.owed
    match Kind(row.kind):
        case Kind.WELCOME | Kind.GRANT:
            return before.give(row.granted)
        case Kind.PURCHASE:
            return before.buy(came)
        case Kind.HOLD:
            return before.spend(-row.amount)
        case Kind.CAPTURE:
            return before
        case Kind.RELEASE:
            after = before.give(row.granted) if row.granted else before
            return after.buy(came) if came else after
        case Kind.REFUND:
            return before.take_back(-came)
        case Kind.DISPUTE:
            return before.buy(came) if came > 0 else before.take_back(-came)
        case Kind.CORRECTION:
            return before.correct(row.amount - row.owed)


async def _ledgers(db: AsyncSession) -> AsyncIterator[Difference]:
    rows = await db.stream(select(ROWS).order_by(ROWS.c.ledger_id, ROWS.c.seq))
    ledger, seq, purse = None, 0, Purse()
    async for row in rows:
        if row.ledger_id != ledger:
            ledger, seq, purse = row.ledger_id, 0, Purse()
        seq += 1
        for what in _row(row, seq, purse):
            yield Difference(ledger, f"Row {row.seq} ({row.kind}): {what}")
        seq = row.seq
        purse = Purse(row.granted_after, row.balance_after - row.granted_after, row.owed_after)


def _row(row: Row[Any], seq: int, before: Purse) -> Iterator[str]:
    if row.seq != seq:
        yield f"row {seq} is missing before it."
        return
    after = Purse(row.granted_after, row.balance_after - row.granted_after, row.owed_after)
    changed = Purse(before.granted + row.granted, before.paid + row.paid, before.owed + row.owed)
    if changed != after:
        yield f"adds up to {_said(changed)}, and says {_said(after)}."
    try:
        right = replay(row, before)
    except (Refusal, ValueError) as problem:
        yield f"cannot have followed {_said(before)}: {problem}"
        return
    if right != changed:
        yield f"should have led to {_said(right)}, and led to {_said(changed)}."


def _said(purse: Purse) -> str:
    return f"{purse.granted} granted, {purse.paid} paid, {purse.owed} owed"


async def _users(db: AsyncSession) -> list[Difference]:
    """Users whose balance is not what their last row says."""
    later = aliased(CreditTransaction)
    last = (
        select(CreditTransaction)
        .where(
            ~exists().where(
                later.ledger_id == CreditTransaction.ledger_id, later.seq > CreditTransaction.seq
            )
        )
        .subquery()
    )
    said = [
        func.coalesce(last.c[name], 0) for name in ("balance_after", "granted_after", "owed_after")
    ]
    has = (User.credits, User.credits_granted, User.credits_owed)
    found = await db.execute(
        select(User.ledger_id, *has, *said)
        .outerjoin(last, last.c.ledger_id == User.ledger_id)
        .where(or_(*(one.is_distinct_from(other) for one, other in zip(has, said, strict=True))))
        .order_by(User.ledger_id)
    )
    return [
        Difference(
            row[0],
            f"The account has {row[1]} credits, {row[2]} of them granted, and owes {row[3]}; its last row"
            f" says {row[4]}, {row[5]} and {row[6]}.",
        )
        for row in found
    ]


async def _ends(db: AsyncSession) -> list[Difference]:
    """Captures and releases that do not fit the hold they end."""
    hold, end = aliased(CreditTransaction), aliased(CreditTransaction)
    gives_back = and_(end.granted == -hold.granted, end.paid - end.owed == -hold.paid)
    found = await db.execute(
        select(end.ledger_id, end.seq, end.kind)
        .outerjoin(hold, and_(hold.id == end.hold_id, hold.kind == Kind.HOLD.value))
        .where(
            end.kind.in_([kind.value for kind in ENDS]),
            or_(
                hold.id.is_(None),
                hold.ledger_id != end.ledger_id,
                hold.interview_id.is_distinct_from(end.interview_id),
                and_(end.kind == Kind.RELEASE.value, ~gives_back),
            ),
        )
        .order_by(end.ledger_id, end.seq)
    )
    return [
        Difference(
            row.ledger_id, f"Row {row.seq} ({row.kind}): does not fit the hold that it ends."
        )
        for row in found
    ]


async def _holds(db: AsyncSession) -> list[Difference]:
    """Holds that ended and stand as open, or the other way round."""
    hold, end = aliased(CreditTransaction), aliased(CreditTransaction)
    is_open = and_(hold.kind == Kind.HOLD.value, ~exists().where(end.hold_id == hold.id))
    unlisted = await db.execute(
        select(hold.ledger_id, hold.seq)
        .join(User, User.ledger_id == hold.ledger_id)
        .outerjoin(
            OpenHold,
            and_(
                OpenHold.hold_id == hold.id,
                OpenHold.interview_id == hold.interview_id,
                OpenHold.user_id == User.id,
            ),
        )
        .where(is_open, OpenHold.hold_id.is_(None))
    )
    found = [
        Difference(row.ledger_id, f"Row {row.seq} (hold): has not ended, and is not open.")
        for row in unlisted
    ]
    ended = await db.execute(
        select(hold.ledger_id, hold.seq).join(OpenHold, OpenHold.hold_id == hold.id).where(~is_open)
    )
    found += [
        Difference(row.ledger_id, f"Row {row.seq} (hold): has ended, and stands as open.")
        for row in ended
    ]
    return found


async def _once(db: AsyncSession) -> list[Difference]:
    """Interviews paid for twice, and welcomes that no address or two addresses stand for."""
    twice = await db.execute(
        select(CreditTransaction.ledger_id, CreditTransaction.interview_id)
        .where(CreditTransaction.kind == Kind.CAPTURE.value)
        .group_by(CreditTransaction.ledger_id, CreditTransaction.interview_id)
        .having(func.count() > 1)
    )
    found = [
        Difference(row.ledger_id, f"Interview {row.interview_id} was paid for more than once.")
        for row in twice
    ]
    key = literal("welcome:").concat(func.encode(WelcomedAddress.digest, "hex"))
    unknown = await db.execute(
        select(CreditTransaction.ledger_id, CreditTransaction.seq).where(
            CreditTransaction.kind == Kind.WELCOME.value,
            ~exists().where(key == CreditTransaction.idempotency_key),
        )
    )
    found += [
        Difference(
            row.ledger_id, f"Row {row.seq} (welcome): its address is not among those welcomed."
        )
        for row in unknown
    ]
    return found


async def _purchases(db: AsyncSession) -> list[Difference]:
    """Purchases whose credits are not what their owner's ledger has of them."""
    owner, row = aliased(User), aliased(CreditTransaction)
    taken_back = CreditPurchase.refunded_credits + CreditPurchase.disputed_credits
    due = case((CreditPurchase.status == Status.PAID, CreditPurchase.credits - taken_back), else_=0)
    came = func.coalesce(func.sum(row.paid - row.owed), 0)
    found = await db.execute(
        select(owner.ledger_id, CreditPurchase.id, due, came)
        .join(owner, owner.id == CreditPurchase.user_id)
        .outerjoin(
            row, and_(row.purchase_id == CreditPurchase.id, row.ledger_id == owner.ledger_id)
        )
        .group_by(owner.ledger_id, CreditPurchase.id)
        .having(came != due)
        .order_by(CreditPurchase.id)
    )
    return [
        Difference(
            one[0], f"Purchase {one[1]} is worth {one[2]} credits, and its rows say {one[3]}."
        )
        for one in found
    ]
