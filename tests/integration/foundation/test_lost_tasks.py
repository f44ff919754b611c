"""A worker that dies leaves its tasks to others at once; one that lives keeps them."""

import asyncio
import datetime
import uuid
from typing import Any

import asyncpg
from pgqueuer.domain.models import AnyEvent
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation import lost_tasks
from preppal.foundation.database import Database
from preppal.foundation.lost_tasks import HOLD, MOST, WORKERS, lock_name, put_back_lost
from preppal.foundation.tasks import HEARTBEAT, NAMES, Tasks, enqueue

KNOWN = ["greet"]


async def taken_up(database: Database, worker: uuid.UUID) -> int:
    """A task that `worker` is at."""
    async with database.transaction() as db:
        await enqueue(db, "greet", {})
        taken = await db.scalar(
            text(
                "update pgqueuer set status = 'picked', queue_manager_id = :worker, heartbeat = now()"
                " where status = 'queued' returning id"
            ),
            {"worker": worker},
        )
    assert isinstance(taken, int)
    return taken


async def alive(database: Database, worker: uuid.UUID) -> asyncpg.Connection:
    connection = await database.direct_connection()
    await connection.execute(HOLD, WORKERS, lock_name(worker))
    return connection


async def put_back(database: Database) -> list[int]:
    async with database.transaction() as db:
        return await put_back_lost(db, KNOWN, late=HEARTBEAT)


async def row(database: Database) -> Any:
    """The only task there is; `delay` is how long it still waits, seen from when it was put back."""
    async with database.transaction() as db:
        found = await db.execute(
            text("select status::text, headers, execute_after - updated as delay from pgqueuer")
        )
        return found.one()


async def test_only_what_the_dead_had_taken_up_goes_back(fresh_database: Database) -> None:
    living, dead = uuid.uuid4(), uuid.uuid4()
    connection = await alive(fresh_database, living)
    try:
        kept = await taken_up(fresh_database, living)
        lost = await taken_up(fresh_database, dead)
        assert await put_back(fresh_database) == [lost]
        assert await put_back(fresh_database) == []
    finally:
        await connection.close()
    while not (found := await put_back(fresh_database)):  # noqa: ASYNC110
        await asyncio.sleep(0.01)  # the server says goodbye to the connection
    assert found == [kept]


async def test_names_of_any_worker_are_read_as_they_are_written(fresh_database: Database) -> None:
    """The highest and the lowest there are: signs and leading noughts."""
    for worker in (uuid.UUID(int=(1 << 128) - 1), uuid.UUID(int=0), uuid.UUID(int=8 << 124)):
        connection = await alive(fresh_database, worker)
        await taken_up(fresh_database, worker)
        assert await put_back(fresh_database) == []
        async with fresh_database.transaction() as db:
            await db.execute(text("delete from pgqueuer"))
        await connection.close()


async def test_a_late_heartbeat_counts_where_the_lock_is_still_held(
    fresh_database: Database,
) -> None:
    worker = uuid.uuid4()
    connection = await alive(fresh_database, worker)
    try:
        task = await taken_up(fresh_database, worker)
        async with fresh_database.transaction() as db:
            late = {"late": HEARTBEAT + datetime.timedelta(seconds=1)}
            await db.execute(
                text("update pgqueuer set heartbeat = now() - cast(:late as interval)"), late
            )
        assert await put_back(fresh_database) == [task]
    finally:
        await connection.close()


async def test_others_tasks_are_left_to_those_who_know_them(fresh_database: Database) -> None:
    await taken_up(fresh_database, uuid.uuid4())
    async with fresh_database.transaction() as db:
        assert await put_back_lost(db, ["something_else"], late=HEARTBEAT) == []


async def test_each_loss_is_counted_and_waited_for_longer(fresh_database: Database) -> None:
    seconds = []
    await taken_up(fresh_database, uuid.uuid4())
    for times in range(1, MOST + 1):
        assert len(await put_back(fresh_database)) == 1
        found = await row(fresh_database)
        assert (found.status, found.headers["lost"]) == ("queued", times)
        seconds.append(found.delay.total_seconds())
        async with fresh_database.transaction() as db:
            taken = "update pgqueuer set status = 'picked', queue_manager_id = :worker"
            await db.execute(text(taken), {"worker": uuid.uuid4()})
    assert seconds == [0, 2, 8, 32, 128, 0]


async def test_what_kills_its_workers_is_given_up(fresh_database: Database) -> None:
    given_up, tries = asyncio.Event(), 0

    async def greet(_database: Database, _payload: dict[str, Any]) -> None:
        nonlocal tries
        tries += 1

    async def record(_db: AsyncSession, _payload: dict[str, Any]) -> None:
        given_up.set()

    await taken_up(fresh_database, uuid.uuid4())
    async with fresh_database.transaction() as db:
        so_far = {"headers": f'{{"{lost_tasks.LOST}": {MOST - 1}}}'}
        await db.execute(text("update pgqueuer set headers = cast(:headers as jsonb)"), so_far)
    tasks = Tasks()
    tasks.add("greet", greet, on_failed=record)
    async with tasks.running(fresh_database):
        await asyncio.wait_for(given_up.wait(), 30)
    assert tries == 0
    assert (await row(fresh_database)).status == "failed"


async def test_a_worker_finishes_what_a_dead_one_began(fresh_database: Database) -> None:
    done = asyncio.Event()

    async def greet(_database: Database, _payload: dict[str, Any]) -> None:
        done.set()

    await taken_up(fresh_database, uuid.uuid4())
    tasks = Tasks()
    tasks.add("greet", greet)
    async with tasks.running(fresh_database):
        await asyncio.wait_for(done.wait(), 30)


async def test_workers_are_told_of_tasks_that_wait_again(fresh_database: Database) -> None:
    """PgQueuer's trigger is silent about an update; this fails when it no longer is, and `WAKE` can go."""
    told: list[str] = []
    listening = await fresh_database.direct_connection()
    try:
        await listening.add_listener(
            NAMES.channel, lambda _connection, _pid, _channel, payload: told.append(str(payload))
        )
        await taken_up(fresh_database, uuid.uuid4())
        await listening.execute("select 1")
        assert [AnyEvent.model_validate_json(one).root.operation for one in told] == ["insert"]  # type: ignore[union-attr]
        await put_back(fresh_database)
        await listening.execute("select 1")
        assert [AnyEvent.model_validate_json(one).root.operation for one in told[1:]] == ["update"]  # type: ignore[union-attr]
    finally:
        await listening.close()


async def test_workers_are_told_of_a_task_that_is_tried_again(fresh_database: Database) -> None:
    """Else its delay would be as long as it takes until somebody looks."""
    given_up = asyncio.Event()
    told: list[str] = []

    async def stumble(_database: Database, _payload: dict[str, Any]) -> None:
        raise ValueError

    async def record(_db: AsyncSession, _payload: dict[str, Any]) -> None:
        given_up.set()

    tasks = Tasks()
    soon = datetime.timedelta(milliseconds=1)
    tasks.add("greet", stumble, on_failed=record, attempts=3, first_delay=soon)
    listening = await fresh_database.direct_connection()
    try:
        await listening.add_listener(
            NAMES.channel, lambda _connection, _pid, _channel, payload: told.append(str(payload))
        )
        async with fresh_database.transaction() as db:
            await enqueue(db, "greet", {})
        async with tasks.running(fresh_database):
            await asyncio.wait_for(given_up.wait(), 60)
        await listening.execute("select 1")
    finally:
        await listening.close()
    assert sum('"operation" : "update"' in one for one in told) == 2
