"""What the database itself refuses of the ledger, whoever writes to it, past `credits/ledger.py`."""

from typing import Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.credits.model import CreditTransaction, Kind
from preppal.foundation.database import Database, uuid7
from tests.credits import assert_clean, rows_of, somebody
from tests.people import MONDAY

# One law a line, over every row that can be made of these values. Each stood by itself once.
EVERY_ROW = """
with rows as (
    select * from unnest(cast(:kinds as text[])) kind, generate_series(-1, 1) amount, generate_series(-1, 1) owed,
        unnest(array[null, gen_random_uuid()]) hold_id, unnest(array['', 'me']) made_by,
        unnest(array['', 'because']) reason
), laws as (
    select rows, kind = any (cast(:known as text[]))
        and (kind in ('capture', 'release')) = (hold_id is not null)
        and case kind when 'hold' then amount < 0 and owed = 0 when 'capture' then amount = 0 and owed = 0
            when 'release' then amount - owed > 0 else true end
        and (kind not in ('grant', 'correction') or (made_by <> '' and reason <> '')) as lawful,
        ledger_row_fits_its_kind(kind, amount, owed, hold_id, made_by, reason) as fits
    from rows
)
select count(*), count(*) filter (where lawful), count(*) filter (where lawful is distinct from fits) from laws
"""


async def test_what_a_row_may_say_by_its_kind(database: Database) -> None:
    known = [kind.value for kind in Kind]
    async with database.transaction() as db:
        values = {"kinds": [*known, "gift", ""], "known": known}
        rows, lawful, differing = (await db.execute(text(EVERY_ROW), values)).one()
    assert rows == 11 * 3 * 3 * 2 * 2 * 2
    assert 0 < lawful < rows
    assert differing == 0


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        ({"kind": "gift"}, "kind"),
        ({"kind": "hold"}, "kind"),
        ({"kind": "capture"}, "kind"),
        ({"hold_id": True}, "kind"),
        ({"made_by": ""}, "kind"),
        ({"reason": ""}, "kind"),
        ({"amount": 2}, "amount"),
        ({"balance_after": -1}, "balance_after"),
        ({"granted_after": 7}, "balance_after"),
        ({"owed_after": -1}, "owed_after"),
        ({"reason": "x" * 501}, "reason"),
    ],
    ids=str,
)
async def test_a_row_that_does_not_add_up_is_refused(
    wrong: dict[str, Any], law: str, database: Database
) -> None:
    user = await somebody(database, granted=1)
    if "hold_id" in wrong:
        wrong = {"hold_id": (await rows_of(database, user.id))[0].id}
    with pytest.raises(IntegrityError, match=f"ck_credit_transactions_{law}"):
        async with database.transaction() as db:
            await a_row(db, user, seq=2, balance=2, **wrong)


@pytest.mark.parametrize(
    "balances",
    [
        pytest.param((2,), id="a row, and the account stays as it was"),
        pytest.param((3, 2), id="the last of two is not what the account says"),
        pytest.param((1, 2), id="the first of two is what the account says, the last is not"),
        pytest.param((2, 1, 3), id="only the one between is what the account says"),
    ],
)
async def test_a_row_without_its_credits_is_refused_at_the_commit(
    balances: tuple[int, ...], fresh_database: Database
) -> None:
    user = await somebody(fresh_database, granted=1)
    with pytest.raises(IntegrityError, match="never without"):
        async with fresh_database.transaction() as db:
            for seq, balance in enumerate(balances, 2):
                await a_row(db, user, seq=seq, balance=balance)
    assert len(await rows_of(fresh_database, user.id)) == 1
    await assert_clean(fresh_database)


async def test_the_last_row_is_what_counts(fresh_database: Database) -> None:
    """In whatever order the rows and the account were written."""
    user = await somebody(fresh_database, granted=1)
    async with fresh_database.transaction() as db:
        await a_row(db, user, seq=3, balance=3)
        changed = update(User).where(User.id == user.id)
        await db.execute(changed.values(credits=3, credits_granted=3))
        await a_row(db, user, seq=2, balance=2)
    with pytest.raises(IntegrityError, match="never without"):
        async with fresh_database.transaction() as db:
            await a_row(db, user, seq=4, balance=4)
            await db.execute(changed.values(credits=4, credits_granted=4))
            await db.execute(changed.values(credits=3, credits_granted=3))
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(User.credits).where(User.id == user.id)) == 3
    await assert_clean(fresh_database)


async def a_row(db: AsyncSession, user: User, *, seq: int, balance: int, **other: Any) -> None:
    """One more granted credit, written past the function that posts."""
    row: dict[str, Any] = {
        "id": uuid7(),
        "ledger_id": select(User.ledger_id).where(User.id == user.id).scalar_subquery(),
        "seq": seq,
        "kind": "grant",
        **dict.fromkeys(("amount", "granted"), 1),
        **dict.fromkeys(("paid", "owed", "owed_after"), 0),
        **dict.fromkeys(("balance_after", "granted_after"), balance),
        "idempotency_key": f"past:{uuid7()}",
        "made_by": "me",
        "reason": "because",
        "created_at": MONDAY,
    }
    await db.execute(insert(CreditTransaction).values(row | other))
