"""A file that a command is given."""

from pathlib import Path

import click

LARGEST_FILE = 400_000
"""Bytes of a job description or resume; ten times what is read of one."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def text_of(path: Path | None) -> str:
    """A file's words; "" without a file."""
    if path is None:
        return ""
    if path.stat().st_size > LARGEST_FILE:
        raise click.ClickException(f"{path.name} is larger than {LARGEST_FILE // 1000} kB.")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{path.name} is not a text in UTF-8.") from None


def first_line_of(text: str) -> str:
    """The first line with words, which is a job's title most often; "" without any."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
