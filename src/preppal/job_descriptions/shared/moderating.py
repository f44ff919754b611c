"""What a moderator does with shared postings: merge two, take them apart, split one, hide, restore.

Only pointers move: which posting a version is of, and which posting was merged into which. Nobody's own
copy is touched, and each act is written down so that it can be undone.
"""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Text, cast, delete, exists, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.foundation.errors import Conflict, Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.visible import visible_text
from preppal.job_descriptions.model import (
    REASON_LIMIT,
    JobDescription,
    JobPosting,
    NoSuchPosting,
    PostingDecision,
    PostingVersion,
    SharedText,
)
from preppal.job_descriptions.shared.summing_up import lock_postings, sum_up


class OneAndTheSame(Conflict):
    message = N_("These are one posting already.")


class NotMerged(Conflict):
    message = N_("That was taken apart already.")


class NothingToSplit(Conflict):
    message = N_("It has only this one text. There is nothing to split.")


class OneIsHidden(Conflict):
    message = N_("One of them is hidden. Put it back first.")


class AlreadyHidden(Conflict):
    message = N_("It is hidden already.")


class NotHidden(Conflict):
    message = N_("It is not hidden.")


@dataclass(frozen=True, slots=True)
class Moderator:
    """Who decides, when."""

    id: uuid.UUID
    now: datetime.datetime


def read_reason(value: str) -> str:
    """Raises `Invalid` with the field ``reason``."""
    reason = " ".join(visible_text(value).split())
    if not reason:
        raise Invalid({"reason": N_("Say why: whoever shared it reads it.")})
    if len(reason) > REASON_LIMIT:
        raise Invalid({"reason": N_("Say it in at most 500 characters.")})
    return reason


async def merge(db: AsyncSession, posting_id: uuid.UUID, into_id: uuid.UUID, by: Moderator) -> None:
    """What belonged to one posting shows beneath the other; what had been merged into it comes along.

    Raises:
        NoSuchPosting: one is not there, or is part of another by now.
        OneAndTheSame: they are the same one.
        OneIsHidden: what is hidden must not come back this way.
    """
    if posting_id == into_id:
        raise OneAndTheSame()
    postings = await lock_postings(db, [posting_id, into_id])
    if len(postings) < 2 or any(posting.merged_into_id for posting in postings):
        raise NoSuchPosting()
    if any(posting.hidden_at for posting in postings):
        raise OneIsHidden()
    moved = await db.scalars(
        update(JobPosting)
        .where(JobPosting.merged_into_id == posting_id)
        .values(merged_into_id=into_id)
        .returning(JobPosting.id)
    )
    along = list(moved)
    # No longer shown by itself, which the table insists on before it may point elsewhere.
    await db.execute(
        update(JobPosting)
        .where(JobPosting.id == posting_id)
        .values(best_text_id=None, shared_at=None, search=null(), merged_into_id=into_id)
    )
    await sum_up(db, into_id)
    _write_down(db, into_id, "merge", by, other_id=posting_id, moved=along)


async def unmerge(db: AsyncSession, decision_id: uuid.UUID, by: Moderator) -> None:
    """Undo a merge: the posting is one of its own again, with what had come along.

    Raises:
        NoSuchPosting: there is no such merge.
        NotMerged: it was undone already.
    """
    merged = await db.scalar(
        select(PostingDecision).where(
            PostingDecision.id == decision_id, PostingDecision.act == "merge"
        )
    )
    if merged is None or merged.other_id is None:
        raise NoSuchPosting()
    latest = await db.scalar(
        select(func.max(cast(PostingDecision.id, Text))).where(
            PostingDecision.act == "merge", PostingDecision.other_id == merged.other_id
        )
    )
    if latest != str(merged.id):
        raise NotMerged()  # it has been merged elsewhere since
    postings = {
        posting.id: posting
        for posting in await lock_postings(db, [merged.posting_id, merged.other_id])
    }
    apart = postings.get(merged.other_id)
    if apart is None or apart.merged_into_id is None:
        raise NotMerged()
    root = apart.merged_into_id
    await db.execute(
        update(JobPosting).where(JobPosting.id == apart.id).values(merged_into_id=None)
    )
    await db.execute(
        update(JobPosting)
        .where(JobPosting.id.in_(merged.moved), JobPosting.merged_into_id == root)
        .values(merged_into_id=apart.id)
    )
    await sum_up(db, apart.id)
    await sum_up(db, root)
    _write_down(db, root, "unmerge", by, other_id=apart.id, moved=merged.moved)


