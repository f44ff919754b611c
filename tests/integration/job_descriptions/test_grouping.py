"""Job descriptions of different people meet in one posting; nobody's copy changes, and nobody is told."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.cli import main
from preppal.foundation.database import Database
from preppal.job_descriptions.alike import find_alike
from preppal.job_descriptions.changing import throw_away
from preppal.job_descriptions.indexing import count_outdated, index_some
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.matching.likeness import Verdict, traits
from preppal.job_descriptions.matching.signature import METHOD
from preppal.job_descriptions.model import JobDescription, JobPosting, PostingVersion
from preppal.job_descriptions.pasting import read_pasted
from tests.interviews import keep
from tests.people import MONDAY, Browser, a_user

FOLDER = Path(__file__).parents[2] / "data" / "job_descriptions"
NURSE = (FOLDER / "ward_nurse.txt").read_text()
CHEF = (FOLDER / "sous_chef.txt").read_text()
REVISED = NURSE + "\nFrom May on the ward has a garden, which its nurses look after as they like.\n"


async def posting_of(db: AsyncSession, user_id: UUID, text: str) -> UUID:
    """Keep this text for somebody; gives the posting it is beneath."""
    job = await keep_job_description(db, user_id, read_pasted(text), now=MONDAY)
    posting = await db.scalar(
        select(PostingVersion.posting_id).where(PostingVersion.id == job.version_id)
    )
    assert posting is not None
    return posting


async def count(db: AsyncSession, table: type) -> int:
    return await db.scalar(select(func.count()).select_from(table)) or 0


async def test_different_people_meet_in_one_posting(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    mine = await posting_of(db, owner.me.id, NURSE)
    assert await posting_of(db, stranger.me.id, NURSE.upper()) == mine
    assert await count(db, PostingVersion) == 1
    assert await posting_of(db, stranger.me.id, REVISED) == mine
    assert await count(db, PostingVersion) == 2
    assert await posting_of(db, stranger.me.id, CHEF) != mine
    assert (await count(db, JobPosting), await count(db, JobDescription)) == (2, 4)
    texts = await db.scalars(select(JobDescription.content).order_by(JobDescription.id))
    assert list(texts)[:2] == [NURSE.strip(), NURSE.upper().strip()], "somebody's copy was changed"


async def test_a_template_at_another_level_is_another_posting(
    db: AsyncSession, owner: Browser
) -> None:
    lines = NURSE.splitlines()
    junior = "\n".join([f"Junior {lines[0]}", *lines[1:]])
    senior = "\n".join([f"Senior {lines[0]}", *lines[1:]])
    assert await posting_of(db, owner.me.id, junior) != await posting_of(db, owner.me.id, senior)


async def test_what_others_keep_for_themselves_is_not_told(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    await posting_of(db, owner.me.id, NURSE)
    pasted = traits("", "", REVISED)
    assert await find_alike(db, pasted, seen_by=stranger.me.id) == []
    (found,) = await find_alike(db, pasted, seen_by=owner.me.id)
    assert found.likeness.verdict in (Verdict.SAME, Verdict.REVISED)


async def test_the_likest_comes_first(db: AsyncSession, owner: Browser) -> None:
    await posting_of(db, owner.me.id, NURSE)
    await posting_of(db, owner.me.id, REVISED)
    await posting_of(db, owner.me.id, CHEF)
    found = await find_alike(db, traits("", "", REVISED))
    assert [alike.likeness.similarity for alike in found] == sorted(
        (alike.likeness.similarity for alike in found), reverse=True
    )
    assert found[0].likeness.similarity == 1.0
    assert len(found) == 2


@pytest.mark.parametrize(
    "text_of",
    [
        pytest.param(lambda number: NURSE, id="the same"),
        pytest.param(lambda number: f"{NURSE}\nApply by post to box {number}.", id="versions"),
    ],
)
async def test_at_the_same_instant_they_end_in_one_posting(
    fresh_database: Database, text_of: Callable[[int], str]
) -> None:
    people = [a_user(f"Person {number}") for number in range(6)]
    async with fresh_database.transaction() as db:
        await keep(db, *people)

    async def paste(number: int) -> UUID:
        async with fresh_database.transaction() as db:
            return await posting_of(db, people[number].id, text_of(number))

    assert len(set(await asyncio.gather(*map(paste, range(6))))) == 1
    async with fresh_database.transaction() as db:
        assert await count(db, JobPosting) == 1
        assert await count(db, JobDescription) == 6


async def test_those_from_before_are_indexed_in_parts(db: AsyncSession, owner: Browser) -> None:
    for text in (NURSE, REVISED, CHEF):
        await posting_of(db, owner.me.id, text)
    await db.execute(update(JobDescription).values(version_id=None))
    await db.execute(delete(PostingVersion))
    await db.execute(delete(JobPosting))
    assert await count_outdated(db) == 3
    assert await index_some(db, now=MONDAY, limit=2) == 2
    assert await count_outdated(db) == 1
    assert await index_some(db, now=MONDAY) == 1
    assert await index_some(db, now=MONDAY) == 0
    assert (await count(db, JobPosting), await count(db, PostingVersion)) == (2, 3)


async def test_what_an_earlier_method_signed_is_signed_anew_where_it_is(
    db: AsyncSession, owner: Browser
) -> None:
    posting = await posting_of(db, owner.me.id, NURSE)
    outdated = {"method": METHOD - 1, "bands": [], "text_hash": "of another method"}
    await db.execute(update(PostingVersion).values(**outdated))
    assert await index_some(db, now=MONDAY) == 1
    version = (await db.scalars(select(PostingVersion))).one()
    await db.refresh(version)
    assert (version.method, version.posting_id) == (METHOD, posting)
    assert version.bands != []
    assert await posting_of(db, owner.me.id, NURSE) == posting
    assert await count_outdated(db) == 0


async def test_by_command(fresh_url: str) -> None:
    database = Database(fresh_url)
    user = a_user("Ana")
    async with database.transaction() as db:
        await keep(db, user)
        await posting_of(db, user.id, NURSE)
    async with database.transaction() as db:
        await db.execute(update(JobDescription).values(version_id=None))
    runner = CliRunner(env={"DATABASE_URL": fresh_url})

    def reindex() -> str:
        return runner.invoke(
            main, ["db", "reindex-job-descriptions"], catch_exceptions=False
        ).stdout

    assert "1 job descriptions were brought up to date." in await asyncio.to_thread(reindex)
    assert "0 job descriptions were brought up to date." in await asyncio.to_thread(reindex)
    async with database.transaction() as db:
        assert await count_outdated(db) == 0
    await database.dispose()


async def test_thrown_away_and_pasted_at_the_same_instant(fresh_database: Database) -> None:
    """Whoever pastes ends with the text, whoever throws away without, and nobody meets an error."""
    database = fresh_database
    async with database.transaction() as db:
        one, other = a_user("One"), a_user("Other")
        db.add_all([one, other])

    async def paste(who: UUID) -> UUID:
        async with database.transaction() as db:
            return (await keep_job_description(db, who, read_pasted(NURSE), now=MONDAY)).id

    async def throw(who: UUID, job_id: UUID) -> None:
        async with database.transaction() as db:
            await throw_away(db, who, job_id)

    keeper, goer = one.id, other.id
    job_id = await paste(goer)
    for _ in range(25):
        kept_id, _ = await asyncio.gather(paste(keeper), throw(goer, job_id))
        keeper, goer, job_id = goer, keeper, kept_id
    async with database.transaction() as db:
        tables = (JobDescription, PostingVersion, JobPosting)
        assert [await count(db, table) for table in tables] == [1, 1, 1]
