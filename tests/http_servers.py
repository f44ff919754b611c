"""What the doubles of other people's HTTP services share: they listen on this machine, and can fall silent."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar

Server = TypeVar("Server", bound="SilenceableServer")


class SilenceableServer(ThreadingHTTPServer):
    """On a free port. Its handlers wait for ``goes_on`` where they fall silent."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.goes_on = threading.Event()
        self.goes_on.set()


@contextmanager
def served(server: Server) -> Iterator[Server]:
    """It answers until the block ends."""
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.goes_on.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
