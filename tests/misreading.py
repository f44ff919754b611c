"""A reader's process that goes wrong as the file it is given says: ``python -m tests.misreading``."""

import os
import resource
import signal
import socket
import sys
import time

import msgspec

from preppal.documents.limits import Limits
from preppal.documents.reader_process import READY, answer, confine


def main() -> None:
    limits = msgspec.json.decode(sys.argv[1], type=Limits)
    confine(limits)
    sys.stdout.buffer.write(READY)
    sys.stdout.flush()
    wish = sys.stdin.buffer.read().partition(b"\n")[0].decode()
    if wish == "sleep":
        time.sleep(600)
    elif wish == "spin":
        while True:
            pass
    elif wish == "abort":
        os.abort()
    elif wish in ("SIGKILL", "SIGSEGV"):
        os.kill(os.getpid(), getattr(signal, wish))
    elif wish == "nonsense":
        sys.stdout.write('{"document": {"kind": "novel"')
    elif wish == "wrong":
        sys.stdout.write('{"document": {"kind": "text", "lines": [5]}}')
    elif wish == "flood":
        while True:
            sys.stdout.write("x" * 1_000_000)
    elif wish == "greedy":
        try:
            held = bytearray(limits.memory)
        except MemoryError:
            sys.stdout.write('{"reason": "too_much_memory"}')
        else:
            sys.stdout.write(f'{{"reason": "held {len(held)}"}}')
    elif wish == "reach":
        sys.stdout.write(f'{{"reason": "{reached()}"}}')
    elif wish == "read":
        sys.stdout.buffer.write(msgspec.json.encode(answer(b"Words", limits)))


def reached() -> str:
    """What of the outside world it got hold of, in words."""
    got = sorted(set(os.environ) - {"PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LC_CTYPE"})
    for name, reach in {
        "a file": lambda: os.open("/etc/hostname", os.O_RDONLY),
        "a new file": lambda: os.open("/tmp/written", os.O_WRONLY | os.O_CREAT),
        "a socket": socket.socket,
        "a pipe": os.pipe,
    }.items():
        try:
            reach()
        except OSError:
            continue
        got.append(name)
    if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):
        got.append("a core")
    return ", ".join(got) or "nothing"


if __name__ == "__main__":
    main()
