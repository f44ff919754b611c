"""The database that comes along: shared, stopped by the last, alive after kill -9."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from preppal.foundation.database import Database
from preppal.foundation.embedded import EmbeddedServer, embedded_database, running_server
from preppal.foundation.embedded_guard import ServerFailed, server_pid

# Starts the server, says so, and stays until its standard input closes.
HOLDER = """
import sys
from pathlib import Path
from preppal.foundation.embedded import running_server
with running_server(Path(sys.argv[1]), throwaway=True):
    print("ready", flush=True)
    sys.stdin.read()
"""


def holder(directory: Path) -> "subprocess.Popen[str]":
    """Another process that uses the server of `directory`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(directory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@contextlib.contextmanager
def finished(process: "subprocess.Popen[str]") -> Iterator[None]:
    try:
        yield
    finally:
        process.communicate(timeout=60)


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for another process; the guard looks once a second."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(0.05)


async def answer(server: EmbeddedServer) -> int:
    connection = await asyncpg.connect(server.url("postgres"))
    try:
        return int(await connection.fetchval("select 42"))
    finally:
        await connection.close()


def test_it_starts_answers_and_stops(server_path: Path) -> None:
    with running_server(server_path / "pg", throwaway=True) as server:
        assert asyncio.run(answer(server)) == 42
    assert server_pid(server_path / "pg") is None


def test_nobody_but_its_owner_may_open_its_socket(server_path: Path) -> None:
    with running_server(server_path / "pg", throwaway=True):
        assert (server_path / "pg" / ".s.PGSQL.5432").stat().st_mode & 0o077 == 0


def test_two_users_share_one_server_and_the_last_stops_it(server_path: Path) -> None:
    directory = server_path / "pg"
    process = holder(directory)
    with finished(process):
        pid = server_pid(directory)
        with running_server(directory, throwaway=True) as server:
            assert server_pid(directory) == pid
        assert server_pid(directory) == pid, "the first to leave stopped it"
        assert asyncio.run(answer(server)) == 42
    assert server_pid(directory) is None


def test_processes_that_start_together_make_one_server(server_path: Path) -> None:
    directory = server_path / "pg"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    assert server_pid(directory) is not None
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert server_pid(directory) is None


def test_it_stops_after_its_only_user_was_killed(server_path: Path) -> None:
    directory = server_path / "pg"
    process = holder(directory)
    process.kill()
    process.communicate()
    wait_until(lambda: server_pid(directory) is None, "the end of an unused server")
    with running_server(directory, throwaway=True) as server:
        assert asyncio.run(answer(server)) == 42


async def test_a_killed_server_comes_back_with_what_was_committed(server_path: Path) -> None:
    async with embedded_database(server_path) as url:
        database = Database(url)
        connection = await database.direct_connection()
        await connection.execute("create table kept (id int); insert into kept values (7)")
        directory = server_path / "postgres"
        pid = server_pid(directory)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(OSError, asyncpg.PostgresError):
            await connection.close()
        await asyncio.to_thread(
            wait_until, lambda: server_pid(directory) not in {None, pid}, "the restart"
        )
        async with asyncio.timeout(60):
            while True:
                try:
                    connection = await database.direct_connection()
                    break
                except (OSError, asyncpg.PostgresError):
                    await asyncio.sleep(0.1)
        assert await connection.fetchval("select id from kept") == 7
        await connection.close()
        await database.dispose()


def test_a_pid_file_of_somebody_else_does_not_matter(server_path: Path) -> None:
    directory = server_path / "pg"
    with running_server(directory, throwaway=True):
        lines = (directory / "cluster" / "postmaster.pid").read_text().splitlines()
    # As after a crash: the file is there, and its number belongs to a living process, this one.
    (directory / "cluster" / "postmaster.pid").write_text(
        "\n".join([str(os.getpid()), *lines[1:]]) + "\n"
    )
    assert server_pid(directory) is None
    with running_server(directory, throwaway=True) as server:
        assert asyncio.run(answer(server)) == 42


def test_a_first_start_that_was_interrupted_is_begun_again(server_path: Path) -> None:
    (server_path / "pg" / "cluster" / "base").mkdir(parents=True)
    with running_server(server_path / "pg", throwaway=True) as server:
        assert asyncio.run(answer(server)) == 42


def test_a_directory_too_deep_for_a_socket_works(server_path: Path) -> None:
    with running_server(server_path / ("deep" * 20) / "pg", throwaway=True) as server:
        assert asyncio.run(answer(server)) == 42


def test_another_major_version_is_refused_with_a_sentence(server_path: Path) -> None:
    with running_server(server_path / "pg", throwaway=True):
        pass
    (server_path / "pg" / "cluster" / "PG_VERSION").write_text("12\n")
    with pytest.raises(ServerFailed, match="was made by PostgreSQL 12"):
        EmbeddedServer(server_path / "pg").start()
