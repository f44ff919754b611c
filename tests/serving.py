"""The product as people run it: a process of its own, on a database of its own."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

STARTING_SECONDS = 60
STOPPING_SECONDS = 20


@dataclass
class Server:
    """`preppal serve`, answering at ``url``."""

    url: str
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def kill(self) -> None:
        """As a power cut would: no goodbye."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOPPING_SECONDS)

    @property
    def output(self) -> str:
        return "".join(self.lines)


def environment(database_url: str, data_dir: Path, **settings: str) -> dict[str, str]:
    """What the process sees: nothing of the tester's own settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PREPPAL_", "DATABASE_", "TEST_DATABASE"))
    }
    own = {
        "DATABASE_URL": database_url,
        "PREPPAL_DATA_DIR": str(data_dir),
        "PREPPAL_PORT": "0",
        "PREPPAL_TASKS": "here",
        "PYTHONUNBUFFERED": "1",
    }
    return kept | own | settings


@contextmanager
def running(variables: Mapping[str, str], directory: Path) -> Iterator[Server]:
    """Start the server in ``directory`` and wait until it says where it is; stop it at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "preppal.cli", "serve"],
        cwd=directory,
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: list[str] = []
    told: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process, lines, told), daemon=True)
    reader.start()
    try:
        try:
            url = told.get(timeout=STARTING_SECONDS)
        except queue.Empty:
            raise AssertionError("The server did not start:\n" + "".join(lines)) from None
        if not url:
            raise AssertionError("The server stopped at once:\n" + "".join(lines))
        yield Server(url, process, lines)
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(STOPPING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        reader.join(STOPPING_SECONDS)
        assert process.stdout is not None
        process.stdout.close()


def _read(process: subprocess.Popen[str], lines: list[str], told: "queue.Queue[str]") -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if found := re.search(r"Preppal is ready: (\S+)", line):
            told.put(found[1])
    told.put("")
