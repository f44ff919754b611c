"""What is common in the library: pieces that many postings hold weigh little when two are compared.

A sample says it as well as the whole library does, and does not grow with it: with 2,000 versions the
share of a piece that is in one of ten postings is known to within 1.4 points (two standard errors).
Counted now and then in the background, read with every lookup.
"""

import datetime

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.matching.containment import NOTHING, Counts, count_pieces
from preppal.job_descriptions.matching.signature import METHOD
from preppal.job_descriptions.model import CommonPieces, PostingVersion
from preppal.job_descriptions.packing import packed, unpacked

SAMPLE = 2_000
"""Versions that are counted."""
COMMON = 0.01
"""Share of the sample from which a piece is kept; below it it is about as rare as one that is unique."""
LEAST = 3
"""Versions that hold a common piece."""
GROWN = 1.2
"""How much larger the library must be to be counted again."""


_COMMON_PIECES = select(CommonPieces.pieces, CommonPieces.counts, CommonPieces.sampled).where(
    CommonPieces.method == METHOD
)


async def common_pieces(db: AsyncSession) -> Counts:
    """The pieces that many postings hold; none in a library that was never counted."""
    row = (await db.execute(_COMMON_PIECES)).one_or_none()
    if row is None:
        return NOTHING
    return Counts(unpacked(row.pieces), unpacked(row.counts).astype(np.int64), row.sampled)


async def count_again(db: AsyncSession, *, now: datetime.datetime, sample: int = SAMPLE) -> bool:
    """Count what is common, if the library has grown or shrunk by a fifth since; whether it was counted.

    The sample is every n-th version by a hash of its id: the same versions for as long as they are
    there, whenever they came and whoever pasted them.
    """
    there = await db.scalar(
        select(func.count()).select_from(PostingVersion).where(PostingVersion.method == METHOD)
    )
    before = await db.scalar(select(CommonPieces.versions).where(CommonPieces.method == METHOD))
    if not there or (before is not None and before / GROWN < there < before * GROWN):
        return False
    taken = await db.scalars(
        select(PostingVersion.pieces)
        .where(PostingVersion.method == METHOD)
        .order_by(func.hashtext(PostingVersion.text_hash), PostingVersion.id)
        .limit(sample)
    )
    counted = count_pieces([unpacked(pieces) for pieces in taken])
    kept = counted.counts >= max(LEAST, COMMON * counted.size)
    row = {
        "pieces": packed(counted.pieces[kept]),
        "counts": packed(counted.counts[kept]),
        "sampled": counted.size,
        "versions": there,
        "counted_at": now,
    }
    fresh = insert(CommonPieces).values(method=METHOD, **row)
    await db.execute(fresh.on_conflict_do_update(index_elements=[CommonPieces.method], set_=row))
    return True
