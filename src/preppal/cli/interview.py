"""preppal interview: what an interview would ask, without a server or a database."""

import click

from preppal.cli.lazily import Lazily


@click.group(
    "interview",
    cls=Lazily,
    places={
        "plan": "preppal.cli.planning:plan_command",
        "simulate": "preppal.cli.simulating:simulate_command",
    },
)
def interview_group() -> None:
    """Plan interviews, and hold them with simulated candidates."""
