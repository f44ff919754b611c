"""Start, watch and stop the embedded PostgreSQL server. Standard library only.

Imported by `embedded`, and run as a small process of its own (`python -I -S embedded_guard.py
BINARIES DIRECTORY`): the guard. It restarts a server that was killed and stops one whose last user
has gone, however that user went: a process killed with -9 cannot tidy up after itself.

The directory holds

    cluster/       PostgreSQL's own files
    log            what the server says
    server.lock    held exclusively while somebody starts or stops the server
    server.users   held shared by every process that uses the server; the kernel lets go for the dead
    server.guard   held exclusively by the guard
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# How often the guard looks, in seconds.
WATCH_EVERY = 1.0
# A server that had to replay its journal after a crash may take this long to answer. Seconds.
START_TIMEOUT = 60


class ServerFailed(Exception):
    """The embedded server did not start or stop; the message says where its log is."""


@contextlib.contextmanager
def locked(path: Path, how: int, *, create: bool = True) -> Iterator[bool]:
    """Hold a lock on `path`; False when it is taken and `how` says not to wait.

    Raises `FileNotFoundError` when the file is not there and `create` is off.
    """
    descriptor = os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o600)
    try:
        try:
            fcntl.flock(descriptor, how)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def server_pid(directory: Path) -> int | None:
    """The process id of the running server, or None.

    A pid file alone proves nothing: after a crash or in a restarted container the number may
    belong to somebody else.
    """
    try:
        pid = int((directory / "cluster" / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if str(directory / "cluster") in _command_line(pid) else None


def _command_line(pid: int) -> str:
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""
    found = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return found.stdout


def account(directory: Path) -> dict[str, Any]:
    """What makes `subprocess.run` leave root behind: PostgreSQL runs as the directory's owner."""
    if os.geteuid() != 0:
        return {}
    owner = directory.stat()
    return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}


def pg_ctl(binaries: Path, directory: Path, *arguments: str) -> None:
    """Run pg_ctl on the directory's cluster. Raises `ServerFailed`."""
    command = [str(binaries / "pg_ctl"), "-D", str(directory / "cluster"), *arguments]
    done = subprocess.run(
        command,
        check=False,
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **account(directory),
    )
    if done.returncode != 0:
        raise ServerFailed(
            f"The embedded database did not {arguments[0]}; its log is {directory / 'log'}."
        )


def start(binaries: Path, directory: Path) -> None:
    """Start the server and wait until it answers. The caller holds `server.lock`."""
    pid_file = directory / "cluster" / "postmaster.pid"
    if server_pid(directory) is None:
        # Whoever has this number now is not our server; PostgreSQL would refuse to start.
        pid_file.unlink(missing_ok=True)
    log = str(directory / "log")
    pg_ctl(binaries, directory, "start", "-w", "-t", str(START_TIMEOUT), "-l", log)


def stop(directory: Path) -> None:
    """Stop the server and wait until it has gone. The caller holds `server.lock`.

    By signal and not through pg_ctl, which needs the directory to be as it was.
    """
    # Disconnect everybody and write a checkpoint; failing that, replay the journal next time.
    for number, patience in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        pid = server_pid(directory)
        if pid is None:
            return
        os.kill(pid, number)
        waited = 0.0
        while waited < patience and server_pid(directory) == pid:
            time.sleep(0.01)
            waited += 0.01


def watch(binaries: Path, directory: Path) -> None:
    """Keep the server running while it has users, then stop it and return.

    Creates nothing: a directory that is being removed stays removed.
    """
    lock, users = directory / "server.lock", directory / "server.users"
    at_once = fcntl.LOCK_EX | fcntl.LOCK_NB
    while True:
        time.sleep(WATCH_EVERY)
        # Whoever is starting holds server.lock and becomes a user next: leave it to them.
        with locked(lock, at_once, create=False) as ours:
            if not ours:
                continue
            with locked(users, at_once, create=False) as unused:
                if unused:
                    stop(directory)
                    return
            if server_pid(directory) is None:
                with contextlib.suppress(ServerFailed):
                    start(binaries, directory)


def main() -> None:
    """Become the guard in a process that outlives its parent, unless there is one."""
    if os.fork():
        os._exit(0)
    binaries, directory = Path(sys.argv[1]), Path(sys.argv[2])
    with locked(directory / "server.guard", fcntl.LOCK_EX | fcntl.LOCK_NB) as ours:
        if ours:
            with contextlib.suppress(FileNotFoundError):
                watch(binaries, directory)


if __name__ == "__main__":
    main()
