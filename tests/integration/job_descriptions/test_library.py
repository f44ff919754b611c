"""What a person keeps: found again, put aside, thrown away; and nobody else sees it."""

import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import NestedDatabase
from preppal.interviews.model import InterviewSession
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.model import JobDescription, JobPosting, PostingVersion
from preppal.job_descriptions.pasting import read_pasted
from preppal.job_descriptions.queries import job_descriptions_of
from tests.booking import POSTING, a_form, publish
from tests.people import MONDAY, Browser

PLACES = ("Alder", "Birch", "Cedar")


async def kept(database: NestedDatabase, owner: Browser, *texts: str) -> list[UUID]:
    """These texts, kept one after the other; gives their ids."""
    ids = []
    for minute, text in enumerate(texts):
        async with database.transaction() as db:
            now = MONDAY.replace(minute=minute)
            job = await keep_job_description(db, owner.me.id, read_pasted(text), now=now)
            ids.append(job.id)
    return ids


@pytest.fixture
async def three(database: NestedDatabase, owner: Browser) -> list[UUID]:
    return await kept(database, owner, *(POSTING.replace("Linden", place) for place in PLACES))


async def shown(browser: Browser, path: str) -> list[str]:
    """The companies on a list, from the top."""
    page = await browser.get(path)
    assert page.status_code == 200
    return re.findall(r"(Alder|Birch|Cedar) Hospital\.", page.text)


@pytest.mark.usefixtures("three")
async def test_found_by_words_and_in_order(owner: Browser) -> None:
    assert await shown(owner, "/job-descriptions") == ["Cedar", "Birch", "Alder"]
    assert await shown(owner, "/job-descriptions?order=title") == ["Alder", "Birch", "Cedar"]
    assert await shown(owner, "/job-descriptions?q=birch+WARD") == ["Birch"]
    assert await shown(owner, "/job-descriptions?q=24+beds") == ["Cedar", "Birch", "Alder"]
    for nothing in ("plumber", "%25", "_", "%5C"):
        page = await owner.get(f"/job-descriptions?q={nothing}")
        assert "Nothing like that here." in page.text, nothing


async def test_in_parts(database: NestedDatabase, owner: Browser) -> None:
    await kept(database, owner, *(f"{POSTING}\nThis is number {n}." for n in range(21)))
    first = await owner.get("/job-descriptions")
    assert first.text.count('class="job-title"') == 20
    assert '"/job-descriptions?page=2"' in first.text
    second = await owner.get("/job-descriptions?page=2")
    assert second.text.count('class="job-title"') == 1
    assert '"/job-descriptions"' in second.text
    assert "Nothing earlier." in (await owner.get("/job-descriptions?page=3")).text


async def test_put_aside_and_brought_back(
    three: list[UUID], database: NestedDatabase, owner: Browser
) -> None:
    await owner.post(f"/job-descriptions/{three[0]}/archive")
    assert await shown(owner, "/job-descriptions") == ["Cedar", "Birch"]
    assert await shown(owner, "/job-descriptions?archived=1") == ["Alder"]
    async with database.transaction() as db:
        assert three[0] not in [job.id for job in await job_descriptions_of(db, owner.me.id)]
    await owner.post(f"/job-descriptions/{three[0]}/bring-back")
    assert await shown(owner, "/job-descriptions?archived=1") == []
    await owner.post(f"/job-descriptions/{three[0]}/archive")
    # Pasted again it is wanted again.
    assert await kept(database, owner, POSTING.replace("Linden", "Alder")) == [three[0]]
    assert "Alder" in await shown(owner, "/job-descriptions")


async def count(db: AsyncSession, table: type) -> int:
    return await db.scalar(select(func.count()).select_from(table)) or 0


async def test_thrown_away(database: NestedDatabase, owner: Browser, stranger: Browser) -> None:
    (mine,) = await kept(database, owner, POSTING)
    (theirs,) = await kept(database, stranger, POSTING)
    answer = await owner.post(f"/job-descriptions/{mine}/delete")
    assert "Deleted." in (await owner.get(answer.headers["location"])).text
    assert (await owner.get(f"/job-descriptions/{mine}")).status_code == 404
    assert (await stranger.get(f"/job-descriptions/{theirs}")).status_code == 200
    async with database.transaction() as db:
        assert (await count(db, PostingVersion), await count(db, JobPosting)) == (1, 1)
    await stranger.post(f"/job-descriptions/{theirs}/delete")
    async with database.transaction() as db:
        for table in (JobDescription, PostingVersion, JobPosting):
            assert await count(db, table) == 0


async def test_an_interview_outlives_its_job_description(
    database: NestedDatabase, owner: Browser
) -> None:
    await publish(database)
    await owner.post("/interviews/new", data=a_form())
    async with database.transaction() as db:
        interview = (await db.scalars(select(InterviewSession))).one()
    job_id = interview.job_description_id
    page = await owner.get(f"/job-descriptions/{job_id}")
    assert f"/interviews/{interview.id}/lobby" in page.text
    await owner.post(f"/job-descriptions/{job_id}/delete")
    async with database.transaction() as db:
        kept_interview = await db.get_one(InterviewSession, interview.id, populate_existing=True)
    assert kept_interview.job_description_id is None
    assert "24 beds" in kept_interview.job["content"]
    assert (await owner.get(f"/interviews/{interview.id}/lobby")).status_code == 200


async def test_nobody_else_does_anything_with_it(
    three: list[UUID], owner: Browser, stranger: Browser, visitor: Browser
) -> None:
    for job in (three[0], uuid4()):
        for act in ("facts", "facts/as-read", "archive", "bring-back", "delete"):
            answer = await stranger.post(f"/job-descriptions/{job}/{act}", data={"title": "Mine"})
            assert answer.status_code == 404
            gone = await visitor.post(f"/job-descriptions/{job}/{act}", data={"title": "Mine"})
            assert gone.headers["location"].startswith("/sign-in")
    assert await shown(owner, "/job-descriptions") == ["Cedar", "Birch", "Alder"]
    assert await shown(stranger, "/job-descriptions") == []
