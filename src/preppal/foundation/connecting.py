"""Open the database that the settings name, at this release's revision."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from preppal.foundation.database import Database
from preppal.foundation.embedded import embedded_database
from preppal.foundation.migrating import check_revision, migrate
from preppal.foundation.settings import Settings


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """The embedded database, brought up to date by itself, or the one at ``DATABASE_URL``.

    Raises:
        DatabaseBehind: the database at ``DATABASE_URL`` was not migrated.
    """
    if not settings.database_url:
        async with embedded_database(settings.data_dir) as url:
            database = Database(url)
            try:
                await migrate(database.direct_address)
                yield database
            finally:
                await database.dispose()
        return
    database = Database(settings.database_url, direct_url=settings.database_direct_url or None)
    try:
        await check_revision(database.direct_address)
        yield database
    finally:
        await database.dispose()
