"""Behind a transaction-mode pooler nothing relies on meeting the same connection again."""

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from preppal.foundation.database import Database
from preppal.foundation.embedded_guard import account
from preppal.foundation.tasks import Tasks, enqueue
from tests.database import TestDatabases
from tests.integration.foundation.test_embedded import wait_until

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
needs_pgbouncer = pytest.mark.skipif(
    PGBOUNCER is None, reason="PgBouncer is not installed (Debian: apt install pgbouncer)"
)
CONFIGURATION = """
[databases]
* = host={host} port={port} user={user} {password}
[pgbouncer]
listen_addr =
unix_socket_dir = {directory}
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = 3
server_reset_query_always = 0
max_prepared_statements = 0
"""


@pytest.fixture
def pooled(databases: TestDatabases, server_path: Path) -> Iterator[Database]:
    """A clone of the test's own behind PgBouncer, with three server connections for everybody."""
    direct = databases.clone()
    host = direct.arguments.get("host", "localhost")
    if os.geteuid() == 0:
        # PgBouncer refuses to run as root; whoever runs the server may use its directory.
        owner = Path(host) if Path(host).is_dir() else Path(shutil.__file__)
        if owner.stat().st_uid == 0:
            pytest.skip("there is no account to run PgBouncer as")
        os.chown(server_path, owner.stat().st_uid, owner.stat().st_gid)
    password = direct.arguments.get("password")
    configuration = CONFIGURATION.format(
        host=host,
        port=direct.arguments.get("port", 5432),
        user=direct.arguments["user"],
        password=f"password={password}" if password else "",
        directory=server_path,
    )
    if "max_prepared_statements" in configuration and _older_than(1, 21):
        configuration = configuration.replace("max_prepared_statements = 0\n", "")
    (server_path / "pgbouncer.ini").write_text(configuration)
    log = (server_path / "log").open("w")
    process = subprocess.Popen(
        [str(PGBOUNCER), str(server_path / "pgbouncer.ini")],
        stdin=subprocess.DEVNULL, stdout=log, stderr=log, **account(server_path),
    )  # fmt: skip
    try:
        socket = server_path / ".s.PGSQL.6432"
        wait_until(lambda: socket.exists() or process.poll() is not None, "PgBouncer's start")
        assert process.poll() is None, (server_path / "log").read_text()
        user = direct.arguments["user"]
        yield Database(
            f"postgresql://{user}@/{direct.name}?host={server_path}&port=6432",
            direct_url=direct.as_text(),
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()
        databases.drop(direct)


def _older_than(*version: int) -> bool:
    shown = subprocess.run(
        [str(PGBOUNCER), "--version"], capture_output=True, text=True, check=True
    )
    return tuple(int(part) for part in shown.stdout.split()[1].split(".")[:2]) < version


@needs_pgbouncer
async def test_many_transactions_share_few_connections_without_surprises(pooled: Database) -> None:
    async def ask(number: int) -> Any:
        async with pooled.transaction() as db:
            # The same statements again and again: what a driver would like to keep prepared.
            await db.execute(text("select pg_sleep(0.001)"))
            return await db.scalar(text("select cast(:number as int) + 1"), {"number": number})

    for _round in range(5):
        answers = await asyncio.gather(*(ask(number) for number in range(20)))
        assert answers == list(range(1, 21))
    await pooled.dispose()


@needs_pgbouncer
async def test_tasks_run_though_a_pooler_cannot_listen(pooled: Database) -> None:
    done = asyncio.Event()

    async def greet(database: Database, _payload: dict[str, Any]) -> None:
        await database.ping()
        done.set()

    tasks = Tasks()
    tasks.add("greet", greet)
    async with tasks.running(pooled):
        async with pooled.transaction() as db:
            await enqueue(db, "greet", {})
        await asyncio.wait_for(done.wait(), 30)
    await pooled.dispose()


@needs_pgbouncer
async def test_nothing_stays_prepared_on_the_server(pooled: Database) -> None:
    for _round in range(10):
        async with pooled.transaction() as db:
            await db.execute(text("select 1"))
    async with pooled.transaction() as db:
        left = await db.scalar(text("select count(*) from pg_prepared_statements"))
    assert left <= 2  # the statements of this very transaction
    await pooled.dispose()
