"""What an earlier method signed is signed anew: nothing is torn apart, and who practised goes along.

No earlier method is at hand: its rows are made as it would have left them, one version for two texts, or
two versions for one.
"""

import asyncio
import os
import sys
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database, uuid7
from preppal.job_descriptions.changing import sweep_version, throw_away
from preppal.job_descriptions.indexing import count_outdated, index_next
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.matching.signature import METHOD
from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    PostingCandidate,
    PostingVersion,
)
from preppal.job_descriptions.pasting import read_pasted
from preppal.job_descriptions.shared.moderating import Moderator, split
from preppal.job_descriptions.shared.practising import count_practised
from preppal.job_descriptions.shared.sharing import share, take_back
from preppal.job_descriptions.shared.summing_up import sum_up_version
from tests.integration.job_descriptions.test_moderating import posting_of
from tests.integration.job_descriptions.test_sharing import CHEF, NURSE, REVISED, kept, shared
from tests.interviews import keep
from tests.people import MONDAY, Browser, a_user

OUTDATED = {"method": METHOD - 1, "bands": []}


async def index_all(db: AsyncSession) -> int:
    """One turn through all that is outdated; gives how many were brought up to date."""
    after, done = None, 0
    while indexed := await index_next(db, after=after, now=MONDAY):
        after = indexed.job_id
        done += indexed.done
    await db.flush()
    return done


async def forget_versions(db: AsyncSession) -> None:
    """As job descriptions were before there were postings."""
    await db.execute(update(JobDescription).values(version_id=None))
    await db.execute(delete(PostingVersion))
    await db.execute(delete(JobPosting))


async def taken_for_one(db: AsyncSession, *jobs: JobDescription) -> UUID:
    """An earlier method took these texts for one: the first one's version, which it gives."""
    version_id = jobs[0].version_id
    assert version_id is not None
    for other in {job.version_id for job in jobs} - {version_id}:
        assert other is not None
        people = select(PostingCandidate.user_id).where(PostingCandidate.version_id == other)
        for user_id in list(await db.scalars(people)):
            came = {"version_id": version_id, "user_id": user_id}
            await db.execute(insert(PostingCandidate).values(came).on_conflict_do_nothing())
        await db.execute(
            update(JobDescription)
            .where(JobDescription.version_id == other)
            .values(version_id=version_id)
        )
        await sum_up_version(db, version_id)
        await sum_up_version(db, other)
        await sweep_version(db, other)
    row: dict[str, object] = {**OUTDATED, "text_hash": f"old {version_id}"}
    await db.execute(update(PostingVersion).where(PostingVersion.id == version_id).values(**row))
    return version_id


async def taken_for_another(db: AsyncSession, job: JobDescription) -> UUID:
    """An earlier method told this text from the same one of others: a version of its own posting."""
    columns = PostingVersion.__table__.columns
    was = (await db.execute(select(*columns).where(columns.id == job.version_id))).one()
    posting = JobPosting(id=uuid7(), created_at=MONDAY)
    db.add(posting)
    await db.flush()
    version_id = uuid7()
    row = {**was._mapping, **OUTDATED, "id": version_id, "posting_id": posting.id}
    db.add(PostingVersion(**{**row, "text_hash": f"old {version_id}"}))
    await db.flush()
    await db.execute(
        update(PostingCandidate)
        .where(PostingCandidate.version_id == was.id, PostingCandidate.user_id == job.user_id)
        .values(version_id=version_id)
    )
    before, job.version_id = job.version_id, version_id
    await db.flush()
    assert before is not None
    await sum_up_version(db, version_id)
    await sum_up_version(db, before)
    await sweep_version(db, before)
    return version_id


async def practised(db: AsyncSession, job: JobDescription) -> int:
    """How many practised for its posting, as the library shows it."""
    await db.refresh(job)
    counted = await db.scalar(
        select(JobPosting.practised_count).where(JobPosting.id == await posting_of(db, job))
    )
    assert counted is not None
    return counted


