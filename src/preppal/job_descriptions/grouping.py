"""Under which posting a job description belongs: one that is there, or a new one."""

import datetime
import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Uuid, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.job_descriptions.alike import find_alike
from preppal.job_descriptions.matching.likeness import Traits, Verdict
from preppal.job_descriptions.matching.signature import METHOD, bands
from preppal.job_descriptions.model import JobPosting, PostingVersion
from preppal.job_descriptions.packing import packed


async def version_for(db: AsyncSession, posting: Traits, *, now: datetime.datetime) -> uuid.UUID:
    """The version with this text, which is written when it is new, beneath the posting that is likest.

    Postings of one company are grouped one after the other (a lock of the transaction), so that two
    people who paste two versions at the same instant end beneath one posting.
    """
    known = await _known(db, posting)
    if known is not None:
        return known
    await db.execute(_LOCKED, {"number": lock_number(posting)})
    alike = await find_alike(db, posting)
    one_vacancy = [
        found for found in alike if found.likeness.verdict in (Verdict.SAME, Verdict.REVISED)
    ]
    posting_id, made = await _first_held(db, [found.posting_id for found in one_vacancy]), None
    if posting_id is None:
        posting_id = made = uuid7()
        await db.execute(insert(JobPosting).values(id=posting_id, created_at=now))
    written = await write_version(db, posting_id, posting, now=now)
    if written is not None:
        return written
    # Whoever waited for the lock, or read another company's name from the same text, comes second.
    if made is not None:
        await db.execute(delete(JobPosting).where(JobPosting.id == made))
    known = await _known(db, posting)
    assert known is not None, "the text that was in the way is gone"
    return known


def signed(posting: Traits) -> dict[str, Any]:
    """What of a version says its text, by today's method."""
    return {
        "text_hash": posting.exact,
        "title": posting.name,
        "company_key": posting.company,
        "years": sorted(posting.years),
        "bands": bands(posting.shingles),
        "pieces": packed(posting.shingles),
        "words": packed(posting.words),
        "method": METHOD,
    }


async def write_version(
    db: AsyncSession, posting_id: uuid.UUID, posting: Traits, *, now: datetime.datetime
) -> uuid.UUID | None:
    """A new version beneath this posting; None when its text was written at the same moment."""
    version = {"id": uuid7(), "posting_id": posting_id, "created_at": now, **signed(posting)}
    written: uuid.UUID | None = await db.scalar(_NEW_VERSION, version)
    return written


async def _first_held(db: AsyncSession, postings: Sequence[uuid.UUID]) -> uuid.UUID | None:
    """The first of these that is still there, and stays until the transaction ends."""
    for posting_id in postings:
        held: uuid.UUID | None = await db.scalar(_HELD, {"posting_id": posting_id})
        if held is not None:
            return held
    return None


_HELD = (
    select(JobPosting.id)
    .where(JobPosting.id == bindparam("posting_id", type_=Uuid))
    .with_for_update(read=True, key_share=True)
)
_NEW_VERSION = (
    insert(PostingVersion)
    .on_conflict_do_nothing(index_elements=[PostingVersion.text_hash])
    .returning(PostingVersion.id)
)
# Held until the job description that has it is written, so that nobody sweeps it up meanwhile.
_KNOWN = (
    select(PostingVersion.id)
    .where(PostingVersion.text_hash == bindparam("text_hash"))
    .with_for_update(read=True, key_share=True)
)
_LOCKED = select(func.pg_advisory_xact_lock(bindparam("number", type_=BigInteger)))


async def _known(db: AsyncSession, posting: Traits) -> uuid.UUID | None:
    known: uuid.UUID | None = await db.scalar(_KNOWN, {"text_hash": posting.exact})
    return known


def lock_number(posting: Traits) -> int:
    """One for each company; a posting that names none has its own."""
    digest = hashlib.blake2b((posting.company or posting.exact).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)
