"""While the database is away every page says so, and is there again when the database is."""

import socket
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from preppal.foundation.database import Database
from tests.house.access import TABLE, Row
from tests.house.test_access import path_of
from tests.house.world import World
from tests.people import Browser

NEEDS_NO_DATABASE = {
    "/healthz": 200,
    "/robots.txt": 200,
    "/favicon.ico": 200,
    "/static/{path}": 200,
    "/metrics": 404,
    "/webhooks/stripe": 404,
}
ROWS = [row for row in TABLE if row.method != "WS"]


@pytest.fixture
def nowhere() -> Iterator[Database]:
    """The port is taken, and nobody listens at it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield Database(f"postgresql://preppal@127.0.0.1:{taken.getsockname()[1]}/preppal")


async def statuses(browser: Browser, world: World) -> dict[str, int]:
    async def status(row: Row) -> int:
        path = path_of(row, browser, world)
        answer = await browser.request(row.method, path, data=row.form or None)
        if answer.status_code == 503 and row.method == "GET" and row.path != "/readyz":
            assert answer.headers["retry-after"] == "5"
        return answer.status_code

    return {row.name: await status(row) for row in ROWS}


async def test_every_page_says_that_the_database_is_away(
    app: FastAPI, world: World, owner: Browser, nowhere: Database
) -> None:
    at_hand, before = app.state.database, await world.snapshot()
    app.state.database = nowhere
    page = await owner.get("/dashboard")
    assert "The server cannot reach its database just now. Try again in a moment." in page.text
    given = await statuses(owner, world)
    app.state.database = at_hand
    expected = {row.name: NEEDS_NO_DATABASE.get(row.path, 503) for row in ROWS}
    assert given == expected
    assert await world.snapshot() == before
    assert (await owner.get("/dashboard")).status_code == 200
