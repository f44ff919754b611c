"""Open the database that the settings name, at this release's revision."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from preppal.foundation.addresses import Address, parse_address
from preppal.foundation.branching import branch_name
from preppal.foundation.database import Database
from preppal.foundation.embedded import embedded_database
from preppal.foundation.migrating import check_revision, migrate
from preppal.foundation.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where the database is: `address` for the application, `direct` past any pooler."""

    address: Address
    direct: Address
    embedded: bool

    @property
    def pooled(self) -> bool:
        """Whether a transaction-mode pooler stands in between."""
        return self.address != self.direct

    def branch(self, name: str) -> "Place":
        """The branch of this name beside it; itself when the name is empty."""
        if not name:
            return self
        renamed = branch_name(self.direct.name, name)
        return Place(self.address.with_name(renamed), self.direct.with_name(renamed), self.embedded)


@asynccontextmanager
async def find_database(settings: Settings) -> AsyncIterator[Place]:
    """The main database, its server running inside the block when it is the embedded one."""
    if settings.database_url:
        address = parse_address(settings.database_url)
        direct = address
        if settings.database_direct_url:
            direct = parse_address(settings.database_direct_url, setting="DATABASE_DIRECT_URL")
        yield Place(address, direct, embedded=False)
        return
    async with embedded_database(settings.data_dir) as url:
        address = parse_address(url)
        yield Place(address, address, embedded=True)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """The embedded database, brought up to date by itself, or the one at ``DATABASE_URL``.

    Raises:
        DatabaseBehind: the database at ``DATABASE_URL`` was not migrated.
        DatabaseUnreachable: nothing answers there, or the database does not exist.
    """
    async with find_database(settings) as main:
        place = main.branch(settings.branch)
        await (migrate if place.embedded else check_revision)(place.direct)
        database = Database(
            place.address.as_text(), direct_url=place.direct.as_text() if place.pooled else None
        )
        try:
            yield database
        finally:
            await database.dispose()
