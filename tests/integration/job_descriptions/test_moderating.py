"""Moderators merge, split and hide what is shared; each can be undone, and nobody's copy changes."""

import random
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import NestedDatabase
from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    NoSuchPosting,
    PostingDecision,
    PostingVersion,
)
from preppal.job_descriptions.shared.browsing import Wish, browse, shared_posting
from preppal.job_descriptions.shared.moderating import (
    AlreadyHidden,
    Moderator,
    NotHidden,
    NothingToSplit,
    NotMerged,
    OneAndTheSame,
    OneIsHidden,
    hide,
    merge,
    restore,
    split,
    unmerge,
)
from preppal.job_descriptions.shared.practising import count_practised
from preppal.job_descriptions.shared.sharing import share
from preppal.job_descriptions.shared.summing_up import sum_up_stale
from tests.integration.job_descriptions.test_sharing import CHEF, NURSE, REVISED, kept, shared
from tests.people import MONDAY, Browser

BAKER = "\n".join(
    [
        "Baker at Mill Lane",
        "",
        *(f"- You bake loaf {n} with {n + 3} seeds in it." for n in range(12)),
    ]
)


@pytest.fixture
def by(staff: Browser) -> Moderator:
    return Moderator(staff.me.id, MONDAY)


async def posting_of(db: AsyncSession, job: JobDescription) -> UUID:
    found = await db.scalar(
        select(PostingVersion.posting_id).where(PostingVersion.id == job.version_id)
    )
    assert found is not None
    return found


async def shown(db: AsyncSession) -> dict[UUID, int]:
    """Each posting that is shown, and how many texts it has."""
    listed, _ = await browse(db, Wish())
    return {one.posting.id: len((await shared_posting(db, one.posting.id))[1]) for one in listed}


async def latest(db: AsyncSession) -> PostingDecision:
    return (await db.scalars(select(PostingDecision).order_by(PostingDecision.id.desc()))).first()  # type: ignore[return-value]


async def everything(db: AsyncSession) -> list[tuple[object, ...]]:
    """What everybody keeps, word for word."""
    rows = await db.execute(
        select(JobDescription.id, JobDescription.title, JobDescription.content).order_by(
            JobDescription.id
        )
    )
    return [tuple(row) for row in rows]


async def test_merged_and_taken_apart(
    db: AsyncSession, owner: Browser, stranger: Browser, by: Moderator
) -> None:
    nurse, chef = await shared(db, owner.me.id, NURSE), await shared(db, stranger.me.id, CHEF)
    one, other = await posting_of(db, nurse), await posting_of(db, chef)
    before = await everything(db)
    await count_practised(db, chef.id, stranger.me.id)
    await merge(db, other, one, by)
    assert await shown(db) == {one: 2}
    posting, _ = await shared_posting(db, other)
    assert posting.id == one, "An old address leads on."
    await db.refresh(posting)
    assert posting.practised_count == 1
    await unmerge(db, (await latest(db)).id, by)
    assert await shown(db) == {one: 1, other: 1}
    assert await everything(db) == before
    merges = await db.scalars(select(PostingDecision.act).order_by(PostingDecision.id))
    assert list(merges) == ["merge", "unmerge"]


async def test_what_had_been_merged_comes_along_and_back(
    db: AsyncSession, owner: Browser, by: Moderator
) -> None:
    jobs = [await shared(db, owner.me.id, text) for text in (NURSE, CHEF, BAKER)]
    one, two, three = [await posting_of(db, job) for job in jobs]
    await merge(db, three, two, by)
    await merge(db, two, one, by)
    second = await latest(db)
    assert await shown(db) == {one: 3}
    await unmerge(db, second.id, by)
    assert await shown(db) == {one: 1, two: 2}
    with pytest.raises(NotMerged):
        await unmerge(db, second.id, by)


async def test_what_cannot_be_merged(db: AsyncSession, owner: Browser, by: Moderator) -> None:
    jobs = [await shared(db, owner.me.id, text) for text in (NURSE, CHEF)]
    one, two = [await posting_of(db, job) for job in jobs]
    with pytest.raises(OneAndTheSame):
        await merge(db, one, one, by)
    with pytest.raises(NoSuchPosting):
        await merge(db, UUID(int=7), one, by)
    await merge(db, two, one, by)
    for pair in ((two, one), (one, two)):
        with pytest.raises(NoSuchPosting):
            await merge(db, *pair, by)
    with pytest.raises(NoSuchPosting):
        await unmerge(db, UUID(int=7), by)


async def test_split_off_and_it_stays_apart(
    db: AsyncSession, owner: Browser, stranger: Browser, by: Moderator
) -> None:
    mine, theirs = await shared(db, owner.me.id, NURSE), await shared(db, stranger.me.id, REVISED)
    one = await posting_of(db, mine)
    assert await shown(db) == {one: 2}
    before = await everything(db)
    apart = await split(db, one, theirs.id, by)
    assert await shown(db) == {one: 1, apart: 1}
    assert await everything(db) == before
    again = await kept(db, owner.me.id, REVISED)
    assert await posting_of(db, again) == apart, "The same text goes where it was put."
    with pytest.raises(NothingToSplit):
        await split(db, one, mine.id, by)
    with pytest.raises(NoSuchPosting):
        await split(db, one, theirs.id, by)
    await merge(db, apart, one, by)
    assert await shown(db) == {one: 2}


