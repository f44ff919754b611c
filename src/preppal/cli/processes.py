"""preppal serve and preppal worker: the processes."""

import click

from preppal.cli.running import run
from preppal.foundation.settings import read_settings
from preppal.main import serve
from preppal.worker import work


@click.command("serve")
def serve_command() -> None:
    """Run the web server, and in local mode everything else too."""

    async def command() -> None:
        await serve(read_settings())

    run(command())


@click.command("worker")
def worker_command() -> None:
    """Run background tasks."""

    async def command() -> None:
        await work(read_settings())

    run(command())
