"""preppal credits: the ledger checked, credits given."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.cli.running import run
from preppal.credits.audit import audit, one_moment
from preppal.credits.granting import COMMAND_LINE, ByHand, account_called, grant_credits
from preppal.credits.switch import switch_credits
from preppal.foundation.clock import utc_now
from preppal.foundation.connecting import open_database
from preppal.foundation.settings import read_settings


@asynccontextmanager
async def transaction() -> AsyncIterator[AsyncSession]:
    async with open_database(read_settings()) as database, database.transaction() as db:
        yield db


@click.group("credits")
def credits_group() -> None:
    """What interviews cost, and where every credit went."""


@credits_group.command("audit")
def audit_command() -> None:
    """Play every row of the ledger again; exit 1 and say where, if anything does not add up."""

    async def command() -> list[str]:
        async with transaction() as db:
            await one_moment(db)
            found = [difference async for difference in audit(db)]
            names = await _addresses(db, {one.ledger_id for one in found if one.ledger_id})
            return [f"{names.get(one.ledger_id, one.ledger_id)}: {one.what}" for one in found]

    differences = run(command())
    for line in differences:
        click.echo(line)
    if differences:
        raise SystemExit(1)
    click.echo("Every credit is accounted for.")


async def _addresses(
    db: AsyncSession, ledgers: set[uuid.UUID]
) -> dict[uuid.UUID | None, str | None]:
    """Whose ledgers they are; of deleted accounts there is only the ledger's number."""
    rows = await db.execute(select(User.ledger_id, User.email).where(User.ledger_id.in_(ledgers)))
    return {row.ledger_id: row.email for row in rows}


@credits_group.command("grant")
@click.argument("email")
@click.argument("count", type=int)
@click.option("--reason", required=True, help="Why: it stays in the history, where they read it.")
@click.option("--key", help="Any word; to one account a grant with the same one is made once.")
def grant_command(email: str, count: int, *, reason: str, key: str | None) -> None:
    """Give somebody credits that nobody pays for."""

    async def command() -> tuple[str, int]:
        async with transaction() as db:
            user = await account_called(db, email)
            # Named by the account, too: the same word may be used for somebody else.
            asked = ByHand(count, reason, COMMAND_LINE, f"{user.id}:{key or uuid.uuid4()}")
            posted = await grant_credits(db, user.id, asked, now=utc_now())
            return user.email, posted.after.balance

    address, balance = run(command())
    click.echo(f"{address} has {balance} credits now.")


@credits_group.command("unlimited")
@click.option("--no-more", is_flag=True, help="Interviews cost a credit again.")
def unlimited_command(*, no_more: bool) -> None:
    """Let interviews cost nothing on this installation."""

    async def command() -> None:
        async with transaction() as db:
            await switch_credits(db, unlimited=not no_more)

    run(command())
    click.echo("Interviews cost a credit." if no_more else "Interviews cost nothing.")
