"""What somebody shares: scrubbed, without a name, taken back at any time; nobody's own copy changes."""

import asyncio
import contextlib
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.errors import Invalid
from preppal.job_descriptions.changing import throw_away
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    PostingDecision,
    PostingVersion,
    SharedText,
)
from preppal.job_descriptions.pasting import read_pasted
from preppal.job_descriptions.shared.browsing import Wish, browse, shared_posting
from preppal.job_descriptions.shared.moderating import Moderator, merge, unmerge
from preppal.job_descriptions.shared.practising import count_practised
from preppal.job_descriptions.shared.sharing import (
    MOST_A_DAY,
    CannotBeShared,
    SharedEnough,
    share,
    take_back,
)
from preppal.job_descriptions.shared.summing_up import sum_up, sum_up_stale
from tests.booking import POSTING
from tests.interviews import keep
from tests.people import MONDAY, Browser, a_user

FOLDER = Path(__file__).parents[2] / "data" / "job_descriptions"
NURSE = (FOLDER / "ward_nurse.txt").read_text()
CHEF = (FOLDER / "sous_chef.txt").read_text()
NOTES = "\nI spoke to the matron on Tuesday.\nContact: Rowena Achterberg, matron@fernhill.example\n"
REVISED = NURSE + "\nFrom May on the ward has a garden, which its nurses look after as they like.\n"


async def kept(db: AsyncSession, user_id: UUID, text: str) -> JobDescription:
    return await keep_job_description(db, user_id, read_pasted(text), now=MONDAY)


async def shared(db: AsyncSession, user_id: UUID, text: str, *left_out: int) -> JobDescription:
    job = await kept(db, user_id, text)
    await share(db, user_id, job.id, names=[], left_out=left_out, now=MONDAY)
    return job


async def listed(db: AsyncSession, search: str = "") -> list[str]:
    """The titles of what is shown."""
    found, _ = await browse(db, Wish(search=search))
    return [one.text.title for one in found]


async def test_only_what_is_shared_is_shown(db: AsyncSession, owner: Browser) -> None:
    nurse = await shared(db, owner.me.id, NURSE)
    await kept(db, owner.me.id, CHEF)
    assert len(await listed(db)) == 1
    assert await listed(db, "ward night") == await listed(db)
    assert await listed(db, "sous") == []
    await take_back(db, owner.me.id, nurse.id)
    assert await listed(db) == []


