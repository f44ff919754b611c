"""One connection to Gemini Live: opened and set up, then messages both ways until it is gone."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import os
import socket
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.frames import apply_mask  # type: ignore[attr-defined]
from websockets.protocol import State

from preppal.providers.gemini_live import refusals, wire
from preppal.providers.gemini_live.link import Link
from preppal.providers.gemini_live.refusals import Gone

LARGEST = 8 << 20
"""Bytes of one message: a minute of sound in base64 is 3.8 MB, and it comes in pieces of 40 ms to 1 s."""
PING_SECONDS = 20.0
PONG_SECONDS = 60.0
"""The provider has been seen to answer pings after 8 to 30 s (docs/decisions)."""
UNHEARD_MS = 10_000
"""A path that acknowledges nothing for this long is dead: noticed long before a pong is missed."""
STUFFED = 24 * 1024
"""Bytes waiting in the socket beyond which nothing more goes in: 0.55 s of sound in base64."""
MASKS = 32
"""Drawn from the system at once: each costs a call of it."""
Take = Callable[[wire.ServerMessage], bool]
GARBLED = 20
"""Messages that are none, until the connection is given up."""

# The library's own logger would write the key and every message when somebody asks for debug lines.
_silent = logging.getLogger("preppal.providers.gemini_live.socket")
_silent.setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Address:
    """Where the provider answers and what opens it. `tls` is the trust for wss."""

    url: str
    key: str = field(repr=False)
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    seconds: float = 10.0
    """For the handshake, and again for the answer to the setup."""


def text_frame(message: bytes, mask: bytes) -> bytes:
    """A whole message as a client sends it (RFC 6455 §5.2). The library's own way, through a frame, its
    checks and a list of pieces, takes three times as long, 25 times a second for every session."""
    length = len(message)
    if length < 126:
        head = bytes((0x81, 0x80 | length))
    elif length < 1 << 16:
        head = b"\x81\xfe" + length.to_bytes(2, "big")
    else:
        head = b"\x81\xff" + length.to_bytes(8, "big")
    return head + mask + apply_mask(message, mask)


class Connection:
    """Set up and ready. Not for several readers."""

    def __init__(self, link: Link, key: str) -> None:
        self._link = link
        self._key = key
        self._early: deque[wire.ServerMessage] = deque()
        self._garbled = 0
        self._masks = b""

    @classmethod
    async def open(cls, address: Address, setup: bytes) -> Connection:
        """Raises `Gone`."""
        connection = cls(await _dial(address), address.key)
        try:
            async with asyncio.timeout(address.seconds):
                await connection._set_up(setup)
        except TimeoutError:
            connection.abort()
            raise Gone(
                "unreachable", f"no answer to the setup within {address.seconds:g} s"
            ) from None
        except BaseException:
            connection.abort()
            raise
        return connection

    async def _set_up(self, setup: bytes) -> None:
        self.send(setup)
        early = deque[wire.ServerMessage]()
        while (message := await self.receive()).setup_complete is None:
            early.append(message)
        self._early = early

    @property
    def full(self) -> bool:
        """The socket takes no more just now."""
        return self._link.transport.get_write_buffer_size() > STUFFED

    def send(self, message: bytes) -> None:
        """Hand a message to the socket, without waiting; ask `full` before. Lost if it is closed."""
        if self._link.state is State.OPEN:
            if not self._masks:
                self._masks = os.urandom(4 * MASKS)
            mask, self._masks = self._masks[:4], self._masks[4:]
            self._link.transport.write(text_frame(message, mask))

    async def receive(self, take: Take | None = None) -> wire.ServerMessage:
        """The next message; a frame that is none is passed over. Raises `Gone`.

        `take(message)` is asked about each that comes while this waits, where it arrives; those that it
        took are not given.
        """
        at_once = None if take is None else partial(_is_taken, take)
        if self._early:
            return self._early.popleft()
        while True:
            try:
                message = wire.decode(await self._link.next_message(at_once))
            except wire.NotUnderstood as problem:
                self._garbled += 1
                if self._garbled > GARBLED:
                    raise Gone("protocol", f"not the wire format: {problem}") from None
            except ConnectionClosed as closed:
                raise self._why(closed) from None
            except (WebSocketException, OSError) as problem:
                raise Gone("unreachable", f"{type(problem).__name__} while reading") from None
            else:
                if (said := message.error) is not None:
                    raise refusals.closed(said.code or 0, said.message or "", key=self._key)
                return message

    def _why(self, closed: ConnectionClosed) -> Gone:
        frame = closed.rcvd or closed.sent
        if frame is None:
            return Gone("unreachable", "the connection was cut", code=1006)
        return refusals.closed(frame.code, frame.reason, key=self._key)

    def abort(self) -> None:
        """Let go at once."""
        self._link.transport.abort()

    async def close(self) -> None:
        """Say goodbye; waits a second for the answer at most."""
        with contextlib.suppress(WebSocketException, OSError):
            await self._link.close()


def _is_taken(take: Take, frame: bytes) -> bool:
    try:
        message = wire.decode(frame)
    except wire.NotUnderstood:
        return False
    return message.error is None and take(message)


async def _dial(address: Address) -> Link:
    try:
        link = await connect(
            address.url + wire.PATH,
            additional_headers={"x-goog-api-key": address.key},
            user_agent_header="preppal",
            ssl=address.tls,
            proxy=None if _is_here(address.url) else True,
            compression=None,
            max_size=LARGEST,
            open_timeout=address.seconds,
            ping_interval=PING_SECONDS,
            ping_timeout=PONG_SECONDS,
            close_timeout=1,
            logger=_silent,
            create_connection=Link,
        )
    except InvalidStatus as problem:
        response = problem.response
        sentence = (response.body or b"")[:2000].decode(errors="replace")
        raise refusals.answered(response.status_code, key=address.key, sentence=sentence) from None
    except TimeoutError:
        raise Gone("unreachable", f"no handshake within {address.seconds:g} s") from None
    except ssl.SSLError as problem:
        raise Gone("unreachable", f"TLS failed: {problem.reason}") from None
    except (WebSocketException, OSError) as problem:
        text = refusals.readable(str(problem), address.key)
        raise Gone("unreachable", f"{type(problem).__name__}: {text}") from None
    assert isinstance(link, Link)
    _notice_silence(link)
    return link


def _notice_silence(link: Link) -> None:
    """Ask the system, where it can, to give up a path that no longer acknowledges what is sent."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    own = link.transport.get_extra_info("socket")
    if option is None or own is None:
        return
    with contextlib.suppress(OSError), socket.fromfd(own.fileno(), own.family, own.type) as same:
        same.setsockopt(socket.IPPROTO_TCP, option, UNHEARD_MS)


def _is_here(url: str) -> bool:
    """A loopback address: no proxy leads there."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
