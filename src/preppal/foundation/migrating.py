"""Bring a database to the newest revision, once, however many processes start together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

import asyncpg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from preppal.foundation.addresses import Address
from preppal.foundation.database import Base

# Chosen at random; one number for "somebody migrates this database".
LOCK = 0x5052_4550_5041_4C01

# Tables that belong to the task queue, not to our models.
FOREIGN_TABLES = "pgqueuer"


class DatabaseBehind(Exception):
    """The database's tables are older, or newer, than this release."""


class DatabaseUnreachable(Exception):
    """Nothing answers at the address, or not as hoped; the message says what was tried."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("preppal") / "migrations"))
    return config


@asynccontextmanager
async def _connected(address: Address) -> AsyncIterator[AsyncConnection]:
    """A connection in a transaction that is committed at the end of the block."""
    engine = create_async_engine(
        address.url.set(query={}), connect_args=address.arguments, poolclass=NullPool
    )
    shown = address.url.set(drivername="postgresql", query={}).render_as_string()
    try:
        connection = await engine.connect()
    except (OSError, asyncpg.PostgresError, SQLAlchemyError) as problem:
        reason = getattr(problem, "orig", None) or problem
        raise DatabaseUnreachable(f"The database {shown} cannot be used: {reason}.") from None
    try:
        async with connection.begin():
            yield connection
    finally:
        await connection.close()


def newest_revision() -> str | None:
    """The revision this release works with."""
    return ScriptDirectory.from_config(_config()).get_current_head()


async def migrate(address: Address) -> None:
    """Bring the database to the newest revision, in one transaction.

    Whoever comes second waits and then finds nothing to do. `address` must lead past any pooler.
    """

    def upgrade(connection: Connection) -> None:
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    async with _connected(address) as connection:
        await connection.run_sync(upgrade)


async def check_revision(address: Address) -> None:
    """Raise `DatabaseBehind`, with a sentence, unless the database is at this release's revision."""
    async with _connected(address) as connection:
        current = await connection.run_sync(
            lambda bare: MigrationContext.configure(bare).get_current_revision()
        )
    newest = newest_revision()
    if current == newest:
        return
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is None or current in known:
        raise DatabaseBehind(
            f"The database {address.name} is at revision {current or 'none'} and this release"
            f" needs {newest}: run `preppal db migrate`."
        )
    raise DatabaseBehind(
        f"The database {address.name} is at revision {current}, which is newer than this release"
        f" ({newest}): install the newer release."
    )


async def differences(address: Address) -> list[Any]:
    """What autogenerate would write for this database: empty when models and tables agree."""

    def compare(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": ours, "compare_type": True, "compare_server_default": True},
        )
        return list(compare_metadata(context, Base.metadata))

    async with _connected(address) as connection:
        return await connection.run_sync(compare)


async def write_revision(address: Address, message: str, revision: str) -> None:
    """Write a migration from the difference between the models and this (migrated) database."""

    def generate(connection: Connection) -> None:
        config = _config()
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True, rev_id=revision)

    async with _connected(address) as connection:
        await connection.run_sync(generate)


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether autogenerate should look at the thing of this name."""
    return not (kind == "table" and (name or "").startswith(FOREIGN_TABLES))
