"""Every job description beneath its posting, also those from before there were postings.

Done in small transactions, each leaving less to do: it can be stopped and begun again at any time.
"""

import datetime
import uuid

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.grouping import version_for
from preppal.job_descriptions.matching.likeness import Traits, traits
from preppal.job_descriptions.matching.signature import METHOD, bands
from preppal.job_descriptions.model import JobDescription, PostingVersion
from preppal.job_descriptions.packing import packed
from preppal.job_descriptions.shared.summing_up import sum_up_version

BATCH = 50

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


async def count_outdated(db: AsyncSession) -> int:
    """Job descriptions without a version, or with one that an earlier method signed."""
    return await db.scalar(select(func.count()).select_from(JobDescription).where(_OUTDATED)) or 0


async def index_some(db: AsyncSession, *, now: datetime.datetime, limit: int = BATCH) -> int:
    """Bring up to ``limit`` of them up to date, oldest first; gives how many there were.

    A version that was signed by an earlier method is signed anew beneath the posting it has, so that
    what was merged stays merged. Two that run at once take different rows.
    """
    found = await db.scalars(
        select(JobDescription)
        .where(_OUTDATED)
        .order_by(JobDescription.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    jobs = list(found)
    for job in jobs:
        compared = traits(job.title, job.company, job.content)
        if job.version_id is None:
            job.version_id = await version_for(db, compared, now=now)
        else:
            await _sign_anew(db, job, job.version_id, compared)
        await db.flush()
    return len(jobs)


async def _sign_anew(
    db: AsyncSession, job: JobDescription, version_id: uuid.UUID, compared: Traits
) -> None:
    version = await db.get_one(PostingVersion, version_id, with_for_update=True)
    if version.method == METHOD:
        return  # a job description with the same text came first
    taken = await db.scalar(
        select(PostingVersion.id).where(
            PostingVersion.text_hash == compared.exact, PostingVersion.id != version.id
        )
    )
    if taken is not None:
        # By this method two texts are one; the version that nobody has any more is swept up.
        job.version_id = taken
        await sum_up_version(db, version.id)
        await sum_up_version(db, taken)
        return
    version.text_hash = compared.exact
    version.title = compared.name
    version.company_key = compared.company
    version.years = sorted(compared.years)
    version.bands = bands(compared.shingles)
    version.pieces = packed(compared.shingles)
    version.words = packed(compared.words)
    version.method = METHOD
