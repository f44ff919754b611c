"""The database: tables' base class, ids, and the only commit in the code base.

    async with database.transaction() as db:    # AsyncSession; commits at the end, rolls back on error
        ...

A request is one transaction, a task is one transaction, the live room uses one short transaction
per event. No provider call and no upload inside a transaction.

Relationships are declared with `lazy="raise"`: what a page needs is loaded by its query
(`selectinload`), never by touching an attribute.
"""

import asyncio
import datetime
import re
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Annotated, Any, ClassVar

import asyncpg
import uuid6
from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    MetaData,
    Text,
    TypeDecorator,
    Uuid,
    event,
    exc,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.sql.dml import UpdateBase

from preppal.foundation.addresses import Address, parse_address
from preppal.foundation.driver_statements import DriverStatement
from preppal.foundation.outage import DatabaseAway, GaveWay, is_deadlock, is_outage
from preppal.foundation.switching import Switches, SwitchingSession

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# A statement that takes longer than this on a page is a fault, not patience. Seconds.
COMMAND_TIMEOUT = 60.0
# A database that sleeps wakes within a few seconds (Neon); one that is gone never does. Seconds.
CONNECT_TIMEOUT = 15.0
ASKED_AFTER_SECONDS = 2.0
"""How long a connection may lie still in the pool and be believed good."""


