"""Every route that the application answers, read from the application itself."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.routing import BaseRoute, Mount


def routes_of(app: FastAPI) -> set[tuple[str, str]]:
    """(method, path) of each; sockets have the method WS, mounted files GET."""
    return set(_walk(app.routes, ""))


def _walk(routes: Sequence[BaseRoute], prefix: str) -> Iterator[tuple[str, str]]:
    for route in routes:
        included: Any = getattr(route, "original_router", None)
        if included is not None:
            context: Any = route.include_context  # type: ignore[attr-defined]
            yield from _walk(included.routes, prefix + context.prefix)
        elif isinstance(route, APIRoute):
            for method in route.methods:
                yield method, prefix + route.path
        elif isinstance(route, APIWebSocketRoute):
            yield "WS", prefix + route.path
        elif isinstance(route, Mount):
            yield "GET", prefix + route.path + "/{path}"
        else:
            raise AssertionError(f"{route!r} is of a kind that nobody checks.")
