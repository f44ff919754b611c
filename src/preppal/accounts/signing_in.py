"""A code is tried; the right one makes a device, and a user the first time.

`try_code` returns what came of it and raises nothing: a wrong try has to be committed to be counted.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import CODE_TRIES, DEVICE_LIFE, Device, SignInCode, User
from preppal.accounts.tokens import digest, keyed_digest, new_token, same
from preppal.foundation.database import uuid7

FIRST_ACCOUNT_LOCK = 0x50726570  # any constant that no other advisory lock uses

BROWSERS = (
    ("Firefox/", "Firefox"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Chrom", "Chrome"),
    ("CriOS/", "Chrome"),
    ("FxiOS/", "Firefox"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The browser's token, known in plain only here; and who proved their address."""

    token: str
    user_id: UUID


@dataclass(frozen=True, slots=True)
class WrongCode:
    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeIsOver:
    """Used, too old, tried too often, or never asked for from this browser."""


Outcome = SignedIn | WrongCode | CodeIsOver


def read_code(typed: str) -> str:
    """The digits, however they were spaced and in whatever width an input method wrote them."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", typed[:40]))


def device_label(user_agent: str) -> str:
    """A browser as its owner would name it, e.g. "Firefox, Linux"; "" when it does not say."""
    found = [
        next((name for sign, name in names if sign in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in found if name)


async def pending_code(db: AsyncSession, *, token: str, now: datetime) -> SignInCode | None:
    """The code that this browser waits for, unless it is over."""
    code = await db.scalar(select(SignInCode).where(SignInCode.token_hash == digest(token)))
    return None if code is None or code.is_over(now) else code


async def try_code(
    db: AsyncSession,
    *,
    token: str,
    typed: str,
    now: datetime,
    label: str,
    first_is_staff: bool,
) -> Outcome:
    """Try `typed` against the code that the browser holding `token` asked for.

    The row is locked, so that tries sent at once are counted one after the other.
    `first_is_staff`: the first account of this database becomes the operator's.
    """
    row = await db.scalar(
        select(SignInCode).where(SignInCode.token_hash == digest(token)).with_for_update()
    )
    if row is None or row.is_over(now):
        return CodeIsOver()
    row.attempts += 1
    if not same(row.code_hash, keyed_digest(token, read_code(typed))):
        left = CODE_TRIES - row.attempts
        return WrongCode(left) if left else CodeIsOver()
    row.used_at = now
    user = await _user_for(db, row.email, now=now, first_is_staff=first_is_staff)
    return SignedIn(await add_device(db, user, now=now, label=label), user.id)


async def _user_for(db: AsyncSession, email: str, *, now: datetime, first_is_staff: bool) -> User:
    known = await db.scalar(select(User).where(User.email == email))
    if known is not None:
        return known
    is_staff = False
    if first_is_staff:
        # Two browsers may finish their first sign-in at once; one of them is the operator.
        await db.execute(select(func.pg_advisory_xact_lock(FIRST_ACCOUNT_LOCK)))
        is_staff = await db.scalar(select(User.id).limit(1)) is None
    await db.execute(
        insert(User)
        .values(id=uuid7(), email=email, name="", is_staff=is_staff, created_at=now)
        .on_conflict_do_nothing(index_elements=[User.email])
    )
    return (await db.execute(select(User).where(User.email == email))).scalar_one()


async def add_device(db: AsyncSession, user: User, *, now: datetime, label: str) -> str:
    """Sign `user` in: a device is added and its token returned. Expired devices are forgotten."""
    await db.execute(delete(Device).where(Device.user_id == user.id, Device.expires_at <= now))
    token = new_token()
    db.add(
        Device(
            user_id=user.id,
            token_hash=digest(token),
            label=label,
            created_at=now,
            last_seen_at=now,
            expires_at=now + DEVICE_LIFE,
        )
    )
    await db.flush()
    return token
