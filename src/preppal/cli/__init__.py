"""The command line: preppal serve | worker | db | users | credits | resume | interview | evaluate.

lazily             groups whose commands are loaded when they are asked for
running            a command to its end; what a person can act on becomes one sentence
processes          serve and worker
database, users, credits, resume, interview (with planning, simulating), evaluate   one file a group of commands
reading            a file that a command is given
"""

import click

from preppal.cli.lazily import Lazily


@click.group(
    cls=Lazily,
    places={
        "serve": "preppal.cli.processes:serve_command",
        "worker": "preppal.cli.processes:worker_command",
        "db": "preppal.cli.database:db_group",
        "users": "preppal.cli.users:users_group",
        "credits": "preppal.cli.credits:credits_group",
        "resume": "preppal.cli.resume:resume_group",
        "interview": "preppal.cli.interview:interview_group",
        "evaluate": "preppal.cli.evaluate:evaluate_group",
    },
)
@click.version_option(package_name="preppal")
def main() -> None:
    """Preppal, a practice room for job interviews."""
