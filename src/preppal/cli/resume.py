"""preppal resume: what is read of a resume."""

import json
from pathlib import Path

import click

from preppal.cli.running import run
from preppal.documents.reading import Readers
from preppal.resumes.evaluate import evaluate as evaluate_resumes


@click.group("resume")
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
