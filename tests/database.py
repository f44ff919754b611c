"""The test databases: one template a run, one clone a worker, nothing left behind.

A *run* is one call of pytest, with all its xdist workers. Everything starts when the first test asks
for a database, in whichever process that is:

1. the server: `TEST_DATABASE_URL`, or an embedded one that lives as long as the run;
2. the template, migrated once;
3. a clone for this worker, in which each test runs inside a transaction that is rolled back.

Liveness is told by locks that the kernel or the server releases for the dead: the next run sweeps
what a killed one left.
"""

import asyncio
import contextlib
import fcntl
import os
import re
import secrets
import shutil
import tempfile
import threading
from collections.abc import AsyncIterator, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from preppal.foundation.addresses import Address, parse_address
from preppal.foundation.database import NestedDatabase
from preppal.foundation.databases import copy_database, drop_database
from preppal.foundation.embedded import EmbeddedServer
from preppal.foundation.embedded_guard import locked
from preppal.foundation.migrating import migrate

Result = TypeVar("Result")
DIRECTORY_PREFIX = "preppal-test-"
EMBEDDED_NAME = "preppal_test"


class Refused(Exception):
    """The settings point the tests at a database that they must not touch."""


def check_settings(environ: Mapping[str, str]) -> None:
    """Raise `Refused`, with a sentence, unless tests may use what the environment names."""
    if not (url := environ.get("TEST_DATABASE_URL")):
        return
    test = parse_address(url, setting="TEST_DATABASE_URL")
    if "test" not in test.name.lower():
        raise Refused(
            f"TEST_DATABASE_URL names the database {test.name}: tests only use a database with"
            ' "test" in its name.'
        )
    for setting in ("DATABASE_URL", "DATABASE_DIRECT_URL"):
        if (other := environ.get(setting)) and parse_address(other, setting=setting).same_database(
            test
        ):
            raise Refused(
                f"TEST_DATABASE_URL and {setting} lead to the same database: give the tests one"
                " of their own."
            )


@dataclass(frozen=True)
class Run:
    """What the processes of one run share; picklable, so that it can be sent to xdist workers."""

    id: str
    directory: str
    server_url: str  # empty: embedded


def begin_run(environ: Mapping[str, str]) -> "TestDatabases":
    """Begin a run. No server is started yet."""
    check_settings(environ)
    parent = Path(tempfile.gettempdir())
    run_id = secrets.token_hex(4)
    directory = parent / f"{DIRECTORY_PREFIX}{run_id}"
    # Nobody sweeps between the making of the directory and the lock that says it is in use.
    with locked(parent / f"preppal-tests-of-{os.getuid()}.lock", fcntl.LOCK_EX):
        sweep_directories(parent)
        directory.mkdir(mode=0o711)
        return TestDatabases(Run(run_id, str(directory), environ.get("TEST_DATABASE_URL", "")))


def sweep_directories(parent: Path) -> None:
    """Remove the directories of embedded servers whose run was killed."""
    for directory in parent.glob(f"{DIRECTORY_PREFIX}*"):
        # Another run may be removing its own just now.
        with contextlib.suppress(PermissionError, FileNotFoundError):
            with locked(directory / "alive", fcntl.LOCK_EX | fcntl.LOCK_NB) as dead:
                if dead and _server_has_gone(directory):
                    shutil.rmtree(directory, ignore_errors=True)


def _server_has_gone(directory: Path) -> bool:
    # The guard stops an unused server within seconds; until then the next run can wait.
    server = directory / "postgres"
    if not server.exists():
        return True
    with locked(server / "server.guard", fcntl.LOCK_EX | fcntl.LOCK_NB) as unguarded:
        return unguarded


