"""Branches: cheap copies of the development database, to try something on real content.

A branch of `preppal` named `trial` is the database `preppal_branch_trial` on the same server;
`PREPPAL_BRANCH=trial` makes every command use it.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from preppal.foundation.addresses import Address
from preppal.foundation.databases import NAME_LIMIT, copy_database, drop_database

MARK = "_branch_"
NAME = re.compile(r"[a-z0-9][a-z0-9_]*")


class BranchRefused(Exception):
    """A branch cannot be made or found; the message says why."""


def branch_name(main: str, branch: str) -> str:
    """The name of the database that holds the branch.

    Raises `BranchRefused` when the name cannot be one.
    """
    name = f"{main}{MARK}{branch}"
    if not NAME.fullmatch(branch) or len(name.encode()) > NAME_LIMIT:
        raise BranchRefused(
            f"{branch!r} cannot name a branch: use small letters, digits and _,"
            f" at most {NAME_LIMIT - len(main.encode()) - len(MARK)} of them."
        )
    return name


async def create_branch(main: Address, branch: str) -> Address:
    """Copy the database to a branch. Nobody may use it meanwhile. Raises `BranchRefused`."""
    target = main.with_name(branch_name(main.name, branch))
    async with _beside(main) as connection:
        try:
            await copy_database(connection, main.name, target.name)
        except asyncpg.ObjectInUseError:
            raise BranchRefused(
                f"The database {main.name} is in use: stop Preppal while the branch is made."
            ) from None
        except asyncpg.DuplicateDatabaseError:
            raise BranchRefused(
                f"The branch {branch} is there already: `preppal db drop-branch {branch}` removes it."
            ) from None
        except asyncpg.InvalidCatalogNameError:
            raise BranchRefused(f"The database {main.name} does not exist.") from None
    return target


async def list_branches(main: Address) -> list[str]:
    """The names of the branches, sorted."""
    prefix = main.name + MARK
    async with _beside(main) as connection:
        rows = await connection.fetch(
            "select datname from pg_database where starts_with(datname, $1) order by 1", prefix
        )
    return [row["datname"].removeprefix(prefix) for row in rows]


async def drop_branch(main: Address, branch: str) -> None:
    """Drop a branch, disconnecting whoever uses it. Raises `BranchRefused` when there is none."""
    if branch not in await list_branches(main):
        raise BranchRefused(f"There is no branch {branch}.")
    async with _beside(main) as connection:
        await drop_database(connection, branch_name(main.name, branch))


@asynccontextmanager
async def _beside(main: Address) -> AsyncIterator[asyncpg.Connection]:
    """A connection to another database of the same server: one cannot copy what one is in."""
    connection = await asyncpg.connect(**main.with_name("postgres").arguments)
    try:
        yield connection
    finally:
        await connection.close()
