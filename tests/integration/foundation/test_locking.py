"""A row read under a lock is what it is now, not what the session saw before it waited."""

import asyncio

from sqlalchemy import select

from preppal.accounts.model import User
from preppal.foundation.database import Database
from tests.people import a_user


async def test_who_waited_for_a_lock_decides_by_the_new_values(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        db.add(a_user("Ana"))
    everybody_has_read = asyncio.Barrier(4)

    async def add_a_letter() -> str:
        async with fresh_database.transaction() as db:
            await db.scalar(select(User))
            await everybody_has_read.wait()
            user = (await db.scalars(select(User).with_for_update())).one()
            user.name += "x"
            return user.name

    names = await asyncio.gather(*(add_a_letter() for _ in range(4)))
    assert sorted(names) == ["Anax", "Anaxx", "Anaxxx", "Anaxxxx"]
