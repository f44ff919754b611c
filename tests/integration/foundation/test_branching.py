"""Branches are copies that live beside the database."""

import pytest
from sqlalchemy import text

from preppal.foundation.branching import (
    BranchRefused,
    branch_name,
    create_branch,
    drop_branch,
    list_branches,
)
from preppal.foundation.database import Database
from tests.database import TestDatabases


async def test_a_branch_has_the_content_and_goes_its_own_way(databases: TestDatabases) -> None:
    main = databases.clone()
    database = Database(main.as_text())
    async with database.transaction() as db:
        await db.execute(text("create table notes (words text)"))
        await db.execute(text("insert into notes values ('before')"))
    await database.dispose()

    copy = Database((await create_branch(main, "trial")).as_text())
    async with copy.transaction() as db:
        assert (await db.execute(text("select words from notes"))).scalars().all() == ["before"]
        await db.execute(text("insert into notes values ('after')"))
    async with database.transaction() as db:
        assert await db.scalar(text("select count(*) from notes")) == 1
    await copy.dispose()
    await database.dispose()

    assert await list_branches(main) == ["trial"]
    with pytest.raises(BranchRefused, match="is there already"):
        await create_branch(main, "trial")
    await drop_branch(main, "trial")
    assert await list_branches(main) == []
    with pytest.raises(BranchRefused, match="There is no branch trial"):
        await drop_branch(main, "trial")
    databases.drop(main)


async def test_a_database_in_use_is_not_copied(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        await db.execute(text("select 1"))
        with pytest.raises(BranchRefused, match="is in use: stop Preppal"):
            await create_branch(fresh_database.direct_address, "trial")


@pytest.mark.parametrize("name", ["", "Upper", "with space", "a-b", 'a"; drop', "_a", "x" * 60])
def test_odd_names_are_refused(name: str) -> None:
    with pytest.raises(BranchRefused, match="cannot name a branch"):
        branch_name("preppal", name)
