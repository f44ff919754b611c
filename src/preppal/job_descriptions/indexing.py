"""Every job description beneath its posting, also those from before there were postings.

One version at a time, each in a transaction of its own, so that it can be stopped and begun again at any
time. Several that run at once take turns; people who paste, share or throw away meanwhile are not waited
for with a row of theirs in hand: what they hold is passed over and comes up again.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.changing import sweep_version
from preppal.job_descriptions.grouping import signed, version_for, write_version
from preppal.job_descriptions.matching.likeness import Traits, traits
from preppal.job_descriptions.matching.signature import METHOD
from preppal.job_descriptions.model import JobDescription, PostingCandidate, PostingVersion
from preppal.job_descriptions.shared.summing_up import lock_roots, root_of, sum_up

LOCK = 0x5052_4550_5041_4C12
"""Chosen at random; one number for "somebody signs versions anew"."""

_OUTDATED = and_(
    ~JobDescription.is_outline,
    or_(
        JobDescription.version_id.is_(None),
        exists().where(
            PostingVersion.id == JobDescription.version_id, PostingVersion.method < METHOD
        ),
    ),
)
"""An outline is no posting: it is grouped with none."""


class _Held(Exception):
    """Somebody does something with it at this moment."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """The job description that was looked at, and how many were brought up to date with it."""

    job_id: uuid.UUID
    done: int


async def count_outdated(db: AsyncSession) -> int:
    """Job descriptions without a version, or with one that an earlier method signed."""
    return await db.scalar(select(func.count()).select_from(JobDescription).where(_OUTDATED)) or 0


async def index_next(
    db: AsyncSession, *, after: uuid.UUID | None = None, now: datetime.datetime
) -> Indexed | None:
    """Bring the next outdated job description after this one up to date; None when there is no more.

    With it come all that have the same version. Where somebody holds one of their rows nothing is done
    (``done`` is 0): ask again later.
    """
    await db.execute(select(func.pg_advisory_xact_lock(LOCK)))
    outdated = select(JobDescription).where(_OUTDATED).order_by(JobDescription.id).limit(1)
    if after is not None:
        outdated = outdated.where(JobDescription.id > after)
    job = await db.scalar(outdated.with_for_update(skip_locked=True))
    if job is None:
        return None
    if job.version_id is None:
        compared = traits(job.title, job.company, job.content)
        job.version_id = await version_for(db, compared, now=now)
        return Indexed(job.id, 1)
    try:
        async with db.begin_nested():
            return Indexed(job.id, await _sign_anew(db, job.version_id, now))
    except _Held:
        return Indexed(job.id, 0)


async def _sign_anew(db: AsyncSession, version_id: uuid.UUID, now: datetime.datetime) -> int:
    """Everything that an earlier method took for this one text, by today's; gives how many there were.

    It stays beneath the posting it has, so that what was merged or split stays so, unless the text is
    known elsewhere by now. Whoever practised for it goes where it goes.
    Locks: job descriptions, then postings, then versions, none of the first and last waited for.
    """
    jobs = await _hold_jobs(db, version_id)
    texts: dict[str, Traits] = {}
    groups: dict[str, list[JobDescription]] = defaultdict(list)
    for job in jobs:
        compared = traits(job.title, job.company, job.content)
        texts.setdefault(compared.exact, compared)
        groups[compared.exact].append(job)
    version, known, roots = await _hold_versions(db, version_id, list(texts))
    stays: str | None = None
    goes: dict[str, uuid.UUID] = {}
    for exact, compared in texts.items():
        if exact in known:
            goes[exact] = known[exact]
        elif stays is None:
            stays = exact
            for column, value in signed(compared).items():
                setattr(version, column, value)
            await db.flush()
        else:
            written = await write_version(db, version.posting_id, compared, now=now)
            if written is None:
                raise _Held
            goes[exact] = written
    for exact, target in goes.items():
        for job in groups[exact]:
            job.version_id = target
    await db.flush()
    for exact, target in goes.items():
        await _carry_over(db, version_id, target, {job.user_id for job in groups[exact]})
    if stays is None:
        # Those who threw theirs away since: for one of its texts, and the first had most time.
        await _carry_over(db, version_id, next(iter(goes.values())), None)
    else:
        await _let_go(db, version_id, {job.user_id for exact in goes for job in groups[exact]})
    for root in roots:
        await sum_up(db, root)
    if stays is None:
        await sweep_version(db, version_id)
    return len(jobs)


async def _hold_jobs(db: AsyncSession, version_id: uuid.UUID) -> Sequence[JobDescription]:
    """All that have this version, held. Raises `_Held` rather than wait."""
    having = JobDescription.version_id == version_id
    found = await db.scalars(
        select(JobDescription)
        .where(having)
        .order_by(JobDescription.id)
        .with_for_update(skip_locked=True)
    )
    jobs = list(found)
    there = await db.scalar(select(func.count()).select_from(JobDescription).where(having))
    if len(jobs) != there:
        raise _Held
    return jobs


async def _hold_versions(
    db: AsyncSession, version_id: uuid.UUID, texts: Sequence[str]
) -> tuple[PostingVersion, dict[str, uuid.UUID], Sequence[uuid.UUID]]:
    """The version, the others that have one of these texts, and the roots of all; held.

    Raises `_Held` when one is held by somebody else, or was moved while the postings were waited for.
    """
    version_is = PostingVersion.id == version_id
    others_are = and_(PostingVersion.text_hash.in_(texts), ~version_is)
    postings = await db.scalars(
        select(PostingVersion.posting_id).distinct().where(or_(version_is, others_are))
    )
    roots = await lock_roots(db, list(postings))
    version = await db.scalar(
        select(PostingVersion).where(version_is).with_for_update(skip_locked=True)
    )
    others = await db.scalars(
        select(PostingVersion)
        .where(others_are)
        .order_by(PostingVersion.id)
        .with_for_update(read=True, key_share=True, skip_locked=True)
    )
    known = list(others)
    there = await db.scalar(select(func.count()).select_from(PostingVersion).where(others_are))
    if version is None or len(known) != there:
        raise _Held
    for held in (version, *known):
        if await root_of(db, held.posting_id) not in roots:
            raise _Held
    return version, {other.text_hash: other.id for other in known}, roots


async def _carry_over(
    db: AsyncSession, version_id: uuid.UUID, target: uuid.UUID, people: Iterable[uuid.UUID] | None
) -> None:
    """These people (None: all) who practised for the one version practised for the other."""
    practised = select(PostingCandidate.user_id).where(PostingCandidate.version_id == version_id)
    if people is not None:
        practised = practised.where(PostingCandidate.user_id.in_(list(people)))
    came = [{"version_id": target, "user_id": user_id} for user_id in await db.scalars(practised)]
    if came:
        await db.execute(insert(PostingCandidate).on_conflict_do_nothing(), came)


async def _let_go(db: AsyncSession, version_id: uuid.UUID, people: Iterable[uuid.UUID]) -> None:
    """Those of these people who have no copy of this version any more practised for another one."""
    has = exists().where(
        JobDescription.version_id == version_id,
        JobDescription.user_id == PostingCandidate.user_id,
    )
    await db.execute(
        delete(PostingCandidate)
        .where(
            PostingCandidate.version_id == version_id,
            PostingCandidate.user_id.in_(list(people)),
            ~has,
        )
        .execution_options(synchronize_session=False)
    )