async def test_those_from_before_are_indexed_one_by_one(db: AsyncSession, owner: Browser) -> None:
    for text in (NURSE, REVISED, CHEF):
        await kept(db, owner.me.id, text)
    await forget_versions(db)
    assert await count_outdated(db) == 3
    first = await index_next(db, now=MONDAY)
    assert first is not None
    await db.flush()
    assert await count_outdated(db) == 2
    assert await index_all(db) == 2
    assert await index_next(db, now=MONDAY) is None
    for table, there in ((JobPosting, 2), (PostingVersion, 3)):
        assert await db.scalar(select(func.count()).select_from(table)) == there


async def test_signed_anew_where_it_is(db: AsyncSession, owner: Browser) -> None:
    job = await kept(db, owner.me.id, NURSE)
    posting = await posting_of(db, job)
    await taken_for_one(db, job)
    assert await index_all(db) == 1
    version = (await db.scalars(select(PostingVersion))).one()
    assert (version.method, version.posting_id) == (METHOD, posting)
    assert version.bands != []
    assert await posting_of(db, await kept(db, owner.me.id, NURSE)) == posting
    assert await count_outdated(db) == 0


async def test_two_versions_that_are_one_text_now(
    db: AsyncSession, owner: Browser, stranger: Browser, staff: Browser
) -> None:
    """Who practised for either practised for the one, also who threw theirs away since."""
    mine = await shared(db, owner.me.id, NURSE)
    theirs = await kept(db, stranger.me.id, NURSE)
    for job in (mine, theirs):
        await count_practised(db, job.id, job.user_id)
    old = await taken_for_another(db, theirs)
    db.add(PostingCandidate(version_id=old, user_id=staff.me.id))
    await db.flush()
    assert await index_all(db) == 1
    await db.refresh(theirs)
    await db.refresh(mine)
    assert theirs.version_id == mine.version_id
    assert await practised(db, mine) == 3
    for table in (PostingVersion, JobPosting):
        assert await db.scalar(select(func.count()).select_from(table)) == 1, "something is left"


