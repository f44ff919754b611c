"""JSON on stdout: UTF-8 whatever the terminal speaks, and a sentence where it cannot be written."""

import json

import click


def tell_json(values: object, *, indent: int | None = None) -> None:
    """One value, one line (more with ``indent``).

    Raises:
        click.ClickException: stdout takes nothing more: a full disk, for one.
    """
    text = json.dumps(values, ensure_ascii=False, indent=indent)
    try:
        click.echo(text.encode())
    except BrokenPipeError:
        raise  # who reads has enough: click ends in silence
    except OSError as problem:
        raise click.ClickException(f"The result cannot be written: {problem.strerror}.") from None
