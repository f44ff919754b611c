"""The server's end of a WebSocket, for peers that mean no good.

uvicorn bounds messages and waits for those who read slowly. But it answers every ping of a peer that
reads no answer, counts no fragments, and closes politely: who stops reading keeps the connection for as
long as they like. Here such a line is closed with a code of RFC 6455 §7.4.1 (1007 no text, 1008 too much
at once, 1009 too large) and, if the peer does not let go, cut. The application sees it hang up.
"""

import asyncio
from collections.abc import Callable

from uvicorn._types import ASGIReceiveEvent, WebSocketReceiveEvent
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame, apply_mask  # type: ignore[attr-defined]
from websockets.protocol import State

from preppal.foundation.whole_messages import LENGTH_FOLLOWS, WHOLE, WHOLE_BINARY, between

LARGEST_MESSAGE = 128 * 1024
"""Bytes: 20,000 characters of anything as JSON, where those that need an escape take six."""
UNSENT_BYTES = 32 * 1024
"""What may wait here before sending waits: two thirds of a second of sound."""
FRAGMENTS = 64
"""Parts of one message. Browsers send messages whole."""
FRAMES_AT_ONCE = 2_000
"""In one read of the socket, which is 256 KB at most: a stalled browser's hold a tenth of that."""
GOODBYE_SECONDS = 10.0
"""How long the last frames of a closed line may take to leave; then it is cut."""
SMALL_BYTES, SMALL_MESSAGES = 4 * 1024, 8
"""So many messages of at most so much may wait for the application before reading pauses. uvicorn pauses at
every one: two system calls for each frame of sound."""
WHOLE_AT_ONCE = 64
"""Messages of one read that go past the parser: sound, and what a page says while it plays some."""
MASKED = 0x80
"""What a browser's length has added (RFC 6455 §5.2)."""
DIRECT = "preppal.direct"
"""The ASGI extension under which the application finds the connection itself."""


class BoundedWebSocket(WebSocketsSansIOProtocol):
    """uvicorn's own protocol, with those gaps closed."""

    take_sound: Callable[[bytes], bool] | None = None
    """Takes a message of sound where it arrives, without a queue and a task between. False: it has to wait for
    its turn. Only asked while the application waits for a message and none is there. What it raises is met
    again by whoever receives the message."""
    _awaited = False
    _stands_between: bool | None = None
    """Where the parser stands, as long as it has not been given anything since that was last looked at."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport.set_write_buffer_limits(high=UNSENT_BYTES)

    def data_received(self, data: bytes) -> None:
        rest = self._after_whole(data) if self._between_frames() else data
        if rest:
            self._stands_between = None
            super().data_received(rest)

    def _between_frames(self) -> bool:
        """The parser waits for the first byte of a message."""
        if self._stands_between is None:
            self._stands_between = between(self.conn)
        return self._stands_between and not self.close_sent

    def _after_whole(self, data: bytes) -> bytes:
        """Whole messages at the beginning of ``data`` go to the application; gives the rest. The parser takes
        five times as long for them, and everything else goes through it."""
        at, end = 0, len(data)
        take = self.take_sound if self._awaited and self.queue.empty() else None
        for _ in range(WHOLE_AT_ONCE):
            if end - at < 8 or data[at] not in WHOLE:
                break
            length, body = data[at + 1] - MASKED, at + 6
            if length == LENGTH_FOLLOWS:
                length, body = int.from_bytes(data[at + 2 : at + 4], "big"), at + 8
            elif not 0 <= length < LENGTH_FOLLOWS:
                break
            if body + length > end:
                break
            said = apply_mask(data[body : body + length], data[body - 4 : body])
            if data[at] == WHOLE_BINARY:
                if take is None or not self._took(take, said):
                    take = None  # those that follow it wait behind it
                    self._deliver({"type": "websocket.receive", "bytes": said}, length)
            else:
                take = None
                try:
                    text = said.decode()
                except UnicodeDecodeError:
                    break  # refused where all else is
                self._deliver({"type": "websocket.receive", "text": text}, length)
            at = body + length
        return data[at:] if at else data

    @staticmethod
    def _took(take: Callable[[bytes], bool], sound: bytes) -> bool:
        try:
            return take(sound)
        except Exception:
            return False

    def handle_events(self) -> None:
        if len(self.conn.events) > FRAMES_AT_ONCE:
            self._refuse(CloseCode.POLICY_VIOLATION, "too_fast")
        else:
            super().handle_events()

    def handle_ping(self) -> None:
        if self.transport.get_write_buffer_size() > UNSENT_BYTES:
            self.conn.data_to_send()  # forget this pong: the earlier ones are not read either
        else:
            super().handle_ping()

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= FRAGMENTS:
            self._refuse(CloseCode.MESSAGE_TOO_BIG, "too_large")
        else:
            super().handle_cont(event)

    def send_receive_event_to_app(self) -> None:
        data = self.frames[0] if len(self.frames) == 1 else b"".join(self.frames)
        self.frames = []
        if self.close_sent:
            return  # what comes after the last word is nobody's
        if self.curr_msg_data_type == "text":
            try:
                text = data.decode()
            except UnicodeDecodeError:
                self._refuse(CloseCode.INVALID_DATA, "bad_text")
            else:
                self._deliver({"type": "websocket.receive", "text": text}, len(data))
        else:
            self._deliver({"type": "websocket.receive", "bytes": bytes(data)}, len(data))

    def _deliver(self, message: WebSocketReceiveEvent, size: int) -> None:
        self.queue.put_nowait(message)
        many = size > SMALL_BYTES or self.queue.qsize() >= SMALL_MESSAGES
        if many and not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()

    async def receive(self) -> ASGIReceiveEvent:
        self._awaited = True
        try:
            return await super().receive()
        finally:
            self._awaited = False

    def send_now(self, message: bytes, head: int = WHOLE_BINARY) -> bool:
        """Hand a whole message to the socket; False when that would have to wait, or comes too late. Past
        every layer between: they have nothing to say about what the room sends."""
        length = len(message)
        if not (
            self.writable.is_set()
            and self.conn.state is State.OPEN
            and not (self.close_sent or self.disconnected)
            and length < 1 << 16
        ):
            return False
        if length < LENGTH_FOLLOWS:
            start = bytes((head, length))
        else:
            start = bytes((head, LENGTH_FOLLOWS)) + length.to_bytes(2, "big")
        self.transport.write(start + message)
        return True

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._hang_up(CloseCode.ABNORMAL_CLOSURE)

    def handle_parser_exception(self) -> None:
        """The peer broke the protocol; `conn` holds the close frame that says how."""
        said = self.conn.close_sent
        if self.close_sent or said is None:
            return
        self.close_sent = True
        self.stop_keepalive()
        self.transport.write(b"".join(self.conn.data_to_send()))
        # No more than that is sent. What still comes in is read and dropped: closing now would reset
        # the connection, and the peer would never learn why.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self._hang_up(said.code)

    async def run_asgi(self) -> None:
        self.scope["extensions"] = {**(self.scope["extensions"] or {}), DIRECT: self}  # type: ignore[dict-item]
        await super().run_asgi()
        self.take_sound = None
        self._cut_later()

    def _refuse(self, code: CloseCode, reason: str) -> None:
        self.frames = []
        if not self.close_sent:
            self.conn.fail(code, reason)
            self.handle_parser_exception()

    def _hang_up(self, code: int) -> None:
        """Tell the application that the line is gone."""
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        self._cut_later()

    def _cut_later(self) -> None:
        if not self.disconnected:
            self.loop.call_later(GOODBYE_SECONDS, self.transport.abort)
