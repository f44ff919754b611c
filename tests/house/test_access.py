"""Who gets what answer (`access.TABLE`), at every route and socket there is."""

import re
import uuid

import pytest
from fastapi import FastAPI

from tests.house.access import OPEN, SIGN_IN, TABLE, Answer, Row
from tests.house.routes import routes_of
from tests.house.world import World
from tests.people import Browser
from tests.sockets import Closed

ROWS = [pytest.param(row, id=row.name) for row in TABLE]
OWNED = [row for row in TABLE if row.about and row.method != "WS" and not row.shared]
OWNED = [row for row in OWNED if row.stranger == 404 and row.owner != 404]


def path_of(row: Row, browser: Browser, world: World, about: str = "") -> str:
    static = browser.app.url_path_for("static", path="x/css/layers.css").removeprefix("/static/")
    return world.fill(row.path, about or row.about, path=static) + row.query


async def answer_to(row: Row, browser: Browser, world: World, **headers: str) -> Answer:
    """The status, the path that one is led to, or for a socket the close code or OPEN."""
    path = path_of(row, browser, world)
    if row.method == "WS":
        return await socket_answer(browser, path)
    data = row.form if row.method == "POST" else None
    answer = await browser.request(row.method, path, data=data, headers=headers)
    if answer.status_code != 303:
        return answer.status_code
    location = answer.headers["location"]
    location = re.sub(r"(/interviews/(?:new/)?)[0-9a-f-]{36}", r"\1{interview_id}", location)
    location = re.sub(r"(/job-descriptions/|\?job=)[0-9a-f-]{36}", r"\1{job_id}", location)
    location = re.sub(r"(/admin/postings/)[0-9a-f-]{36}", r"\1{posting_id}", location)
    location = re.sub(r"(/credits/purchases/)[0-9a-f-]{36}", r"\1{purchase_id}", location)
    location = re.sub(r"(/resumes/)[0-9a-f-]{36}", r"\1{resume_id}", location)
    location = re.sub(r"(/panels/)[0-9a-f-]{36}", r"\1{panel_id}", location)
    location = re.sub(r"(at=|#stage-)[0-9a-f-]{36}", r"\1{stage_id}", location)
    return re.sub(r"(/personas/|about=)[0-9a-f-]{36}", r"\1{persona_id}", location)


async def socket_answer(browser: Browser, path: str, origin: str | None = None) -> Answer:
    try:
        async with browser.socket(path, origin=origin) as socket:
            await socket.send(type="hello", mode="text", last_seq=0)
            while (await socket.receive())["type"] != "ready":
                pass
            return OPEN
    except Closed as closed:
        return closed.code


def meets(answer: Answer, expected: Answer) -> bool:
    if expected == SIGN_IN or str(expected).endswith("?next="):
        return str(answer).startswith(str(expected))
    return answer == expected


def test_every_route_has_a_row_and_every_row_a_route(app: FastAPI) -> None:
    rows = {row.key for row in TABLE}
    routes = routes_of(app)
    assert routes - rows == set(), "Routes without a row in access.TABLE."
    assert rows - routes == set(), "Rows in access.TABLE without a route."


@pytest.mark.parametrize("row", ROWS)
async def test_each_gets_the_answer_in_the_table(
    row: Row, world: World, visitor: Browser, stranger: Browser, staff: Browser, owner: Browser
) -> None:
    before = await world.snapshot()
    given = {}
    for who, browser in (("visitor", visitor), ("stranger", stranger), ("staff", staff)):
        given[who] = await answer_to(row, browser, world)
    if row.about and not row.shared and row.owner != 404:
        # What is not theirs stays as it is, whatever they send.
        assert await world.snapshot() == before
    given["owner"] = await answer_to(row, owner, world)
    expected = {who: getattr(row, who) for who in given}
    assert {who: meets(given[who], expected[who]) for who in given} == dict.fromkeys(given, True), (
        f"given {given}, expected {expected}"
    )


async def test_not_yours_and_not_there_are_the_same_answer(
    world: World, stranger: Browser, owner: Browser
) -> None:
    for row in OWNED:
        bodies = set()
        for browser, about in ((stranger, row.about), (stranger, "nowhere"), (owner, "nowhere")):
            path = path_of(row, browser, world, about)
            answer = await browser.request(row.method, path, data=row.form or None)
            assert answer.status_code == 404, row.name
            (main,) = re.findall("<main.*</main>", answer.text, re.DOTALL)
            bodies.add(main.replace(answer.headers["x-request-id"], ""))
        assert len(bodies) == 1, row.name


async def test_what_is_no_id_leads_nowhere(owner: Browser) -> None:
    for row in OWNED:
        for wrong in ("1", "nan", "%00", "%F0%9F%8E%A4", "x" * 500, str(uuid.UUID(int=7)) + "0"):
            path = re.sub(r"\{\w+\}", wrong, row.path)
            answer = await owner.request(row.method, path, data=row.form or None)
            assert answer.status_code == 404, (row.name, wrong)


async def test_looking_changes_nothing(world: World, owner: Browser) -> None:
    before = await world.snapshot()
    for row in TABLE:
        if row.method == "GET":
            await answer_to(row, owner, world)
            assert await world.snapshot() == before, row.name


async def test_another_site_changes_nothing(world: World, owner: Browser) -> None:
    before = await world.snapshot()
    for row in TABLE:
        if row.method == "POST":
            for headers in (
                {"sec-fetch-site": "cross-site"},
                {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9000"},
            ):
                assert await answer_to(row, owner, world, **headers) == 403, row.name
    assert await world.snapshot() == before


async def test_under_a_foreign_name_nothing_is_answered(world: World, owner: Browser) -> None:
    before = await world.snapshot()
    for row in TABLE:
        # Static files are the same bytes for everybody.
        if row.method != "WS" and not row.path.startswith("/static/"):
            assert await answer_to(row, owner, world, host="evil.example") == 403, row.name
    assert await world.snapshot() == before


async def test_another_site_opens_no_socket(world: World, owner: Browser) -> None:
    for row in TABLE:
        if row.method == "WS" and row.owner == OPEN:
            path = path_of(row, owner, world)
            for origin in ("https://evil.example", "null", "http://127.0.0.1:9000", "http://["):
                assert await socket_answer(owner, path, origin) in (4001, 403), origin


async def test_an_unknown_address_is_a_404_for_everybody(
    visitor: Browser, stranger: Browser, staff: Browser
) -> None:
    for browser in (visitor, stranger, staff):
        for path in ("/nowhere", "/admin/x", "/interviews/newest/x", "/static/"):
            answer = await browser.get(path)
            assert answer.status_code == 404, path
            assert answer.headers["x-request-id"] in answer.text