async def test_notes_and_people_are_not(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    job = await shared(db, owner.me.id, NURSE + NOTES)
    job.title = "the one Dana told me about"
    await db.flush()
    posting = await db.scalar(select(JobPosting.id).where(JobPosting.best_text_id == job.id))
    assert posting is not None
    for path in ("/job-descriptions/shared", f"/job-descriptions/shared/{posting}"):
        page = (await stranger.get(path)).text
        for private in ("Rowena", "matron@", "I spoke", "Dana", owner.me.name, owner.me.email):
            assert private not in page, (path, private)
    assert "Rowena" in job.content, "Nobody's own copy is changed."


async def test_lines_one_leaves_out(db: AsyncSession, owner: Browser) -> None:
    lines = (await kept(db, owner.me.id, NURSE)).content.split("\n")
    job = await shared(db, owner.me.id, NURSE, *range(5, len(lines), 7))
    text = await db.get_one(SharedText, job.id)
    assert text.content.split("\n")[0] == lines[0]
    assert len(text.content) < len(job.content)


async def test_what_says_nothing_cannot_be_shared(db: AsyncSession, owner: Browser) -> None:
    job = await kept(db, owner.me.id, NURSE)
    with pytest.raises(Invalid):
        await share(db, owner.me.id, job.id, names=[], left_out=range(100), now=MONDAY)
    job.is_outline = True
    await db.flush()
    with pytest.raises(CannotBeShared):
        await share(db, owner.me.id, job.id, names=[], left_out=(), now=MONDAY)
    assert await listed(db) == []


async def test_the_best_text_is_shown_first(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    cut = NURSE[: len(NURSE) * 2 // 3] + "… see more"
    worse = await shared(db, owner.me.id, cut)
    better = await shared(db, stranger.me.id, NURSE)
    (one,), _ = await browse(db, Wish())
    assert one.posting.best_text_id == better.id
    _, texts = await shared_posting(db, one.posting.id)
    assert [text.job_description_id for text in texts] == [better.id, worse.id]
    await throw_away(db, stranger.me.id, better.id)
    (one,), _ = await browse(db, Wish())
    await db.refresh(one.posting)
    assert one.posting.best_text_id == worse.id


async def test_people_who_practised_count_once(
    db: AsyncSession, owner: Browser, stranger: Browser
) -> None:
    mine, theirs = await shared(db, owner.me.id, NURSE), await kept(db, stranger.me.id, REVISED)
    for _ in range(2):
        await count_practised(db, mine.id, owner.me.id)
        await count_practised(db, theirs.id, stranger.me.id)
    await count_practised(db, theirs.id, owner.me.id)  # not theirs
    (one,), _ = await browse(db, Wish())
    await db.refresh(one.posting)
    assert one.posting.practised_count == 2


async def test_a_copy_is_kept_in_one_click(
    database: NestedDatabase, owner: Browser, stranger: Browser
) -> None:
    async with database.transaction() as db:
        await shared(db, owner.me.id, NURSE)
        (one,), _ = await browse(db, Wish())
    here = f"/job-descriptions/shared/{one.posting.id}"
    assert "Keep it and practise" in (await stranger.get(here)).text
    answer = await stranger.post(f"{here}/keep")
    assert answer.headers["location"].startswith("/interviews/new?job=")
    page = (await stranger.get(here)).text
    assert "You keep it too" in page
    assert "Keep it and practise" not in page
    mine = await stranger.get(answer.headers["location"])
    assert mine.status_code == 200


async def test_told_while_one_pastes(
    database: NestedDatabase, owner: Browser, stranger: Browser
) -> None:
    async with database.transaction() as db:
        await kept(db, owner.me.id, NURSE)
    asked = {"job_text": REVISED}
    assert "shared library" not in (await stranger.post("/job-descriptions/alike", data=asked)).text
    async with database.transaction() as db:
        await shared(db, owner.me.id, NURSE)
    told = (await stranger.post("/job-descriptions/alike", data=asked)).text
    assert "This posting is in the shared library" in told
    async with database.transaction() as db:
        await kept(db, stranger.me.id, NURSE)
    told = (await stranger.post("/job-descriptions/alike", data=asked)).text
    assert "shared library" not in told, "They keep it themselves."
    assert "You keep" in told


async def test_enough_for_a_day(db: AsyncSession, owner: Browser) -> None:
    for number in range(MOST_A_DAY):
        await shared(db, owner.me.id, f"{POSTING}\nThis is number {number} of the wards we have.")
    again = await shared(db, owner.me.id, f"{POSTING}\nThis is number 0 of the wards we have.")
    with pytest.raises(SharedEnough):
        await shared(db, owner.me.id, CHEF)
    tomorrow = MONDAY + timedelta(days=1, seconds=1)
    await share(db, owner.me.id, again.id, names=[], left_out=(), now=tomorrow)
    chef = await kept(db, owner.me.id, CHEF)
    await share(db, owner.me.id, chef.id, names=[], left_out=(), now=tomorrow)


async def test_pages_of_the_library(database: NestedDatabase, owner: Browser) -> None:
    async with database.transaction() as db:
        for number in range(25):
            title = f"Baker of Oven Number {number:02}"
            text = f"{title}\nAt Mill {number}\n\n" + "\n".join(
                f"- You bake loaf {number}-{line} with {line + number} seeds in it."
                for line in range(12)
            )
            await shared(db, owner.me.id, text)
    for order in ("new", "practised"):
        seen: list[str] = []
        path = f"/job-descriptions/shared?order={order}"
        while path:
            page = (await owner.get(path)).text
            seen += [part.split("<")[0] for part in page.split("Baker of Oven Number ")[1:]]
            _, _, rest = page.partition('rel="next" href="')
            path = rest.partition('"')[0].replace("&amp;", "&")
        assert sorted(seen) == [f"{number:02}" for number in range(25)], order


async def test_two_share_at_the_same_instant(
    fresh_database: Database,
) -> None:
    database = fresh_database
    people = [a_user(f"Sharer{number}") for number in range(6)]
    async with database.transaction() as db:
        await keep(db, *people)
        ids = [person.id for person in people]
        jobs = [
            (await kept(db, user_id, NURSE if n % 2 else REVISED)).id
            for n, user_id in enumerate(ids)
        ]

    async def one(user_id: UUID, job_id: UUID) -> None:
        async with database.transaction() as db:
            await share(db, user_id, job_id, names=[], left_out=(), now=MONDAY)

    await asyncio.gather(*(one(*pair) for pair in zip(ids, jobs, strict=True)))
    async with database.transaction() as db:
        (found,), _ = await browse(db, Wish())
        _, texts = await shared_posting(db, found.posting.id)
        assert len(texts) == 6
        assert texts[0].job_description_id == found.posting.best_text_id
        assert await db.scalar(select(func.count()).select_from(JobPosting)) == 1


@pytest.mark.parametrize("seed", range(3))
async def test_sharing_while_moderators_merge(fresh_database: Database, seed: int) -> None:
    """Whatever order they come in, nothing hangs and each text that is shared is shown once."""
    people = [a_user(f"Sharer{number}") for number in range(4)]
    texts = [NURSE, CHEF, NURSE + "\nThe ward has a garden and a pond with nine fish in it.", CHEF]
    async with fresh_database.transaction() as db:
        await keep(db, *people)
        pairs = [(p.id, (await kept(db, p.id, t)).id) for p, t in zip(people, texts, strict=True)]
        roots = list(await db.scalars(select(JobPosting.id).order_by(JobPosting.id)))
    assert len(roots) == 2

    async def one(user_id: UUID, job_id: UUID) -> None:
        for _ in range(4):
            async with fresh_database.transaction() as db:
                await share(db, user_id, job_id, names=[], left_out=(), now=MONDAY)
            async with fresh_database.transaction() as db:
                await count_practised(db, job_id, user_id)

    async def moderate() -> None:
        for turn in range(4):
            async with fresh_database.transaction() as db:
                by = Moderator(people[0].id, MONDAY)
                child, root = roots if (turn + seed) % 2 else reversed(roots)
                await merge(db, child, root, by)
            async with fresh_database.transaction() as db:
                decision = await db.scalar(
                    select(PostingDecision.id)
                    .where(PostingDecision.act == "merge")
                    .order_by(PostingDecision.id.desc())
                )
                assert decision is not None
                await unmerge(db, decision, by)

    await asyncio.gather(moderate(), *(one(*pair) for pair in pairs))
    async with fresh_database.transaction() as db:
        listed, _ = await browse(db, Wish())
        shown = [len((await shared_posting(db, found.posting.id))[1]) for found in listed]
        assert shown == [2, 2]
        assert [found.posting.practised_count for found in listed] == [2, 2]


async def test_summing_up_beside_an_account_that_goes(fresh_database: Database) -> None:
    """Who goes has texts of two postings; each side holds one and comes for the other: neither waits for ever."""
    goer = a_user("Goer")
    async with fresh_database.transaction() as db:
        await keep(db, goer)
        jobs = [await shared(db, goer.id, text) for text in (NURSE, CHEF)]
        first, second = [
            (
                await db.scalars(
                    select(PostingVersion.posting_id).where(PostingVersion.id == job.version_id)
                )
            ).one()
            for job in jobs
        ]
        # As after others' better texts went with their accounts.
        await db.execute(update(JobPosting).values(best_text_id=None))
    async with fresh_database.transaction() as leaving:
        await leaving.execute(delete(JobDescription).where(JobDescription.id == jobs[1].id))
        async with fresh_database.transaction() as summing:
            await sum_up(summing, first)
            rest = asyncio.create_task(leaving.execute(delete(User).where(User.id == goer.id)))
            await sum_up(summing, second)
        await rest
    async with fresh_database.transaction() as db:
        await sum_up_stale(db)
        assert not (await browse(db, Wish()))[0]
        left = select(func.count()).select_from(JobPosting).where(JobPosting.search.is_not(None))
        assert await db.scalar(left) == 0


async def test_a_text_that_was_passed_over_and_stays_is_shown_again(
    fresh_database: Database,
) -> None:
    """Its account was to be deleted, and then was not."""
    stayer = a_user("Stayer")
    async with fresh_database.transaction() as db:
        await keep(db, stayer)
        await shared(db, stayer.id, NURSE)
        await db.execute(update(JobPosting).values(best_text_id=None))
        root = (await db.scalars(select(JobPosting.id))).one()
    with contextlib.suppress(KeyError):
        async with fresh_database.transaction() as leaving:
            await leaving.execute(delete(JobDescription))
            async with fresh_database.transaction() as summing:
                await sum_up(summing, root)
            raise KeyError
    async with fresh_database.transaction() as db:
        assert await sum_up_stale(db) == 1
        assert [found.posting.id for found in (await browse(db, Wish()))[0]] == [root]