class Moment(TypeDecorator[datetime.datetime]):
    """timestamptz, in UTC both ways. A time without a zone is refused, not guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime.datetime | None, dialect: Dialect
    ) -> datetime.datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("A time without a zone was given to the database.")
        return value

    def process_result_value(
        self, value: datetime.datetime | None, dialect: Dialect
    ) -> datetime.datetime | None:
        return value if value is None else value.astimezone(datetime.UTC)


class Base(DeclarativeBase):
    """The base class of every table.

    `Mapped[datetime.datetime]` is timestamptz, `Mapped[dict[str, Any]]` and `Mapped[list[Any]]`
    are jsonb, `Mapped[str]` is text, `Mapped[uuid.UUID]` is uuid.
    """

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime.datetime: Moment(),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        list[str]: JSONB,
        str: Text,
        uuid.UUID: Uuid(),
    }


def uuid7() -> uuid.UUID:
    """A new id. Ids made later sort later, so that they insert at the end of an index."""
    return uuid.UUID(int=uuid6.uuid7().int)


Id = Annotated[uuid.UUID, mapped_column(primary_key=True, default=uuid7)]
"""The primary key of a table: `id: Mapped[Id]`."""

BigInt = Annotated[int, mapped_column(BigInteger)]


class Statements(list[str]):
    """The SQL statements sent while counting, without savepoints."""


class LockingSession(Session):
    """A session in which a row that is read under a lock is read anew.

    SQLAlchemy by itself keeps the values of a row that it has seen before: `FOR UPDATE` would wait
    for the other transaction and then decide by what was true before it.
    """


@event.listens_for(LockingSession, "do_orm_execute")
def _read_locked_rows_anew(state: ORMExecuteState) -> None:
    if state.is_select and getattr(state.statement, "_for_update_arg", None) is not None:
        state.update_execution_options(populate_existing=True)


class _Transaction:
    """A session's one transaction, begun at its first statement: `async with session, session.begin()`, with one
    switch to the mapper at the end instead of four and a task. Every page and every turn pays for those."""

    def __init__(self, db: AsyncSession) -> None:
        self._db = db

    async def __aenter__(self) -> AsyncSession:
        self._begun = self._db.sync_session.begin().__enter__()  # sends nothing, so needs no switch
        return self._db

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, _trace: object
    ) -> None:
        if problem is None:
            try:
                await self._db.run_sync(self._commit)
            except BaseException:
                await self._close()
                raise
            return
        try:
            await self._db.run_sync(self._roll_back, problem)
        finally:
            await self._close()

    def _commit(self, session: Session) -> None:
        """Rolls back where it fails; the connection is back in the pool when this returns."""
        self._begun.__exit__(None, None, None)
        session.close()  # lets go of the objects

    def _roll_back(self, _session: Session, problem: BaseException) -> None:
        self._begun.__exit__(type(problem), problem, problem.__traceback__)

    async def _close(self) -> None:
        """To its end, even when cancelled: the connection goes back, or goes."""
        await self._db.__aexit__(None, None, None)


class Database:
    """The way to one PostgreSQL database.

    Pass `direct_url` when `url` leads to a transaction-mode pooler (PgBouncer, Neon's `-pooler`
    host): then no statement is kept prepared between transactions, and listeners and migrations
    use the direct address.
    """

    def __init__(self, url: str, *, direct_url: str | None = None, pool_size: int = 10) -> None:
        self.address = parse_address(url)
        self.direct_address = (
            parse_address(direct_url, setting="DATABASE_DIRECT_URL") if direct_url else self.address
        )
        self.engine = make_engine(self.address, pooled=bool(direct_url), pool_size=pool_size)
        self._single = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._is_pooled = bool(direct_url)
        self._by_driver: dict[UpdateBase, DriverStatement] = {}
        self._sessions = async_sessionmaker(
            self.engine,
            class_=SwitchingSession,
            sync_session_class=LockingSession,
            expire_on_commit=False,
            switches=Switches(),
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed when the block ends, rolled back when it raises.

        Raises:
            DatabaseAway: the database did not answer. When that was at the end, it may have
                committed all the same.
            GaveWay: it and another one waited for each other, and this one was chosen to give way.
        """
        try:
            async with _Transaction(self._sessions()) as db:
                yield db
        except Exception as problem:
            if is_outage(problem) and not isinstance(problem, DatabaseAway):
                raise DatabaseAway() from problem
            if is_deadlock(problem):
                raise GaveWay() from problem
            raise

    async def write(self, statement: UpdateBase, values: Mapping[str, Any]) -> int:
        """One statement that is a transaction of its own, committed when this returns; gives how many rows
        it wrote. For what is written all the time: a third of what a `transaction` costs."""
        async with self._single.connect() as connection:
            return (await connection.execute(statement, values)).rowcount

    async def put(self, statement: UpdateBase, values: Mapping[str, Any]) -> Any:
        """As `write`, through the driver alone; gives the first value that the statement returns, None when
        there is none. For the few statements of a live room, which are made once and kept: a fifth of what a
        turn cost in a `transaction`. Raises what the driver raises."""
        if self._is_pooled:  # there statements need the names that the engine gives them
            async with self._single.connect() as connection:
                return (await connection.execute(statement, values)).scalar()
        known = self._by_driver.get(statement)
        if known is None:
            known = DriverStatement.of(statement, self.engine.dialect)
            self._by_driver[statement] = known
        async with self.engine.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert isinstance(driver, asyncpg.Connection)
            return await driver.fetchval(known.text, *known.arguments(values))

    async def ping(self) -> None:
        """Raise when the database does not answer."""
        async with self.transaction() as db:
            await db.execute(text("select 1"))

    async def direct_connection(self) -> asyncpg.Connection:
        """A driver connection past any pooler, for LISTEN and for session-level locks.

        The caller closes it.
        """
        return await asyncpg.connect(**self.direct_address.arguments)

    @contextmanager
    def count_statements(self) -> Iterator[Statements]:
        """Record the statements that this database is sent inside the block."""
        seen = Statements()

        def record(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not re.match(r"\s*(release |rollback to )?savepoint", statement, re.IGNORECASE):
                seen.append(statement)

        engine = self.engine.sync_engine
        event.listen(engine, "before_cursor_execute", record)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", record)

    async def dispose(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


class NestedDatabase(Database):
    """A database whose transactions are savepoints inside one outer transaction.

    The outer transaction belongs to the caller, who rolls it back: the application runs as it
    is and leaves nothing behind. There is one connection, so transactions queue up for it.
    """

    def __init__(self, connection: AsyncConnection, address: Address) -> None:
        self.address = self.direct_address = address
        self.engine = connection.engine
        self._sessions = async_sessionmaker(
            connection,
            class_=SwitchingSession,
            switches=Switches(),
            sync_session_class=LockingSession,
            expire_on_commit=False,
            join_transaction_mode="create_savepoint",
        )
        self.session = self._sessions
        self._turn = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One savepoint: released when the block ends, rolled back when it raises."""
        task = asyncio.current_task()
        if task is not None and task is self._holder:
            raise RuntimeError("A transaction was opened inside another one.")
        async with self._turn:
            self._holder = task
            try:
                async with super().transaction() as db:
                    yield db
            finally:
                self._holder = None

    async def write(self, statement: UpdateBase, values: Mapping[str, Any]) -> int:
        """In a savepoint of its own."""
        async with self.transaction() as db:
            return (await (await db.connection()).execute(statement, values)).rowcount

    async def put(self, statement: UpdateBase, values: Mapping[str, Any]) -> Any:
        """In a savepoint of its own."""
        async with self.transaction() as db:
            return (await (await db.connection()).execute(statement, values)).scalar()

    @property
    def in_use(self) -> bool:
        """Whether a transaction is open."""
        return self._turn.locked()

    async def dispose(self) -> None:
        """Leave the connection to its owner."""


def make_engine(address: Address, *, pooled: bool = False, pool_size: int = 10) -> AsyncEngine:
    """An engine for `address`; `pooled` says that a transaction-mode pooler stands in between."""
    arguments: dict[str, Any] = {
        "command_timeout": COMMAND_TIMEOUT,
        "timeout": CONNECT_TIMEOUT,
        **address.arguments,
    }
    if pooled:
        # Behind a pooler the next transaction may meet another server connection: nothing may
        # be remembered by name, and no two clients may choose the same name.
        arguments |= {
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": lambda: f"preppal_{uuid.uuid4().hex}",
        }
    engine = create_async_engine(
        address.url.set(query={}),
        connect_args=arguments,
        hide_parameters=True,  # what people said must not reach the logs
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_recycle=1800,
    )
    _look_at_idle_connections(engine)
    return engine


def _look_at_idle_connections(engine: AsyncEngine) -> None:
    """Neon suspends, servers restart: a connection from the pool is looked at before it is used.

    One whose server said goodbye is known to be closed without asking. The rest are asked once they
    have lain still; asking every time, as `pool_pre_ping` does, costs a third of a short transaction.
    """

    def came_back(connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["idle_since"] = time.monotonic()

    def goes_out(
        connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection
    ) -> None:
        since = record.info.get("idle_since")
        if since is None:
            return  # new
        closed = connection.driver_connection.is_closed()
        still = time.monotonic() - since > ASKED_AFTER_SECONDS
        if closed or (still and not _answers(engine, connection)):
            raise exc.InvalidatePoolError()

    event.listen(engine.sync_engine, "checkin", came_back)
    event.listen(engine.sync_engine, "checkout", goes_out)


def _answers(engine: AsyncEngine, connection: DBAPIConnection) -> bool:
    try:
        return engine.dialect.do_ping(connection)
    except Exception as problem:
        if engine.dialect.is_disconnect(problem, connection, None):  # type: ignore[arg-type]
            return False
        raise
