"""A database that goes away: told from a refusal, waited out, and done again only when it was away."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Integer, bindparam, column, exc, table, text, update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation import database as foundation_database
from preppal.foundation.database import Database, Moment
from preppal.foundation.outage import DatabaseAway, GaveWay, is_outage, wait_out


async def end_connection(database: Database, db: AsyncSession) -> None:
    """End the connection behind ``db``, as a server does that is told to stop."""
    number = await db.scalar(text("select pg_backend_pid()"))
    async with database.transaction() as other:
        await other.execute(text("select pg_terminate_backend(:number)"), {"number": number})


async def test_a_connection_that_is_ended_in_mid_transaction_is_tried_again(
    fresh_database: Database,
) -> None:
    attempts: list[str] = []
    told: list[str] = []

    async def away() -> None:
        told.append("away")

    async def work() -> int | None:
        async with fresh_database.transaction() as db:
            attempts.append("attempt")
            if len(attempts) < 4:
                await end_connection(fresh_database, db)
            return await db.scalar(text("select 7"))

    assert await wait_out(work, seconds=20, away=away) == 7
    assert len(attempts) == 4
    assert told == ["away"]


@pytest.mark.parametrize(
    "statement",
    [
        "select 1/0",
        "select nothing",
        "select cast('x' as integer)",
        "insert into nowhere values (1)",
    ],
)
async def test_a_refusal_is_no_outage(statement: str, fresh_database: Database) -> None:
    attempts: list[str] = []

    async def work() -> None:
        async with fresh_database.transaction() as db:
            attempts.append("attempt")
            await db.execute(text(statement))

    with pytest.raises(exc.DBAPIError) as refusal:
        await wait_out(work, seconds=20)
    assert not is_outage(refusal.value)
    assert attempts == ["attempt"]


async def test_a_value_that_the_driver_refuses_is_no_outage(fresh_database: Database) -> None:
    with pytest.raises(exc.DBAPIError) as refusal:
        async with fresh_database.transaction() as db:
            await db.execute(text("select cast(:n as integer)"), {"n": 2**70})
    assert not is_outage(refusal.value)


@pytest.mark.parametrize(
    "url",
    ["postgresql://nobody@127.0.0.1:9/nothing", "postgresql://nobody@/nothing?host=/nowhere"],
)
async def test_where_nothing_answers_the_wait_has_an_end(url: str) -> None:
    database = Database(url)
    attempts: list[str] = []

    async def work() -> None:
        attempts.append("attempt")
        await database.ping()

    try:
        with pytest.raises(DatabaseAway):
            await wait_out(work, seconds=0.3)
    finally:
        await database.dispose()
    assert len(attempts) >= 2


GOODBYE = b"SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"


async def test_a_connection_whose_server_has_just_said_goodbye_is_an_outage(
    fresh_database: Database,
) -> None:
    """The driver has read why, and not yet that the line is cut: it says that it is busy."""
    async with fresh_database.transaction() as db:
        raw = await (await db.connection()).get_raw_connection()
        driver: Any = raw.driver_connection
    driver._protocol.data_received(b"E" + (len(GOODBYE) + 4).to_bytes(4, "big") + GOODBYE)
    assert not driver.is_closed()
    with pytest.raises(DatabaseAway) as away:
        await fresh_database.ping()
    assert "another operation" in str(away.value.__cause__)
    driver.terminate()  # now it has read that, too
    await fresh_database.ping()


async def test_two_at_once_on_one_connection_are_a_fault_of_ours(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        raw = await (await db.connection()).get_raw_connection()
        driver: Any = raw.driver_connection
        first = asyncio.ensure_future(driver.fetchval("select pg_sleep(0.2)"))
        await asyncio.sleep(0)
        with pytest.raises(Exception, match="another operation is in progress") as fault:
            await driver.fetchval("select 1")
        assert not is_outage(fault.value)
        await first


@pytest.mark.parametrize("believed_for", [60.0, -1.0])
async def test_connections_that_were_ended_in_the_pool_are_replaced_unseen(
    believed_for: float, fresh_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asks a connection that was used a moment ago, and yet nobody is given a dead one."""
    monkeypatch.setattr(foundation_database, "ASKED_AFTER_SECONDS", believed_for)
    asked: list[object] = []
    dialect = fresh_database.engine.dialect
    ping = dialect.do_ping

    def count(connection: DBAPIConnection) -> bool:
        asked.append(connection)
        return ping(connection)

    monkeypatch.setattr(dialect, "do_ping", count)
    async with fresh_database.transaction() as db:
        await db.execute(text("select 1"))
        async with fresh_database.transaction() as other:
            raw = await (await other.connection()).get_raw_connection()
            ended: Any = raw.driver_connection
            number = ended.get_server_pid()
            gone = asyncio.Event()
            ended.add_termination_listener(lambda _connection: gone.set())
        await db.execute(text("select pg_terminate_backend(:number)"), {"number": number})
        await gone.wait()
    for _ in range(3):
        await fresh_database.ping()
    assert bool(asked) == (believed_for < 0)


