"""Whether the process is up, and whether it can do its work."""

from pathlib import Path

from sqlalchemy import text

from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.home.health import NO_ANSWER, OTHER_TABLES
from tests.people import Browser, Browsers, Postbox, TestClock, an_app


async def test_ready_when_the_database_has_this_releases_tables(visitor: Browser) -> None:
    answer = await visitor.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready\n")
    assert answer.headers["cache-control"] == "no-store"


async def test_not_ready_with_the_tables_of_another_release(
    visitor: Browser, database: Database
) -> None:
    async with database.transaction() as db:
        await db.execute(text("update alembic_version set version_num = '0000'"))
    answer = await visitor.get("/readyz")
    assert (answer.status_code, answer.text) == (503, f"{OTHER_TABLES}\n")


async def test_not_ready_without_tables(visitor: Browser, database: Database) -> None:
    async with database.transaction() as db:
        await db.execute(text("drop table alembic_version"))
    answer = await visitor.get("/readyz")
    assert (answer.status_code, answer.text) == (503, f"{OTHER_TABLES}\n")


async def test_up_but_not_ready_without_a_database(
    settings: Settings, postbox: Postbox, clock: TestClock, browsers: Browsers, tmp_path: Path
) -> None:
    nowhere = Database(f"postgresql://nobody@/nothing?host={tmp_path}")
    try:
        browser = await browsers(app=an_app(settings, nowhere, postbox, clock))
        answer = await browser.get("/readyz")
        assert (answer.status_code, answer.text) == (503, f"{NO_ANSWER}\n")
        assert (await browser.get("/healthz")).text == "ok\n"
    finally:
        await nowhere.dispose()


async def test_health_asks_the_database_nothing(visitor: Browser, database: Database) -> None:
    with database.count_statements() as sent:
        assert (await visitor.get("/healthz")).status_code == 200
    assert sent == []
