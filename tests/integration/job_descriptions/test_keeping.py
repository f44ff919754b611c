"""A pasted job description is kept once, and only for the person who pasted it."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.job_descriptions.keeping import keep_job_description, use_job_description
from preppal.job_descriptions.model import CONTENT_LIMIT, JobDescription, NoSuchJobDescription
from preppal.job_descriptions.pasting import read_pasted
from preppal.job_descriptions.queries import job_descriptions_of, own_job_description
from tests.booking import POSTING
from tests.interviews import keep
from tests.people import MONDAY, Browser, a_user

LATER = MONDAY + timedelta(days=2)


async def count(db: AsyncSession) -> int:
    return await db.scalar(select(func.count()).select_from(JobDescription)) or 0


async def test_the_same_text_is_kept_once(db: AsyncSession, owner: Browser) -> None:
    first = await keep_job_description(db, owner.me.id, read_pasted(POSTING), now=MONDAY)
    again = POSTING.upper().replace("\n", "\r\n\r\n").replace("YOU ", "• YOU  ")
    second = await keep_job_description(db, owner.me.id, read_pasted(again), now=LATER)
    assert second.id == first.id
    assert (second.created_at, second.last_used_at) == (MONDAY, LATER)
    assert second.content == POSTING.strip()
    assert await count(db) == 1


async def test_another_text_is_another(db: AsyncSession, owner: Browser) -> None:
    await keep_job_description(db, owner.me.id, read_pasted(POSTING), now=MONDAY)
    other = POSTING.replace("24 beds", "30 beds")
    await keep_job_description(db, owner.me.id, read_pasted(other), now=MONDAY)
    assert await count(db) == 2


async def test_everybody_has_their_own(db: AsyncSession, owner: Browser, stranger: Browser) -> None:
    mine = await keep_job_description(db, owner.me.id, read_pasted(POSTING), now=MONDAY)
    theirs = await keep_job_description(db, stranger.me.id, read_pasted(POSTING), now=MONDAY)
    assert mine.id != theirs.id
    assert [job.id for job in await job_descriptions_of(db, owner.me.id)] == [mine.id]
    assert await own_job_description(db, stranger.me.id, str(mine.id)) is None
    for missing in (mine.id, uuid4()):
        with pytest.raises(NoSuchJobDescription):
            await use_job_description(db, stranger.me.id, missing, now=LATER)


async def test_tabs_at_the_same_instant_keep_one(fresh_database: Database) -> None:
    user = a_user("Ana")
    async with fresh_database.transaction() as db:
        await keep(db, user)

    async def paste() -> object:
        async with fresh_database.transaction() as db:
            job = await keep_job_description(db, user.id, read_pasted(POSTING), now=MONDAY)
            return job.id

    assert len(set(await asyncio.gather(*(paste() for _ in range(6))))) == 1
    async with fresh_database.transaction() as db:
        assert await count(db) == 1


async def test_newest_use_comes_first(db: AsyncSession, owner: Browser) -> None:
    for day, place in enumerate(("Alder", "Birch", "Cedar")):
        posting = read_pasted(POSTING.replace("Linden", place))
        await keep_job_description(db, owner.me.id, posting, now=MONDAY + timedelta(days=day))
    jobs = await job_descriptions_of(db, owner.me.id)
    assert [job.company.split()[0] for job in jobs] == ["Cedar", "Birch", "Alder"]
    await use_job_description(db, owner.me.id, jobs[-1].id, now=MONDAY + timedelta(days=5))
    await db.flush()
    jobs = await job_descriptions_of(db, owner.me.id, limit=2)
    assert [job.company.split()[0] for job in jobs] == ["Alder", "Cedar"]


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"content": ""}, "ck_job_descriptions_content"),
        ({"content": "x" * (CONTENT_LIMIT + 1)}, "ck_job_descriptions_content"),
        ({"title": "x" * 201}, "ck_job_descriptions_title"),
        ({"company": "x" * 201}, "ck_job_descriptions_company"),
        ({"content_hash": "taken"}, "uq_job_descriptions_user_id_content_hash"),
        ({"user_id": uuid4()}, "fk_job_descriptions_user_id"),
    ],
)
async def test_the_database_itself_refuses_what_cannot_be(
    db: AsyncSession, owner: Browser, changes: dict[str, object], constraint: str
) -> None:
    fields: dict[str, object] = {
        "user_id": owner.me.id,
        "title": "",
        "company": "",
        "content": POSTING,
        "created_at": MONDAY,
        "last_used_at": MONDAY,
    }
    await keep(db, JobDescription(**fields, content_hash="taken"))
    with pytest.raises(IntegrityError, match=constraint):
        await keep(db, JobDescription(**(fields | {"content_hash": "free"} | changes)))