async def split(
    db: AsyncSession, posting_id: uuid.UUID, text_id: uuid.UUID, by: Moderator
) -> uuid.UUID:
    """The shared text ``text_id`` was wrongly put here: its version becomes a posting of its own.

    Gives that posting. Whoever keeps the same text stays with it; their copies are as they were.

    Raises:
        NoSuchPosting: the text is not shared, or not beneath this posting.
        NothingToSplit: the posting has no other version.
    """
    posting = await _root(db, posting_id)
    version = await db.scalar(
        select(PostingVersion)
        .join(JobDescription, JobDescription.version_id == PostingVersion.id)
        .join(SharedText, SharedText.job_description_id == JobDescription.id)
        .join(JobPosting, JobPosting.id == PostingVersion.posting_id)
        .where(SharedText.job_description_id == text_id)
        .where((JobPosting.id == posting_id) | (JobPosting.merged_into_id == posting_id))
    )
    if version is None:
        raise NoSuchPosting()
    versions = (
        select(PostingVersion.id)
        .join(JobPosting)
        .where((JobPosting.id == posting_id) | (JobPosting.merged_into_id == posting_id))
    )
    if len(list(await db.scalars(versions.limit(2)))) < 2:
        raise NothingToSplit()
    apart = JobPosting(
        id=uuid7(),
        created_at=by.now,
        hidden_at=posting.hidden_at,
        hidden_reason=posting.hidden_reason,
    )
    db.add(apart)
    await db.flush()
    before, version.posting_id = version.posting_id, apart.id
    await db.flush()
    await db.execute(
        delete(JobPosting).where(
            JobPosting.id == before,
            JobPosting.merged_into_id.is_not(None),
            ~exists().where(PostingVersion.posting_id == JobPosting.id),
        )
    )
    await sum_up(db, apart.id)
    await sum_up(db, posting_id)
    _write_down(db, posting_id, "split", by, other_id=apart.id, moved=[version.id])
    return apart.id


async def hide(db: AsyncSession, posting_id: uuid.UUID, reason: str, by: Moderator) -> None:
    """Out of the shared library. Who shared it sees why.

    Raises:
        AlreadyHidden: it is.
        Invalid: no reason.
        NoSuchPosting: not there.
    """
    why = read_reason(reason)
    posting = await _root(db, posting_id)
    if posting.hidden_at is not None:
        raise AlreadyHidden()
    posting.hidden_at, posting.hidden_reason = by.now, why
    _write_down(db, posting_id, "hide", by, reason=why)


async def restore(db: AsyncSession, posting_id: uuid.UUID, by: Moderator) -> None:
    """Back in the shared library.

    Raises:
        NoSuchPosting: not there.
        NotHidden: it is not hidden.
    """
    posting = await _root(db, posting_id)
    if posting.hidden_at is None:
        raise NotHidden()
    posting.hidden_at, posting.hidden_reason = None, ""
    _write_down(db, posting_id, "restore", by)


async def _root(db: AsyncSession, posting_id: uuid.UUID) -> JobPosting:
    """The posting, held. Raises `NoSuchPosting`, also when it is part of another by now."""
    for posting in await lock_postings(db, [posting_id]):
        if posting.merged_into_id is None:
            return posting
    raise NoSuchPosting()


def _write_down(
    db: AsyncSession,
    posting_id: uuid.UUID,
    act: str,
    by: Moderator,
    *,
    other_id: uuid.UUID | None = None,
    moved: Sequence[uuid.UUID] = (),
    reason: str = "",
) -> None:
    db.add(
        PostingDecision(
            id=uuid7(),
            posting_id=posting_id,
            act=act,
            other_id=other_id,
            moved=list(moved),
            reason=reason,
            decided_by=by.id,
            created_at=by.now,
        )
    )
