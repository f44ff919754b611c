"""A statement sent by the driver inside a transaction: its faults, its connection and who counts it are as by the mapper."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from preppal.foundation.database import Database
from preppal.foundation.driver_statements import ask_driver
from preppal.foundation.outage import DatabaseAway

ADD = "insert into kept values ($1) returning number"


@pytest.fixture
async def database(fresh_database: Database) -> Database:
    async with fresh_database.transaction() as db:
        await db.execute(text("create table kept (number int primary key)"))
    return fresh_database


async def numbers(database: Database) -> set[int]:
    async with database.transaction() as db:
        return set(await db.scalars(text("select number from kept")))


async def test_its_rows_are_tuples_and_it_belongs_to_the_transaction(database: Database) -> None:
    async with database.transaction() as db:
        ((number,),) = await db.run_sync(ask_driver, ADD, (1,))
        assert number == 1
    with pytest.raises(LookupError):
        async with database.transaction() as db:
            await db.run_sync(ask_driver, ADD, (2,))
            raise LookupError
    assert await numbers(database) == {1}


@pytest.mark.parametrize(
    ("statement", "values", "kind"),
    [(ADD, (1,), IntegrityError), ("select * from nowhere", (), ProgrammingError)],
)
async def test_a_fault_has_the_mappers_class_and_no_values(
    database: Database, statement: str, values: tuple[object, ...], kind: type[Exception]
) -> None:
    async with database.transaction() as db:
        await db.run_sync(ask_driver, ADD, (1,))
    with pytest.raises(kind) as told:
        async with database.transaction() as db:
            await db.run_sync(ask_driver, statement, values)
    assert "parameters: (" not in str(told.value)
    assert await numbers(database) == {1}


async def test_a_server_that_hangs_up_is_an_outage_and_the_next_transaction_goes_on(
    database: Database,
) -> None:
    with pytest.raises(DatabaseAway):
        async with database.transaction() as db:
            await db.run_sync(ask_driver, "select pg_terminate_backend(pg_backend_pid())", ())
    assert await numbers(database) == set()


async def test_cancelled_while_it_waits_its_connection_is_not_used_again(
    database: Database,
) -> None:
    async with database.transaction() as holder:
        await holder.run_sync(ask_driver, ADD, (1,))

        async def waits_for_the_same_number() -> None:
            async with database.transaction() as db:
                ((mine,),) = await db.run_sync(ask_driver, "select pg_backend_pid()", ())
                waiting.set_result(mine)
                await db.run_sync(ask_driver, ADD, (1,))

        waiting: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(waits_for_the_same_number())
        pid = await waiting
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with database.transaction() as db:
        ((next_pid,),) = await db.run_sync(ask_driver, "select pg_backend_pid()", ())
        async with database.transaction() as other:
            ((other_pid,),) = await other.run_sync(ask_driver, "select pg_backend_pid()", ())
    assert pid not in (next_pid, other_pid)
    assert await numbers(database) == {1}


async def test_who_counts_statements_counts_it(database: Database) -> None:
    with database.count_statements() as seen:
        async with database.transaction() as db:
            ((one,),) = await db.run_sync(ask_driver, "select 1", ())
    assert (one, seen) == (1, ["select 1"])
