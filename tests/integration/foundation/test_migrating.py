"""Migrations lead to what the models say, once, however many start together."""

import asyncio

import pytest
from sqlalchemy import text

from preppal.foundation.addresses import parse_address
from preppal.foundation.database import Database
from preppal.foundation.migrating import (
    DatabaseBehind,
    DatabaseUnreachable,
    check_revision,
    differences,
    migrate,
    newest_revision,
)
from preppal.migrations import tables
from tests.database import TestDatabases


async def test_migrations_lead_to_the_models(fresh_database: Database) -> None:
    assert tables.MODELS
    assert await differences(fresh_database.direct_address) == []


async def test_a_table_out_of_step_is_noticed(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        await db.execute(text("alter table users add column shoe_size int"))
    found = await differences(fresh_database.direct_address)
    assert [kind for kind, *_ in found] == ["remove_column"]


async def test_a_migrated_database_passes(fresh_database: Database) -> None:
    await check_revision(fresh_database.direct_address)


async def test_several_who_migrate_together_migrate_once(databases: TestDatabases) -> None:
    address = databases.empty()
    await asyncio.gather(*(migrate(address) for _ in range(4)))
    await check_revision(address)
    assert await differences(address) == []
    databases.drop(address)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("delete from alembic_version", "is at revision none .* run `preppal db migrate`"),
        ("update alembic_version set version_num = '9999'", "newer than this release"),
    ],
)
async def test_another_revision_is_told_in_a_sentence(
    fresh_database: Database, change: str, sentence: str
) -> None:
    async with fresh_database.transaction() as db:
        await db.execute(text(change))
    with pytest.raises(DatabaseBehind, match=sentence):
        await check_revision(fresh_database.direct_address)


async def test_a_database_that_is_not_there_is_told_without_the_password(
    fresh_database: Database,
) -> None:
    missing = fresh_database.direct_address.with_name("nowhere_test")
    with pytest.raises(DatabaseUnreachable, match='"nowhere_test" does not exist'):
        await check_revision(missing)
    with pytest.raises(DatabaseUnreachable) as told:
        await check_revision(parse_address("postgresql://ada:hunter2@127.0.0.1:1/x"))
    assert "hunter2" not in str(told.value)


def test_there_is_a_newest_revision() -> None:
    assert newest_revision()
