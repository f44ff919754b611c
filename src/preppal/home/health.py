"""Whether this process can work: the database answers and has this release's tables."""

import asyncio
from functools import cache

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from preppal.foundation.database import Database
from preppal.foundation.log import log
from preppal.foundation.migrating import newest_revision
from preppal.foundation.outage import DatabaseAway

PATIENCE = 3.0
"""Seconds until a silent database counts as one that does not answer."""

NO_ANSWER = "the database does not answer"
OTHER_TABLES = "the database's tables are those of another release"


@cache
def _newest() -> str | None:
    return newest_revision()


async def readiness(database: Database) -> str:
    """What stands in the way, in a few words without addresses; "" when nothing does."""
    try:
        async with asyncio.timeout(PATIENCE), database.transaction() as db:
            current = await db.scalar(text("select version_num from alembic_version"))
    except ProgrammingError:  # no such table
        return OTHER_TABLES
    except (DatabaseAway, TimeoutError, SQLAlchemyError) as problem:
        log(__name__).warning("not ready", problem=type(problem).__name__)
        return NO_ANSWER
    return "" if current == _newest() else OTHER_TABLES