async def test_a_single_statement_is_committed_by_itself(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        await db.execute(text("create table counted (id int primary key, n int)"))
        await db.execute(text("insert into counted values (1, 0), (2, 0)"))
    counted = table("counted", column("id"), column("n"))
    more = update(counted).where(counted.c.id <= bindparam("upto")).values(n=counted.c.n + 1)
    with fresh_database.count_statements() as statements:
        assert await fresh_database.write(more, {"upto": 0}) == 0
        assert await fresh_database.write(more, {"upto": 2}) == 2
    assert len(statements) == 2
    async with fresh_database.transaction() as db:
        assert await db.scalar(text("select sum(n) from counted")) == 2
    # and the connection is as good for a transaction as before
    with pytest.raises(ZeroDivisionError):
        async with fresh_database.transaction() as db:
            await db.execute(text("update counted set n = 7"))
            raise ZeroDivisionError
    async with fresh_database.transaction() as db:
        assert await db.scalar(text("select max(n) from counted")) == 1


async def test_of_two_that_wait_for_each_other_one_gives_way(fresh_database: Database) -> None:
    """It has written nothing, and whoever asked is told so; the other goes on."""
    lock = text("select pg_advisory_xact_lock(:key)")
    has_one = [asyncio.Event(), asyncio.Event()]

    async def work(mine: int) -> str:
        try:
            async with fresh_database.transaction() as db:
                await db.execute(lock, {"key": mine})
                has_one[mine].set()
                await has_one[1 - mine].wait()
                await db.execute(lock, {"key": 1 - mine})
        except GaveWay:
            return "gave way"
        return "done"

    assert sorted(await asyncio.gather(work(0), work(1))) == ["done", "gave way"]


async def test_what_the_driver_takes_is_committed_by_itself(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        await db.execute(text("create table counted (id int primary key, n int, at timestamptz)"))
        await db.execute(text("insert into counted values (1, 0), (2, 0)"))
    counted = table("counted", column("id"), column("n"), column("at", Moment()))
    more = (
        update(counted)
        .where(counted.c.id == bindparam("which"), counted.c.n >= 0)
        .values(n=counted.c.n + bindparam("by", type_=Integer), at=bindparam("now", type_=Moment()))
        .returning(counted.c.n)
    )
    now = datetime.now(UTC)
    for which, by, gives in ((1, 2, 2), (1, 2, 4), (2, 5, 5), (3, 1, None)):
        assert await fresh_database.put(more, {"which": which, "by": by, "now": now}) == gives
    with pytest.raises(ValueError, match="without a zone"):
        await fresh_database.put(more, {"which": 1, "by": 1, "now": now.replace(tzinfo=None)})
    # and the connection is as good for a transaction as before
    with pytest.raises(ZeroDivisionError):
        async with fresh_database.transaction() as db:
            await db.execute(text("update counted set n = 7"))
            raise ZeroDivisionError
    async with fresh_database.transaction() as db:
        assert (await db.execute(text("select n, at from counted order by id"))).all() == [
            (4, now),
            (5, now),
        ]


async def test_a_connection_that_ends_under_the_driver_is_an_outage(
    fresh_database: Database,
) -> None:
    async with fresh_database.transaction() as db:
        await db.execute(text("create table counted (id int primary key, n int)"))
        await db.execute(text("insert into counted values (1, 0)"))
    counted = table("counted", column("id"), column("n"))
    more = update(counted).values(n=counted.c.n + 1).returning(counted.c.n)
    holds = text("select pid from pg_locks where not granted")
    async with fresh_database.transaction() as db:
        await db.execute(text("update counted set n = 10"))
        waits = asyncio.create_task(fresh_database.put(more, {}))
        while not (number := await db.scalar(holds)):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await db.execute(text("select pg_terminate_backend(:number)"), {"number": number})
        with pytest.raises(Exception) as problem:
            await waits
        assert is_outage(problem.value)
    assert await fresh_database.put(more, {}) == 11
