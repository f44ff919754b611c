"""Somebody types an address: a code is made for it, within limits.

Nothing here looks for a user, so that the answer and the work are the same for addresses that have
an account and for those that have none.
"""

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from preppal.accounts.model import CODE_KEPT, CODE_LIFE, SignInCode
from preppal.accounts.tokens import digest, keyed_digest, new_token
from preppal.foundation.errors import TooMany
from preppal.foundation.i18n import N_

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# Codes asked for and never used. A used code was read by its owner and counts no more, so that
# nobody locks themselves out by signing in and out. With five tries a code, an address can be
# guessed at 75 times a day, at one in a million each.
PER_ADDRESS = {HOUR: 5, DAY: 15}
PER_NETWORK = {HOUR: 20, DAY: 100}
SWEPT_AT_ONCE = 100


class TooManyCodes(TooMany):
    message = N_("Too many codes were asked for. Wait an hour, then ask for one more.")


@dataclass(frozen=True, slots=True)
class CodeOnItsWay:
    """The one moment when code and token are both known in plain: give them away and forget them."""

    email: str
    token: str
    code: str


def network_of(connection: HTTPConnection) -> str:
    """Where it came from, for limits: an IPv4 address, or the /64 that one IPv6 household has."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


async def request_code(
    db: AsyncSession, *, email: str, network: str, now: datetime
) -> CodeOnItsWay:
    """Make a code for `email`, an address as `read_email` gives it.

    Raises `TooManyCodes`.
    """
    await _within(db, SignInCode.network == network, network, PER_NETWORK, now)
    await _within(db, SignInCode.email == email, email, PER_ADDRESS, now)
    await _sweep(db, now)
    token, code = new_token(), f"{secrets.randbelow(1_000_000):06d}"
    db.add(
        SignInCode(
            email=email,
            network=network,
            token_hash=digest(token),
            code_hash=keyed_digest(token, code),
            created_at=now,
            expires_at=now + CODE_LIFE,
        )
    )
    await db.flush()
    return CodeOnItsWay(email, token, code)


async def _within(
    db: AsyncSession,
    whose: ColumnElement[bool],
    key: str,
    limits: dict[timedelta, int],
    now: datetime,
) -> None:
    """Raise `TooManyCodes` at a limit.

    The lock is held until the commit, so that parallel requests see each other's rows. Networks are
    always locked before addresses: two requests never wait for each other in a circle.
    """
    await db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
    counts = [func.count().filter(SignInCode.created_at > now - window) for window in limits]
    row = await db.execute(
        select(*counts).where(
            whose, SignInCode.used_at.is_(None), SignInCode.created_at > now - max(limits)
        )
    )
    if any(count >= limit for count, limit in zip(row.one(), limits.values(), strict=True)):
        raise TooManyCodes


async def _sweep(db: AsyncSession, now: datetime) -> None:
    """Forget codes that no limit counts any more; rows that somebody else sweeps are left to them."""
    old = (
        select(SignInCode.id)
        .where(SignInCode.created_at < now - CODE_KEPT)
        .limit(SWEPT_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    await db.execute(
        delete(SignInCode)
        .where(SignInCode.id.in_(old))
        .execution_options(synchronize_session=False)
    )
