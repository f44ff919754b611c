"""The server's end of an HTTP connection, for peers that mean no good or have gone away.

uvicorn waits for a request for as long as it takes, and keeps as many header lines as are sent. Here a
request's head has half a minute to arrive (RFC 9110 §15.5.9) and a size; its body is bounded by `BodyLimit`.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 30.0
"""From the connection, or the first byte of a later request on it, to the end of the head."""
HEAD_BYTES = 64 * 1024
"""Of address and header lines: several times what browsers send with every cookie they may keep."""
LATE = b"The request did not arrive in time.\n"


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's own protocol, with those two bounds."""

    _head_timer: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _begun = False
    """Some of a head has come."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._head_timer is None and (self.cycle is None or self.cycle.response_complete):
            self._await_head()
        super().data_received(data)
        if self._head_timer is not None:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
                self.send_400_response("Invalid HTTP request received.")

    def on_message_begin(self) -> None:
        self._begun = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        self._begun = False
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _give_up(self) -> None:
        if self._begun:
            self.transport.write(
                b"HTTP/1.1 408 Request Timeout\r\ncontent-type: text/plain; charset=utf-8\r\n"
                b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (len(LATE), LATE)
            )
        self._stop_waiting()
        self.transport.close()
