"""The tests' own databases: refused when they are somebody's, gone when the run is, however it ends."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from preppal.foundation.embedded import EmbeddedServer, running_server
from preppal.foundation.embedded_guard import server_pid
from tests.database import DIRECTORY_PREFIX, Refused, TestDatabases, check_settings
from tests.integration.foundation.test_embedded import wait_until

ROOT = Path(__file__).parents[3]
DONE = """
async def test_done(database, fresh_database):
    async with database.transaction() as db:
        await db.connection()
    await fresh_database.ping()
"""
WAITING = """
import sys
from pathlib import Path

async def test_waiting(database, fresh_database):
    await fresh_database.ping()
    Path(__file__).with_name("ready").touch()
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def server(databases: TestDatabases) -> Iterator[EmbeddedServer]:
    """A test server of the operator's, as `TEST_DATABASE_URL` would name it."""
    with running_server(databases.new_directory(), throwaway=True) as running:
        asyncio.run(running.ensure_database("shop_test"))
        yield running


def names(server: EmbeddedServer) -> list[str]:
    """The databases there are, without the server's own."""

    async def ask() -> list[str]:
        connection = await asyncpg.connect(server.url("postgres"))
        rows = await connection.fetch("select datname from pg_database where datname ~ 'test'")
        await connection.close()
        return sorted(row["datname"] for row in rows)

    return asyncio.run(ask())


def start(
    directory: Path, content: str, *arguments: str, **environment: str
) -> "subprocess.Popen[str]":
    """Another run of pytest, over one file of its own."""
    directory.mkdir(exist_ok=True)
    (directory / "test_it.py").write_text(content)
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider",
         "-p", "no:hypothesispytest", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT),
         *arguments, str(directory / "test_it.py")],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, env={**os.environ, "TMPDIR": str(directory), **environment},
    )  # fmt: skip


def finish(process: "subprocess.Popen[str]") -> str:
    output, _ = process.communicate(timeout=180)
    return output


def wait_for_ready(directory: Path) -> None:
    wait_until((directory / "ready").exists, "the other run's test")


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_nothing_is_left_after_a_run(
    server: EmbeddedServer, server_path: Path, workers: tuple[str, ...]
) -> None:
    run = start(server_path, DONE, *workers, TEST_DATABASE_URL=server.url("shop_test"))
    assert "1 passed" in finish(run)
    assert names(server) == ["shop_test"]
    assert not list(server_path.glob(f"{DIRECTORY_PREFIX}*"))


def test_nothing_is_left_after_control_c(server: EmbeddedServer, server_path: Path) -> None:
    run = start(server_path, WAITING, TEST_DATABASE_URL=server.url("shop_test"))
    wait_for_ready(server_path)
    assert len(names(server)) == 4  # the base, the template, the worker's clone, the test's own
    run.send_signal(signal.SIGINT)
    finish(run)
    assert names(server) == ["shop_test"]


def test_what_a_killed_run_left_is_swept_and_a_living_run_is_not(
    server: EmbeddedServer, server_path: Path
) -> None:
    url = server.url("shop_test")
    killed = start(server_path / "killed", WAITING, TEST_DATABASE_URL=url)
    wait_for_ready(server_path / "killed")
    left = set(names(server))
    living = start(server_path / "living", WAITING, TEST_DATABASE_URL=url)
    wait_for_ready(server_path / "living")
    alive = set(names(server)) - left
    killed.kill()
    finish(killed)
    assert set(names(server)) == left | alive, "nobody has swept yet"

    assert "1 passed" in finish(start(server_path / "next", DONE, TEST_DATABASE_URL=url))
    assert set(names(server)) == alive | {"shop_test"}
    assert "1 passed" in finish(living)
    assert names(server) == ["shop_test"]


def test_a_database_of_a_similar_name_is_nobody_s_leftover(
    server: EmbeddedServer, server_path: Path
) -> None:
    asyncio.run(server.ensure_database("shop_test_archive_2026"))
    run = start(server_path, DONE, TEST_DATABASE_URL=server.url("shop_test"))
    assert "1 passed" in finish(run)
    assert "shop_test_archive_2026" in names(server)

    async def drop() -> None:
        connection = await asyncpg.connect(server.url("postgres"))
        await connection.execute("drop database shop_test_archive_2026")
        await connection.close()

    asyncio.run(drop())


def test_the_embedded_server_of_a_killed_run_goes_too(server_path: Path) -> None:
    killed = start(server_path, WAITING, TEST_DATABASE_URL="")
    wait_for_ready(server_path)
    (left,) = server_path.glob(f"{DIRECTORY_PREFIX}*")
    assert server_pid(left / "postgres") is not None
    killed.kill()
    finish(killed)
    wait_until(lambda: server_pid(left / "postgres") is None, "the end of the unused server")
    wait_until(
        lambda: (
            "1 passed" in finish(start(server_path, DONE, TEST_DATABASE_URL=""))
            and not list(server_path.glob(f"{DIRECTORY_PREFIX}*"))
        ),
        "the sweep of its directory",
    )


def test_a_run_without_database_tests_starts_no_server(server_path: Path) -> None:
    run = start(
        server_path, "def test_it(): pass", TEST_DATABASE_URL="postgresql://u@127.0.0.1:1/x_test"
    )
    assert "1 passed" in finish(run)


DATABASE = "postgresql://ada:x@db.example.org/preppal"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"TEST_DATABASE_URL": DATABASE}, 'only use a database with "test" in its name'),
        (
            {
                "TEST_DATABASE_URL": DATABASE + "_test",
                "DATABASE_URL": DATABASE + "_test?sslmode=require",
            },
            "TEST_DATABASE_URL and DATABASE_URL lead to the same database",
        ),
        (
            {
                "TEST_DATABASE_URL": DATABASE + "_test",
                "DATABASE_URL": "postgresql://ada@pooler.example.org/preppal_test",
                "DATABASE_DIRECT_URL": DATABASE + "_test",
            },
            "TEST_DATABASE_URL and DATABASE_DIRECT_URL lead to the same database",
        ),
    ],
)
def test_somebody_s_database_is_refused(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        check_settings(environment)


def test_a_refusal_is_one_sentence_and_no_test_runs(server_path: Path) -> None:
    run = start(server_path, DONE, TEST_DATABASE_URL=DATABASE)
    output = finish(run)
    assert run.returncode == 4
    assert output.strip().splitlines() == [
        "ERROR: TEST_DATABASE_URL names the database preppal:"
        ' tests only use a database with "test" in its name.',
        "",
    ] or output.strip().startswith("ERROR: TEST_DATABASE_URL names the database preppal")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing_test", "which does not exist: create it first"),
        ("shop_test", "who may not create databases: allow it with ALTER ROLE"),
    ],
)
def test_a_server_that_cannot_be_used_is_told_in_a_sentence(
    server: EmbeddedServer, server_path: Path, name: str, sentence: str
) -> None:
    async def make_guest() -> None:
        connection = await asyncpg.connect(server.url("postgres"))
        await connection.execute("drop role if exists guest; create role guest login")
        await connection.close()

    asyncio.run(make_guest())
    url = server.url(name).replace("preppal@", "guest@")
    output = finish(start(server_path, DONE, TEST_DATABASE_URL=url))
    assert sentence in output
    assert "1 passed" not in output
