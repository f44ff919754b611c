"""Tasks are there when the request commits, and never were when it rolls back."""

import asyncio
import contextlib
import datetime
from typing import Any

import asyncpg
import pytest
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from pgqueuer.adapters.persistence.queries import Queries
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.tasks import NAMES, Tasks, enqueue
from tests.tasks import run_tasks

SOON = datetime.timedelta(milliseconds=10)


async def queued(database: Database) -> list[str]:
    async with database.transaction() as db:
        rows = await db.execute(
            text("select entrypoint from pgqueuer where status = 'queued' order by id")
        )
        return list(rows.scalars())


async def status(database: Database, name: str) -> str | None:
    async with database.transaction() as db:
        return await db.scalar(
            text("select status::text from pgqueuer where entrypoint = :name"), {"name": name}
        )


async def test_a_rolled_back_request_leaves_no_task(fresh_database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with fresh_database.transaction() as db:
            # The first thing on a new connection: what the trap in the driver needs.
            await enqueue(db, "greet", {"name": "Ada"})
            raise ZeroDivisionError
    assert await queued(fresh_database) == []


async def test_a_committed_request_leaves_exactly_one_task(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        await enqueue(db, "greet", {"name": "Ada"})
    assert await queued(fresh_database) == ["greet"]


async def test_nobody_sees_a_task_before_the_commit(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        await enqueue(db, "greet", {})
        assert await queued(fresh_database) == []
    assert await queued(fresh_database) == ["greet"]


async def test_a_failing_commit_leaves_no_task(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        await db.execute(
            text(
                "create table parts (id int primary key, of int references parts deferrable initially deferred)"
            )
        )
    with pytest.raises(Exception, match="parts_of_fkey"):
        async with fresh_database.transaction() as db:
            await enqueue(db, "greet", {})
            await db.execute(text("insert into parts values (1, 99)"))
    assert await queued(fresh_database) == []


async def test_of_waiting_tasks_with_one_key_one_stays(database: NestedDatabase) -> None:
    async with database.transaction() as db:
        await enqueue(db, "greet", {}, key="ada")
        await enqueue(db, "greet", {}, key="ada")
        await enqueue(db, "greet", {}, key="bob")
        await enqueue(db, "greet", {})
    assert len(await queued(database)) == 3


async def test_inside_a_test_tasks_run_in_order_and_once(
    database: NestedDatabase, db: AsyncSession
) -> None:
    seen: list[int] = []

    async def count(within: Database, payload: dict[str, Any]) -> None:
        seen.append(payload["number"])
        if payload["number"] == 1:
            async with within.transaction() as inner:
                await enqueue(inner, "count", {"number": 3})

    tasks = Tasks()
    tasks.add("count", count)
    async with database.transaction() as outer:
        await enqueue(outer, "count", {"number": 1})
        await enqueue(outer, "count", {"number": 2})
        await enqueue(outer, "later", {}, run_after=datetime.timedelta(hours=1))
    assert await run_tasks(tasks, database) == ["count"] * 3
    assert seen == [1, 2, 3]
    assert await run_tasks(tasks, database) == []


async def test_a_running_worker_takes_a_task_at_once(fresh_database: Database) -> None:
    done = asyncio.Event()
    got: list[dict[str, Any]] = []

    async def greet(_database: Database, payload: dict[str, Any]) -> None:
        got.append(payload)
        done.set()

    tasks = Tasks()
    tasks.add("greet", greet)
    async with tasks.running(fresh_database):
        async with fresh_database.transaction() as db:
            await enqueue(db, "greet", {"name": "Ada", "words": ["«", "你好"]})
        await asyncio.wait_for(done.wait(), 10)
    assert got == [{"name": "Ada", "words": ["«", "你好"]}]
    assert await status(fresh_database, "greet") is None


async def test_a_task_that_raises_is_tried_again(fresh_database: Database) -> None:
    done = asyncio.Event()
    tries = 0

    async def stumble(_database: Database, _payload: dict[str, Any]) -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise ValueError("not yet")
        done.set()

    tasks = Tasks()
    tasks.add("stumble", stumble, attempts=3, first_delay=SOON)
    async with fresh_database.transaction() as db:
        await enqueue(db, "stumble", {})
    async with tasks.running(fresh_database):
        await asyncio.wait_for(done.wait(), 10)
    assert tries == 3
    assert await status(fresh_database, "stumble") is None


async def test_a_task_given_up_is_recorded_once_and_stays_visible(fresh_database: Database) -> None:
    given_up = asyncio.Event()
    tries = 0

    async def fail(_database: Database, _payload: dict[str, Any]) -> None:
        nonlocal tries
        tries += 1
        raise ValueError("a person's own words")

    async def record(db: AsyncSession, payload: dict[str, Any]) -> None:
        await enqueue(db, f"failed_{payload['number']}", {})
        given_up.set()

    tasks = Tasks()
    tasks.add("fail", fail, on_failed=record, attempts=2, first_delay=SOON)
    async with fresh_database.transaction() as db:
        await enqueue(db, "fail", {"number": 7})
    async with tasks.running(fresh_database):
        await asyncio.wait_for(given_up.wait(), 10)
    assert tries == 2
    assert await queued(fresh_database) == ["failed_7"]
    assert await status(fresh_database, "fail") == "failed"
    async with fresh_database.transaction() as db:
        kept = await db.scalars(text("select traceback::text from pgqueuer_log"))
        assert not [row for row in kept if row and "own words" in row]


async def test_a_stopping_worker_lets_a_task_finish(fresh_database: Database) -> None:
    begun, finish, finished = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(_database: Database, _payload: dict[str, Any]) -> None:
        begun.set()
        await finish.wait()
        finished.set()

    tasks = Tasks()
    tasks.add("slow", slow)
    async with fresh_database.transaction() as db:
        await enqueue(db, "slow", {})
    async with tasks.running(fresh_database):
        await asyncio.wait_for(begun.wait(), 10)
        asyncio.get_running_loop().call_later(0.1, finish.set)
    assert finished.is_set()
    assert await status(fresh_database, "slow") is None


async def test_a_task_that_outlasts_the_grace_goes_back_to_the_queue(
    fresh_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preppal.foundation.tasks.GRACE", SOON)
    begun = asyncio.Event()

    async def endless(_database: Database, _payload: dict[str, Any]) -> None:
        begun.set()
        await asyncio.Event().wait()

    tasks = Tasks()
    tasks.add("endless", endless)
    async with fresh_database.transaction() as db:
        await enqueue(db, "endless", {})
    async with tasks.running(fresh_database):
        await asyncio.wait_for(begun.wait(), 10)
    assert await status(fresh_database, "endless") == "queued"
    async with fresh_database.transaction() as db:
        assert await db.scalar(text("select attempts from pgqueuer")) == 0, "it was no try"


async def test_a_worker_survives_the_loss_of_its_connection(fresh_url: str) -> None:
    first, second = asyncio.Event(), asyncio.Event()

    async def greet(_database: Database, payload: dict[str, Any]) -> None:
        (first if payload["number"] == 1 else second).set()

    tasks = Tasks()
    tasks.add("greet", greet)
    # The worker's connections are cut, all of them; who asks has one of their own.
    working, asking = Database(fresh_url), Database(fresh_url)
    async with contextlib.AsyncExitStack() as stack:
        for database in (working, asking):
            stack.push_async_callback(database.dispose)
        await stack.enter_async_context(tasks.running(working))
        async with asking.transaction() as db:
            await enqueue(db, "greet", {"number": 1})
        await asyncio.wait_for(first.wait(), 10)
        async with asking.transaction() as db:
            await db.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = current_database() and pid <> pg_backend_pid()"
                )
            )
        async with asking.transaction() as db:
            await enqueue(db, "greet", {"number": 2})
        await asyncio.wait_for(second.wait(), 20)


async def test_two_workers_run_each_task_once(fresh_database: Database) -> None:
    all_done = asyncio.Event()
    seen: list[int] = []

    async def count(_database: Database, payload: dict[str, Any]) -> None:
        seen.append(payload["number"])
        if len(seen) >= 20:
            all_done.set()

    workers = [Tasks(), Tasks()]
    for tasks in workers:
        tasks.add("count", count)
    async with workers[0].running(fresh_database), workers[1].running(fresh_database):
        async with fresh_database.transaction() as db:
            for number in range(20):
                await enqueue(db, "count", {"number": number})
        await asyncio.wait_for(all_done.wait(), 20)
    assert sorted(seen) == list(range(20))


async def test_periodic_work_comes_round(fresh_database: Database) -> None:
    came = asyncio.Event()

    async def sweep(_database: Database) -> None:
        came.set()

    tasks = Tasks()
    tasks.every("sweep", 1, sweep)
    async with tasks.running(fresh_database):
        await asyncio.wait_for(came.wait(), 10)


@pytest.mark.parametrize("seconds", [0, -1, 7, 45, 90, 7200])
def test_odd_periods_are_refused(seconds: int) -> None:
    async def nothing(_database: Database) -> None: ...

    with pytest.raises(ValueError, match="divides neither"):
        Tasks().every("odd", seconds, nothing)


async def test_the_queue_s_tables_are_those_its_release_wants(fresh_database: Database) -> None:
    connection = await asyncpg.connect(**fresh_database.direct_address.arguments)
    try:
        queries = Queries(AsyncpgDriver(connection), QueryBuilderEnvironment(NAMES))
        assert not (await queries.plan_upgrade()).statements
    finally:
        await connection.close()
