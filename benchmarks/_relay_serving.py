"""Starlette under uvicorn, set up as the product's own server is."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Awaitable, Callable

import uvicorn
from fastapi import FastAPI
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from preppal.foundation.settings import Settings
from preppal.web.listening import server_config

Relay = Callable[[WebSocket], Awaitable[None]]


def serve(relay: Relay) -> None:
    """Print the port and serve until told to stop."""
    app = FastAPI(routes=[WebSocketRoute("/", relay)])
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        config = server_config(app, Settings(_env_file=None))
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run([listener])
