"""Every route that the application answers, read from the application itself."""

import inspect
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute
from starlette.routing import BaseRoute, Mount


def routes_of(app: FastAPI) -> set[tuple[str, str]]:
    """(method, path) of each; sockets have the method WS, mounted files GET."""
    return {key for key, _ in _walk(app.routes, "")}


def routes_with_queries(app: FastAPI) -> set[tuple[str, str]]:
    """Those that read what stands behind the path."""
    return {key for key, route in _walk(app.routes, "") if _reads_queries(route)}


def _reads_queries(route: BaseRoute) -> bool:
    if not isinstance(route, APIRoute):
        return False
    dependants = [route.dependant]
    for dependant in dependants:
        dependants += dependant.dependencies
    calls = [dependant.call for dependant in dependants if dependant.call is not None]
    return any(dependant.query_params for dependant in dependants) or any(
        "query_params" in inspect.getsource(call) for call in calls if inspect.isfunction(call)
    )


def _walk(routes: Sequence[BaseRoute], prefix: str) -> Iterator[tuple[tuple[str, str], BaseRoute]]:
    for route in routes:
        included: Any = getattr(route, "original_router", None)
        if included is not None:
            context: Any = route.include_context  # type: ignore[attr-defined]
            yield from _walk(included.routes, prefix + context.prefix)
        elif isinstance(route, APIRoute):
            for method in route.methods:
                yield (method, prefix + route.path), route
        elif isinstance(route, APIWebSocketRoute):
            yield ("WS", prefix + route.path), route
        elif isinstance(route, Mount):
            yield ("GET", prefix + route.path + "/{path}"), route
        else:
            raise AssertionError(f"{route!r} is of a kind that nobody checks.")
