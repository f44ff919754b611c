"""Which postings in the database are like one that was just pasted."""

import uuid
from dataclasses import dataclass

import numpy as np
from sqlalchemy import ColumnElement, Integer, bindparam, func, literal, select, true, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.matching.likeness import (
    Likeness,
    Surroundings,
    Traits,
    Verdict,
    compare,
    count_pieces,
)
from preppal.job_descriptions.matching.shingles import Shingles
from preppal.job_descriptions.matching.signature import bands
from preppal.job_descriptions.matching.titles import read_title
from preppal.job_descriptions.model import JobDescription, PostingVersion

CANDIDATES = 32
"""Versions with most bands in common that are compared."""
NEIGHBOURS = 24
"""Versions of the same company, newest first: they say what is its boilerplate."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A version that is not `different`."""

    version_id: uuid.UUID
    posting_id: uuid.UUID
    likeness: Likeness


async def find_alike(
    db: AsyncSession, posting: Traits, *, seen_by: uuid.UUID | None = None
) -> list[Alike]:
    """The versions like this posting, the likest first; identical text included.

    With ``seen_by`` only versions that this person has: what others keep is not told. Reads at most `CANDIDATES` + `NEIGHBOURS` versions, by index.
    """
    candidates = await _candidates(db, posting, seen_by)
    others = [(version, traits_of(version)) for version in candidates]
    company = count_pieces(
        [
            other.shingles
            for _, other in others
            if other.company and other.company == posting.company and other.exact != posting.exact
        ]
    )
    alike = []
    for version, other in others:
        same_company = other.company == posting.company
        around = Surroundings(company=company, other_in=True) if same_company else Surroundings()
        likeness = compare(posting, other, around)
        if likeness.verdict is not Verdict.DIFFERENT:
            alike.append(Alike(version.id, version.posting_id, likeness))
    return sorted(alike, key=_closeness, reverse=True)


def _closeness(found: Alike) -> tuple[int, float, uuid.UUID]:
    likeness = found.likeness
    return likeness.verdict.closeness, likeness.similarity, found.version_id


async def _candidates(
    db: AsyncSession, posting: Traits, seen_by: uuid.UUID | None
) -> list[PostingVersion]:
    visible: ColumnElement[bool] = true()
    if seen_by is not None:
        visible = (
            select(literal(1))
            .where(JobDescription.version_id == PostingVersion.id)
            .where(JobDescription.user_id == seen_by)
            .exists()
        )
    wanted = bindparam("bands", bands(posting.shingles), type_=ARRAY(Integer))
    band = func.unnest(PostingVersion.bands).table_valued("number").render_derived()
    common = (
        select(func.count())
        .select_from(band)
        .where(band.c.number == func.any(wanted))
        .correlate(PostingVersion)
        .scalar_subquery()
    )
    nearest = (
        select(PostingVersion.id)
        .where(PostingVersion.bands.overlap(wanted), visible)
        .order_by(common.desc(), PostingVersion.id)
        .limit(CANDIDATES)
    )
    exact = select(PostingVersion.id).where(PostingVersion.text_hash == posting.exact, visible)
    ids = [nearest.subquery(), exact.subquery()]
    if posting.company:
        neighbours = (
            select(PostingVersion.id)
            .where(PostingVersion.company_key == posting.company, visible)
            .order_by(PostingVersion.created_at.desc())
            .limit(NEIGHBOURS)
        )
        ids.append(neighbours.subquery())
    wanted_ids = union_all(*(select(found.c.id) for found in ids)).subquery()
    found = await db.scalars(
        select(PostingVersion).where(PostingVersion.id.in_(select(wanted_ids.c.id)))
    )
    return list(found)


def traits_of(version: PostingVersion) -> Traits:
    """What of a stored version is compared."""
    return Traits(
        company=version.company_key,
        name=version.title,
        title=read_title(version.title),
        years=frozenset(version.years),
        shingles=unpacked(version.pieces),
        words=unpacked(version.words),
        exact=version.text_hash,
    )


def packed(pieces: Shingles) -> bytes:
    return pieces.astype("<u4").tobytes()


def unpacked(pieces: bytes) -> Shingles:
    return np.frombuffer(pieces, np.dtype("<u4")).astype(np.uint32)
