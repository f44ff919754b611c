"""Which postings in the database are like one that was just pasted."""

import functools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Uuid,
    bindparam,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.counting import common_pieces
from preppal.job_descriptions.matching.containment import (
    NOTHING,
    Counts,
    Surroundings,
    containments,
    count_pieces,
)
from preppal.job_descriptions.matching.likeness import Likeness, Traits, Verdict, judge
from preppal.job_descriptions.matching.signature import bands
from preppal.job_descriptions.matching.titles import read_title
from preppal.job_descriptions.model import JobDescription, PostingVersion, SharedText
from preppal.job_descriptions.packing import unpacked

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

    With ``seen_by`` only versions that this person has or that somebody shares: what others keep for
    themselves is not told. Reads at most
    `CANDIDATES` + `NEIGHBOURS` versions, by index.
    """
    candidates = await _candidates(db, posting, seen_by)
    if not candidates:
        return []
    others = [traits_of(version) for version in candidates]
    similarities = _similarities(posting, others, await common_pieces(db))
    alike = []
    for version, other, similarity in zip(candidates, others, similarities, strict=True):
        likeness = judge(posting, other, similarity)
        if likeness.verdict is not Verdict.DIFFERENT:
            alike.append(Alike(version.id, version.posting_id, likeness))
    return sorted(alike, key=_closeness, reverse=True)


def _similarities(posting: Traits, others: Sequence[Traits], library: Counts) -> list[float]:
    """How much of this posting and of each of the others is the same, by weight."""
    own = [other.company != "" and other.company == posting.company for other in others]
    company = count_pieces(
        [
            other.shingles
            for other, same_company in zip(others, own, strict=True)
            if same_company and other.exact != posting.exact
        ]
    )
    found = [0.0] * len(others)
    for same_company, of_company in ((True, company), (False, NOTHING)):
        places = [place for place, is_own in enumerate(own) if is_own is same_company]
        around = Surroundings(library, of_company, other_in=same_company)
        shingles = [others[place].shingles for place in places]
        for place, similarity in zip(
            places, containments(posting.shingles, shingles, around), strict=True
        ):
            found[place] = float(similarity)
    return found


def _closeness(found: Alike) -> tuple[int, float, uuid.UUID]:
    likeness = found.likeness
    return likeness.verdict.closeness, likeness.similarity, found.version_id


async def _candidates(
    db: AsyncSession, posting: Traits, seen_by: uuid.UUID | None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """What is compared of each version that may be like it."""
    asked: dict[str, Any] = {"bands": bands(posting.shingles), "text_hash": posting.exact}
    if posting.company:
        asked["company"] = posting.company
    if seen_by is not None:
        asked["seen_by"] = seen_by
    statement = _statement(of_company=bool(posting.company), of_one=seen_by is not None)
    return (await db.execute(statement, asked)).all()


_COMPARED = (
    PostingVersion.id,
    PostingVersion.posting_id,
    PostingVersion.company_key,
    PostingVersion.title,
    PostingVersion.years,
    PostingVersion.pieces,
    PostingVersion.words,
    PostingVersion.text_hash,
)


@functools.cache
def _statement(*, of_company: bool, of_one: bool) -> Select[*tuple[Any, ...]]:
    """The search in its four forms, each put together once: that takes longer than the search."""
    visible: ColumnElement[bool] = true()
    if of_one:
        visible = (
            select(literal(1))
            .select_from(JobDescription)
            .outerjoin(SharedText, SharedText.job_description_id == JobDescription.id)
            .where(JobDescription.version_id == PostingVersion.id)
            .where(
                (JobDescription.user_id == bindparam("seen_by", type_=Uuid))
                | SharedText.job_description_id.is_not(None)
            )
            .exists()
        )
    wanted = bindparam("bands", type_=ARRAY(Integer))
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
    exact = select(PostingVersion.id).where(
        PostingVersion.text_hash == bindparam("text_hash"), visible
    )
    ids = [nearest.subquery(), exact.subquery()]
    if of_company:
        neighbours = (
            select(PostingVersion.id)
            .where(PostingVersion.company_key == bindparam("company"), visible)
            .order_by(PostingVersion.created_at.desc())
            .limit(NEIGHBOURS)
        )
        ids.append(neighbours.subquery())
    wanted_ids = union_all(*(select(found.c.id) for found in ids)).subquery()
    return select(*_COMPARED).where(PostingVersion.id.in_(select(wanted_ids.c.id)))


def traits_of(version: Row[*tuple[Any, ...]] | PostingVersion) -> Traits:
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