async def test_hidden_and_restored(
    db: AsyncSession, owner: Browser, stranger: Browser, by: Moderator
) -> None:
    job = await shared(db, owner.me.id, NURSE)
    posting = await posting_of(db, job)
    await hide(db, posting, "An advertisement for a course, no posting.", by)
    assert await shown(db) == {}
    assert (await stranger.get(f"/job-descriptions/shared/{posting}")).status_code == 404
    told = (await owner.get(f"/job-descriptions/{job.id}")).text
    assert "An advertisement for a course" in told
    with pytest.raises(AlreadyHidden):
        await hide(db, posting, "Again", by)
    await share(db, owner.me.id, job.id, names=[], left_out=(), now=MONDAY)
    assert await shown(db) == {}, "Sharing it again does not bring it back."
    await restore(db, posting, by)
    assert await shown(db) == {posting: 1}
    with pytest.raises(NotHidden):
        await restore(db, posting, by)


async def test_what_is_hidden_does_not_come_back_another_way(
    db: AsyncSession, owner: Browser, stranger: Browser, by: Moderator
) -> None:
    jobs = [await shared(db, owner.me.id, text) for text in (NURSE, REVISED, CHEF)]
    one, _, other = [await posting_of(db, job) for job in jobs]
    await hide(db, one, "No posting.", by)
    for pair in ((one, other), (other, one)):
        with pytest.raises(OneIsHidden):
            await merge(db, *pair, by)
    apart = await split(db, one, jobs[1].id, by)
    assert await shown(db) == {other: 1}
    assert (await stranger.get(f"/job-descriptions/shared/{apart}")).status_code == 404


async def test_a_page_from_before_a_merge_does_nothing(
    db: AsyncSession, owner: Browser, by: Moderator
) -> None:
    jobs = [await shared(db, owner.me.id, text) for text in (NURSE, CHEF, BAKER)]
    one, two, three = [await posting_of(db, job) for job in jobs]
    await merge(db, two, one, by)
    first = await latest(db)
    for act in (
        lambda: hide(db, two, "Why", by),
        lambda: restore(db, two, by),
        lambda: split(db, two, jobs[1].id, by),
    ):
        with pytest.raises(NoSuchPosting):
            await act()
    await unmerge(db, first.id, by)
    await merge(db, two, three, by)
    with pytest.raises(NotMerged):
        await unmerge(db, first.id, by)
    assert await shown(db) == {one: 1, three: 2}


async def test_the_library_gets_over_an_account_that_goes(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    cut = NURSE[: len(NURSE) * 2 // 3]
    left = await shared(db, stranger.me.id, cut)
    gone = await shared(db, owner.me.id, NURSE)
    posting, left_id = await posting_of(db, gone), left.id
    assert (await db.get_one(JobPosting, posting)).best_text_id == gone.id
    await db.execute(delete(User).where(User.id == owner.me.id))
    assert await shown(db) == {}
    assert await sum_up_stale(db) == 1
    db.expire_all()
    assert (await db.get_one(JobPosting, posting)).best_text_id == left_id
    assert await sum_up_stale(db) == 0


async def test_the_moderator_s_pages(
    database: NestedDatabase, owner: Browser, stranger: Browser, staff: Browser
) -> None:
    async with database.transaction() as db:
        nurse = await shared(db, owner.me.id, NURSE)
        chef = await shared(db, stranger.me.id, CHEF)
        one, other = await posting_of(db, nurse), await posting_of(db, chef)
    here = f"/admin/postings/{one}"
    page = (await staff.get(here)).text
    assert "1 shared text" in page
    assert owner.me.email not in page
    refused = await staff.post(f"{here}/merge", data={"other": "that one"})
    assert (refused.status_code, "Paste the address" in refused.text) == (422, True)
    address = f"https://practice.example/admin/postings/{other}?x=1"
    await staff.post(f"{here}/merge", data={"other": address})
    page = (await staff.get(here)).text
    assert "2 shared texts" in page
    (decision,) = [part.split('"')[0] for part in page.split('name="decision" value="')[1:]]
    await staff.post(f"{here}/undo", data={"decision": decision})
    assert "1 shared text" in (await staff.get(here)).text
    assert "2 shared texts" not in (await staff.get(here)).text
    answer = await staff.post(f"{here}/hide", data={"reason": "No posting."})
    assert answer.headers["location"] == here
    assert "Hidden: No posting." in (await staff.get(here)).text
    await staff.post(f"{here}/restore")
    assert "Hidden:" not in (await staff.get(here)).text


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_merged_split_and_undone_nothing_is_lost(
    db: AsyncSession, owner: Browser, by: Moderator, seed: int
) -> None:
    """After any row of acts: each shared text is shown once, and all copies are as they were."""
    chance = random.Random(seed)
    jobs = [await shared(db, owner.me.id, text) for text in (NURSE, REVISED, CHEF, BAKER)]
    before = await everything(db)
    for _ in range(12):
        roots = list(await shown(db))
        act = chance.choice(["merge", "undo", "split"])
        try:
            if act == "merge" and len(roots) > 1:
                await merge(db, *chance.sample(roots, 2), by)
            elif act == "split":
                await split(db, chance.choice(roots), chance.choice(jobs).id, by)
            else:
                merges = await db.scalars(
                    select(PostingDecision.id).where(PostingDecision.act == "merge")
                )
                found = list(merges)
                if found:
                    await unmerge(db, chance.choice(found), by)
        except (NoSuchPosting, NothingToSplit, NotMerged):
            continue
    assert sum((await shown(db)).values()) == len(jobs)
    assert await everything(db) == before
    deep = await db.scalar(
        select(func.count())
        .select_from(JobPosting)
        .where(
            JobPosting.merged_into_id.in_(
                select(JobPosting.id).where(JobPosting.merged_into_id.is_not(None))
            )
        )
    )
    assert deep == 0, "A merged posting holds others."
