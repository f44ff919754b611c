"""An operator says at the command line who moderates."""

import asyncio

from click.testing import CliRunner, Result

from preppal.cli import main
from preppal.foundation.database import Database
from tests.interviews import keep
from tests.people import a_user


async def test_by_command(fresh_url: str) -> None:
    database = Database(fresh_url)
    async with database.transaction() as db:
        await keep(db, a_user("Ana"), a_user("Bo"))
    await database.dispose()
    runner = CliRunner(env={"DATABASE_URL": fresh_url})

    async def users(*words: str) -> Result:
        return await asyncio.to_thread(
            runner.invoke, main, ["users", *words], catch_exceptions=False
        )

    assert (await users("moderators")).stdout == ""
    said = await users("moderator", " ANA@example.org ")
    assert said.stdout == "ana@example.org moderates now.\n"
    assert (await users("moderators")).stdout == "ana@example.org\n"
    for unknown, why in (
        ("cy@example.org", "Nobody has signed in"),
        ("cy", "Write a whole address"),
    ):
        refused = await users("moderator", unknown)
        assert (refused.exit_code, why in refused.output) == (1, True), refused.output
    said = await users("moderator", "ana@example.org", "--no-more")
    assert said.stdout == "ana@example.org does not moderate any more.\n"
    assert (await users("moderators")).stdout == ""
