"""However a transaction ends, all of it is kept or nothing, and its connection goes back clean or goes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from preppal.foundation.database import Database

# At the commit, a note that says `wait` waits for whoever has lock 7, and one that says `refuse` is refused.
SCHEMA = """
create table notes (id int primary key, said text not null);
create function note_at_the_end() returns trigger language plpgsql as $$
begin
    if new.said = 'wait' then
        perform pg_advisory_xact_lock(7);
    elsif new.said = 'refuse' then
        raise exception 'refused at the commit' using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;
create constraint trigger note_at_the_end after insert on notes
    deferrable initially deferred for each row execute function note_at_the_end()
"""
CANCELLED_AFTER = range(0, 90, 2)
"""Turns of the loop. What is cancelled where depends on the machine; what must hold does not."""


class Written(DeclarativeBase):
    """Of these tests only."""


class Note(Written):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[str]


class Notes:
    """A database with notes, and every connection that came back to its pool inside a transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.unclean: list[DBAPIConnection] = []

    def came_back(self, connection: DBAPIConnection | None, _entry: ConnectionPoolEntry) -> None:
        driver = connection.driver_connection if connection is not None else None
        if driver is not None and not driver.is_closed() and driver.is_in_transaction():
            self.unclean.append(driver)

    async def write(
        self, number: int, said: str = "kept", *, then: Exception | None = None
    ) -> None:
        async with self.database.transaction() as db:
            db.add(Note(id=number, said=said))
            await db.flush()
            if then is not None:
                raise then

    async def numbers(self) -> set[int]:
        async with self.database.transaction() as db:
            return set(await db.scalars(text("select id from notes")))

    async def assert_all_is_well(self) -> None:
        """Nobody has a connection, none is in a transaction, here or in the server."""
        assert self.unclean == []
        assert self.database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
        direct = await self.database.direct_connection()
        try:
            left = await direct.fetchval(
                "select count(*) from pg_stat_activity where datname = current_database()"
                " and pid <> pg_backend_pid() and state like 'idle in transaction%'"
            )
        finally:
            await direct.close()
        assert left == 0


@pytest.fixture
async def notes(fresh_database: Database) -> AsyncIterator[Notes]:
    """With room for one connection in the pool: a second one is closed when it comes back."""
    direct = await fresh_database.direct_connection()
    await direct.execute(SCHEMA)
    await direct.close()
    notes = Notes(Database(fresh_database.address.as_text(), pool_size=1))
    event.listen(notes.database.engine.sync_engine, "checkin", notes.came_back)
    yield notes
    await notes.assert_all_is_well()
    await notes.database.dispose()


@asynccontextmanager
async def locked_seven(database: Database) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Lock 7 is held; gives what waits until somebody else waits for it."""
    holder, watcher = await database.direct_connection(), await database.direct_connection()
    waiting = "select exists (select from pg_locks where locktype = 'advisory' and not granted)"

    async def somebody_waits() -> None:
        while not await watcher.fetchval(waiting):
            pass  # asking takes its time

    try:
        await holder.execute("select pg_advisory_lock(7)")
        yield somebody_waits
    finally:
        await holder.close()
        await watcher.close()


async def test_what_a_block_wrote_is_gone_when_it_raises(notes: Notes) -> None:
    with pytest.raises(ZeroDivisionError):
        await notes.write(1, then=ZeroDivisionError())
    assert await notes.numbers() == set()


async def test_a_commit_that_is_refused_leaves_nothing_and_says_why(notes: Notes) -> None:
    with pytest.raises(IntegrityError, match="refused at the commit"):
        await notes.write(1, "refuse")
    await notes.write(2)
    assert await notes.numbers() == {2}


async def test_what_is_written_only_at_the_end_is_refused_like_the_rest(notes: Notes) -> None:
    await notes.write(1)
    with pytest.raises(IntegrityError, match="notes_pkey"):
        async with notes.database.transaction() as db:
            db.add(Note(id=1, said="again"))
    assert await notes.numbers() == {1}


async def test_an_error_that_a_block_swallows_is_not_committed_over(notes: Notes) -> None:
    with pytest.raises(InvalidRequestError, match="closed transaction"):
        async with notes.database.transaction() as db:
            db.add(Note(id=1, said="kept"))
            await db.flush()
            db.add(Note(id=1, said="twice"))
            with contextlib.suppress(IntegrityError):
                await db.flush()
            await db.execute(text("select 1"))
    assert await notes.numbers() == set()


async def test_what_was_rolled_back_can_be_written_again(notes: Notes) -> None:
    note = Note(id=1, said="refuse")
    with pytest.raises(IntegrityError):
        async with notes.database.transaction() as db:
            db.add(note)
    note.said = "kept"
    async with notes.database.transaction() as db:
        db.add(note)
    assert await notes.numbers() == {1}


async def test_a_block_that_asks_nothing_sends_nothing(notes: Notes) -> None:
    with notes.database.count_statements() as statements:
        async with notes.database.transaction():
            pass
    assert statements == []
    assert notes.database.engine.pool.checkedin() == 0  # type: ignore[attr-defined]


async def test_who_is_cancelled_in_a_statement_writes_nothing(notes: Notes) -> None:
    async def write() -> None:
        async with notes.database.transaction() as db:
            db.add(Note(id=1, said="kept"))
            await db.flush()
            await db.execute(text("select pg_advisory_xact_lock(7)"))

    async with locked_seven(notes.database) as somebody_waits:
        writing = asyncio.create_task(write())
        await somebody_waits()
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
    assert await notes.numbers() == set()


@pytest.mark.parametrize("times", [1, 3])
async def test_who_is_cancelled_in_mid_commit_holds_nothing_afterwards(
    times: int, notes: Notes
) -> None:
    """Also when cancelled again while the connection is being given up."""
    async with locked_seven(notes.database) as somebody_waits:
        writing = asyncio.create_task(notes.write(1, "wait"))
        await somebody_waits()
        for _ in range(times):
            writing.cancel()
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await writing
        await notes.assert_all_is_well()
    await notes.write(2)
    assert 2 in await notes.numbers()


@pytest.mark.parametrize("then", [None, ZeroDivisionError()])
async def test_wherever_it_is_cancelled_all_is_kept_or_nothing(
    then: Exception | None, notes: Notes
) -> None:
    done: set[int] = set()
    for turns in CANCELLED_AFTER:
        # The second is in the way: it takes the pool's only place, so that the first one's goes.
        tasks = [asyncio.create_task(notes.write(turns + i, then=then)) for i in (0, 1)]
        for _ in range(turns):
            await asyncio.sleep(0)
        tasks[0].cancel()
        for i, end in enumerate(await asyncio.gather(*tasks, return_exceptions=True)):
            if end is None:
                done.add(turns + i)
            else:
                assert isinstance(end, asyncio.CancelledError | ZeroDivisionError), end
    kept = await notes.numbers()
    assert done <= kept
    if then is not None:
        assert kept == set()
