"""Job descriptions of different people meet in one posting; nobody's copy changes, and nobody is told."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.job_descriptions.alike import find_alike
from preppal.job_descriptions.changing import throw_away
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.matching.likeness import Verdict, traits
from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    NoSuchJobDescription,
    PostingVersion,
)
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


async def test_one_person_throws_away_and_pastes_at_the_same_instant(
    fresh_database: Database,
) -> None:
    """In two tabs: one waits for the other, and neither meets an error."""
    database = fresh_database
    user = a_user("Two tabs")
    async with database.transaction() as db:
        db.add(user)

    async def paste() -> UUID:
        async with database.transaction() as db:
            return (await keep_job_description(db, user.id, read_pasted(NURSE), now=MONDAY)).id

    async def throw(job_id: UUID) -> None:
        async with database.transaction() as db:
            with contextlib.suppress(NoSuchJobDescription):
                await throw_away(db, user.id, job_id)

    for _ in range(20):
        job_id = await paste()
        await asyncio.gather(throw(job_id), paste(), paste())
    await paste()
    async with database.transaction() as db:
        tables = (JobDescription, PostingVersion, JobPosting)
        assert [await count(db, table) for table in tables] == [1, 1, 1]
