"""Credits given and corrected by staff and at the command line, and the ledger checked there."""

from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text, update

from preppal.accounts.model import User
from preppal.cli import main
from preppal.credits.granting import read_count
from preppal.credits.paying import Paid, post_payment
from preppal.credits.queries import ledger_of
from preppal.foundation.database import Database, uuid7
from tests.credits import assert_clean, give, metered, rows_of, somebody
from tests.database import TestDatabases
from tests.people import MONDAY, Browser

WHY = "The line failed on our side."


async def post(
    staff: Browser, user_id: UUID, act: str, count: str, reason: str = WHY, key: str = "k"
) -> tuple[int, str]:
    form = {"count": count, "reason": reason, "key": key}
    answer = await staff.post(f"/admin/credits/{user_id}/{act}", data=form)
    return answer.status_code, answer.text


async def test_a_grant_says_who_and_why_and_is_made_once(
    database: Database, staff: Browser, owner: Browser
) -> None:
    for _ in range(2):  # a double click
        assert (await post(staff, owner.me.id, "grant", "3"))[0] == 303
    (row,) = await rows_of(database, owner.me.id)
    assert (row.kind, row.granted, row.made_by, row.reason) == ("grant", 3, str(staff.me.id), WHY)
    page = (await staff.get("/admin/credits", params={"email": owner.me.email})).text
    assert WHY in page
    assert staff.me.email in page
    assert (await post(staff, owner.me.id, "grant", "1", key="another"))[0] == 303
    assert (await post(staff, owner.me.id, "grant", "2", key="another"))[0] == 303
    amounts = [row.amount for row in await rows_of(database, owner.me.id)]
    assert amounts == [3, 1, 2], "the form before, with another number, is another grant"
    await assert_clean(database)


async def test_a_correction_goes_both_ways_and_forgives_first(
    database: Database, staff: Browser, owner: Browser
) -> None:
    await give(database, owner.me.id, granted=1, paid=1)
    async with database.transaction() as db:
        about = {"key": "refund:1", "purchase_id": uuid7()}
        await post_payment(db, owner.me.id, Paid.REFUNDED, 3, **about, now=MONDAY)  # type: ignore[arg-type]
    assert (await post(staff, owner.me.id, "correct", "+3", key="a"))[0] == 303
    assert (await post(staff, owner.me.id, "correct", "−2", key="b"))[0] == 303
    rows = (await rows_of(database, owner.me.id))[-2:]
    assert [(row.amount, row.owed, row.balance_after) for row in rows] == [(1, -2, 2), (-2, 0, 0)]
    status, page = await post(staff, owner.me.id, "correct", "-1", key="c")
    assert (status, "There are not so many credits" in page) == (422, True)
    await assert_clean(database)


@pytest.mark.parametrize(
    ("act", "count", "reason", "said"),
    [
        ("grant", "0", WHY, "Write a whole number from 1"),
        ("grant", "-1", WHY, "Write a whole number from 1"),
        ("grant", "10001", WHY, "Write a whole number from 1"),
        ("grant", "1.5", WHY, "Write a whole number from 1"),
        ("correct", "0", WHY, "and not nought"),
        ("correct", "9" * 40, WHY, "and not nought"),
        ("grant", "1", " \u200b ", "Say why"),
        ("correct", "1", "x" * 501, "under 500 characters"),
    ],
)
async def test_what_cannot_be_posted_comes_back_with_its_words(
    database: Database, staff: Browser, owner: Browser, act: str, count: str, reason: str, said: str
) -> None:
    status, page = await post(staff, owner.me.id, act, count, reason)
    assert status == 422
    assert said in page
    assert f'value="{count}"' in page
    assert await rows_of(database, owner.me.id) == []


def test_numbers_as_people_write_them() -> None:
    typed = ["3", " +3 ", "−3", "-3", "3.0", "three", "٣", "", "1e3"]
    assert [read_count(text) for text in typed] == [3, 3, -3, -3, 0, 0, 0, 0, 0]


async def test_the_history_is_newest_first_in_pages(database: Database, owner: Browser) -> None:
    for _ in range(5):
        await give(database, owner.me.id, granted=1)
    async with database.transaction() as db:
        first = await ledger_of(db, owner.me.id, limit=3)
        rest = await ledger_of(db, owner.me.id, before=first[-1].row.seq, limit=3)
    assert [one.row.seq for one in first + rest] == [5, 4, 3, 2, 1]
    assert first[0].receipt[0].params == {"reason": "A test."}


def preppal(url: str, *arguments: str) -> Result:
    return CliRunner(env={"DATABASE_URL": url}).invoke(main, arguments)


def test_the_commands(databases: TestDatabases, fresh_url: str) -> None:
    async def begin() -> None:
        database = Database(fresh_url, pool_size=1)
        await metered(database)
        await somebody(database, "Cy")
        await somebody(database, "Di")
        await database.dispose()

    async def spoil() -> None:
        database = Database(fresh_url, pool_size=1)
        async with database.transaction() as db:
            await db.execute(text("set local session_replication_role = replica"))
            await db.execute(update(User).values(credits=9))
        await database.dispose()

    databases.wait(begin())
    command = ("credits", "grant", "Cy@example.org", "2", "--reason", WHY, "--key", "march")
    for _ in range(2):
        given = preppal(fresh_url, *command)
        assert (given.exit_code, given.output) == (0, "cy@example.org has 2 credits now.\n")
    also = ("credits", "grant", "di@example.org", *command[3:])
    assert preppal(fresh_url, *also).output == "di@example.org has 2 credits now.\n"
    clean = preppal(fresh_url, "credits", "audit")
    assert (clean.exit_code, clean.output) == (0, "Every credit is accounted for.\n")
    for wrong in (("nobody@example.org", "1"), ("cy@example.org", "0"), ("cy", "1")):
        refused = preppal(fresh_url, "credits", "grant", *wrong, "--reason", WHY)
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: ")
    databases.wait(spoil())
    found = preppal(fresh_url, "credits", "audit")
    assert found.exit_code == 1
    assert "cy@example.org: The account has 9 credits" in found.output


def test_the_command_makes_the_installation_unlimited(fresh_url: str) -> None:
    said = [
        preppal(fresh_url, "credits", "unlimited", *more).output for more in ([], ["--no-more"])
    ]
    assert said == ["Interviews cost nothing.\n", "Interviews cost a credit.\n"]
