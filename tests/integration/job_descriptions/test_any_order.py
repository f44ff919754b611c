"""Whatever is pasted, shared, practised, merged, split, signed anew and thrown away, in whatever order.

Each posting shows as many people as practised for it, nobody who did and still keeps it is lost, nobody is
invented, each shared text is shown once, and nobody's copy changes.

`HYPOTHESIS_PROFILE=thorough` searches for minutes.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.job_descriptions.changing import throw_away
from preppal.job_descriptions.indexing import count_outdated
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.model import (
    JobDescription,
    JobPosting,
    NoSuchPosting,
    PostingCandidate,
    PostingDecision,
    PostingVersion,
    SharedText,
)
from preppal.job_descriptions.pasting import read_pasted
from preppal.job_descriptions.shared.moderating import (
    Moderator,
    NothingToSplit,
    NotMerged,
    OneAndTheSame,
    merge,
    split,
    unmerge,
)
from preppal.job_descriptions.shared.practising import count_practised
from preppal.job_descriptions.shared.sharing import share, take_back
from preppal.job_descriptions.shared.summing_up import family, root_of
from tests.integration.job_descriptions.test_indexing import (
    index_all,
    taken_for_another,
    taken_for_one,
)
from tests.integration.job_descriptions.test_moderating import BAKER, posting_of, shown
from tests.integration.job_descriptions.test_sharing import CHEF, NURSE, REVISED
from tests.people import MONDAY, a_user

PASTED = [read_pasted(text) for text in (NURSE, REVISED, CHEF, BAKER)]
PEOPLE = 3
ACTS: tuple[str, ...] = (
    "paste",
    "paste",
    "practise",
    "practise",
    "share",
    "take back",
    "throw away",
    "merge",
    "merge",
)
ACTS += ("undo", "split", "one", "another", "index")
STORIES = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(0, PEOPLE - 1),
        st.integers(0, len(PASTED) - 1),
        st.integers(0, len(PASTED) - 1),
    ),
    min_size=6,
    max_size=30,
)


class _Over(Exception):
    """A story is told: nothing of it is kept."""


@dataclass
class Library:
    """What the story did, beside what the database says of it."""

    db: AsyncSession
    people: list[UUID]
    jobs: dict[tuple[int, int], JobDescription] = field(default_factory=dict)
    """By person and text."""
    practised: set[tuple[int, int]] = field(default_factory=set)
    """Of those that are there."""
    ever: set[UUID] = field(default_factory=set)

    async def act(self, act: str, who: int, text: int, other: int) -> None:
        db, key = self.db, (who, text)
        job, second = self.jobs.get(key), self.jobs.get((who, other))
        by = Moderator(self.people[0], MONDAY)
        if act == "paste":
            kept = await keep_job_description(db, self.people[who], PASTED[text], now=MONDAY)
            self.jobs[key] = kept
        elif act == "index":
            await index_all(db)
        elif act == "undo":
            merges = select(PostingDecision.id).where(PostingDecision.act == "merge")
            found = list(await db.scalars(merges.order_by(PostingDecision.id)))
            if found:
                await unmerge(db, found[(who + text) % len(found)], by)
        elif job is None:
            return
        elif act == "practise":
            await count_practised(db, job.id, self.people[who])
            self.practised.add(key)
            self.ever.add(self.people[who])
        elif act == "share":
            await share(db, self.people[who], job.id, names=[], left_out=(), now=MONDAY)
        elif act == "take back":
            await take_back(db, self.people[who], job.id)
        elif act == "throw away":
            await throw_away(db, self.people[who], job.id)
            del self.jobs[key]
            self.practised.discard(key)
        elif act == "split":
            await split(db, await root_of(db, await posting_of(db, job)), job.id, by)
        elif act == "another":
            await taken_for_another(db, job)
        elif second is not None and act == "one":
            await taken_for_one(db, job, second)
        elif second is not None and act == "merge":
            roots = [await root_of(db, await posting_of(db, one)) for one in (job, second)]
            await merge(db, roots[0], roots[1], by)

    async def check(self) -> None:
        db = self.db
        await index_all(db)
        assert await count_outdated(db) == 0
        for key, job in self.jobs.items():
            text = await db.scalar(
                select(JobDescription.content).where(JobDescription.id == job.id)
            )
            assert text == PASTED[key[1]].posting.content
            root = await root_of(db, await posting_of(db, job))
            if key in self.practised:
                assert self.people[key[0]] in await candidates(db, root), "lost"
        roots = list(
            await db.scalars(select(JobPosting.id).where(JobPosting.merged_into_id.is_(None)))
        )
        for root in roots:
            came = await candidates(db, root)
            counted = await db.scalar(
                select(JobPosting.practised_count).where(JobPosting.id == root)
            )
            assert counted == len(came)
            assert came <= self.ever, "invented"
        there = await db.scalar(select(func.count()).select_from(SharedText))
        assert sum((await shown(db)).values()) == there


async def candidates(db: AsyncSession, root: UUID) -> set[UUID]:
    """Who practised for this posting or one that was merged into it."""
    found = await db.scalars(
        select(PostingCandidate.user_id)
        .join(PostingVersion, PostingVersion.id == PostingCandidate.version_id)
        .where(PostingVersion.posting_id.in_(family(root)))
    )
    return set(found)


async def tell(database: Database, story: list[tuple[Any, ...]]) -> None:
    try:
        async with database.transaction() as db:
            people = [a_user(f"Person {number}") for number in range(PEOPLE)]
            db.add_all(people)
            await db.flush()
            library = Library(db, [person.id for person in people])
            for act in story:
                try:
                    async with db.begin_nested():
                        await library.act(*act)
                except (NoSuchPosting, NothingToSplit, NotMerged, OneAndTheSame):
                    continue
            await library.check()
            raise _Over
    except _Over:
        return


def test_counts_are_right(fresh_url: str) -> None:
    with asyncio.Runner() as runner:
        database = Database(fresh_url, pool_size=1)

        @given(STORIES)
        def told(story: list[Any]) -> None:
            runner.run(tell(database, story))

        try:
            told()
        finally:
            runner.run(database.dispose())
