"""Groups of commands whose modules are loaded when a command is asked for: a quick one starts quickly."""

import importlib
from collections.abc import Mapping

import click


class Lazily(click.Group):
    """``places`` maps a command's name to where it is: "preppal.cli.users:users_group"."""

    def __init__(self, *arguments: object, places: Mapping[str, str], **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module, _, name = self._places.get(cmd_name, "").partition(":")
        found: click.Command | None = (
            getattr(importlib.import_module(module), name) if name else None
        )
        return found
