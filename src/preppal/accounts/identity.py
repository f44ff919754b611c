"""Who is behind a request or a socket. One SQL statement; a write at most once an hour.

    async def show(account: Account, db: Transaction): ...       # signed in, else the sign-in page
    async def landing(account: MaybeAccount): ...                # a Person or None
    person = await account_of(websocket, db, now=now)            # in a short transaction of a socket
    person = await signed_in_person(request, now=now)                   # before the request's own transaction

Both dependencies tell the page who is looking (`request.state.viewer`) and the log (`user`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import Depends
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection
from starlette.responses import Response

from preppal.accounts.model import DEVICE_LIFE, SEEN_EVERY, UNLIMITED, Delivery, Device, User
from preppal.accounts.tokens import digest
from preppal.foundation.errors import NotFound, SignInNeeded
from preppal.foundation.settings import Settings
from preppal.interviewer.patience import Stretch
from preppal.web.requests import Now, Transaction

# Browsers keep no cookie longer than 400 days. The row decides when a device expires, so that
# the cookie need not be sent again each time the expiry slides.
COOKIE_SECONDS = 400 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in user as plain values: they stay readable after the transaction, on error pages too."""

    id: UUID
    email: str
    name: str
    locale: str | None
    theme: str | None
    patience: Stretch
    delivery: Delivery
    is_staff: bool
    device_id: UUID
    credits: int | None = None
    """What is left to spend; None where interviews cost nothing."""


def cookie_name(settings: Settings) -> str:
    """Under https the prefix lets browsers refuse the cookie from anywhere but this very host."""
    return "__Host-preppal" if settings.secure_cookies else "preppal"


def keep_cookie(
    response: Response, name: str, value: str, settings: Settings, *, seconds: int
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, name: str, settings: Settings) -> None:
    response.delete_cookie(
        name, path="/", secure=settings.secure_cookies, httponly=True, samesite="lax"
    )


async def account_of(
    connection: HTTPConnection, db: AsyncSession, *, now: datetime
) -> Person | None:
    """The person whose device sent this, or None."""
    token = connection.cookies.get(cookie_name(connection.app.state.settings))
    if not token:
        return None
    found = await db.execute(
        select(User, Device.id, Device.last_seen_at, UNLIMITED)
        .join(Device, Device.user_id == User.id)
        .where(Device.token_hash == digest(token), Device.expires_at > now)
    )
    row = found.one_or_none()
    if row is None:
        return None
    user, device_id, last_seen_at, unlimited = row
    if now - last_seen_at >= SEEN_EVERY:
        await db.execute(
            update(Device)
            .where(Device.id == device_id)
            .values(last_seen_at=now, expires_at=now + DEVICE_LIFE)
        )
    person = Person(
        id=user.id,
        email=user.email,
        name=user.name,
        locale=user.locale,
        theme=user.theme,
        patience=user.patience,
        delivery=user.delivery,
        is_staff=user.is_staff,
        device_id=device_id,
        credits=None if unlimited else user.credits,
    )
    connection.state.viewer = person
    structlog.contextvars.bind_contextvars(user=str(person.id))
    return person


async def signed_in_person(connection: HTTPConnection, *, now: datetime) -> Person:
    """Who is signed in, for what must be done before a transaction begins. Raises `SignInNeeded`."""
    async with connection.app.state.database.transaction() as db:
        person = await account_of(connection, db, now=now)
    if person is None:
        raise SignInNeeded
    return person


async def maybe_account(connection: HTTPConnection, db: Transaction, now: Now) -> Person | None:
    return await account_of(connection, db, now=now)


async def signed_in(person: Annotated[Person | None, Depends(maybe_account)]) -> Person:
    if person is None:
        raise SignInNeeded
    return person


async def staff(person: Annotated[Person, Depends(signed_in)]) -> Person:
    """Others learn nothing about pages that are the operator's."""
    if not person.is_staff:
        raise NotFound
    return person


MaybeAccount = Annotated[Person | None, Depends(maybe_account)]
Account = Annotated[Person, Depends(signed_in)]
Staff = Annotated[Person, Depends(staff)]