async def test_a_shared_copy_moves_and_is_shown_where_it_went(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    await kept(db, stranger.me.id, NURSE)
    mine = await shared(db, owner.me.id, NURSE)
    await taken_for_another(db, mine)
    await index_all(db)
    await db.refresh(mine)
    posting = await db.get_one(JobPosting, await posting_of(db, mine))
    assert posting.best_text_id == mine.id


async def test_one_version_that_is_two_texts_now(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    mine, theirs = await shared(db, owner.me.id, NURSE), await shared(db, stranger.me.id, CHEF)
    posting = await posting_of(db, mine)
    for job in (mine, theirs):
        await count_practised(db, job.id, job.user_id)
    await taken_for_one(db, mine, theirs)
    assert await index_all(db) == 2
    await db.refresh(mine)
    await db.refresh(theirs)
    assert mine.version_id != theirs.version_id
    # What was one posting stays one until a moderator parts it; then each has its own.
    assert await posting_of(db, theirs) == await posting_of(db, mine) == posting
    assert await practised(db, mine) == 2
    await split(db, posting, theirs.id, Moderator(owner.me.id, MONDAY))
    assert (await practised(db, mine), await practised(db, theirs)) == (1, 1)


async def test_kept_again_it_stays_where_it_is(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    """Also between a release with another method and the end of the indexing."""
    mine, theirs = await shared(db, owner.me.id, NURSE), await kept(db, stranger.me.id, NURSE)
    await count_practised(db, mine.id, owner.me.id)
    old = await taken_for_another(db, mine)
    again = await keep_job_description(
        db, owner.me.id, read_pasted(NURSE), now=MONDAY + timedelta(days=1)
    )
    assert (again.id, again.version_id) == (mine.id, old)
    assert again.last_used_at == MONDAY + timedelta(days=1)
    await index_all(db)
    assert await practised(db, mine) == await practised(db, theirs) == 1


async def test_what_somebody_holds_is_passed_over(fresh_database: Database) -> None:
    user = a_user("Ana")
    async with fresh_database.transaction() as db:
        await keep(db, user)
        job = await kept(db, user.id, NURSE)
        await taken_for_one(db, job)
    async with fresh_database.transaction() as holding:
        await holding.scalar(select(PostingVersion.id).with_for_update(read=True, key_share=True))
        async with fresh_database.transaction() as db:
            indexed = await index_next(db, now=MONDAY)
            assert indexed is not None
            assert indexed.done == 0
            assert await index_next(db, after=indexed.job_id, now=MONDAY) is None
            assert await count_outdated(db) == 1
    async with fresh_database.transaction() as db:
        assert await index_all(db) == 1


@pytest.mark.parametrize("seed", range(3))
async def test_beside_each_other_and_people_who_go_on(fresh_database: Database, seed: int) -> None:
    """Three commands at once, while people paste, share, take back, practise and throw away."""
    people = [a_user(f"Person {number}") for number in range(6)]
    texts = [NURSE, REVISED, CHEF, f"{CHEF}\nThe kitchen has two ovens, and one of them is old."]
    async with fresh_database.transaction() as db:
        await keep(db, *people)
        for number, person in enumerate(people):
            jobs = [await kept(db, person.id, texts[(number + at + seed) % 4]) for at in range(2)]
            await count_practised(db, jobs[0].id, person.id)
            if number % 2:
                await taken_for_another(db, jobs[0])
        await taken_for_one(db, jobs[1])

    async def live(number: int) -> None:
        user_id = people[number].id
        for turn in range(3):
            text = texts[(number + turn) % 4]
            async with fresh_database.transaction() as db:
                job_id = (await kept(db, user_id, text)).id
            async with fresh_database.transaction() as db:
                await share(db, user_id, job_id, names=[], left_out=(), now=MONDAY)
            async with fresh_database.transaction() as db:
                await count_practised(db, job_id, user_id)
            async with fresh_database.transaction() as db:
                if turn == 1:
                    await throw_away(db, user_id, job_id)
                elif turn == 2:
                    await take_back(db, user_id, job_id)

    async def index() -> None:
        for _ in range(2):
            after = None
            while True:
                async with fresh_database.transaction() as db:
                    indexed = await index_next(db, after=after, now=MONDAY)
                if indexed is None:
                    break
                after = indexed.job_id

    await asyncio.gather(index(), index(), index(), *map(live, range(6)))
    async with fresh_database.transaction() as db:
        await index_all(db)
        assert await count_outdated(db) == 0
        hashes = list(await db.scalars(select(PostingVersion.text_hash)))
        assert not [old for old in hashes if old.startswith("old ")]
        for job in list(await db.scalars(select(JobDescription))):
            counted = await db.scalar(
                select(func.count(PostingCandidate.user_id.distinct()))
                .join(PostingVersion, PostingVersion.id == PostingCandidate.version_id)
                .where(PostingVersion.posting_id == await posting_of(db, job))
            )
            assert await practised(db, job) == counted


async def test_by_command(fresh_url: str) -> None:
    database = Database(fresh_url)
    user = a_user("Ana")
    async with database.transaction() as db:
        await keep(db, user)
        await kept(db, user.id, NURSE)
    async with database.transaction() as db:
        await db.execute(update(JobDescription).values(version_id=None))

    async def reindex() -> int:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "preppal.cli", "db", "reindex-job-descriptions"),
            env={**os.environ, "DATABASE_URL": fresh_url},
            stdout=asyncio.subprocess.PIPE,
        )
        told, _ = await process.communicate()
        assert process.returncode == 0
        number, _, rest = told.decode().strip().partition(" ")
        assert rest == "job descriptions were brought up to date."
        return int(number)

    # Two at once: one waits for the other, and together they do it once.
    assert sorted(await asyncio.gather(reindex(), reindex())) == [0, 1]
    async with database.transaction() as db:
        assert await count_outdated(db) == 0
    await database.dispose()
