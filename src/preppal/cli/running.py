"""Running a command to its end, and what is told of a problem."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import click
import uvloop

from preppal.foundation.branching import BranchRefused
from preppal.foundation.embedded_guard import ServerFailed
from preppal.foundation.errors import Invalid, Refusal
from preppal.foundation.migrating import DatabaseBehind, DatabaseUnreachable
from preppal.foundation.settings import SettingsError
from preppal.migrations import tables

__all__ = [
    "run",
    "tables",
]  # a command that opens the database needs every table, whichever it asks for

Result = TypeVar("Result")

# What a person can do something about: told in its own words, without a traceback.
TOLD = (
    SettingsError,
    ServerFailed,
    DatabaseBehind,
    DatabaseUnreachable,
    BranchRefused,
    Refusal,
)


def run(command: Coroutine[Any, Any, Result]) -> Result:
    """Run a command to its end; what a person can act on becomes one sentence."""
    try:
        return uvloop.run(command)
    except Invalid as refusal:
        said = " ".join(refusal.fields.values()) or str(refusal)
        raise click.ClickException(said) from None
    except TOLD as problem:
        raise click.ClickException(str(problem)) from None
    except (KeyboardInterrupt, asyncio.CancelledError):
        raise SystemExit(130) from None
