"""preppal db: the database."""

import asyncio
from sys import stderr
from uuid import UUID

import click

from preppal.cli.running import run
from preppal.foundation.branching import create_branch, drop_branch, list_branches
from preppal.foundation.clock import utc_now
from preppal.foundation.connecting import find_database, open_database
from preppal.foundation.database import Database
from preppal.foundation.migrating import migrate, newest_revision
from preppal.foundation.settings import read_settings
from preppal.job_descriptions.counting import count_again
from preppal.job_descriptions.indexing import Indexed, count_outdated, index_next

REINDEX_TURNS = 5
"""How often those are asked for again that somebody held."""


@click.group("db")
def db_group() -> None:
    """The database: migrate it, copy it, find it."""


@db_group.command("migrate")
def migrate_command() -> None:
    """Bring the database to this release's revision."""

    async def command() -> None:
        settings = read_settings()
        async with find_database(settings) as place:
            await migrate(place.branch(settings.branch).direct)

    run(command())
    click.echo(f"The database is at revision {newest_revision()}.")


@db_group.command("url")
def url_command() -> None:
    """Print the database's address, for psql. The embedded one answers while Preppal runs."""

    async def command() -> str:
        settings = read_settings()
        async with find_database(settings) as place:
            return place.branch(settings.branch).direct.as_text()

    click.echo(run(command()))


@db_group.command("branch")
@click.argument("name")
def branch_command(name: str) -> None:
    """Copy the database, to try something on it."""

    async def command() -> str:
        async with find_database(read_settings()) as place:
            return (await create_branch(place.direct, name)).as_text()

    address = run(command())
    click.echo(f"Made the branch {name}. To use it: PREPPAL_BRANCH={name} preppal serve", err=True)
    click.echo(address)


@db_group.command("branches")
def branches_command() -> None:
    """List the copies."""

    async def command() -> list[str]:
        async with find_database(read_settings()) as place:
            return await list_branches(place.direct)

    for name in run(command()):
        click.echo(name)


@db_group.command("drop-branch")
@click.argument("name")
def drop_branch_command(name: str) -> None:
    """Remove a copy."""

    async def command() -> None:
        async with find_database(read_settings()) as place:
            await drop_branch(place.direct, name)

    run(command())
    click.echo(f"Removed the branch {name}.")


@db_group.command("reindex-job-descriptions")
def reindex_command() -> None:
    """Put every job description under its posting. Can be stopped and begun again, and run beside others."""

    async def command() -> tuple[int, int]:
        async with open_database(read_settings()) as database:
            async with database.transaction() as db:
                outdated = await count_outdated(db)
            done = 0
            with click.progressbar(length=outdated, label="Job descriptions", file=stderr) as bar:
                for turn in range(REINDEX_TURNS):
                    if turn:
                        await asyncio.sleep(1)
                    passed_over = False
                    after: UUID | None = None
                    while indexed := await one(database, after):
                        after = indexed.job_id
                        done += indexed.done
                        bar.update(indexed.done)
                        passed_over |= not indexed.done
                    if not passed_over:
                        break
            async with database.transaction() as db:
                await count_again(db, now=utc_now())
                return done, await count_outdated(db)

    async def one(database: Database, after: UUID | None) -> Indexed | None:
        async with database.transaction() as db:
            return await index_next(db, after=after, now=utc_now())

    done, left = run(command())
    click.echo(f"{done} job descriptions were brought up to date.")
    if left:
        click.echo(f"{left} are in use at this moment. Run it again for them.")
