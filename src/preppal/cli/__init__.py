"""The command line: preppal serve | worker | db | users | resume | interview | evaluate.

running            a command to its end; what a person can act on becomes one sentence
database, users, resume, interview, evaluate   one file a group of commands
"""

import click

from preppal.cli.database import db_group
from preppal.cli.evaluate import evaluate_group
from preppal.cli.interview import interview_group
from preppal.cli.resume import resume_group
from preppal.cli.running import run
from preppal.cli.users import users_group
from preppal.foundation.settings import read_settings
from preppal.main import serve
from preppal.worker import work


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


for group in (db_group, users_group, resume_group, interview_group, evaluate_group):
    main.add_command(group)
