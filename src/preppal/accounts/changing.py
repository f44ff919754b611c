"""What people may change about their account: name, language, theme, patience, delivery."""

from collections.abc import Callable
from typing import get_args
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import Delivery, User, read_name
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import LOCALES, N_
from preppal.interviewer.patience import STRETCHES, Stretch
from preppal.web.pages import THEMES


def read_locale(value: str) -> str:
    """Raises `Invalid` with the field ``locale``."""
    if value not in LOCALES:
        raise Invalid({"locale": N_("Choose one of the languages.")})
    return value


def read_theme(value: str) -> str:
    """Raises `Invalid` with the field ``theme``."""
    if value not in THEMES:
        raise Invalid({"theme": N_("Choose one of the three.")})
    return value


def read_patience(value: str) -> Stretch:
    """Raises `Invalid` with the field ``patience``."""
    for stretch in STRETCHES:
        if value == stretch:
            return stretch
    raise Invalid({"patience": N_("Choose one of the three.")})


def read_delivery(value: str) -> str:
    """Raises `Invalid` with the field ``delivery``."""
    if value not in get_args(Delivery):
        raise Invalid({"delivery": N_("Choose one of the two.")})
    return value


async def change_settings(
    db: AsyncSession,
    user_id: UUID,
    *,
    name: str,
    locale: str,
    theme: str,
    patience: str,
    delivery: str,
) -> None:
    """Raises `Invalid` with every field that needs another word."""
    problems: dict[str, str] = {}
    values: dict[str, str] = {}
    readers: dict[str, tuple[Callable[[str], str], str]] = {
        "name": (read_name, name),
        "locale": (read_locale, locale),
        "theme": (read_theme, theme),
        "patience": (read_patience, patience),
        "delivery": (read_delivery, delivery),
    }
    for field, (read, typed) in readers.items():
        try:
            values[field] = read(typed)
        except Invalid as problem:
            problems |= problem.fields
    if problems:
        raise Invalid(problems)
    await db.execute(update(User).where(User.id == user_id).values(**values))


async def change_locale(db: AsyncSession, user_id: UUID, locale: str) -> None:
    await db.execute(update(User).where(User.id == user_id).values(locale=read_locale(locale)))


async def change_theme(db: AsyncSession, user_id: UUID, theme: str) -> None:
    await db.execute(update(User).where(User.id == user_id).values(theme=read_theme(theme)))


async def change_patience(db: AsyncSession, user_id: UUID, patience: str) -> None:
    values = {"patience": read_patience(patience)}
    await db.execute(update(User).where(User.id == user_id).values(**values))
