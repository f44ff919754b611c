"""Accounts from before credits have their welcome credit, once a mail box."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text

from preppal.accounts.model import User
from preppal.credits.welcome import welcome
from preppal.foundation.database import Database, uuid7
from tests.credits import assert_clean
from tests.people import MONDAY


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("preppal") / "migrations"))
    config.attributes["connection"] = connection
    return config


def _back(connection: Connection) -> None:
    """To the revision before credits."""
    config = _config(connection)
    ours = ScriptDirectory.from_config(config).get_revision("0011")
    command.downgrade(config, str(ours.down_revision))


def _forth(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


async def test_there_and_back_with_people_in_it(fresh_database: Database) -> None:
    async with fresh_database.engine.begin() as connection:
        await connection.run_sync(_back)
        for email in ("ana@example.org", "b.o@gmail.com", "bo+2@gmail.com"):
            values = {"id": uuid7(), "email": email, "now": MONDAY}
            row = text("insert into users (id, email, created_at) values (:id, :email, :now)")
            await connection.execute(row, values)
    async with fresh_database.engine.begin() as connection:
        await connection.run_sync(_forth)
    async with fresh_database.transaction() as db:
        found = await db.execute(select(User.email, User.credits, User.id).order_by(User.id))
        people = found.all()
        assert [row.credits for row in people] == [1, 1, 0]
        assert [await welcome(db, row.id, now=MONDAY) for row in people] == [None] * 3
    await assert_clean(fresh_database)
