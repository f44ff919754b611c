"""The server on its port: opened with a sentence when that fails, closed in order when told to stop."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator

import click
import uvicorn
from fastapi import FastAPI

from preppal.foundation.settings import Settings, SettingsError
from preppal.web.connections import BoundedHttp
from preppal.web.websockets import LARGEST_MESSAGE, BoundedWebSocket

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
UNSENT_BYTES = 16 * 1024
"""What the kernel may hold of a connection beyond what the network has room for. Its usual answer is
megabytes: a minute of sound that nobody hears before the server learns that nobody reads."""


def open_port(settings: Settings) -> socket.socket:
    """Bind the address that the settings name.

    Raises:
        SettingsError: it cannot be had; the sentence says what to set.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):  # accepted connections inherit it
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as problem:
        listener.close()
        if problem.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"Port {settings.port} is taken by another program: set PREPPAL_PORT to another one."
            ) from None
        raise SettingsError(
            f"Preppal cannot listen on {settings.host}, port {settings.port}"
            f" ({problem.strerror}): set PREPPAL_HOST and PREPPAL_PORT."
        ) from None
    return listener


def server_config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.trust_proxy,
        forwarded_allow_ips="*" if settings.trust_proxy else None,
        # Audio does not compress: deflate costs a quarter of the relay's time (LIVE §1).
        ws_per_message_deflate=False,
        http=BoundedHttp,
        ws=BoundedWebSocket,
        ws_max_size=LARGEST_MESSAGE,
        # A closed lid says no goodbye: whoever leaves a ping unanswered is gone within 20 s.
        ws_ping_interval=10,
        ws_ping_timeout=10,
        timeout_graceful_shutdown=5,
    )


class GreetingServer(uvicorn.Server):
    """Says where it is once it answers, and in local mode how to sign in."""

    def __init__(
        self, config: uvicorn.Config, settings: Settings, *, stopping: Callable[[], Awaitable[None]]
    ) -> None:
        """``stopping`` is what ends first, so that who waits for it is still answered."""
        super().__init__(config)
        self.settings = settings
        self.stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.stopping()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        port = self.servers[0].sockets[0].getsockname()[1]
        url = self.settings.base_url or f"http://{self.settings.host}:{port}"
        click.echo(f"\n  Preppal is ready: {url}\n")
        if self.settings.local_mode:
            click.echo(
                "  To sign in, give any email address: the code is shown on the page and here."
            )
            click.echo("  The first account becomes the operator. Ctrl-C stops the server.\n")

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at a signal, and let the signal end there.

        uvicorn's own raises it again afterwards, which would cut short what follows: tasks
        that finish, the embedded database that stops.
        """
        loop = asyncio.get_running_loop()
        for number in STOP_SIGNALS:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in STOP_SIGNALS:
                loop.remove_signal_handler(number)