class TestDatabases:
    """This process's access to the run's databases. Its methods block; call them from fixtures."""

    __test__ = False

    def __init__(self, run: Run) -> None:
        self.run = run
        self._directory = Path(run.directory)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._held = contextlib.ExitStack()
        self._held.enter_context(locked(self._directory / "alive", fcntl.LOCK_SH))
        self._server: EmbeddedServer | None = None
        self._admin: asyncpg.Connection | None = None
        self._base = parse_address(run.server_url) if run.server_url else None
        self._clones: set[str] = set()
        self._own: Address | None = None

    @property
    def prefix(self) -> str:
        """What the names of this run's databases begin with."""
        return f"{self._base_address().name}_{self.run.id}_"

    def own_clone(self) -> Address:
        """The clone of this process; made at the first call."""
        if self._own is None:
            self._own = self.clone()
        return self._own

    def clone(self) -> Address:
        """A new clone of the template."""
        self._open()
        name = f"{self.prefix}{secrets.token_hex(4)}"
        self._clones.add(name)
        self._wait(copy_database(self._connection(), self.prefix + "template", name))
        return self._base_address().with_name(name)

    def empty(self) -> Address:
        """A new database without any table."""
        self._open()
        name = f"{self.prefix}{secrets.token_hex(4)}"
        self._clones.add(name)
        self._wait(self._connection().execute(f'create database "{name}"'))
        return self._base_address().with_name(name)

    def wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        """The result of work that needs an event loop, for fixtures that have none."""
        return self._wait(work)

    def new_directory(self) -> Path:
        """A new directory that goes when the run does."""
        return Path(tempfile.mkdtemp(dir=self._directory))

    def drop(self, address: Address) -> None:
        """Drop a clone."""
        self._wait(drop_database(self._connection(), address.name))
        self._clones.discard(address.name)

    def close(self, *, last: bool) -> None:
        """Drop this process's clones; the run's last process drops everything of the run."""
        try:
            # An embedded server goes with all its databases.
            if self.run.server_url:
                self._drop_databases(last=last)
            if self._admin is not None:
                self._wait(self._admin.close())
        finally:
            if self._server is not None:
                self._server.stop()
            self._held.close()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            if last:
                shutil.rmtree(self._directory, ignore_errors=True)

    def _drop_databases(self, *, last: bool) -> None:
        if last and self._admin is None and (self._directory / "template.begun").exists():
            self._admin = self._wait(self._connect())  # only the workers have used it
        if self._admin is not None:
            for name in self._wait(self._databases(self.prefix)) if last else self._clones:
                self._wait(drop_database(self._admin, name))

    def _wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _base_address(self) -> Address:
        assert self._base is not None
        return self._base

    def _connection(self) -> asyncpg.Connection:
        assert self._admin is not None
        return self._admin

    def _open(self) -> None:
        """Start the server and make the template, unless another process of the run has."""
        if self._admin is not None:
            return
        with locked(self._directory / "template.lock", fcntl.LOCK_EX):
            if self._base is None:
                self._server = EmbeddedServer(self._directory / "postgres", throwaway=True)
                self._server.start()
                self._wait(self._server.ensure_database(EMBEDDED_NAME))
                self._base = parse_address(self._server.url(EMBEDDED_NAME))
            self._admin = self._wait(self._connect())
            if not (self._directory / "template.ready").exists():
                (self._directory / "template.begun").touch()
                self._wait(self._sweep())
                self._wait(self._make_template())
                (self._directory / "template.ready").touch()

    async def _connect(self) -> asyncpg.Connection:
        base = self._base_address()
        try:
            connection = await asyncpg.connect(**base.arguments)
        except asyncpg.InvalidCatalogNameError:
            raise Refused(
                f"TEST_DATABASE_URL names the database {base.name}, which does not exist:"
                f" create it first (createdb {base.name})."
            ) from None
        except OSError as problem:
            raise Refused(f"TEST_DATABASE_URL does not answer: {problem}.") from None
        may_create = await connection.fetchval(
            "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
        )
        if not may_create:
            user = await connection.fetchval("select current_user")
            await connection.close()
            raise Refused(
                f"TEST_DATABASE_URL signs in as {user}, who may not create databases:"
                f' allow it with ALTER ROLE "{user}" CREATEDB.'
            )
        # Held until this process ends, however it ends: this run is alive.
        await connection.execute("select pg_advisory_lock_shared($1)", lock_key(self.run.id))
        return connection

    async def _make_template(self) -> None:
        template = self._base_address().with_name(self.prefix + "template")
        await self._connection().execute(f'create database "{template.name}"')
        await migrate(template)
        # Interviews cost nothing in tests, but for those that ask for credits (tests/credits.py).
        connection = await asyncpg.connect(**template.arguments)
        await connection.execute("update installation set credits_switched_off = true")
        await connection.close()

    async def _databases(self, prefix: str) -> list[str]:
        rows = await self._connection().fetch(
            "select datname from pg_database where starts_with(datname, $1)", prefix
        )
        return [row["datname"] for row in rows]

    async def _sweep(self) -> None:
        """Drop the databases of runs that are no longer alive."""
        admin = self._connection()
        pattern = re.compile(re.escape(self._base_address().name) + r"_([0-9a-f]{8})_\w+")
        for name in await self._databases(self._base_address().name + "_"):
            found = pattern.fullmatch(name)
            if not found or found[1] == self.run.id:
                continue
            key = lock_key(found[1])
            if await admin.fetchval("select pg_try_advisory_lock($1)", key):
                await drop_database(admin, name)
                await admin.execute("select pg_advisory_unlock($1)", key)


@contextlib.asynccontextmanager
async def rolled_back(engine: AsyncEngine, address: Address) -> AsyncIterator[NestedDatabase]:
    """A database inside an outer transaction that is rolled back.

    The engine is left without connections: those belong to the event loop, which ends with the test.
    """
    try:
        async with engine.connect() as connection:
            outer = await connection.begin()
            try:
                yield NestedDatabase(connection, address)
            finally:
                await outer.rollback()
    finally:
        await engine.dispose()


def lock_key(run_id: str) -> int:
    """The advisory lock that the processes of a run hold in the test database."""
    return int.from_bytes(b"test") << 32 | int(run_id, 16)


def scrub(environ: "os._Environ[str]") -> None:
    """Take the developer's own settings out of reach of the code under test."""
    for name in list(environ):
        if name.startswith("PREPPAL_") or name in {"DATABASE_URL", "DATABASE_DIRECT_URL"}:
            del environ[name]
