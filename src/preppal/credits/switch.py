"""Whether interviews cost credits here: by `PREPPAL_CREDITS`, or by the operator's switch.

`metered` and `unlimited` decide. `auto`, the default, is metered until the operator switches it off in
one click; the switch is kept in the database, where every process sees it at once.
"""

from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import UNLIMITED, Installation
from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_


class FixedBySetting(Conflict):
    message = N_("PREPPAL_CREDITS decides this here. Change it there, then start Preppal again.")


async def is_unlimited(db: AsyncSession) -> bool:
    """Interviews cost nothing here, and no balance is shown."""
    return bool(await db.scalar(select(UNLIMITED)))


async def can_switch(db: AsyncSession) -> bool:
    """The setting leaves it to the operator."""
    return await db.scalar(select(Installation.credits_setting)) is None


async def switch_credits(db: AsyncSession, *, unlimited: bool) -> None:
    """The operator's one click. Raises `FixedBySetting`."""
    switched = await db.scalar(
        update(Installation)
        .where(Installation.credits_setting.is_(None))
        .values(credits_switched_off=unlimited)
        .returning(Installation.id)
    )
    if switched is None:
        raise FixedBySetting()


async def note_setting(db: AsyncSession, setting: Literal["auto", "metered", "unlimited"]) -> None:
    """What this process was started with; the verbs ask the database, not the environment."""
    value = None if setting == "auto" else setting
    await db.execute(
        update(Installation)
        .where(Installation.credits_setting.is_distinct_from(value))
        .values(credits_setting=value)
    )
