"""Workers on demand, each a process of its own: everything is imported once, each is forked from here.

For every line read a worker begins and its number is written. What is left at the end of the input is
killed. `Nursery` is the other end of it.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from preppal.foundation.settings import read_settings
from preppal.worker import work


@dataclass
class Nursery:
    process: "subprocess.Popen[str]"

    def begin(self) -> int:
        """A worker begins; gives its process number."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def nursery(variables: Mapping[str, str], directory: Path) -> Iterator[Nursery]:
    """What the workers write goes to ``workers.log`` in ``directory``."""
    with (directory / "workers.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.nursery"],
            env={**variables, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=directory,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield Nursery(process)
        finally:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.close()
            process.wait(20)
            process.stdout.close()


def main() -> None:
    settings = read_settings()
    children = []
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.dup2(2, 1)  # what it says of itself is no process number
            os.close(0)
            asyncio.run(work(settings))
            os._exit(0)
        children.append(child)
        print(child, flush=True)
        for other in children:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(other, os.WNOHANG)
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
