"""preppal users: accounts."""

import click

from preppal.accounts.moderators import moderators, set_moderator
from preppal.cli.running import run
from preppal.foundation.connecting import open_database
from preppal.foundation.settings import read_settings


@click.group("users")
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
