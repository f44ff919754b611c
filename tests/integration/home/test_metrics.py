"""/metrics: right for Prometheus, there for who runs the server, and silent about people."""

import re
from collections.abc import AsyncIterator

import pytest

from preppal.foundation.database import Database
from preppal.foundation.metrics import Exposition, Histogram
from preppal.foundation.settings import Settings
from preppal.foundation.tasks import enqueue
from tests.interviews import an_interview, keep
from tests.people import MONDAY, Browser, Postbox, TestClock, a_user, an_app
from tests.sockets import Closed

TOKEN = "correct-horse-battery-staple"
BEARER = {"authorization": f"Bearer {TOKEN}"}
NUMBER = r"[0-9.e+-]+"
MEASURE = re.compile(rf'# (HELP|TYPE) preppal_\w+ .+|preppal_\w+({{[a-z]+="[\w+.]+"}})? {NUMBER}')


@pytest.fixture
async def watched(
    settings: Settings, database: Database, clock: TestClock
) -> AsyncIterator[Browser]:
    told = settings.model_copy(update={"metrics_token": TOKEN})
    async with Browser(an_app(told, database, Postbox(), clock)) as browser:
        yield browser


async def figures(browser: Browser) -> dict[str, float]:
    answer = await browser.get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert all(MEASURE.fullmatch(line) for line in lines), answer.text
    measures = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in measures}


async def test_only_the_token_opens_it(watched: Browser) -> None:
    for header in ({}, {"authorization": "Bearer nothing"}, {"authorization": TOKEN}):
        assert (await watched.get("/metrics", headers=header)).status_code == 404
    async with Browser(watched.app, host="127.0.0.1") as here:
        assert (await here.get("/metrics")).status_code == 404
    assert await figures(watched)


async def test_without_a_token_only_programs_on_this_machine_read_it(
    settings: Settings, database: Database, clock: TestClock
) -> None:
    app = an_app(settings, database, Postbox(), clock)
    async with Browser(app, host="127.0.0.1") as here, Browser(app) as elsewhere:
        assert (await here.get("/metrics")).status_code == 200
        assert (await elsewhere.get("/metrics")).status_code == 404
        past_a_proxy = {"x-forwarded-for": "198.51.100.4"}
        assert (await here.get("/metrics", headers=past_a_proxy)).status_code == 404
        by_another_name = {"host": "practice.example.org"}
        assert (await here.get("/metrics", headers=by_another_name)).status_code in (403, 404)


async def test_a_visit_shows_in_the_figures(watched: Browser, database: Database) -> None:
    await watched.sign_in(a_user("Amara"))
    row = an_interview(watched.me, MONDAY)
    async with database.transaction() as db:
        await keep(db, row)
        await enqueue(db, "nobody-runs-this", {})
    before = await figures(watched)
    assert before["preppal_live_rooms"] == 0
    assert before['preppal_tasks{status="queued"}'] == 1
    assert before["preppal_database_up"] == 1
    async with watched.socket(f"/interviews/{row.id}/live") as socket:
        await socket.send(type="hello", mode="text", last_seq=0)
        await socket.receive_type("turn")
        during = await figures(watched)
        assert during["preppal_live_rooms"] == 1
        assert during['preppal_live_lines{stage="known"}'] == 1
        for _ in range(25):
            await socket.send_bytes(bytes(32_000))
        await socket.receive_type("notice")
        await socket.send_bytes(b"odd")
        with pytest.raises(Closed):
            while True:
                await socket.receive()
    after = await figures(watched)
    assert after["preppal_live_rooms"] == 0
    assert after['preppal_live_visits_total{outcome="bad_frame"}'] == 1
    assert after["preppal_live_frames_dropped_total"] >= 1
    told = (await watched.get("/metrics", headers=BEARER)).text
    for private in (watched.me.name, watched.me.email, str(watched.me.id), str(row.id)):
        assert private not in told


def test_a_histogram_counts_upwards() -> None:
    seen = Histogram(0.9, 1.8)
    for seconds in (0.5, 0.9, 1.0, 7.0):
        seen.add(seconds)
    told = Exposition()
    told.histogram("preppal_x_seconds", "Of x.", seen)
    assert told.text().splitlines() == [
        "# HELP preppal_x_seconds Of x.",
        "# TYPE preppal_x_seconds histogram",
        'preppal_x_seconds_bucket{le="0.9"} 2',
        'preppal_x_seconds_bucket{le="1.8"} 3',
        'preppal_x_seconds_bucket{le="+Inf"} 4',
        "preppal_x_seconds_sum 9.400",
        "preppal_x_seconds_count 4",
    ]
