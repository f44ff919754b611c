"""Background tasks: enqueued in the caller's transaction, run by PgQueuer in the same database.

    await enqueue(db, "interviews.make_feedback", {"interview_id": str(interview.id)})

A task is a name and a JSON object. It is there when the transaction commits and was never there when
it rolls back. It runs at least once: what a worker that dies had taken up goes back to the queue
(`lost_tasks.py`), so a task function checks whether its work is done already.
"""

import asyncio
import contextlib
import datetime
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
import structlog
from pgqueuer import PgQueuer
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.executors import AbstractEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Context, Job, Schedule, TracebackRecord
from pgqueuer.domain.settings import DBSettings
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation import lost_tasks
from preppal.foundation.database import Database
from preppal.foundation.log import log

Payload = dict[str, Any]
TaskFunction = Callable[[Database, Payload], Coroutine[Any, Any, None]]
FailedFunction = Callable[[AsyncSession, Payload], Awaitable[None]]
PeriodicFunction = Callable[[Database], Awaitable[None]]

# A task whose worker has not been heard of for this long goes to another worker. It matters only where
# a machine vanished: a process that dies is noticed within seconds. So it is long enough for a machine
# that is busy, whose worker would else do the work twice.
HEARTBEAT = datetime.timedelta(seconds=30)
# How soon a worker looks again, whatever it was not told of.
LOOKS_EVERY = datetime.timedelta(seconds=10)
# How long a stopping worker lets its tasks finish before it puts them back.
GRACE = datetime.timedelta(seconds=10)
# How long the queue's own log of finished tasks is kept.
KEEP_LOG = datetime.timedelta(days=30)
# Tasks that one process runs at the same time. PgQueuer fetches half as many at once.
AT_ONCE = 4
LONGEST_DELAY = datetime.timedelta(minutes=10)

_logger = log(__name__)


class _Names(DBSettings):
    """PgQueuer's own names, whatever the environment says: its migration wrote these."""

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: object, **more: object
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return ()


NAMES = _Names()
STOPPED = "stopped"
_NO_TRY = "update pgqueuer set attempts = greatest(attempts - 1, 0) where id = $1"
_ENQUEUE = QueryQueueBuilder(NAMES).build_enqueue_query("skip")


class TaskFailed(Exception):
    """A task was given up. Its name only: what went wrong may quote a person."""


class WorkersLost(Exception):
    """The workers that ran it died, time and again."""


async def enqueue(
    db: AsyncSession,
    name: str,
    payload: Payload,
    *,
    run_after: datetime.timedelta | None = None,
    key: str | None = None,
) -> None:
    """Leave a task for a worker, in the transaction of `db`.

    `run_after` counts from the beginning of the transaction. Of several waiting tasks with the same
    `key` one runs.

    The statement goes through SQLAlchemy on purpose: its asyncpg adapter opens the transaction at
    the first statement that it sends itself, and a task sent past it would commit on its own.
    """
    connection = await db.connection()
    wait = run_after or datetime.timedelta(0)
    columns = (0, name, msgspec.json.encode(payload), wait, key, "{}")
    await connection.exec_driver_sql(_ENQUEUE, tuple([value] for value in columns))


