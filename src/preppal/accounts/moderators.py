"""Who moderates: an operator says so at the command line, nobody on a page."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User, read_email
from preppal.foundation.errors import NotFound
from preppal.foundation.i18n import N_


class NoSuchUser(NotFound):
    message = N_("Nobody has signed in with this address yet. They have to do that first.")


async def set_moderator(db: AsyncSession, email: str, *, is_moderator: bool) -> str:
    """This account moderates from now on, or does not any more; gives its address as it is kept.

    Raises:
        Invalid: no whole address.
        NoSuchUser: nobody signed in with it.
    """
    address = read_email(email)
    changed: str | None = await db.scalar(
        update(User)
        .where(User.email == address)
        .values(is_staff=is_moderator)
        .returning(User.email)
    )
    if changed is None:
        raise NoSuchUser()
    return changed


async def moderators(db: AsyncSession) -> list[str]:
    """Their addresses, in order."""
    return list(await db.scalars(select(User.email).where(User.is_staff).order_by(User.email)))
