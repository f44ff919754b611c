"""The command line: preppal serve | worker | db | users | resume | evaluate."""

import asyncio
import json
from collections.abc import Coroutine
from pathlib import Path
from sys import stderr
from typing import Any, BinaryIO, TypeVar

import click
import uvloop

from preppal.accounts.moderators import moderators, set_moderator
from preppal.documents.reading import Readers
from preppal.foundation.branching import (
    BranchRefused,
    create_branch,
    drop_branch,
    list_branches,
)
from preppal.foundation.clock import utc_now
from preppal.foundation.connecting import find_database, open_database
from preppal.foundation.database import Database
from preppal.foundation.embedded_guard import ServerFailed
from preppal.foundation.errors import Invalid, Refusal
from preppal.foundation.migrating import (
    DatabaseBehind,
    DatabaseUnreachable,
    migrate,
    newest_revision,
)
from preppal.foundation.settings import SettingsError, read_settings
from preppal.job_descriptions.counting import count_again
from preppal.job_descriptions.indexing import count_outdated, index_some
from preppal.job_descriptions.matching.evaluate import Unreadable, evaluate, read_pairs
from preppal.main import serve
from preppal.resumes.evaluate import evaluate as evaluate_resumes
from preppal.resumes.evaluate import resumes_in
from preppal.worker import work

Result = TypeVar("Result")

# What a person can do something about: told in its own words, without a traceback.
TOLD = (
    SettingsError,
    ServerFailed,
    DatabaseBehind,
    DatabaseUnreachable,
    BranchRefused,
    Refusal,
)


def run(command: Coroutine[Any, Any, Result]) -> Result:
    """Run a command to its end; what a person can act on becomes one sentence."""
    try:
        return uvloop.run(command)
    except Invalid as refusal:
        said = " ".join(refusal.fields.values()) or str(refusal)
        raise click.ClickException(said) from None
    except TOLD as problem:
        raise click.ClickException(str(problem)) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        raise SystemExit(130) from None


@click.group()
@click.version_option(package_name="preppal")
def main() -> None:
    """Preppal, a practice room for job interviews."""


@main.command("serve")
def serve_command() -> None:
    """Run the web server, and in local mode everything else too."""

    async def command() -> None:
        await serve(read_settings())

    run(command())


@main.command("worker")
def worker_command() -> None:
    """Run background tasks."""

    async def command() -> None:
        await work(read_settings())

    run(command())


@main.group("db")
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
    """Put every job description under its posting. Can be stopped and begun again."""

    async def command() -> int:
        async with open_database(read_settings()) as database:
            async with database.transaction() as db:
                outdated = await count_outdated(db)
            with click.progressbar(length=outdated, label="Job descriptions", file=stderr) as bar:
                while done := await some(database):
                    bar.update(done)
            async with database.transaction() as db:
                await count_again(db, now=utc_now())
        return outdated

    async def some(database: Database) -> int:
        async with database.transaction() as db:
            return await index_some(db, now=utc_now())

    click.echo(f"{run(command())} job descriptions were brought up to date.")


@main.group("users")
def users_group() -> None:
    """Accounts: who moderates."""


@users_group.command("moderators")
def moderators_command() -> None:
    """Print the addresses of those who moderate."""

    async def command() -> list[str]:
        async with open_database(read_settings()) as database, database.transaction() as db:
            return await moderators(db)

    for address in run(command()):
        click.echo(address)


@users_group.command("moderator")
@click.argument("email")
@click.option("--no-more", is_flag=True, help="They do not moderate any more.")
def moderator_command(email: str, *, no_more: bool) -> None:
    """Let somebody who has signed in before moderate: personas, reports, shared postings."""

    async def command() -> str:
        async with open_database(read_settings()) as database, database.transaction() as db:
            return await set_moderator(db, email, is_moderator=not no_more)

    address = run(command())
    click.echo(f"{address} does not moderate any more." if no_more else f"{address} moderates now.")


@main.group("evaluate")
def evaluate_group() -> None:
    """Measure what Preppal decides, over a file."""


@evaluate_group.command("job-descriptions")
@click.argument("pairs", type=click.File("rb"))
def evaluate_job_descriptions_command(pairs: BinaryIO) -> None:
    """Say of each pair of postings in a JSONL file whether they are one vacancy."""
    try:
        for verdict in evaluate(read_pairs(pairs)):
            click.echo(json.dumps(verdict))
    except Unreadable as problem:
        raise click.ClickException(str(problem)) from None


@evaluate_group.command("resumes")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def evaluate_resumes_command(folder: Path) -> None:
    """Read every resume in a folder: a JSON line for each file, in the order of their names."""
    run(print_resumes(resumes_in(folder)))


@main.group("resume")
def resume_group() -> None:
    """A resume: what is read of it."""


@resume_group.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def read_resume_command(file: Path, as_json: bool) -> None:
    """Read one resume."""
    run(print_resumes([file], indent=None if as_json else 2))


async def print_resumes(files: list[Path], *, indent: int | None = None) -> None:
    """What is read of each file, as JSON."""
    readers = Readers(at_once=1)
    try:
        async for line in evaluate_resumes(files, readers):
            click.echo(json.dumps(line, ensure_ascii=False, indent=indent))
    finally:
        await readers.close()


if __name__ == "__main__":
    main()