@dataclass(frozen=True, slots=True)
class Task:
    """How a task is run, how often it is tried and what is done when that was in vain."""

    name: str
    run: TaskFunction
    on_failed: FailedFunction | None
    attempts: int
    first_delay: datetime.timedelta


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work that is due again and again, in one worker at a time."""

    name: str
    run: PeriodicFunction
    seconds: int

    @property
    def expression(self) -> str:
        """The cron expression, with seconds as its sixth field."""
        if self.seconds < 60:
            return f"* * * * * */{self.seconds}"
        return f"*/{self.seconds // 60} * * * *"


class Tasks:
    """The tasks that a process knows how to run."""

    def __init__(self) -> None:
        self.registered: dict[str, Task] = {}
        self.periodic: dict[str, Periodic] = {}
        self.every("tasks.forget_log", 3600, _forget_log)

    def add(
        self,
        name: str,
        run: TaskFunction,
        *,
        on_failed: FailedFunction | None = None,
        attempts: int = 4,
        first_delay: datetime.timedelta = datetime.timedelta(seconds=2),
    ) -> None:
        """Say what runs when a task of this name is due.

        `run` opens its own transactions, so that slow work stays outside them. It is tried
        `attempts` times, the delay growing four-fold; then `on_failed` runs in a transaction of
        its own.
        """
        if name in self.registered:
            raise ValueError(f"The task {name} is there already.")
        self.registered[name] = Task(name, run, on_failed, attempts, first_delay)

    def every(self, name: str, seconds: int, run: PeriodicFunction) -> None:
        """Run something at each multiple of `seconds`, which divides a minute or an hour."""
        if seconds <= 0 or (60 % seconds and (seconds % 60 or 3600 % seconds)):
            raise ValueError(f"{seconds} s divides neither a minute nor an hour.")
        self.periodic[name] = Periodic(name, run, seconds)

    @asynccontextmanager
    async def running(self, database: Database) -> AsyncIterator[None]:
        """Run what is due, in this process, inside the block.

        At its end running tasks get `GRACE` to finish; what is left goes back to the queue.
        """
        worker = _Worker(self, database)
        running = asyncio.create_task(worker.run(), name="tasks")
        try:
            yield
        finally:
            worker.stop()
            await asyncio.wait({running}, timeout=GRACE.total_seconds())
            # Not PgQueuer itself: cancelled, it may wait for its tasks without cancelling them.
            worker.interrupt_tasks()
            await asyncio.wait({running}, timeout=GRACE.total_seconds())
            while not running.done():
                running.cancel()
                await asyncio.wait({running}, timeout=1)


class _Worker:
    def __init__(self, tasks: Tasks, database: Database) -> None:
        self._tasks = tasks
        self._database = database
        self._stopping = asyncio.Event()
        self._queuer: PgQueuer | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def interrupt_tasks(self) -> None:
        """Cancel what is under way; each goes back to the queue."""
        for task in list(self._under_way):
            task.cancel()

    def stop(self) -> None:
        self._stopping.set()
        if self._queuer is not None:
            self._queuer.shutdown.set()

    async def run(self) -> None:
        """Run tasks until stopped, connecting again whenever the database has gone away."""
        looking = asyncio.create_task(self._put_back_lost(), name="lost tasks")
        try:
            await self._keep_running()
        finally:
            self._stopping.set()
            await asyncio.wait({looking}, timeout=1)
            looking.cancel()

    async def _put_back_lost(self) -> None:
        """Now and then, put back what others had taken up and will never finish."""
        names = list(self._tasks.registered)
        while not self._stopping.is_set():
            try:
                async with self._database.transaction() as db:
                    lost = await lost_tasks.put_back_lost(db, names, late=HEARTBEAT)
                if lost:
                    _logger.warning("tasks_put_back", tasks=lost)
            except Exception as problem:
                _logger.warning("lost_tasks_not_looked_for", problem=type(problem).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), lost_tasks.EVERY_SECONDS)

    async def _keep_running(self) -> None:
        pause = 0.5
        while not self._stopping.is_set():
            started = asyncio.get_running_loop().time()
            try:
                await self._run_once()
            except Exception as problem:
                _logger.warning("tasks_interrupted", problem=type(problem).__name__)
            if asyncio.get_running_loop().time() - started > 60:
                pause = 0.5
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, 30)

    async def _run_once(self) -> None:
        connection = await self._database.direct_connection()
        try:
            driver = AsyncpgDriver(connection)
            queries = _Queries(
                driver,
                QueryBuilderEnvironment(NAMES),
                QueryQueueBuilder(NAMES),
                QuerySchedulerBuilder(NAMES),
            )
            queuer = PgQueuer(driver, NAMES.channel, queries=queries)
            for task in self._tasks.registered.values():
                queuer.qm.register_executor(
                    task.name, _Executor(task, self._database, self._stopping, self._under_way)
                )
            for periodic in self._tasks.periodic.values():
                self._schedule(queuer, periodic)
            # PgQueuer itself would notice a lost connection half a minute later.
            connection.add_termination_listener(lambda _connection: queuer.shutdown.set())
            self._queuer = queuer
            if self._stopping.is_set():
                return
            name = lost_tasks.lock_name(queuer.qm.queue_manager_id)
            await connection.execute(lost_tasks.HOLD, lost_tasks.WORKERS, name)
            await queuer.run(
                dequeue_timeout=LOOKS_EVERY,
                batch_size=AT_ONCE // 2,
                max_concurrent_tasks=AT_ONCE,
                shutdown_on_listener_failure=True,
                heartbeat_timeout=HEARTBEAT,
                log_aggregation_interval=datetime.timedelta(0),
            )
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=5)

    def _schedule(self, queuer: PgQueuer, periodic: Periodic) -> None:
        async def due(_schedule: Schedule) -> None:
            with structlog.contextvars.bound_contextvars(task=periodic.name):
                try:
                    await periodic.run(self._database)
                except Exception:
                    _logger.exception("periodic_task_raised")

        queuer.schedule(periodic.name, periodic.expression, clean_old=True)(due)


class _Queries(Queries):
    async def retry_job(
        self, job: Job, delay: datetime.timedelta, traceback_record: TracebackRecord | None
    ) -> None:
        """As PgQueuer does it; but a worker that stops is no try, and all learn when the task is due."""
        await super().retry_job(job, delay, traceback_record)
        context = traceback_record.additional_context if traceback_record else None
        if context and context.get("reason") == STOPPED:
            await self.driver.execute(_NO_TRY, job.id)
        await self.driver.execute(lost_tasks.WAKE)


class _Executor(AbstractEntrypointExecutor):
    """Runs one task as PgQueuer asks, deciding whether it is tried again."""

    def __init__(
        self,
        task: Task,
        database: Database,
        stopping: asyncio.Event,
        under_way: set[asyncio.Task[None]],
    ) -> None:
        super().__init__(
            EntrypointExecutorParameters(concurrency_limit=0, func=_never_called, on_failure="hold")
        )
        self._task = task
        self._database = database
        self._stopping = stopping
        self._under_way = under_way

    async def execute(self, job: Job, context: Context) -> None:
        with structlog.contextvars.bound_contextvars(task=self._task.name, task_id=job.id):
            payload = msgspec.json.decode(job.payload or b"{}")
            if lost_tasks.times_lost(job.headers) >= lost_tasks.MOST:
                _logger.error("task_failed", problem=WorkersLost.__name__)
                await self._give_up(payload)
                raise TaskFailed(self._task.name)
            running = asyncio.create_task(self._task.run(self._database, payload))
            self._under_way.add(running)
            running.add_done_callback(self._under_way.discard)
            try:
                await running
            except asyncio.CancelledError:
                if not self._stopping.is_set():
                    raise
                # The process stops: PgQueuer would call the task cancelled and forget it.
                raise RetryRequested(reason=STOPPED) from None
            except Exception as problem:
                if job.attempts + 1 < self._task.attempts:
                    _logger.warning("task_raised", problem=type(problem).__name__)
                    delay = min(self._task.first_delay * 4**job.attempts, LONGEST_DELAY)
                    raise RetryRequested(delay, type(problem).__name__) from None
                _logger.exception("task_failed")
                await self._give_up(payload)
                raise TaskFailed(self._task.name) from None

    async def _give_up(self, payload: Payload) -> None:
        if self._task.on_failed is None:
            return
        try:
            async with self._database.transaction() as db:
                await self._task.on_failed(db, payload)
        except Exception:
            _logger.exception("task_failure_not_recorded")


async def _never_called(_job: Job) -> None:
    raise AssertionError("The executor runs the task itself.")


async def _forget_log(database: Database) -> None:
    async with database.transaction() as db:
        await db.execute(
            text("delete from pgqueuer_log where created < now() - cast(:keep as interval)"),
            {"keep": KEEP_LOG},
        )
