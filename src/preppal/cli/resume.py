"""preppal resume: what is read of a resume."""

from pathlib import Path

import click

from preppal.cli.running import run
from preppal.cli.telling import tell_json
from preppal.documents.reading import Readers
from preppal.foundation.settings import BUILT_IN, read_settings
from preppal.providers.document_models import document_model
from preppal.resumes.evaluate import evaluate as evaluate_resumes
from preppal.resumes.model_reading import ModelReader

reader_option = click.option(
    "--reader",
    default=BUILT_IN,
    show_default=True,
    metavar="builtin|MODEL",
    help="Who reads: the rules here, or a model by its pydantic-ai name, which is then sent the file.",
)


@click.group("resume")
def resume_group() -> None:
    """A resume: what is read of it."""


@resume_group.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
@reader_option
def read_resume_command(file: Path, as_json: bool, reader: str) -> None:
    """Read one resume."""
    run(print_resumes([file], reader, indent=None if as_json else 2))


async def print_resumes(
    files: list[Path], reader: str, *, indent: int | None = None, folder: Path | None = None
) -> None:
    """What is read of each file, as JSON. Raises `SettingsError`: there is no such reader."""
    document = document_model(reader, read_settings(resume_reader=reader))
    readers = Readers(at_once=1)
    try:
        model = ModelReader(document) if document else None
        async for line in evaluate_resumes(files, readers, model, folder=folder):
            tell_json(line, indent=indent)
    finally:
        await readers.close()
        if document is not None:
            await document.close()
